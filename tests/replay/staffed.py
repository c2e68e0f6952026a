"""A year's sick leaves that agents decide, so many each working day, the oldest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from django.test import override_settings
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.service import decide_by_agent, view_of
from guichet.cases.models import Case, Clock
from guichet.insight.files import net
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
from guichet.ledger.models import PaymentOrder
from guichet.replay.engine import live, plan
from guichet.replay.plan import Chunk, Year, at, weight_of
from guichet.replay.spread import dice
from tests.support import world

SERVICES = ("department", "previous_year", "sick_leave")


@dataclass(frozen=True)
class Staff:
    """Who decides: files a working day, more or less by `varies`; per cent that a rule decides."""

    a_day: int
    varies: int = 0
    by_rule: int = 0


def lived_with_staff(year: Year, last: date, staff: Staff, after: date = date.min) -> None:
    """Live the pieces of a year until a day, what was lived until another being so already.

    A rule decides some files and proposes the others, which an agent decides.
    """
    by_day: dict[date, list[Chunk]] = {}
    for chunk in plan(year):
        if chunk.service in SERVICES and after < chunk.day <= last:
            by_day.setdefault(chunk.day, []).append(chunk)
    agent, chances = world.make_agent(), dice(year.seed, "staff", after)
    day = min(by_day)
    while day <= last:
        decide_oldest(day, staff.a_day + chances.randint(-staff.varies, staff.varies), agent)
        for some in _apart(by_day.get(day, []), staff.by_rule):
            with override_settings(AUTOMATIC_DECISIONS=chances.randrange(100) < staff.by_rule):
                live(year, some, clock=lambda: world.NOW, watch=lambda chunk: None)
        day += timedelta(days=1)


def _apart(chunks: list[Chunk], by_rule: int) -> list[list[Chunk]]:
    """The pieces of a day, one by one where the lot says of each who decides it."""
    return [[chunk] for chunk in chunks] if by_rule else [chunks]


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
    """Days that the files of the week of a number (from 1) wait for a person: said, and lived."""
    week = as_it_goes(found).weeks[number - 1]
    lived = waited(week.period)
    if week.waits is None or lived is None:
        raise ValueError("nothing was decided in that week, or nothing will be")
    return week.waits, lived


def waited(received: Period) -> Fraction | None:
    """Mean days that files received in some days waited for a person, of those that one decided."""
    clocks = Clock.objects.filter(
        kind="decision", stopped_at__isnull=False, case__decision__decided_by__isnull=False,
        started_at__gte=received.starts_at, started_at__lt=received.ends_at,
    )  # fmt: skip
    return _mean(clocks.annotate(waited=net(received)).values_list("waited", flat=True))


def paid_after(received: Period) -> Fraction | None:
    """Mean days from the opening to the first payment, of such files."""
    orders = PaymentOrder.objects.filter(
        is_first=True, case__decision__decided_by__isnull=False,
        case__opened_at__gte=received.starts_at, case__opened_at__lt=received.ends_at,
    )  # fmt: skip
    return _mean(
        (day - localdate(opened)).days
        for day, opened in orders.values_list("run__run_on", "case__opened_at")
    )


def _mean(days: Iterable[int]) -> Fraction | None:
    known = list(days)
    return Fraction(sum(known), len(known)) if known else None
