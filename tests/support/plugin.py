"""How the tests run here: their own data folder, their markers, their count.

Loaded before the settings are (see pyproject.toml), which read the environment once.
"""

import json
import os
import sys
import zlib
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support import session

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
    "installation",
}
BROWSER_FIXTURES = {"browser", "page"}
# What the databases do differently is shown here, in every test, on both. Elsewhere a test that
# passed on one is tried again on the other once in so many; make soak tries all of them.
ABOUT_DATABASES = tuple(
    f"tests/{room}/" for room in ("erasure", "guarantees", "journal", "outbox", "races")
)
WITHOUT_DATABASE = tuple(
    f"tests/{room}/" for room in ("batches", "formats", "law", "planning", "quality", "tools")
)
TRIED_AGAIN = 5
# Each takes long, or shares with its neighbours what takes long to make: begun first, together.
LONG = (
    "tests/replay/test_killed.py",
    "tests/kill/",
    "tests/cli/test_backup.py",
    "tests/cli/test_demo.py",
    "tests/web/base/test_every_page.py",
)
MARKERS = (
    "database: touches the database, and runs on both; set by itself where a fixture shows it",
    "one_database: what it shows does not depend on the database; the default one is enough",
    "browser: drives Chromium, on the default database only; set by itself",
    "dear: costs much; on one of the two databases each time, on both with make soak",
    "soak: takes long; run by make soak only",
)
REPORT_VARIABLE = "GUICHET_TEST_REPORT"
KEPT = ("GUICHET_DATABASE_URL", "GUICHET_TEST_")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Gives each process of the run a data folder of its own, and nothing of the caller's."""
    # a run starts Python hundreds of times: what one has compiled is kept for the others
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    for name in [name for name in os.environ if name.startswith("GUICHET_")]:
        if not name.startswith(KEPT):
            del os.environ[name]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = session.open_run() / "var" / f"{os.getpid()}-{worker}"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    os.environ["GUICHET_VAR"] = str(folder)
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_unconfigure() -> None:
    session.close_run()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On the other database, what has nothing to do with databases is not even read."""
    if not on_the_other_database() or not collection_path.is_dir():
        return None
    place = f"{collection_path.relative_to(session.ROOT).as_posix()}/"
    return place in WITHOUT_DATABASE or None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    mark(items)
    result = yield
    # after the shuffle, so that none of them is what a run ends by waiting for
    items.sort(key=lambda item: rank_of_long(item.nodeid))
    return result


def rank_of_long(test: str) -> int:
    found = (rank for rank, place in enumerate(LONG) if test.startswith(place))
    return next(found, len(LONG))


def mark(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER_FIXTURES:
            item.add_marker("browser")
        touches = fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db")
        if touches and not item.get_closest_marker("one_database"):
            if item.nodeid.startswith(WITHOUT_DATABASE):
                raise pytest.UsageError(f"{item.nodeid} touches the database: see WITHOUT_DATABASE")
            item.add_marker("database")
        if not is_now(item):
            item.add_marker("soak")


def on_the_other_database() -> bool:
    return bool(os.environ.get("GUICHET_DATABASE_URL"))


def is_now(item: pytest.Item) -> bool:
    """Whether a test is run each time on the database of this pass."""
    name = what_it_shares(item)
    if on_the_other_database():
        return is_there(name)
    return not (item.get_closest_marker("dear") and is_there(name))


def what_it_shares(item: pytest.Item) -> str:
    """The name of a test; that of its file where a file makes something once for its tests."""
    found = getattr(item, "_fixtureinfo", None)
    made = found.name2fixturedefs.values() if found else ()
    shares = any(one[-1].scope == "module" for one in made if one)
    return item.nodeid.partition("::")[0] if shares else item.nodeid


def is_there(test: str) -> bool:
    """Whether a test is tried on the other database than the default one, each time."""
    return test.startswith(ABOUT_DATABASES) or not zlib.crc32(test.encode()) % TRIED_AGAIN


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leaves the counts where the run's own summary finds them."""
    path = os.environ.get(REPORT_VARIABLE)
    if path:
        counts = Counter({kind: len(found) for kind, found in terminalreporter.stats.items()})
        Path(path).write_text(
            json.dumps(
                {
                    "passed": counts["passed"] + counts["xfailed"],
                    "failed": counts["failed"] + counts["error"] + counts["xpassed"],
                    "skipped": counts["skipped"],
                }
            )
        )
