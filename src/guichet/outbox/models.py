"""What has to leave, and one record for each time it was tried."""

from django.db import models
from django.db.models import Q

from guichet.journal.ids import new_id
from guichet.outbox.enums import MessageKind, MessageState, Outcome

# what stands where the words and the address of a message were, once its person is erased
ERASED = {"erased": True}


class Message(models.Model):
    """Something to send. `key` names it for ever: the same thing is never queued twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=MessageKind.choices)
    state = models.CharField(
        max_length=8, choices=MessageState.choices, default=MessageState.PENDING
    )
    payload = models.JSONField(default=dict)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                name="message_to_send",
                condition=Q(state__in=["pending", "sending"]),
            ),
        ]


class Attempt(models.Model):
    """One try to send a message; written before the try, closed after it."""

    message = models.ForeignKey(Message, models.RESTRICT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.STARTED)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="attempt_numbered_once"),
            models.UniqueConstraint(
                fields=["message"],
                name="one_attempt_at_a_time",
                condition=Q(outcome="started"),
            ),
            models.UniqueConstraint(
                fields=["message"], name="delivered_once", condition=Q(outcome="done")
            ),
            models.CheckConstraint(
                name="attempt_finished_has_an_outcome",
                condition=Q(outcome="started", finished_at=None)
                | ~Q(outcome="started") & Q(finished_at__isnull=False),
            ),
        ]
