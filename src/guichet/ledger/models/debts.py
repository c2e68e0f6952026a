"""Money paid that was not due (indu): what is asked back, and what becomes of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from guichet.cases.models import Case, Decision
from guichet.journal.ids import new_id
from guichet.law.deductions import deductions
from guichet.ledger.enums import (
    ObjectionOutcome,
    ObjectionWay,
    PayeeKind,
    RecoveryState,
    WithholdingEnd,
)
from guichet.ledger.models.payments import ONE_PAYEE, PaymentOrder, Share
from guichet.people.models import Organisation, Person


class Recovery(models.Model):
    """Money paid that was not due (indu): asked back from whoever was paid, by a decision.

    `due_again_cents`: what of the gross sum a later decision granted again, see DueAgain. Net are
    `repaid_cents`, given back (see Repayment), and `remitted_cents`, given up (see Remission).
    Prescribed: paid too long ago to be asked back; nobody is asked, and it is counted as paid.
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
        max_length=10, choices=RecoveryState.choices, default=RecoveryState.NOTIFIED
    )
    opened_at = models.DateTimeField()
    due_again_cents = models.PositiveIntegerField(default=0)
    repaid_cents = models.PositiveIntegerField(default=0)
    remitted_cents = models.PositiveIntegerField(default=0)
    prescribed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_has_one_debtor", condition=ONE_PAYEE),
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
            models.CheckConstraint(
                name="recovery_is_not_repaid_beyond_itself",
                condition=Q(net_cents__gte=F("repaid_cents") + F("remitted_cents"))
                & Q(gross_cents__gte=F("due_again_cents") + F("repaid_cents")),
            ),
            models.CheckConstraint(
                name="recovery_ended_says_by_what",
                condition=Q(state="paid", repaid_cents__gt=0)
                | Q(state="remitted", remitted_cents__gt=0)
                | Q(state__in=("notified", "contested", "cancelled", "prescribed")),
            ),
            models.CheckConstraint(
                name="recovery_prescribed_is_never_asked",
                condition=Q(prescribed=False) & ~Q(state="prescribed")
                | Q(prescribed=True, state__in=("prescribed", "cancelled"), repaid_cents=0),
            ),
            models.UniqueConstraint(
                fields=["decision", "organisation", "prescribed"],
                name="one_recovery_from_an_employer",
                condition=Q(payee_kind="employer"),
            ),
            models.UniqueConstraint(
                fields=["decision", "prescribed"],
                name="one_recovery_from_the_insured",
                condition=Q(payee_kind="insured"),
            ),
        ]

    @property
    def debtor(self) -> str:
        """Who is asked, as an agent reads it: an employer by its name, for there may be several."""
        return self.organisation.name if self.organisation else str(PayeeKind.INSURED.label)

    @property
    def subject(self) -> str:
        """What the tasks about it are about."""
        return f"recovery:{self.id}"

    @property
    def net_left_cents(self) -> int:
        """What is still asked back, after the deductions of the day when it was asked."""
        if self.state == RecoveryState.PRESCRIBED:
            return 0
        owed = deductions(self.gross_cents - self.due_again_cents, localdate(self.opened_at)).net
        return max(owed - self.repaid_cents - self.remitted_cents, 0)

    @property
    def repaid_gross_cents(self) -> int:
        """The gross sum of which `repaid_cents` is the net: no longer in the payee's hands."""
        gross, on = self.repaid_cents, localdate(self.opened_at)
        while deductions(gross, on).net < self.repaid_cents:
            gross += self.repaid_cents - deductions(gross, on).net
        return gross


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


class Repayment(models.Model):
    """Money of a recovery that came back to the fund. Net cents; `noted_by`: the agent.

    Or withheld by an order: written before it, by a live Withholding. Should the bank send that
    order back, another row `undoes` it, of as much below nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="repayments")
    cents = models.IntegerField()
    received_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    order = models.ForeignKey(PaymentOrder, models.RESTRICT, null=True, related_name="repayments")
    undoes = models.OneToOneField("self", models.RESTRICT, null=True, related_name="undone_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="repayment_is_of_something",
                condition=Q(cents__gt=0, undoes=None)
                | Q(cents__lt=0, undoes__isnull=False, order__isnull=False),
            ),
            models.CheckConstraint(
                name="repayment_is_noted_or_withheld",
                condition=Q(order=None, noted_by__isnull=False)
                | Q(order__isnull=False, noted_by=None),
            ),
        ]


class Withholding(models.Model):
    """A recovery taken from the coming payments of its debtor (retenue), as an agent decided.

    A person is left what the law leaves of a month (guichet.law.seizable), by their `dependants`;
    `most_cents`: what the agent set as the most in a month, for what the law does not see.
    """

    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="withholdings")
    reason = models.CharField(max_length=300)
    dependants = models.PositiveSmallIntegerField(default=0)
    most_cents = models.PositiveIntegerField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=9, choices=WithholdingEnd.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="withholding_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="withholding_takes_something",
                condition=Q(most_cents=None) | Q(most_cents__gt=0),
            ),
            models.CheckConstraint(
                name="withholding_ended_says_by_what",
                condition=Q(ended_at=None, end="") | Q(ended_at__isnull=False) & ~Q(end=""),
            ),
            models.UniqueConstraint(
                fields=["recovery"], name="one_live_withholding", condition=Q(ended_at=None)
            ),
        ]


class Remission(models.Model):
    """A part of a recovery that the fund gives up, and why, in the words of whoever decided."""

    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="remissions")
    cents = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="remission_is_of_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(name="remission_says_why", condition=~Q(reason="")),
        ]


class Instalment(models.Model):
    """A part of a recovery and the day by which it is to be paid back, as agreed with the debtor.

    A new plan, or the end of the debt, ends the old one's instalments. That a plan sums to what was
    left when it was agreed stands in the action alone: what is left moves, the plan does not.
    """

    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="instalments")
    due_on = models.DateField()
    cents = models.PositiveIntegerField()
    agreed_at = models.DateTimeField()
    agreed_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="instalment_is_of_something", condition=Q(cents__gt=0)),
            models.UniqueConstraint(
                fields=["recovery", "due_on"],
                name="one_live_instalment_a_day",
                condition=Q(ended_at=None),
            ),
        ]


class Objection(models.Model):
    """The debtor does not agree: nothing is collected until the fund has answered.

    `text`: their words, read on the file only. `answer` is the agent's, for the debtor.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recovery = models.ForeignKey(Recovery, models.RESTRICT, related_name="objections")
    way = models.CharField(max_length=13, choices=ObjectionWay.choices)
    received_on = models.DateField()
    text = models.CharField(max_length=1000, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=ObjectionOutcome.choices, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery"], name="one_open_objection", condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="objection_answered_says_by_whom_and_why",
                condition=Q(outcome="", answer="", answered_at=None, answered_by=None)
                | ~Q(outcome="")
                & ~Q(answer="")
                & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]
