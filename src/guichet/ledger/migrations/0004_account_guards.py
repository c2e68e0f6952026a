from django.db import migrations

from guichet.journal.triggers import changed, refuse


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_account_confirmed")]
    operations = [
        refuse(
            "ledger_bankdetails",
            "ledger_bankdetails_only_confirmed_or_closed",
            "UPDATE",
            "OLD.closed_at IS NOT NULL OR OLD.confirmed_by IS NOT NULL AND "
            + changed("confirmed_by", "confirmed_at")
            + " OR "
            + changed(
                "payee_kind", "person_id", "organisation_id", "holder", "iban", "bic",
                "recorded_at", "entered_by",
            ),
            "an account never changes but to be confirmed, then closed, once",
        ),
        refuse(
            "ledger_bankdetails",
            "ledger_bankdetails_no_delete",
            "DELETE",
            "1 = 1",
            "ledger_bankdetails is never deleted",
        ),
        refuse(
            "ledger_paymentorder",
            "ledger_order_to_a_confirmed_account",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM ledger_bankdetails WHERE iban = NEW.iban"
            " AND (person_id = NEW.person_id OR organisation_id = NEW.organisation_id)"
            " AND (entered_by IS NULL OR confirmed_by IS NOT NULL))",
            "an order goes to an account that its payee declared or that two agents saw",
        ),
    ]
