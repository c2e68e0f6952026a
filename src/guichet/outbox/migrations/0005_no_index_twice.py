"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

DROPPED = (
    "outbox_attempt_message_id_0c8082e0",
    "outbox_message_key_9860c808_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('outbox', '0004_removal'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [f'DROP INDEX IF EXISTS "{name}"' for name in DROPPED], migrations.RunSQL.noop
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='attempt',
                    name='message',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='attempts', to='outbox.message'),
                ),
            ],
        )
    ]
