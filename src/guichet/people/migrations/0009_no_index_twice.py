"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "people_account_login_68507f29_like",
    "people_account_person_id_899b64f8",
    "people_addresstries_address_8dd4325c_like",
    "people_person_nir_cf42006a_like",
    "people_professional_rpps_712cbc6d_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('people', '0008_erased'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='account',
                name='person',
                field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.person'),
            ),
        )
    ]
