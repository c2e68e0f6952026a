"""What the table of letters refuses. An erasure empties letters: what keeps them as they were
written is in `erasure.migrations`."""

from django.db import migrations

from guichet.journal.triggers import never_deleted


class Migration(migrations.Migration):
    replaces = [("letters", "0002_guards")]

    dependencies = [("letters", "0001_tables")]

    operations = [never_deleted("letters_letter", "a letter is never removed")]
