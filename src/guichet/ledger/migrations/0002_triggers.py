"""What the tables of money refuse, table by table.

An erasure empties accounts, orders, objections, withholdings and remissions: what keeps these from
changing is in `erasure.migrations`. PostgreSQL asks some only of the rows that they can concern
(`asked_when`), and of each day and share, by thousands, once a statement (`refuse_at_once`).
"""

from django.db import migrations

from guichet.journal.triggers import append_only, changed, never_deleted, refuse, refuse_at_once

# -- Days and shares ------------------------------------------------------------------------------

_SHARE_CHANGES = changed(
    "claim_id", "payee_kind", "person_id", "organisation_id", "cents", "settled_cents"
)
_REOPENED = (
    "NEW.order_id IS NULL AND EXISTS (SELECT 1 FROM ledger_reopenedshare reopened"
    " JOIN ledger_bankanswer answer ON answer.id = reopened.answer_id"
    " WHERE reopened.share_id = OLD.id AND answer.order_id = OLD.order_id)"
)
_ORDERED_SETTLED = "NEW.order_id IS NOT NULL AND NEW.settled_cents >= NEW.cents"

CLAIMS = [
    refuse_at_once(
        "ledger_claim",
        "ledger_claim_shares_sum",
        "INSERT",
        "NEW.amount_cents <> (SELECT COALESCE(SUM(cents), -1) FROM ledger_share"
        " WHERE claim_id = NEW.id)",
        "the shares of a day must sum to its amount",
        found="""SELECT 1 FROM came WHERE came.amount_cents <> (
            SELECT COALESCE(SUM(cents), -1) FROM ledger_share WHERE claim_id = came.id)""",
    ),
    refuse(
        "ledger_claim",
        "ledger_claim_paid_elsewhere_is_settled",
        "INSERT",
        "NEW.paid_elsewhere_on IS NOT NULL AND (NEW.closed_at IS NOT NULL OR EXISTS"
        " (SELECT 1 FROM ledger_share WHERE claim_id = NEW.id"
        " AND (settled_cents <> cents OR order_id IS NOT NULL)))",
        "a day that was paid elsewhere is settled whole",
        asked_when="NEW.paid_elsewhere_on IS NOT NULL",
    ),
    refuse(
        "ledger_claim",
        "ledger_claim_of_a_given_advance",
        "INSERT",
        "NEW.advance_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM ledger_advance advance"
        " JOIN cases_case file ON file.id = advance.case_id WHERE advance.id = NEW.advance_id"
        " AND advance.state = 'given' AND file.id = NEW.case_id AND file.decision_id IS NULL)"
        " OR EXISTS (SELECT 1 FROM ledger_share WHERE claim_id = NEW.id"
        " AND payee_kind <> 'insured'))",
        "an advance that two agents gave pays the insured person, before any decision",
        asked_when="NEW.advance_id IS NOT NULL",
    ),
    refuse(
        "ledger_claim",
        "ledger_claim_only_closed",
        "UPDATE",
        "OLD.closed_at IS NOT NULL OR OLD.paid_elsewhere_on IS NOT NULL OR "
        + changed(
            "person_id", "day", "exclusion_group", "kind", "case_id", "decision_id",
            "amount_cents", "paid_elsewhere_on", "advance_id",
        ),
        "a claim never changes but to be closed, once,"
        " and never where the day was paid elsewhere",
    ),
    never_deleted("ledger_claim"),
]

SHARES = [
    refuse_at_once(
        "ledger_share",
        "ledger_share_before_claim",
        "INSERT",
        "EXISTS (SELECT 1 FROM ledger_claim WHERE id = NEW.claim_id)",
        "a share is written before its claim",
        # looked up by its key: as a join, the planner may choose to read all days ever claimed
        found="""SELECT 1 FROM came
            WHERE (SELECT true FROM ledger_claim claim WHERE claim.id = came.claim_id)""",
    ),
    refuse(
        "ledger_share",
        "ledger_share_only_ordered",
        "UPDATE",
        f"{_SHARE_CHANGES} OR (OLD.order_id IS NOT NULL AND NOT ({_REOPENED}))",
        "a share never changes but for its order, given once,"
        " or again where the bank did not pay",
        asked_when=f"{_SHARE_CHANGES} OR OLD.order_id IS NOT NULL",
    ),
    refuse(
        "ledger_share",
        "ledger_share_has_something_to_order",
        "UPDATE",
        _ORDERED_SETTLED,
        "a share that is settled is not ordered",
        asked_when=_ORDERED_SETTLED,
    ),
    refuse_at_once(
        "ledger_share",
        "ledger_share_of_an_advance_in_its_order",
        "UPDATE",
        "NEW.order_id IS NOT NULL AND OLD.order_id IS NULL AND EXISTS"
        " (SELECT 1 FROM ledger_claim claim, ledger_paymentorder paying"
        " WHERE claim.id = NEW.claim_id AND paying.id = NEW.order_id"
        " AND (claim.advance_id IS NULL) <> (paying.advance_id IS NULL))",
        "an order pays an advance and says so, or pays none",
        found="""SELECT 1 FROM came JOIN was ON was.id = came.id
            WHERE came.order_id IS NOT NULL AND was.order_id IS NULL
            AND (SELECT claim.advance_id IS NULL FROM ledger_claim claim
                WHERE claim.id = came.claim_id)
            <> (SELECT paying.advance_id IS NULL FROM ledger_paymentorder paying
                WHERE paying.id = came.order_id)""",
    ),
    never_deleted("ledger_share"),
]

ADVANCES = [
    refuse(
        "ledger_advance",
        "ledger_advance_only_settled",
        "UPDATE",
        "OLD.state <> 'proposed' OR "
        + changed("case_id", "days", "cents", "proposed_at", "proposed_by"),
        "an advance never changes but to be given or dropped, once",
    ),
    never_deleted("ledger_advance"),
]

# -- Orders, files and what the bank answers ------------------------------------------------------

_STANDS = (
    "NOT EXISTS (SELECT 1 FROM ledger_bankanswer answer"
    " WHERE answer.order_id = {}.id AND answer.verdict = 'rejected')"
)
# an order of the same file that stands, such as {kind}: any, and those made before this one
_ANY_MADE = (
    "EXISTS (SELECT 1 FROM ledger_paymentorder made WHERE made.case_id = NEW.case_id"
    f" AND {_STANDS.format('made')} AND {{kind}})"
)
_MADE_BEFORE = (
    "EXISTS (SELECT 1 FROM ledger_paymentorder made"
    " JOIN ledger_paymentrun made_in ON made_in.id = made.run_id"
    " JOIN ledger_paymentrun own ON own.id = NEW.run_id WHERE made.case_id = NEW.case_id"
    " AND (made_in.run_on < own.run_on OR made.run_id = NEW.run_id AND made.number < NEW.number)"
    f" AND {_STANDS.format('made')} AND {{kind}})"
)
_FIRST_AS_IT_IS = (
    "an order says whether it is the first of its file that stands, and the first income"
)


def _is_first(another: str) -> str:
    """Of a decision, standing, and no other such before it."""
    other = another.format(kind="made.advance_id IS NULL")
    return f"(NEW.advance_id IS NULL AND {_STANDS.format('NEW')} AND NOT {other})"


def _is_first_income(another: str) -> str:
    """To the insured person, standing, and no other such before it."""
    other = another.format(kind="made.payee_kind = 'insured'")
    return f"(NEW.payee_kind = 'insured' AND {_STANDS.format('NEW')} AND NOT {other})"


def _said_wrong(another: str, where: str = "1 = 1") -> str:
    """One of both columns, `where` it is asked, is not what it says."""
    first, income = where.format("is_first"), where.format("is_first_income")
    return (
        f"{first} AND NEW.is_first <> {_is_first(another)}"
        f" OR {income} AND NEW.is_first_income <> {_is_first_income(another)}"
    )


ORDERS = [
    refuse(
        "ledger_paymentorder",
        "ledger_order_to_a_confirmed_account",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM ledger_bankdetails WHERE iban = NEW.iban"
        " AND (person_id = NEW.person_id OR organisation_id = NEW.organisation_id)"
        " AND (entered_by IS NULL OR confirmed_by IS NOT NULL))",
        "an order goes to an account that its payee declared or that two agents saw",
    ),
    refuse(
        "ledger_paymentorder",
        "ledger_order_withholds_what_it_says",
        "INSERT",
        "NEW.withheld_cents <> (SELECT COALESCE(SUM(taken.cents), 0) FROM ledger_repayment taken"
        " JOIN ledger_recovery asked ON asked.id = taken.recovery_id WHERE taken.order_id = NEW.id"
        " AND (asked.person_id = NEW.person_id OR asked.organisation_id = NEW.organisation_id))",
        "an order withholds what its payee owes, written before it, to the cent",
    ),
    refuse(
        "ledger_paymentorder",
        "ledger_order_first_as_it_is",
        "INSERT",
        _said_wrong(_ANY_MADE),
        _FIRST_AS_IT_IS,
    ),
    refuse(
        "ledger_paymentorder",
        "ledger_order_first_anew_as_it_is",
        "UPDATE",
        _said_wrong(_MADE_BEFORE, where=changed("{0}")),
        _FIRST_AS_IT_IS,
        asked_when=changed("is_first", "is_first_income"),
    ),
    never_deleted("ledger_paymentorder"),
    never_deleted("ledger_paymentrun"),
    *append_only("ledger_paymentfile"),
    never_deleted("ledger_bankdetails"),
]

BANK = [
    *append_only("ledger_bankfile"),
    *append_only("ledger_bankanswer"),
    refuse(
        "ledger_bankanswer",
        "ledger_bankanswer_of_a_filed_order",
        "INSERT",
        "EXISTS (SELECT 1 FROM ledger_paymentorder WHERE id = NEW.order_id AND file_id IS NULL)",
        "the bank answers about orders that were sent to it",
    ),
    *append_only("ledger_reopenedshare"),
    refuse(
        "ledger_reopenedshare",
        "ledger_reopenedshare_came_back",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM ledger_share share"
        " JOIN ledger_claim claim ON claim.id = share.claim_id"
        " JOIN ledger_bankanswer answer ON answer.order_id = share.order_id"
        " WHERE share.id = NEW.share_id AND answer.id = NEW.answer_id"
        " AND answer.verdict = 'rejected' AND claim.closed_at IS NULL)",
        "a share is reopened when the bank did not pay its order and its day still stands",
    ),
]

# -- What is asked back ---------------------------------------------------------------------------

_DUE_AGAIN = (
    "(SELECT COALESCE(SUM(due.cents), 0) FROM ledger_dueagain due"
    " JOIN ledger_recoveryline asked ON asked.id = due.line_id WHERE asked.recovery_id = NEW.id)"
)
_SUM_OF = "(SELECT COALESCE(SUM(cents), 0) FROM {} WHERE recovery_id = NEW.id)"
_OPEN_OBJECTION = (
    "EXISTS (SELECT 1 FROM ledger_objection WHERE recovery_id = NEW.id AND outcome = '')"
)
_WITHHELD = "EXISTS (SELECT 1 FROM ledger_withholding WHERE recovery_id = {} AND ended_at IS NULL)"
_OPEN_AND_ALIKE = (
    "NOT EXISTS (SELECT 1 FROM ledger_recoveryline asked"
    " JOIN ledger_recovery recovery ON recovery.id = asked.recovery_id"
    " JOIN ledger_share paid ON paid.id = asked.share_id"
    " JOIN ledger_claim before ON before.id = paid.claim_id"
    " JOIN ledger_share again ON again.id = NEW.share_id"
    " JOIN ledger_claim after ON after.id = again.claim_id"
    " WHERE asked.id = NEW.line_id AND recovery.state <> 'paid'"
    " AND before.person_id = after.person_id AND before.day = after.day"
    " AND before.exclusion_group = after.exclusion_group AND paid.payee_kind = again.payee_kind"
    " AND (paid.person_id = again.person_id OR paid.organisation_id = again.organisation_id))"
)
_BEYOND = "NEW.cents < 1 OR " + " OR ".join(
    f"NEW.cents + (SELECT COALESCE(SUM(cents), 0) FROM ledger_dueagain"
    f" WHERE {key} = NEW.{key}) > (SELECT {most} FROM {table} WHERE id = NEW.{key})"
    for key, table, most in (
        ("line_id", "ledger_recoveryline", "cents"),
        ("share_id", "ledger_share", "settled_cents"),
    )
)

RECOVERIES = [
    refuse(
        "ledger_recovery",
        "ledger_recovery_as_its_lines",
        "UPDATE",
        changed(
            "case_id", "decision_id", "payee_kind", "person_id", "organisation_id",
            "gross_cents", "csg_cents", "crds_cents", "net_cents", "opened_at",
        )
        + f" OR {changed('prescribed')} OR NEW.due_again_cents <> {_DUE_AGAIN}"
        f" OR NEW.repaid_cents <> {_SUM_OF.format('ledger_repayment')}"
        f" OR NEW.remitted_cents <> {_SUM_OF.format('ledger_remission')}",
        "a recovery never changes but for its state, what is due again, repaid and remitted",
    ),
    refuse(
        "ledger_recovery",
        "ledger_recovery_contested_by_somebody",
        "UPDATE",
        f"NEW.state = 'contested' AND NOT {_OPEN_OBJECTION}"
        f" OR NEW.state = 'notified' AND {_OPEN_OBJECTION}",
        "a recovery is contested while an objection waits for its answer",
    ),
    refuse(
        "ledger_recovery",
        "ledger_recovery_withheld_while_asked",
        "UPDATE",
        "NEW.state <> 'notified' AND " + _WITHHELD.format("NEW.id"),
        "a withholding ends before what it takes is contested or no longer asked",
    ),
    never_deleted("ledger_recovery"),
    *append_only("ledger_recoveryline"),
    refuse(
        "ledger_dueagain",
        "ledger_dueagain_within_both",
        "INSERT",
        f"{_OPEN_AND_ALIKE} OR {_BEYOND}",
        "what is due again is of one day and payee who still has the money,"
        " within what was asked back and what the new share settles",
    ),
    *append_only("ledger_dueagain"),
    never_deleted("ledger_remission", "ledger_remission is append-only"),
    refuse(
        "ledger_instalment",
        "ledger_instalment_only_ended",
        "UPDATE",
        "OLD.ended_at IS NOT NULL OR "
        + changed("recovery_id", "due_on", "cents", "agreed_at", "agreed_by"),
        "an instalment never changes but for its end",
    ),
    never_deleted("ledger_instalment"),
    never_deleted("ledger_objection"),
]

REPAYMENTS = [
    *append_only("ledger_repayment"),
    refuse(
        "ledger_repayment",
        "ledger_repayment_withheld_as_decided",
        "INSERT",
        "NEW.order_id IS NOT NULL AND NEW.undoes_id IS NULL AND (NOT "
        + _WITHHELD.format("NEW.recovery_id")
        + " OR EXISTS (SELECT 1 FROM ledger_paymentorder WHERE id = NEW.order_id))",
        "what is withheld was decided, and is written before its order",
    ),
    refuse(
        "ledger_repayment",
        "ledger_repayment_undone_as_it_was",
        "INSERT",
        "NEW.undoes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_repayment taken"
        " JOIN ledger_bankanswer answer ON answer.order_id = taken.order_id"
        " WHERE taken.id = NEW.undoes_id AND taken.recovery_id = NEW.recovery_id"
        " AND taken.order_id = NEW.order_id AND taken.cents = -NEW.cents"
        " AND answer.verdict = 'rejected')",
        "what was withheld is undone whole, where the bank sent its order back",
    ),
    refuse(
        "ledger_withholding",
        "ledger_withholding_of_what_is_asked",
        "INSERT",
        "NEW.ended_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM ledger_recovery WHERE id = NEW.recovery_id AND state = 'notified')",
        "only what is asked and not contested is withheld",
    ),
    never_deleted("ledger_withholding"),
]


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0002_guards"),
        ("ledger", "0004_account_guards"),
        ("ledger", "0018_asked_when"),
        ("ledger", "0019_asked_of_a_statement"),
    ]

    dependencies = [("ledger", "0001_tables")]

    operations = [*CLAIMS, *SHARES, *ADVANCES, *ORDERS, *BANK, *RECOVERIES, *REPAYMENTS]
