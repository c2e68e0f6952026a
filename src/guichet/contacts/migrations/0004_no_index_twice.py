"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "contacts_site_code_e72ae4e5_like",
    "contacts_contact_person_id_c778ec3f",
)


class Migration(migrations.Migration):
    dependencies = [
        ('contacts', '0003_figures_at_once'),
        ('people', '0009_no_index_twice'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='contact',
                name='person',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.person'),
            ),
        )
    ]
