"""Half of each page of the heads is left free: a head moves with each event of its chain.

PostgreSQL writes a moved row anew; where its page has room, no index is written with it.
"""

from django.db import migrations

from guichet.journal.triggers import on_postgresql


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_no_index_twice")]

    operations = [on_postgresql("ALTER TABLE journal_streamhead SET (fillfactor = 50)")]
