from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_staff_number'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('agent', 'manager')), models.Q(('staff_number', ''), _negated=True)), models.Q(models.Q(('role__in', ('agent', 'manager')), _negated=True), ('staff_number', '')), _connector='OR'), name='staff_and_they_alone_have_a_number'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('staff_number', ''), _negated=True), fields=('staff_number',), name='one_account_for_a_staff_number'),
        ),
    ]
