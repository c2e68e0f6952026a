"""A throwaway installation of Guichet, for tests that run processes of their own, or kill them.

Its database is the one of the pass, empty but migrated.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres, schema, session

CALL = """import sys
from tests.support.haste import hasten; hasten()
from guichet.cli.main import main; sys.exit(main())"""
SQLITE_FILE = "guichet.sqlite3"


@dataclass(frozen=True)
class Installation:
    """Where it keeps its data; `url` is that of its database."""

    var: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes, nothing of the caller's settings in it."""
        kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
        paths = os.pathsep.join((str(session.ROOT / "src"), str(session.ROOT)))
        own = {"GUICHET_VAR": str(self.var), "GUICHET_DATABASE_URL": self.url}
        return {**kept, **own, "PYTHONPATH": paths}

    @staticmethod
    def command(*arguments: str) -> list[str]:
        """How `guichet ARGUMENTS` is called in it."""
        return [sys.executable, "-c", CALL, *arguments]

    def run(self, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Runs `guichet ARGUMENTS` in it to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.var,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )


@contextmanager
def installation(var: Path, *, on_postgres: bool) -> Iterator[Installation]:
    """An installation that keeps its data in `var` and is forgotten afterwards."""
    if not on_postgres:
        schema.copy_to(var / SQLITE_FILE)
        yield Installation(var, f"sqlite:///{var / SQLITE_FILE}")
        return
    schema.postgres_template()
    url = postgres.database_url(name=f"t{uuid.uuid4().hex}")
    postgres.copy_database(schema.TEMPLATE, url)
    try:
        yield Installation(var, url)
    finally:
        postgres.drop_database(url)
