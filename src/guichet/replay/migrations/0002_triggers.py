"""What the tables of a replay refuse: a chunk that was lived stays so."""

from django.db import migrations

from guichet.journal.triggers import append_only


class Migration(migrations.Migration):
    replaces = [("replay", "0002_guards")]

    dependencies = [("replay", "0001_tables")]

    operations = append_only("replay_livedchunk")
