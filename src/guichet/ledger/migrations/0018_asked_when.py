"""PostgreSQL asks what refuses a row only of the rows that it can concern."""

from django.db import migrations

from guichet.journal.triggers import asked_when, changed

SHARE = ("claim_id", "payee_kind", "person_id", "organisation_id", "cents", "settled_cents")
ORDER = (
    "number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id", "gross_cents",
    "csg_cents", "crds_cents", "net_cents", "withheld_cents", "advance_id", "iban",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_no_index_twice")]

    operations = [
        asked_when(
            "ledger_claim", "ledger_claim_paid_elsewhere_is_settled", "INSERT",
            "NEW.paid_elsewhere_on IS NOT NULL",
        ),
        asked_when(
            "ledger_claim", "ledger_claim_of_a_given_advance", "INSERT",
            "NEW.advance_id IS NOT NULL",
        ),
        asked_when(
            "ledger_share", "ledger_share_has_something_to_order", "UPDATE",
            "NEW.order_id IS NOT NULL AND NEW.settled_cents >= NEW.cents",
        ),
        asked_when(
            "ledger_share", "ledger_share_only_ordered", "UPDATE",
            f"{changed(*SHARE)} OR OLD.order_id IS NOT NULL",
        ),
        asked_when(
            "ledger_paymentorder", "ledger_order_first_anew_as_it_is", "UPDATE",
            changed("is_first", "is_first_income"),
        ),
        asked_when(
            "ledger_paymentorder", "ledger_order_only_filed", "UPDATE",
            f"{changed(*ORDER)} OR OLD.file_id IS NOT NULL",
        ),
    ]  # fmt: skip
