"""A database that older sources made: up to date by its former steps, or too old, and told so."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from guichet.cli.upgrade import LAST_WITH_THE_STEPS
from tests.cli.calls import guichet

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LAST_STEP = ("ledger", "0019_asked_of_a_statement")
# nothing stands on it: Django by itself would see nothing wrong
LAST_OF_ERASURE = ("erasure", "0005_first_orders")
REPLAY = ("replay", "cpam76-2023", "--scale", "0.001")


def forget(*migrations: tuple[str, str]) -> None:
    for app, name in migrations:
        assert MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()[0] == 1


@pytest.fixture
def by_its_steps() -> set[tuple[str, str]]:
    """What the sources before these wrote of a database that they brought up to date."""
    disk = MigrationLoader(connection).disk_migrations
    replacing = {key for key, one in disk.items() if one.replaces}
    assert {"cases", "ledger", "erasure", "sick_leave"} <= {app for app, _ in replacing}
    forget(*replacing)
    return replacing


def test_a_database_with_all_the_former_steps_is_up_to_date(
    by_its_steps: set[tuple[str, str]],
) -> None:
    assert "✓ Tables : à jour." in guichet("doctor").stdout
    before = MigrationRecorder(connection).applied_migrations().keys()
    assert guichet("migrate").stdout == "Base de données à jour.\n"
    done = MigrationRecorder(connection).applied_migrations().keys() - before
    assert done == by_its_steps, "noted as done, not done again"


@pytest.mark.usefixtures("by_its_steps")
@pytest.mark.parametrize("lacking", [LAST_STEP, LAST_OF_ERASURE], ids=".".join)
@pytest.mark.parametrize(
    "command", [("migrate",), ("demo", "--no-serve"), REPLAY, ("doctor",)], ids=lambda one: one[0]
)
def test_a_database_that_lacks_a_former_step_is_too_old_and_told_so(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], lacking: tuple[str, str]
) -> None:
    monkeypatch.setenv("GUICHET_DEMO", "1")  # put back after: the demonstration sets it
    forget(lacking)
    done = guichet(*command)
    told = done.stdout if command == ("doctor",) else done.stderr
    assert done.exit_code == (1 if command == ("doctor",) else 2)
    assert "est trop ancienne pour cette version" in told
    assert str(connection.settings_dict["NAME"]) in told
    assert f"il lui manque « {'.'.join(lacking)} »" in told
    assert f"guichet migrate » avec les sources de la version {LAST_WITH_THE_STEPS}" in told


@pytest.mark.usefixtures("by_its_steps")
def test_a_database_whose_making_was_interrupted_is_made_to_its_end() -> None:
    """The tables of a room are there and its triggers are not: nothing of them was begun."""
    disk = MigrationLoader(connection).disk_migrations
    forget(*disk["replay", "0002_triggers"].replaces)
    done = guichet("doctor")
    assert "Tables : 1 mise(s) à jour en attente.\n    → guichet migrate" in done.stdout
