"""Money paid before the decision that grants its days (acompte)."""

from django.db import models
from django.db.models import F, Q

from guichet.cases.models import Case
from guichet.journal.ids import new_id
from guichet.ledger.enums import AdvanceState


class Advance(models.Model):
    """An advance: certain days of an undecided file, at the least that they can give.

    Proposed by an agent, given by another one. Once given its days are claims, paid to the insured
    person as others are; the decision closes them and settles what was paid into its own shares, so
    that nothing is paid twice. `days`: first, last, gross cents a day; `cents`: their sum.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="advances")
    days = models.JSONField()
    cents = models.PositiveIntegerField()
    state = models.CharField(
        max_length=8, choices=AdvanceState.choices, default=AdvanceState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advance_is_given_by_another_agent",
                condition=Q(state="proposed", settled_at=None, settled_by=None)
                | Q(state="given", settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(settled_by=F("proposed_by"))
                | Q(state="dropped", settled_at__isnull=False),
            ),
            models.CheckConstraint(name="advance_is_of_something", condition=Q(cents__gt=0)),
            models.UniqueConstraint(
                fields=["case"], name="one_advance_proposed", condition=Q(state="proposed")
            ),
        ]
