"""Indexes that repeat how another one begins, and those that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "ledger_claim_decision_id_e0fa22ef",
    "ledger_bankfile_sha256_0aa62bf6_like",
    "ledger_paymentfile_name_372217c5_like",
    "ledger_paymentorder_case_id_d79302ec",
    "ledger_paymentorder_number_e09faed2_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0015_no_index_twice'),
        ('ledger', '0016_one_part_of_a_day'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='claim',
                name='decision',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='claims', to='cases.decision'),
            ),
            migrations.AlterField(
                model_name='paymentorder',
                name='case',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, to='cases.case'),
            ),
        )
    ]
