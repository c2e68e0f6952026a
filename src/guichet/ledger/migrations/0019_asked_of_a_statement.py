"""What is asked of each day and share, by thousands, PostgreSQL asks of a statement's rows at once."""

from django.db import migrations

from guichet.journal.triggers import asked_of_a_statement

# Each looked up by its key: as a join, the planner may choose to read all days ever claimed.
BEFORE_CLAIM = """SELECT 1 FROM came
    WHERE (SELECT true FROM ledger_claim claim WHERE claim.id = came.claim_id)"""

SHARES_SUM = """SELECT 1 FROM came WHERE came.amount_cents <> (
    SELECT COALESCE(SUM(cents), -1) FROM ledger_share WHERE claim_id = came.id)"""

ADVANCE_IN_ITS_ORDER = """SELECT 1 FROM came JOIN was ON was.id = came.id
    WHERE came.order_id IS NOT NULL AND was.order_id IS NULL
    AND (SELECT claim.advance_id IS NULL FROM ledger_claim claim WHERE claim.id = came.claim_id)
    <> (SELECT paying.advance_id IS NULL FROM ledger_paymentorder paying
        WHERE paying.id = came.order_id)"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0018_asked_when")]

    operations = [
        asked_of_a_statement(
            "ledger_share", "ledger_share_before_claim", "INSERT", BEFORE_CLAIM,
            "a share is written before its claim",
        ),
        asked_of_a_statement(
            "ledger_claim", "ledger_claim_shares_sum", "INSERT", SHARES_SUM,
            "the shares of a day must sum to its amount",
        ),
        asked_of_a_statement(
            "ledger_share", "ledger_share_of_an_advance_in_its_order", "UPDATE",
            ADVANCE_IN_ITS_ORDER, "an order pays an advance and says so, or pays none",
        ),
    ]  # fmt: skip
