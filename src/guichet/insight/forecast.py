"""What waits in the weeks to come: read in the records, supposed by a manager, told by planning/.

Files that a rule decides wait for nobody: only those that a person decides are counted, both as
they come and as they are done. Weeks run from tomorrow, seven days each.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

from django.db.models import Avg
from django.utils.timezone import localtime

from guichet.contacts.enums import ContactChannel
from guichet.insight import catalogue, exchanges, files
from guichet.insight.enums import ArrivalRule, Dimension
from guichet.insight.measure import figure, figures_by
from guichet.insight.periods import DAY, Period, ending
from guichet.planning.scenario import Month, changed
from guichet.planning.stock import WEEK, NoStaff, Work, days_to_do, weeks_ahead

RECENT = 8  # weeks that say how things go now
A_YEAR = timedelta(days=52 * WEEK)  # the same days of the week
MINUTES_A_FILE, MINUTES_A_WEEK = 30, 1_500  # declared, not measured: no record says either


@dataclass(frozen=True)
class Known:
    """What the records say.

    `received`: files a week, of late; `comes`: files expected in each week ahead, by `rule`;
    `by_person`: which share of decisions a person takes; `done`: how many a week, of late;
    `stock`: files that wait for the fund.
    """

    today: date
    received: Fraction
    comes: tuple[Fraction, ...]
    rule: ArrivalRule
    by_person: Fraction
    done: Fraction
    stock: int

    @property
    def first(self) -> date:
        return self.today + DAY

    @property
    def waits_now(self) -> Fraction | None:
        """Days that a file received today waits for a person, at the present pace."""
        return days_to_do(Fraction(self.stock), [self.done])

    def agents(self, minutes_a_file: int, minutes_a_week: int) -> int:
        """How many agents have done what was done of late, if a file takes so long."""
        return ceil(self.done * minutes_a_file / minutes_a_week)


@dataclass(frozen=True)
class Supposed:
    """What a manager supposes: times, agents, arrivals changed by month, and a delay to keep."""

    agents: int
    minutes_a_file: int = MINUTES_A_FILE
    minutes_a_week: int = MINUTES_A_WEEK
    percents: Mapping[Month, Fraction] | None = None
    keep_days: int | None = None


@dataclass(frozen=True)
class Ahead:
    """A week to come: files received, those for a person, done by one, waiting when it ends.

    `waits`: days that the last one then waits for a person; `first_payment`: days to its first
    payment. None: never, or nothing is known of it.
    """

    period: Period
    received: Fraction
    for_person: Fraction
    done: Fraction
    stock: Fraction
    waits: Fraction | None
    first_payment: Fraction | None


@dataclass(frozen=True)
class Forecast:
    """`other_days`: what passes before the first payment and waits for nobody at the fund.

    `agents_to_keep` is None where nothing was to be kept, or no staff keeps it (`impossible`).
    """

    weeks: tuple[Ahead, ...]
    other_days: Fraction | None
    agents_to_keep: int | None = None
    impossible: bool = False


def known(today: date, weeks: int, *, stock: int | None = None) -> Known:
    """What the records say of the present and, by a stated rule, of arrivals.

    `stock`: files that wait for the fund today, where they are counted already.
    """
    if stock is None:
        waiting = figures_by(catalogue.indicator("stock.files"), ending(today, 1), Dimension.OWNER)
        stock = waiting["fund"].rows if "fund" in waiting else 0
    recent = ending(today, WEEK * RECENT)
    received = _received(recent)
    comes, rule = _arrivals(recent, received, weeks)
    shares = figure(catalogue.indicator("stops.automatic"), recent)
    by_person = 1 - Fraction(shares.value or 0) / 100
    return Known(
        today=today,
        received=Fraction(received, RECENT),
        comes=comes,
        rule=rule,
        by_person=by_person,
        done=by_person * shares.rows / RECENT,
        stock=stock,
    )


def _received(period: Period) -> int:
    return files.entries.rows(period).count()


def _arrivals(
    recent: Period, received: int, weeks: int
) -> tuple[tuple[Fraction, ...], ArrivalRule]:
    """The same weeks a year before, at this year's pace; else as of late.

    The year before serves where its records reach back to the weeks compared.
    """
    before = Period(recent.first - A_YEAR, recent.last - A_YEAR)
    oldest = files.entries.every().order_by("opened_at").values_list("opened_at", flat=True).first()
    then = _received(before) if oldest and oldest < before.starts_at else 0
    if not then:
        return (Fraction(received, RECENT),) * weeks, ArrivalRule.MEAN
    days = timedelta(days=WEEK)
    starts = [before.last + DAY + n * days for n in range(weeks)]
    counts = [_received(Period(first, first + days - DAY)) for first in starts]
    return tuple(Fraction(count * received, then) for count in counts), ArrivalRule.SEASON


def as_it_goes(found: Known) -> Forecast:
    """If the fund goes on deciding as many as of late, and nothing is supposed."""
    comes = found.comes
    return _told(found, comes, [found.done] * len(comes), None)


def what_if(found: Known, supposed: Supposed, first_payment: Fraction | None) -> Forecast:
    """The weeks to come under what is supposed; `first_payment` is the measured delay, in days."""
    comes = changed(found.comes, found.first, supposed.percents or {})
    work = Work(
        Fraction(found.stock),
        tuple(files_ * found.by_person for files_ in comes),
        Fraction(supposed.minutes_a_file),
        Fraction(supposed.minutes_a_week),
    )
    done = [work.done_a_week(supposed.agents)] * len(comes)
    told = _told(found, comes, done, _other_days(found, first_payment))
    if supposed.keep_days is None:
        return told
    try:
        agents = work.agents_to_keep(supposed.keep_days - (told.other_days or 0))
    except NoStaff:
        return replace(told, impossible=True)
    return replace(told, agents_to_keep=agents)


def _other_days(found: Known, first_payment: Fraction | None) -> Fraction | None:
    """What of the measured delay is not the wait for a person: pieces, payment days."""
    if first_payment is None:
        return None
    return max(first_payment - (found.waits_now or 0), Fraction(0))


def _told(
    found: Known,
    comes: tuple[Fraction, ...],
    done: list[Fraction],
    other_days: Fraction | None,
) -> Forecast:
    for_person = [files_ * found.by_person for files_ in comes]
    weeks = weeks_ahead(Fraction(found.stock), for_person, done)
    ahead = []
    for n, (received, week) in enumerate(zip(comes, weeks, strict=True)):
        first = found.first + timedelta(days=WEEK * n)
        known_ = week.days is not None and other_days is not None
        ahead.append(
            Ahead(
                period=Period(first, first + timedelta(days=WEEK - 1)),
                received=received,
                for_person=week.came,
                done=week.done,
                stock=week.stock,
                waits=week.days,
                first_payment=week.days + other_days if known_ else None,
            )
        )
    return Forecast(tuple(ahead), other_days)


def measured_first_payment(today: date) -> Fraction | None:
    """The mean delay of the first payments of late, in days; None where there was none."""
    found = figure(catalogue.indicator("delay.first_payment.mean"), ending(today, WEEK * RECENT))
    return None if found.value is None else Fraction(found.value)


@dataclass(frozen=True)
class BusyHour:
    """The hour in which most calls came: when, how many, and the minutes that calls last."""

    began_at: datetime
    calls: int
    minutes: float


def busiest_hour(today: date) -> BusyHour | None:
    """Of the seven days that end today; None where no call, or none with its length, is known."""
    week = ending(today, WEEK)
    calls = exchanges.contacts.rows(week).filter(channel=ContactChannel.PHONE)
    seconds = calls.aggregate(mean=Avg("duration_seconds"))["mean"]
    hours = Counter(
        localtime(moment).replace(minute=0, second=0, microsecond=0)
        for moment in calls.values_list("started_at", flat=True)
    )
    if not seconds or not hours:
        return None
    began_at, many = max(hours.items(), key=lambda one: (one[1], one[0]))
    return BusyHour(began_at, many, seconds / 60)
