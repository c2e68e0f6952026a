"""Which work comes first: whoever has had neither allowance nor wage for longest."""

import uuid
from collections.abc import Iterable

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr, TruncDate

from guichet.benefits.sick_leave.facts import PERIOD
from guichet.cases.service import Fact
from guichet.ledger.service import PaymentOrder, standing
from guichet.tasks.service import Task


def without_income_first(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks by due date, then of persons without income since longest, then of the others.

    `without_income_since`: the first day off work (ISO 8601), or the day of the task where no stop
    is known; `has_income`: the file has paid already, or the employer keeps the wage.
    """
    live = Fact.objects.filter(case=OuterRef("case_id"), superseded_at=None)
    first_period = live.filter(key__startswith=PERIOD).order_by("key").values("key")[:1]
    paid = standing(PaymentOrder.objects.filter(case=OuterRef("case_id")))
    kept = live.filter(key="subrogation", value=True)
    return tasks.annotate(
        has_income=Case(
            When(Exists(paid) | Exists(kept), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        without_income_since=Coalesce(
            Substr(Subquery(first_period), len(PERIOD) + 1),
            Cast(TruncDate("opened_at"), CharField()),
            output_field=CharField(),
        ),
    ).order_by(
        F("due_on").asc(nulls_last=True), "has_income", "without_income_since", "opened_at", "id"
    )


def with_income(case_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The files that have paid something already, or whose employer keeps the wage."""
    ids = list(case_ids)
    paid = standing(PaymentOrder.objects.filter(case__in=ids)).values_list("case_id", flat=True)
    kept = Fact.objects.filter(
        case__in=ids, key="subrogation", value=True, superseded_at=None
    ).values_list("case_id", flat=True)
    return {*paid, *kept}
