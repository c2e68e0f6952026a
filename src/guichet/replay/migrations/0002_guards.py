from django.db import migrations

from guichet.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("replay", "0001_initial")]
    operations = append_only("replay_livedchunk")
