"""What the tables of the medical service refuse.

A medical reason may be deleted, when its time of keeping is over; that it is never rewritten is in
`erasure.migrations`, since an erasure empties it.
"""

from django.db import migrations

from guichet.journal.triggers import append_only


class Migration(migrations.Migration):
    replaces = [("medical", "0002_guards")]

    dependencies = [("medical", "0001_tables")]

    operations = append_only("medical_opinion")
