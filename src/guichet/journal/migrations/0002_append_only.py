from django.db import migrations

from guichet.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        *append_only("journal_event"),
        *append_only("journal_seal"),
        *append_only("journal_sealedhead"),
        *append_only("journal_reading"),
    ]
