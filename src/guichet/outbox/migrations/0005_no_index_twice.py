"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "outbox_attempt_message_id_0c8082e0",
    "outbox_message_key_9860c808_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('outbox', '0004_removal'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='attempt',
                name='message',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='attempts', to='outbox.message'),
            ),
        )
    ]
