"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "journal_seal_digest_31ff45bb_like",
    "journal_seal_previous_digest_adfbcbbc_like",
    "journal_sealedhead_seal_id_7c18b8bb",
    "journal_streamhead_stream_24c5c2a5_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('journal', '0003_reading_of_a_document'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='sealedhead',
                name='seal',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='sealed', to='journal.seal'),
            ),
        )
    ]
