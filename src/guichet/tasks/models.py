"""Work for a person of the fund: why it could not be done alone, and what to do next."""

from django.db import models
from django.db.models import Q

from guichet.journal.ids import new_id
from guichet.tasks.enums import TaskState


class Task(models.Model):
    """`kind` names the reason and the next step (see registry); `data` what the sentence needs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    assigned_to = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                name="one_open_task_for_a_reason",
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="task_closed_has_a_date",
                condition=Q(state="open", closed_at=None)
                | ~Q(state="open") & Q(closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at"], name="task_basket", condition=Q(state="open")),
            models.Index(fields=["case_id"], name="task_case"),
            models.Index(fields=["opened_at", "kind"], name="task_opened"),
            # those that stand at an instant are found by their end, as few as they are
            models.Index(fields=["closed_at", "opened_at", "kind", "due_on"], name="task_closed"),
        ]
