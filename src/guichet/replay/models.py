"""What of a made-up year was lived: the year, and each piece of it, once."""

from django.db import models
from django.db.models import F, Q


class Replay(models.Model):
    """A year lived from a profile. A database lives a year once, from one profile and seed."""

    year = models.PositiveSmallIntegerField(unique=True)
    profile_digest = models.CharField(max_length=64)
    scale = models.DecimalField(max_digits=9, decimal_places=8)
    seed = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="replay_has_a_scale", condition=Q(scale__gt=0, scale__lte=1)
            ),
            models.CheckConstraint(
                name="replay_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]


class LivedChunk(models.Model):
    """A piece of the year, written in the transaction that lived it. Append-only."""

    replay = models.ForeignKey(Replay, models.RESTRICT, related_name="chunks", db_index=False)
    service = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["replay", "service", "number"], name="a_chunk_is_lived_once"
            ),
        ]
