from typing import Any

from django.db import migrations, models
from django.db.models import Q


def mark_certificates(apps: Any, schema_editor: Any) -> None:
    pays = apps.get_model("declarations", "DeclaredPay")
    pays.objects.exclude(deposit__channel="dsn").update(certificate=True)


PERIOD = ["nir", "organisation", "contract_number", "kind", "period_from"]


class Migration(migrations.Migration):
    dependencies = [("declarations", "0004_declaration_named")]

    operations = [
        migrations.AddField(
            model_name="declaredpay",
            name="certificate",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_certificates, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="declaredpay", name="one_live_pay_for_a_period"
        ),
        migrations.AddConstraint(
            model_name="declaredpay",
            constraint=models.UniqueConstraint(
                condition=Q(superseded_at=None),
                fields=[*PERIOD, "deposit"],
                name="one_live_pay_for_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaredpay",
            constraint=models.UniqueConstraint(
                condition=Q(superseded_at=None, certificate=True),
                fields=PERIOD,
                name="one_live_certificate_for_a_period",
            ),
        ),
    ]
