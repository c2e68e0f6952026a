"""A year's sick leaves that agents decide, so many each working day, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from django.test import override_settings
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.service import decide_by_agent, view_of
from guichet.cases.models import Case, Clock
from guichet.insight.service import (
    Dimension,
    Known,
    Period,
    as_it_goes,
    ending,
    figure,
    figures_by,
    indicator,
)
from guichet.journal.service import Actor
from guichet.replay.engine import live, plan
from guichet.replay.plan import Chunk, Year, at, weight_of
from tests.support import world

SERVICES = ("department", "previous_year", "sick_leave")


def lived_with_staff(year: Year, last: date, a_day: int) -> None:
    """Live the pieces of a year until a day; a rule proposes each file, an agent decides it."""
    by_day: dict[date, list[Chunk]] = {}
    for chunk in plan(year):
        if chunk.service in SERVICES and chunk.day <= last:
            by_day.setdefault(chunk.day, []).append(chunk)
    agent = world.make_agent()
    with override_settings(AUTOMATIC_DECISIONS=False):
        day = min(by_day)
        while day <= last:
            decide_oldest(day, a_day, agent)
            if day in by_day:
                live(year, by_day[day], clock=lambda: world.NOW, watch=lambda chunk: None)
            day += timedelta(days=1)


def decide_oldest(day: date, most: int, agent: Actor) -> None:
    """What the agents do in a day: nothing at the week-end, nor on a public holiday."""
    if day.weekday() > 4 or not weight_of(day):
        return
    waiting = Case.objects.filter(state="in_review").order_by("opened_at", "number")
    for case in waiting[:most]:
        decide_by_agent(
            case.id,
            actor=agent,
            author=world.AUTHOR,
            seen=view_of(case, now=at(day, 15)).seen,
            refusal=None,
            reason_text="",
            now=at(day, 15),
        )


@dataclass(frozen=True)
class Met:
    """Some weeks ahead of a day: what was said to wait at the end of each, and what did.

    `still`: what waited on that day, which says as much if nothing moves.
    """

    still: int
    said: list[Fraction]
    lived: list[int]

    @property
    def error(self) -> Fraction:
        """The mean distance, in files, of what was said."""
        return _distance(self.said, self.lived)

    @property
    def error_if_still(self) -> Fraction:
        return _distance([Fraction(self.still)] * len(self.lived), self.lived)

    @property
    def mean(self) -> Fraction:
        """Files that waited, on average."""
        return Fraction(sum(self.lived), len(self.lived))


def informed(found: Known, a_day: int) -> Known:
    """What is known, with what nobody knew: the arrivals of the weeks ahead, what agents can do.

    Who has time to spare does no more than what comes: decisions of late then tell too little.
    """
    weeks = [week.period for week in as_it_goes(found).weeks]
    comes = tuple(Fraction(came_in(week)) for week in weeks)
    return replace(found, comes=comes, done=Fraction(5 * a_day))


def met(found: Known) -> Met:
    """What is forecast if the fund goes on as of late, beside the weeks that the records hold."""
    told = as_it_goes(found)
    return Met(
        found.stock,
        [week.stock for week in told.weeks],
        [waiting_on(week.period.last) for week in told.weeks],
    )


def waiting_on(day: date) -> int:
    """Files that wait for the fund at the end of a day."""
    parts = figures_by(indicator("stock.files"), ending(day, 1), Dimension.OWNER)
    return parts["fund"].rows if "fund" in parts else 0


def _distance(said: Sequence[Fraction], lived: Sequence[int]) -> Fraction:
    return sum((abs(a - b) for a, b in zip(said, lived, strict=True)), Fraction(0)) / len(lived)


def came_in(period: Period) -> int:
    """Files received in some days."""
    return figure(indicator("stops.entered"), period).rows


def wait_of_week(found: Known, number: int) -> tuple[Fraction, Fraction]:
    """Days that the files of the week of a number (from 1) wait for a person: said, and lived.

    Said: between what the last file waits when the week begins and when it ends.
    """
    weeks = as_it_goes(found).weeks
    waits = [found.waits_now, *(week.waits for week in weeks)]
    before, after = waits[number - 1], waits[number]
    received = weeks[number - 1].period
    clocks = Clock.objects.filter(
        kind="decision", stopped_at__isnull=False,
        started_at__gte=received.starts_at, started_at__lt=received.ends_at,
    )  # fmt: skip
    days = [
        (localdate(stopped) - localdate(started)).days
        for started, stopped in clocks.values_list("started_at", "stopped_at")
    ]
    if before is None or after is None or not days:
        raise ValueError("nothing was decided in that week, or nothing will be")
    return (before + after) / 2, Fraction(sum(days), len(days))
