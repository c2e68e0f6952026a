"""Figures of other years that no record here can give: imported, dated, with their source."""

from django.db import models
from django.db.models import F, Q


class Aggregate(models.Model):
    """One figure of one indicator, as a source said it.

    `value` is an integer in the last decimal of the indicator's unit (`enums.SCALES`): 685 is
    6,85 %, 167 is 16,7 days. `dimension` and `key` are empty for the whole. A later import of the
    same figure supersedes it.
    """

    code = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    dimension = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=60, blank=True)
    value = models.BigIntegerField()
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "first", "last", "dimension", "key"],
                name="one_live_aggregate_for_a_figure",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(name="aggregate_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="aggregate_ends_after_it_starts", condition=Q(last__gte=F("first"))
            ),
            models.CheckConstraint(
                name="aggregate_of_a_part_names_it",
                condition=Q(dimension="", key="") | ~Q(dimension="") & ~Q(key=""),
            ),
        ]
