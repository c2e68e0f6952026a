"""A migration that changes a table with triggers, as the next one will: they are there after."""

import subprocess
import sys

import pytest

from tests.support.installation import Installation

pytestmark = pytest.mark.database

# On SQLite, a new column that has a value makes the table anew. Triggers of two tables read facts.
NEXT = """
import django; django.setup()
from django.db import IntegrityError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from guichet.journal.triggers import append_only, kept, lifted, refuse
from tests.guarantees.rows import trigger_names

SEEN = models.BooleanField(default=False)

class Next(migrations.Migration):
    operations = [
        *kept("cases_fact", migrations.AddField("fact", "seen", SEEN)),
        lifted(append_only("contacts_contact")[0]),
        refuse("contacts_contact", "contacts_contact_no_update", "UPDATE", "1 = 1", "said anew"),
    ]

def refused():
    with connection.cursor() as cursor:
        try:
            cursor.execute("INSERT INTO cases_fact (key, value, source, reason, recorded_at)"
                " VALUES ('k', '1', 'medical', 'a reason', '2026-11-02')")
        except IntegrityError as error:
            return str(error)

before, said = trigger_names(), refused()
assert "of the medical service" in said, said
loader = MigrationLoader(connection)
with connection.schema_editor() as editor:
    Next("9999_next", "cases").apply(loader.project_state(), editor)
with connection.cursor() as cursor:
    columns = [c.name for c in connection.introspection.get_table_description(cursor, "cases_fact")]
assert "seen" in columns
assert trigger_names() == before
assert "of the medical service" in refused()
"""


def test_a_table_that_is_changed_keeps_its_triggers(installation: Installation) -> None:
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "guichet.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", NEXT], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
