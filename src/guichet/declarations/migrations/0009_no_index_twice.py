"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "declarations_declaredstop_fingerprint_63829a32_like",
    "declarations_deposit_organisation_id_60527325",
)


class Migration(migrations.Migration):
    dependencies = [
        ('declarations', '0008_part_time'),
        ('people', '0009_no_index_twice'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='deposit',
                name='organisation',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.organisation'),
            ),
        )
    ]
