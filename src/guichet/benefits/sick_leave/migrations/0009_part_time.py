from django.db import migrations, models

from guichet.journal.triggers import kept


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_payslips'),
        ('people', '0008_erased'),
        ('sick_leave', '0008_both_committees'),
    ]

    operations = [
        *kept(
            "sick_leave_notice",
            migrations.AddField(
                model_name='notice',
                name='part_time_from',
                field=models.DateField(null=True),
            ),
            migrations.AddConstraint(
                model_name='notice',
                constraint=models.CheckConstraint(condition=models.Q(('part_time_from', None), models.Q(('part_time_from__gte', models.F('first_day')), ('part_time_from__lte', models.F('last_day'))), _connector='OR'), name='notice_part_time_is_within_it'),
            ),
        ),
    ]
