"""Rows about deadlines: what must be done within a week, and what is late already.

A row is in danger at the end of a period: its deadline falls on one of the seven days after the
last, or has passed. Each population tells which (`Dimension.DUE`).
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Case as Choice
from django.db.models import CharField, Expression, Q, Value, When
from django.utils.timezone import make_aware

from guichet.benefits.sick_leave.service import (
    CALLED_AFTER,
    REPLY_WITHIN,
    TOLD_AGAIN_AFTER,
    Appeal,
)
from guichet.cases.models import Clock, Piece
from guichet.insight.declared import Population, Rows, standing
from guichet.insight.enums import Dimension
from guichet.insight.files import THROUGH_CASE
from guichet.insight.periods import Period
from guichet.tasks.models import Task

AHEAD = timedelta(days=7)
LATE, SOON = "late", "soon"


def _begins(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _late_if(condition: Q) -> Expression:
    return Choice(When(condition, then=Value(LATE)), default=Value(SOON), output_field=CharField())


def _appeals(rows: Rows, period: Period) -> Rows:
    """Heard by no committee yet; after that day its silence rejects them."""
    open_then = Q(answered_on__isnull=True) | Q(answered_on__gt=period.last)
    return rows.filter(
        open_then, received_on__lte=period.last, silent_from__lte=period.last + AHEAD
    )


appeals = Population(
    "sick_leave.Appeal",
    Appeal.objects.all,
    _appeals,
    opens="case_id",
    cuts={Dimension.DUE: lambda period: _late_if(Q(silent_from__lte=period.last))},
)


def _tasks(rows: Rows, period: Period) -> Rows:
    found = standing("opened_at", "closed_at")(rows, period)
    return found.filter(due_on__lte=period.last + AHEAD)


tasks = Population(
    "tasks.Task",
    Task.objects.all,
    _tasks,
    opens="case_id",
    cuts={
        Dimension.REASON: "kind",
        Dimension.DUE: lambda period: _late_if(Q(due_on__lt=period.last)),
    },
)


def _pieces(rows: Rows, period: Period) -> Rows:
    asked_by = _begins(period.last + AHEAD - REPLY_WITHIN + timedelta(days=1))
    return standing("asked_at", "ended_at")(rows, period).filter(asked_at__lt=asked_by)


pieces = Population(
    "cases.Piece",
    lambda: Piece.objects.exclude(state="expected"),
    _pieces,
    opens="case_id",
    cuts={
        **THROUGH_CASE,
        Dimension.OWNER: "owed_by",
        Dimension.DUE: lambda period: _late_if(Q(asked_at__lt=_begins(period.last - REPLY_WITHIN))),
    },
)


def _undecided(delay: timedelta) -> Population:
    """Files without a decision that reach so many days within the week, or have passed them."""

    def within(rows: Rows, period: Period) -> Rows:
        begun = _begins(period.last + AHEAD - delay + timedelta(days=1))
        return standing("started_at", "stopped_at")(rows, period).filter(started_at__lt=begun)

    late = lambda period: _late_if(  # noqa: E731
        Q(started_at__lt=_begins(period.last - delay))
    )
    return Population(
        "cases.Clock",
        lambda: Clock.objects.filter(kind="decision"),
        within,
        opens="case_id",
        cuts={**THROUGH_CASE, Dimension.DUE: late},
    )


twenty_days, thirty_days = _undecided(TOLD_AGAIN_AFTER), _undecided(CALLED_AFTER)
