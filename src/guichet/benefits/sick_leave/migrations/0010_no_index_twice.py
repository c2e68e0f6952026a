"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "sick_leave_news_case_id_2c12ef43",
    "sick_leave_notice_fingerprint_900dd53b_like",
    "sick_leave_notice_professional_id_1552b95d",
    "sick_leave_takeoverimport_sha256_1c8cda8e_like",
)


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0015_no_index_twice'),
        ('people', '0009_no_index_twice'),
        ('sick_leave', '0009_part_time'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='news',
                name='case',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='news', to='cases.case'),
            ),
            migrations.AlterField(
                model_name='notice',
                name='professional',
                field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, to='people.professional'),
            ),
        )
    ]
