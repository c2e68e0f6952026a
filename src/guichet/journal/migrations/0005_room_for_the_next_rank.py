"""Half of each page of the heads is left free: a head moves with each event of its chain.

PostgreSQL writes a moved row anew; where its page has room, no index is written with it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def leave_room(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE journal_streamhead SET (fillfactor = 50)")


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_no_index_twice")]

    operations = [migrations.RunPython(leave_room, migrations.RunPython.noop)]
