"""What the medical service alone reads, in tables of its own (CSS L.315-1, CSP L.1110-4)."""

from django.db import models
from django.db.models import F, Q

from guichet.cases.models import Case
from guichet.journal.ids import new_id
from guichet.medical.enums import Conclusion


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


class Opinion(models.Model):
    """What the medical service concluded of a file, and from which day (CSS L.315-1, L.315-2).

    Append-only: another opinion comes beside it. That a stop is no longer justified takes effect on
    the day of the opinion at the earliest, so that no day paid before is asked back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="opinions")
    conclusion = models.CharField(max_length=13, choices=Conclusion.choices)
    effective_from = models.DateField()
    given_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opinion_takes_nothing_back",
                condition=~Q(conclusion="not_justified") | Q(effective_from__gte=F("given_on")),
            ),
        ]
