"""Days claimed, payees' shares, payment orders and files, holds, bank details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from guichet.cases.models import Case, Decision
from guichet.journal.ids import new_id
from guichet.ledger.enums import BankVerdict, PayeeKind, RunState
from guichet.ledger.models.advances import Advance
from guichet.people.models import Organisation, Person

if TYPE_CHECKING:
    from guichet.ledger.models.bank import BankAnswer

ONE_PAYEE = Q(payee_kind="insured", person__isnull=False, organisation=None) | Q(
    payee_kind="employer", organisation__isnull=False, person=None
)


# An account is paid on when its holder declared it, or when two agents of the fund saw it.
PAYABLE = Q(entered_by=None) | Q(confirmed_by__isnull=False)


class BankDetails(models.Model):
    """Where to pay somebody. A change closes the row and opens another.

    `entered_by` is the agent who typed it, none where the holder declared it. What an agent typed
    is not paid on until `confirmed_by`, another agent, has compared it; the payments wait.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payee_kind = models.CharField(max_length=8, choices=PayeeKind.choices)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    entered_by = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="bank_details_have_one_holder", condition=ONE_PAYEE),
            models.CheckConstraint(
                name="account_is_confirmed_by_another_agent",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(entered_by__isnull=False, confirmed_by__isnull=False)
                & Q(confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("entered_by")),
                violation_error_message="Un autre agent doit confirmer ce compte.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="one_live_account_of_a_person",
                condition=Q(closed_at=None, person__isnull=False) & PAYABLE,
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="one_account_to_confirm_of_a_person",
                condition=Q(closed_at=None, entered_by__isnull=False, confirmed_by=None),
            ),
            models.UniqueConstraint(
                fields=["organisation", "iban"],
                name="one_live_row_for_an_employer_account",
                condition=Q(closed_at=None, organisation__isnull=False),
            ),
        ]


class Claim(models.Model):
    """A day of a person, claimed by one decision for one kind of benefit; or by an advance.

    Kinds that exclude one another share an exclusion group; a reversal closes the claim. The
    payees' shares are written before it, and the database refuses a claim that they do not sum to.
    `paid_elsewhere_on`: when the system before this one paid the day. Its shares are then settled
    whole, nothing of it is ever ordered, and it stays as it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.RESTRICT, db_index=False)
    day = models.DateField()
    exclusion_group = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    case = models.ForeignKey(Case, models.RESTRICT, db_index=False)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, related_name="claims", db_index=False
    )
    advance = models.ForeignKey(
        Advance, models.RESTRICT, null=True, related_name="claims", db_index=False
    )
    amount_cents = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Decision, models.RESTRICT, null=True, related_name="reversals", db_index=False
    )
    paid_elsewhere_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "exclusion_group"],
                name="a_day_is_claimed_once",
                condition=Q(closed_at=None),
                violation_error_message="Ce jour est déjà indemnisé.",
            ),
            models.CheckConstraint(
                name="claim_closed_says_by_what",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_is_of_a_decision_or_an_advance",
                condition=Q(advance=None, decision__isnull=False)
                | Q(advance__isnull=False, decision=None, paid_elsewhere_on=None),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "day"], name="claim_case"),
        ]


class PaymentRun(models.Model):
    """A payment day. One run a date; a run that was interrupted is taken up again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run_on = models.DateField(unique=True)
    state = models.CharField(max_length=5, choices=RunState.choices, default=RunState.OPEN)
    started_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    orders_made = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_filed_has_a_date",
                condition=Q(state="open", filed_at=None) | Q(state="filed", filed_at__isnull=False),
            ),
        ]


class PaymentFile(models.Model):
    """The bytes of a credit transfer file: made once, in one transaction with its orders.

    A run has as many as its orders need, numbered from 1.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(PaymentRun, models.RESTRICT, related_name="files", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60, unique=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    orders = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="file_numbered_once_in_a_run"),
        ]


class PaymentOrder(models.Model):
    """One transfer to one payee for one file and one run. In one payment file, for ever.

    `net_cents` are transferred: what the days give after CSG and CRDS, less `withheld_cents`, taken
    for what the payee owes (see Repayment). `advance`: the last one of those that it pays.
    `is_first`: of the orders of its file that stand, the first of what was decided;
    `is_first_income`: the first to the insured person. One that the bank sent back does not stand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    run = models.ForeignKey(PaymentRun, models.RESTRICT, related_name="orders")
    file = models.ForeignKey(PaymentFile, models.RESTRICT, null=True, related_name="orders_in_file")
    case = models.ForeignKey(Case, models.RESTRICT, db_index=False)
    payee_kind = models.CharField(max_length=8, choices=PayeeKind.choices)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    advance = models.ForeignKey(
        Advance, models.RESTRICT, null=True, related_name="orders", db_index=False
    )
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    gross_cents = models.PositiveIntegerField()
    csg_cents = models.PositiveIntegerField()
    crds_cents = models.PositiveIntegerField()
    withheld_cents = models.PositiveIntegerField(default=0)
    net_cents = models.PositiveIntegerField()
    is_first = models.BooleanField(default=False)
    is_first_income = models.BooleanField(default=False)
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_has_one_payee", condition=ONE_PAYEE),
            models.CheckConstraint(
                name="order_lines_add_up",
                condition=Q(
                    gross_cents=F("csg_cents")
                    + F("crds_cents")
                    + F("withheld_cents")
                    + F("net_cents")
                ),
            ),
            models.CheckConstraint(name="order_pays_something", condition=Q(net_cents__gt=0)),
            models.UniqueConstraint(
                fields=["run", "case", "payee_kind", "organisation"],
                name="one_order_for_an_employer_in_a_run",
                condition=Q(payee_kind="employer"),
            ),
            models.UniqueConstraint(
                fields=["run", "case"],
                name="one_order_for_the_insured_in_a_run",
                condition=Q(payee_kind="insured"),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "payee_kind", "run"], name="order_case"),
            # the delays of a month read its first orders, never all that came before
            models.Index(fields=["run", "case"], name="order_first", condition=Q(is_first=True)),
            models.Index(
                fields=["run", "case"],
                name="order_first_income",
                condition=Q(is_first_income=True),
            ),
        ]

    @property
    def due_cents(self) -> int:
        """What the days give after CSG and CRDS, before anything is withheld."""
        return self.net_cents + self.withheld_cents

    @property
    def came_back(self) -> BankAnswer | None:
        """The bank's answer that it did not pay this order; `answers` are best read beforehand."""
        back = (one for one in self.answers.all() if one.verdict == BankVerdict.REJECTED)
        return next(back, None)


class Share(models.Model):
    """What one payee gets of a day: all of it, or the part of an employer that keeps the wage.

    `settled_cents` was already paid to the same payee for the same day by a share since closed;
    the order pays the rest. Written before its claim, never changed but for its order.
    """

    claim = models.ForeignKey(Claim, models.RESTRICT, related_name="shares")
    payee_kind = models.CharField(max_length=8, choices=PayeeKind.choices)
    person = models.ForeignKey(Person, models.RESTRICT, null=True, db_index=False)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, db_index=False)
    bank_details = models.ForeignKey(BankDetails, models.RESTRICT, null=True, db_index=False)
    cents = models.PositiveIntegerField()
    settled_cents = models.PositiveIntegerField(default=0)
    order = models.ForeignKey(
        PaymentOrder, models.RESTRICT, null=True, related_name="shares", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="share_has_one_payee", condition=ONE_PAYEE),
            models.CheckConstraint(
                name="share_is_not_settled_beyond_itself",
                condition=Q(settled_cents__lte=F("cents")),
            ),
            models.UniqueConstraint(
                fields=["claim", "organisation"],
                name="an_employer_has_one_part_of_a_day",
                condition=Q(organisation__isnull=False),
                violation_error_message="Cet employeur a déjà sa part de ce jour.",
            ),
        ]
        indexes = [
            models.Index(fields=["order"], name="share_order", condition=Q(order__isnull=False)),
            # a payment day reads what is still to order, never all that was ever paid
            models.Index(fields=["claim"], name="share_to_order", condition=Q(order=None)),
        ]


class Hold(models.Model):
    """Days from one on are not paid for now, with the reason; lifted by a decision."""

    case = models.ForeignKey(Case, models.RESTRICT, related_name="holds")
    from_day = models.DateField()
    reason = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reason"], name="one_live_hold", condition=Q(lifted_at=None)
            ),
        ]
