"""Orders to the stage: databases prepared once, copied for each rehearsal."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.support import postgres, schema, session

KILLED = -9


class Actor(RuntimeError):
    """An act failed on its own."""


@dataclass
class Theatre:
    """A warm process; `on_postgres` says which database its actors work on."""

    process: subprocess.Popen[str]
    folder: Path
    on_postgres: bool

    def order(self, **order: Any) -> dict[str, Any]:
        _write(self.process.stdin, json.dumps(order))
        answer = self.process.stdout.readline() if self.process.stdout else ""
        if not answer:
            raise Actor("the stage has closed")
        found: dict[str, Any] = json.loads(answer)
        return found

    def stage(self, copied: "Stage | None" = None) -> "Stage":
        """A database of its own: empty but migrated, or the copy of another stage's."""
        name = f"k{uuid.uuid4().hex[:12]}"
        folder = self.folder / name
        folder.mkdir()
        if self.on_postgres:
            url = f"{schema.postgres_template().rpartition('/')[0]}/{name}"
            postgres.copy_database(copied.database if copied else schema.TEMPLATE, url)
            stage = Stage(self, name, folder, url)
        else:
            if copied:
                shutil.copy(copied.database, folder / "db.sqlite3")
            else:
                schema.copy_to(folder / "db.sqlite3")
            stage = Stage(self, str(folder / "db.sqlite3"), folder, "")
        if copied and (copied.folder / "outgoing").exists():
            shutil.copytree(copied.folder / "outgoing", folder / "outgoing")
        return stage


@dataclass
class Stage:
    theatre: Theatre
    database: str
    folder: Path
    url: str
    smtp: str = ""
    sms: str = ""

    def play(self, act: str, **how: Any) -> Any:
        """Plays an act to its end."""
        answer = self._order(act, how)
        if answer["status"] != 0:
            raise Actor(f"{act} ended with {answer['status']}")
        return answer["said"]

    def interrupt(self, act: str, **how: Any) -> int:
        """Plays an act that dies at `kill_at` or after `kill_after` seconds; how it ended."""
        status: int = self._order(act, how)["status"]
        return status

    def _order(self, act: str, how: dict[str, Any]) -> dict[str, Any]:
        own = {name: how.pop(name) for name in ("kill_at", "kill_after") if name in how}
        outgoing = str(self.folder / "outgoing")
        return self.theatre.order(
            act=act,
            database=self.database,
            outgoing=outgoing,
            smtp=self.smtp,
            sms=self.sms,
            **own,
            **{"with": how},
        )

    def close(self) -> None:
        if self.url:
            postgres.drop_database(self.url)
        shutil.rmtree(self.folder)


@contextlib.contextmanager
def theatre(folder: Path, *, on_postgres: bool) -> Iterator[Theatre]:
    """A stage of the run's own, closed at the end."""
    url = f"sqlite:///{folder / 'none.sqlite3'}"
    if on_postgres:
        url = schema.postgres_template()
    kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
    environment = {
        **kept,
        "GUICHET_VAR": str(folder),
        "GUICHET_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "guichet.project.settings",
        "PYTHONPATH": os.pathsep.join((str(session.ROOT / "src"), str(session.ROOT))),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.rehearsal"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Theatre(process, folder, on_postgres)
        finally:
            if process.stdin:
                process.stdin.close()


def _write(stream: IO[str] | None, line: str) -> None:
    if stream is None:
        raise Actor("the stage is closed")
    stream.write(line + "\n")
    stream.flush()
