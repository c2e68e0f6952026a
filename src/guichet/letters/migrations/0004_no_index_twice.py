"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "letters_letter_number_a37f03a9_like",
    "letters_letter_person_id_25b618e8",
)


class Migration(migrations.Migration):
    dependencies = [
        ('letters', '0003_figures'),
        ('people', '0009_no_index_twice'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='letter',
                name='person',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.person'),
            ),
        )
    ]
