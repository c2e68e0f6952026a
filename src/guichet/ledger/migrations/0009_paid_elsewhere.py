from django.db import migrations, models

from guichet.journal.triggers import changed, lifted, refuse

_COLUMNS = (
    "person_id", "day", "exclusion_group", "kind", "case_id", "decision_id", "amount_cents",
)
_BEFORE = refuse(
    "ledger_claim",
    "ledger_claim_only_closed",
    "UPDATE",
    "OLD.closed_at IS NOT NULL OR " + changed(*_COLUMNS),
    "a claim never changes but to be closed, once",
)
_NOW = refuse(
    "ledger_claim",
    "ledger_claim_only_closed",
    "UPDATE",
    "OLD.closed_at IS NOT NULL OR OLD.paid_elsewhere_on IS NOT NULL OR "
    + changed(*_COLUMNS, "paid_elsewhere_on"),
    "a claim never changes but to be closed, once, and never where the day was paid elsewhere",
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_repaid")]
    operations = [
        lifted(_BEFORE),
        migrations.AddField("claim", "paid_elsewhere_on", models.DateField(null=True)),
        _NOW,
        refuse(
            "ledger_claim",
            "ledger_claim_paid_elsewhere_is_settled",
            "INSERT",
            "NEW.paid_elsewhere_on IS NOT NULL AND (NEW.closed_at IS NOT NULL OR EXISTS"
            " (SELECT 1 FROM ledger_share WHERE claim_id = NEW.id"
            " AND (settled_cents <> cents OR order_id IS NOT NULL)))",
            "a day that was paid elsewhere is settled whole",
        ),
        refuse(
            "ledger_share",
            "ledger_share_has_something_to_order",
            "UPDATE",
            "NEW.order_id IS NOT NULL AND NEW.settled_cents >= NEW.cents",
            "a share that is settled is not ordered",
        ),
    ]
