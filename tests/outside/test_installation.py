"""A throwaway installation has a migrated database of its own, and nobody else's settings."""

import os
import subprocess
import sys

import pytest

from tests.support.installation import Installation

COUNT_TABLES = """
import django
django.setup()
from django.db import connection
print(connection.vendor, len(connection.introspection.table_names()))
"""


def ask(installation: Installation, code: str) -> str:
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "guichet.project.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def test_its_database_is_migrated_and_is_that_of_the_pass(installation: Installation) -> None:
    vendor, tables = ask(installation, COUNT_TABLES).split()
    wanted = os.environ.get("GUICHET_DATABASE_URL", "sqlite:").partition(":")[0]
    assert vendor == {"postgres": "postgresql"}.get(wanted, wanted)
    assert int(tables) > 10


def test_the_settings_of_the_caller_stay_outside(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUICHET_DEMO", "1")
    assert "GUICHET_DEMO" not in installation.environment
