"""An empty, migrated database, made once and copied instead of going through every migration again.

Of SQLite, kept with what pytest keeps for as long as no migration changes; of PostgreSQL, kept for
the run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from tests.support import postgres, session

KEPT = session.ROOT / ".pytest_cache" / "guichet"
SOURCES = session.ROOT / "src" / "guichet"
# what migrations call from outside their folders
CALLED = ("journal/triggers.py", "journal/tables.py", "journal/ids.py")
TEMPLATE = "template_guichet"


def copy_to(path: Path) -> None:
    """Puts a copy of the database at `path`."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"schema-{key()}.sqlite3"
    with session.locked(KEPT / "schema.lock"):
        if not kept.exists():
            for old in KEPT.glob("schema-*.sqlite3*"):
                old.unlink()
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                made = Path(folder) / "made.sqlite3"
                migrate(f"sqlite:///{made}", Path(folder))
                made.rename(kept)
        shutil.copy(kept, path)


def postgres_template() -> str:
    """The address of the PostgreSQL database to copy; nobody stays in it."""
    return session.ensure("template-pg", make_template)["url"]


def make_template(folder: Path) -> dict[str, str]:
    url = postgres.database_url(name=TEMPLATE)
    postgres.create_database(url)
    migrate(url, folder)
    return {"url": url}


def key() -> str:
    """What the tables depend on: each migration, what it calls, and Django."""
    files = sorted(SOURCES.glob("**/migrations/*.py"))
    digest = hashlib.sha256(django.__version__.encode())
    for path in [*files, *(SOURCES / name for name in CALLED)]:
        digest.update(f"{path.relative_to(SOURCES)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(url: str, var: Path) -> None:
    """Brings the database at `url` up to date, in a process of its own that keeps data in `var`."""
    own = {"GUICHET_VAR": str(var), "GUICHET_DATABASE_URL": url}
    kept = {name: value for name, value in os.environ.items() if name[:8] != "GUICHET_"}
    done = subprocess.run(
        [sys.executable, str(session.ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the database could not be migrated:\n{done.stderr[-3000:]}")
