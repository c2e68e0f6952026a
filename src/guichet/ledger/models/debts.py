"""Money paid that was not due (indu): what is asked back, and what becomes of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from guichet.cases.models import Case, Decision
from guichet.journal.ids import new_id
from guichet.law.deductions import deductions
from guichet.ledger.enums import PayeeKind, RecoveryState
from guichet.ledger.models.payments import ONE_PAYEE, Share
from guichet.people.models import Organisation, Person


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
