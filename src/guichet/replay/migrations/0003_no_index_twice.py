"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "replay_livedchunk_replay_id_fe8933a3",
)


class Migration(migrations.Migration):
    dependencies = [
        ('replay', '0002_guards'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='livedchunk',
                name='replay',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='chunks', to='replay.replay'),
            ),
        )
    ]
