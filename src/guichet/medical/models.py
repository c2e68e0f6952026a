"""What the medical service alone reads, in tables of its own (CSS L.315-1, CSP L.1110-4)."""

from django.db import models
from django.db.models import Q

from guichet.journal.ids import new_id


class MedicalReason(models.Model):
    """The medical reason that a prescriber gave with a notice (part 1 of the paper).

    `notice_id` is no foreign key: a notice is read everywhere, this row by its own access alone,
    and a fund may keep its table under other rights of the database. Who may read is not a
    database's to say: `access` refuses, and a test finds that nobody else reads the table.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice_id = models.UUIDField(unique=True)
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="medical_reason_says_something", condition=~Q(text="")),
        ]
