from django.db import migrations

from guichet.journal.triggers import append_only, changed, refuse


def _never_deleted(table):
    return refuse(table, f"{table}_no_delete", "DELETE", "1 = 1", f"{table} is never deleted")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        refuse(
            "ledger_claim",
            "ledger_claim_shares_sum",
            "INSERT",
            "NEW.amount_cents <> (SELECT COALESCE(SUM(cents), -1) FROM ledger_share"
            " WHERE claim_id = NEW.id)",
            "the shares of a day must sum to its amount",
        ),
        refuse(
            "ledger_share",
            "ledger_share_before_claim",
            "INSERT",
            "EXISTS (SELECT 1 FROM ledger_claim WHERE id = NEW.claim_id)",
            "a share is written before its claim",
        ),
        refuse(
            "ledger_share",
            "ledger_share_only_ordered",
            "UPDATE",
            "OLD.order_id IS NOT NULL OR "
            + changed(
                "claim_id", "payee_kind", "person_id", "organisation_id", "cents", "settled_cents"
            ),
            "a share never changes but for its order, given once",
        ),
        refuse(
            "ledger_claim",
            "ledger_claim_only_closed",
            "UPDATE",
            "OLD.closed_at IS NOT NULL OR "
            + changed(
                "person_id", "day", "exclusion_group", "kind", "case_id", "decision_id",
                "amount_cents",
            ),
            "a claim never changes but to be closed, once",
        ),
        refuse(
            "ledger_paymentorder",
            "ledger_order_only_filed",
            "UPDATE",
            "OLD.file_id IS NOT NULL OR "
            + changed(
                "number", "run_id", "case_id", "payee_kind", "person_id", "organisation_id",
                "iban", "gross_cents", "csg_cents", "crds_cents", "net_cents",
            ),
            "an order never changes but to enter its file, once",
        ),
        *append_only("ledger_paymentfile"),
        *append_only("ledger_recoveryline"),
        *[
            _never_deleted(f"ledger_{table}")
            for table in ("claim", "share", "paymentorder", "paymentrun", "recovery")
        ],
    ]
