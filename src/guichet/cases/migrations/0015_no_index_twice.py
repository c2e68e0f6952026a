"""Indexes that repeat how another one begins, and those for LIKE that nothing asks: dropped."""

import django.db.models.deletion
from django.db import migrations, models

from guichet.journal.indexes import dropped

DROPPED = (
    "cases_case_number_980c9551_like",
    "cases_case_person_id_f87eeffa",
    "cases_counter_name_4c6ec988_like",
    "cases_decision_case_id_902b31ea",
    "cases_decision_law_version_id_79b1c0fb_like",
    "cases_lawversion_version_55c2379f_like",
    "cases_pause_clock_id_89d628d0",
)


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0014_figures_without_files'),
        ('people', '0009_no_index_twice'),
    ]

    operations = [
        dropped(
            DROPPED,
            migrations.AlterField(
                model_name='case',
                name='person',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, to='people.person'),
            ),
            migrations.AlterField(
                model_name='decision',
                name='case',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='decisions', to='cases.case'),
            ),
            migrations.AlterField(
                model_name='pause',
                name='clock',
                field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='pauses', to='cases.clock'),
            ),
        )
    ]
