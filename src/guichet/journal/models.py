"""Events, the heads of their chains, the seals over the heads, and the trace of readings."""

from django.db import models
from django.db.models import F, Q

from guichet.journal.ids import new_id


class StreamHead(models.Model):
    """The last event of one chain; locked by whoever appends to it."""

    stream = models.CharField(max_length=60, primary_key=True)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    sealed_sequence = models.PositiveIntegerField(default=0)


class Event(models.Model):
    """What happened. Append-only; each stream (a file, a person, a run) is its own hash chain.

    `data` holds codes, dates, amounts and identifiers; never a NIR, a name or a health fact.
    case_id and person_id carry no foreign key: the journal lies below, and outlives them.
    """

    stream = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    rule = models.CharField(max_length=60, blank=True)
    gesture = models.UUIDField(default=new_id)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "sequence"], name="event_once_in_its_chain"),
            models.CheckConstraint(name="event_sequence_starts_at_1", condition=Q(sequence__gte=1)),
            models.CheckConstraint(
                name="event_has_one_author",
                condition=Q(actor_kind="rule", actor_id=None) & ~Q(rule="")
                | ~Q(actor_kind="rule") & Q(actor_id__isnull=False, rule=""),
            ),
        ]
        indexes = [
            models.Index(fields=["case_id", "id"], name="event_case"),
            models.Index(fields=["person_id", "at"], name="event_person"),
        ]


class Seal(models.Model):
    """One digest over the chain heads that moved since the seal before, chained to it."""

    at = models.DateTimeField()
    heads = models.PositiveIntegerField()
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)


class SealedHead(models.Model):
    """A chain head as one seal found it."""

    seal = models.ForeignKey(Seal, models.RESTRICT, related_name="sealed", db_index=False)
    stream = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "stream"], name="head_once_in_a_seal"),
        ]


class Reading(models.Model):
    """Somebody opened what is sensitive: who, what, when, on which page. Append-only.

    A document that tells of many persons, an employer's file, is named itself: what was read of
    it (the declared stops and pays) says of whom.
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    document_id = models.UUIDField(null=True)
    page = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_is_of_something",
                condition=Q(person_id__isnull=False)
                | Q(case_id__isnull=False)
                | Q(document_id__isnull=False),
            ),
        ]
        indexes = [models.Index(F("person_id"), F("at").desc(), name="reading_person")]
