"""What the tables of the journal refuse: any change of what was written."""

from django.db import migrations

from guichet.journal.triggers import append_only


class Migration(migrations.Migration):
    replaces = [("journal", "0002_append_only")]

    dependencies = [("journal", "0001_tables")]

    operations = [
        *append_only("journal_event"),
        *append_only("journal_seal"),
        *append_only("journal_sealedhead"),
        *append_only("journal_reading"),
    ]
