"""Days claimed, payees' shares, payment orders and files, holds, recoveries, bank details.

All amounts are whole cents.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from guichet.cases.models import Case, Decision
from guichet.journal.ids import new_id
from guichet.law.deductions import deductions
from guichet.ledger.enums import BankVerdict, PayeeKind, RecoveryState, RunState
from guichet.people.models import Organisation, Person

_ONE_PAYEE = Q(payee_kind="insured", person__isnull=False, organisation=None) | Q(
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
            models.CheckConstraint(name="bank_details_have_one_holder", condition=_ONE_PAYEE),
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
    """A day of a person, claimed by one decision for one kind of benefit.

    Kinds that exclude one another share an exclusion group; a reversal closes the claim. The
    payees' shares are written before it, and the database refuses a claim that they do not sum to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.RESTRICT, db_index=False)
    day = models.DateField()
    exclusion_group = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    case = models.ForeignKey(Case, models.RESTRICT, db_index=False)
    decision = models.ForeignKey(Decision, models.RESTRICT, related_name="claims")
    amount_cents = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Decision, models.RESTRICT, null=True, related_name="reversals", db_index=False
    )

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
    """One transfer to one payee for one file and one run. In one payment file, for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    run = models.ForeignKey(PaymentRun, models.RESTRICT, related_name="orders")
    file = models.ForeignKey(PaymentFile, models.RESTRICT, null=True, related_name="orders_in_file")
    case = models.ForeignKey(Case, models.RESTRICT)
    payee_kind = models.CharField(max_length=8, choices=PayeeKind.choices)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    gross_cents = models.PositiveIntegerField()
    csg_cents = models.PositiveIntegerField()
    crds_cents = models.PositiveIntegerField()
    net_cents = models.PositiveIntegerField()
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_has_one_payee", condition=_ONE_PAYEE),
            models.CheckConstraint(
                name="order_lines_add_up",
                condition=Q(gross_cents=F("csg_cents") + F("crds_cents") + F("net_cents")),
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
        indexes = [models.Index(fields=["case"], name="order_case")]

    @property
    def came_back(self) -> "BankAnswer | None":
        """The bank's answer that it did not pay this order; `answers` are best read beforehand."""
        back = (one for one in self.answers.all() if one.verdict == BankVerdict.REJECTED)
        return next(back, None)


class Share(models.Model):
    """What one payee gets of a day.

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
            models.CheckConstraint(name="share_has_one_payee", condition=_ONE_PAYEE),
            models.CheckConstraint(
                name="share_is_not_settled_beyond_itself",
                condition=Q(settled_cents__lte=F("cents")),
            ),
        ]
        indexes = [
            models.Index(fields=["order"], name="share_order", condition=Q(order__isnull=False)),
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


class Recovery(models.Model):
    """Money paid that was not due (indu): asked back from whoever was paid, by a decision.

    `due_again_cents`: what of the gross sum a later decision granted again, see DueAgain.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT)
    decision = models.ForeignKey(Decision, models.RESTRICT)
    payee_kind = models.CharField(max_length=8, choices=PayeeKind.choices)
    person = models.ForeignKey(Person, models.RESTRICT, null=True)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True)
    gross_cents = models.PositiveIntegerField()
    csg_cents = models.PositiveIntegerField()
    crds_cents = models.PositiveIntegerField()
    net_cents = models.PositiveIntegerField()
    state = models.CharField(
        max_length=9, choices=RecoveryState.choices, default=RecoveryState.NOTIFIED
    )
    opened_at = models.DateTimeField()
    due_again_cents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_has_one_debtor", condition=_ONE_PAYEE),
            models.CheckConstraint(
                name="recovery_cancelled_asks_nothing_more",
                condition=Q(state="cancelled", due_again_cents=F("gross_cents"))
                | ~Q(state="cancelled") & Q(due_again_cents__lt=F("gross_cents")),
            ),
            models.CheckConstraint(
                name="recovery_lines_add_up",
                condition=Q(gross_cents=F("csg_cents") + F("crds_cents") + F("net_cents")),
            ),
            models.CheckConstraint(name="recovery_is_of_something", condition=Q(gross_cents__gt=0)),
            models.UniqueConstraint(
                fields=["decision", "payee_kind", "organisation"],
                name="one_recovery_from_an_employer",
                condition=Q(payee_kind="employer"),
            ),
            models.UniqueConstraint(
                fields=["decision"],
                name="one_recovery_from_the_insured",
                condition=Q(payee_kind="insured"),
            ),
        ]

    @property
    def net_left_cents(self) -> int:
        """What is still asked back, after the deductions of the day when it was asked."""
        if self.state in (RecoveryState.PAID, RecoveryState.REMITTED):
            return 0
        return deductions(self.gross_cents - self.due_again_cents, localdate(self.opened_at)).net


class RecoveryLine(models.Model):
    """A day of a recovery: the closed share that was paid, and how much of it is asked back."""

    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="lines")
    share = models.OneToOneField(Share, models.RESTRICT)
    day = models.DateField()
    cents = models.PositiveIntegerField()


class DueAgain(models.Model):
    """A day asked back and since granted again to the same payee: what was paid stays theirs.

    `cents` of the line are no longer asked and are settled into the new share: paid once. Triggers
    keep them above nothing, and within both.
    """

    line = models.ForeignKey(RecoveryLine, models.RESTRICT, related_name="due_again")
    share = models.ForeignKey(Share, models.RESTRICT)
    cents = models.PositiveIntegerField()


class BankFile(models.Model):
    """A file of the bank's answers, as it came; the same bytes are read once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    read_at = models.DateTimeField()


class BankAnswer(models.Model):
    """What the bank says of an order: executed, come back, or both in turn. Come back prevails.

    `code`: the bank's reason (ISO 20022), as AC04 for a closed account.
    """

    order = models.ForeignKey(PaymentOrder, models.RESTRICT, related_name="answers", db_index=False)
    file = models.ForeignKey(BankFile, models.RESTRICT, db_index=False)
    verdict = models.CharField(max_length=8, choices=BankVerdict.choices)
    code = models.CharField(max_length=35, blank=True)
    answered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "verdict"], name="the_bank_says_a_thing_of_an_order_once"
            ),
        ]


class ReopenedShare(models.Model):
    """A share that an order which came back was to pay, and that is to be paid again.

    Written while the share still has that order, which a trigger asks: so once.
    """

    answer = models.ForeignKey(BankAnswer, models.RESTRICT, related_name="reopened", db_index=False)
    share = models.ForeignKey(Share, models.RESTRICT, db_index=False)
