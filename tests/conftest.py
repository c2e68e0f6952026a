"""Fixtures that any test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.db import connections
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as properties
from playwright.sync_api import Browser, Page

from tests.support import browser as browsers
from tests.support import clamav, flushing, haste, mail, postgres, schema
from tests.support.installation import Installation
from tests.support.installation import installation as throwaway

# A slow machine is not a fault: speed is measured by `make bench`, never by a test.
properties.register_profile("guichet", deadline=None)
properties.load_profile("guichet")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Copies of what is migrated once; SQLite's is a file, since threads and processes share it."""
    database = connections.databases["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        database["TEST"]["TEMPLATE"] = schema.postgres_template().rpartition("/")[2]
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        return
    migrated = Path(os.environ["GUICHET_VAR"]) / "test.sqlite3"
    schema.copy_to(migrated)
    database["TEST"]["NAME"] = str(migrated)
    database["OPTIONS"] = haste.without_waiting(database["OPTIONS"])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy of a migrated SQLite database is taken as it is; PostgreSQL copies its own."""
    return connections.databases["default"]["ENGINE"] == "django.db.backends.sqlite3"


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> Iterator[None]:
    """Between the tests that commit, whatever the tables refuse in service."""
    with flushing.tables_can_be_emptied():
        yield


@pytest.fixture(scope="session", autouse=True)
def no_wait_for_the_disk() -> Iterator[None]:
    with mock.patch.object(os, "fsync", haste.at_once):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords hashed as in service, but for the slowness that protects real ones."""
    with override_settings(PASSWORD_HASHERS=["tests.support.hashers.QuickArgon2"]):
        yield


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """The client answers in the test's thread, where the language of its last page would stay."""
    with translation.override("fr"):
        yield


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A PostgreSQL of the run's own, for a test that needs it whatever the database of the pass."""
    return postgres.database_url()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation of the test's own, on the database of the pass, for its own processes."""
    on_postgres = connections.databases["default"]["ENGINE"].endswith("postgresql")
    with throwaway(tmp_path, on_postgres=on_postgres) as made:
        yield made


@pytest.fixture(scope="session")
def clamd_socket() -> str:
    """The socket of a real clamd, which knows `clamav.SIGNATURE` only."""
    return clamav.clamd_socket()


@pytest.fixture
def smtp_server() -> Iterator[mail.MailServer]:
    """A mail server of the test's own."""
    with mail.mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one a process."""
    with browsers.chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new French visitor; a script that fails on it fails the test."""
    with browsers.visitor(browser) as opened:
        yield opened
