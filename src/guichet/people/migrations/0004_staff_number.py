from django.db import migrations, models


def number_the_staff(apps, schema_editor):
    """Accounts opened before staff numbers keep a provisional one each: what they did stands."""
    for account in apps.get_model("people", "Account").objects.filter(role__in=("agent", "manager")):
        account.staff_number = f"PROV-{account.id.hex[-12:].upper()}"
        account.save(update_fields=["staff_number"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_one_time_password'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='staff_number',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.RunPython(number_the_staff, migrations.RunPython.noop),
    ]
