"""What waits in the weeks to come: read in the records, supposed by a manager, told by planning/.

Files that a rule decides wait for nobody: only those that a person decides are counted, both as
they come and as they are done. Weeks run from tomorrow, seven days each.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil, sqrt

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, Sum
from django.utils.timezone import localtime

from guichet.cases.models import Pause
from guichet.contacts.enums import ContactChannel
from guichet.formats.calendars import is_day_off
from guichet.insight import exchanges, files
from guichet.insight.civil import CivilDay
from guichet.insight.declared import Rows, open_at
from guichet.insight.enums import ArrivalRule
from guichet.insight.periods import DAY, Period, ending
from guichet.planning.scenario import Month, changed
from guichet.planning.stock import WEEK, WORKED, Days, NoStaff, Work, by_day, files_a_day

RECENT = 8  # weeks that say how things go now
A_YEAR = timedelta(days=52 * WEEK)  # the same days of the week
MINUTES_A_FILE, MINUTES_A_WEEK = 30, 1_500  # declared, not measured: no record says either
# Four times in five: what eight weeks say of one more (Student's law, seven degrees of freedom).
FOUR_IN_FIVE = 1.415


@dataclass(frozen=True)
class Known:
    """What the records say.

    `received`: files a week, of late; `comes`: files expected in each week ahead, by `rule`, on
    the seven days from tomorrow by `shares`; `by_person`: which share of what comes a person
    decides; `varies`: by how many of these a week of late differs from what the rule says of it
    (standard deviation); `done`: decided by persons in a week of five worked days, in the `told_by`
    weeks of late that left them files to decide; if none did, in the one that had the most, and
    they may do more; `stock`: files that wait for the fund.
    """

    today: date
    received: Fraction
    comes: tuple[Fraction, ...]
    rule: ArrivalRule
    by_person: Fraction
    done: Fraction
    stock: int
    told_by: int = RECENT
    shares: tuple[Fraction, ...] = (Fraction(1, WEEK),) * WEEK
    varies: Fraction = Fraction(0)

    @property
    def first(self) -> date:
        return self.today + DAY

    @cached_property
    def days(self) -> Days:
        """The days of the weeks ahead, and of a year more, for what waits until then."""
        count = WEEK * len(self.comes) + A_YEAR.days
        return Days(tuple(not is_day_off(self.first + timedelta(days=n)) for n in range(count)))

    @property
    def waits_now(self) -> int | None:
        """Days that a file received today waits for a person, at the present pace."""
        return self.days.until_done(Fraction(self.stock), self.done / WORKED)

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
class FirstPayment:
    """Means of late, in days: the delay of first payments, and what of it waited for no person.

    `other_days`: pieces awaited, payment days.
    """

    days: Fraction
    other_days: Fraction


@dataclass(frozen=True)
class Ahead:
    """A week to come: files received, those for a person, done by one, waiting when it ends.

    `least`, `most`: between which the stock is, four times in five, if arrivals keep to their rule
    as they have of late. `waits`: days that files received in it wait for a person, on average;
    `first_payment`: days to their first payment. None: never, or nothing is known of it.
    """

    period: Period
    received: Fraction
    for_person: Fraction
    done: Fraction
    stock: Fraction
    least: Fraction
    most: Fraction
    waits: Fraction | None
    first_payment: Fraction | None


@dataclass(frozen=True)
class Forecast:
    """`other_days`: what passes before the first payment and waits for nobody at the fund.

    `agents_to_keep` is None where nothing was to be kept, or no staff keeps it (`impossible`);
    `agents_to_be_sure` keep it in nine cases of ten.
    """

    weeks: tuple[Ahead, ...]
    other_days: Fraction | None
    agents_to_keep: int | None = None
    agents_to_be_sure: int | None = None
    impossible: bool = False


def known(today: date, weeks: int) -> Known:
    """What the records say of the present and, by a stated rule, of arrivals."""
    recent = ending(today, WEEK * RECENT)
    by_days = _received(recent)
    received = sum(by_days)
    comes, rule, variance = _arrivals(recent, by_days, weeks)
    decided, waited = _decided_by_persons(recent), _waiting(recent)
    # what came for a person is what persons did and what the stock gained
    for_person = sum(decided) + waited[-1] - waited[0]
    by_person = Fraction(for_person, received) if received else Fraction(1)
    by_person = min(max(by_person, Fraction(0)), Fraction(1))
    done, told_by = _pace(recent, decided, waited)
    return Known(
        today=today,
        received=Fraction(received, RECENT),
        comes=comes,
        rule=rule,
        by_person=by_person,
        done=WORKED * done,
        stock=waited[-1],
        told_by=told_by,
        shares=_shares(by_days),
        varies=_varies(variance, by_person, Fraction(received, RECENT)),
    )


def _pace(recent: Period, decided: Sequence[int], waited: Sequence[int]) -> tuple[Fraction, int]:
    """Files that persons decide on a worked day, and how many weeks say so.

    Who has nothing left to decide could have done more: a week counts that began and ended with a
    day's work at least. Where there is none, the best week says what was seen.
    """
    busy, all_ = [], [Fraction(0)]
    for n, done in enumerate(_by_week(decided)):
        first = recent.first + timedelta(days=WEEK * n)
        worked = sum(not is_day_off(first + timedelta(days=day)) for day in range(WEEK))
        if not worked:
            continue
        all_.append(Fraction(done, worked))
        left = min(waited[n], waited[n + 1])
        if left and left >= all_[-1]:
            busy.append((done, worked))
    if not busy:
        return max(all_), 0
    return Fraction(sum(done for done, _ in busy), sum(worked for _, worked in busy)), len(busy)


def _varies(variance: Fraction, share: Fraction, a_week: Fraction) -> Fraction:
    """Of a share of what comes: more or fewer come, and more or fewer of them are of the share."""
    whole = share**2 * variance + share * (1 - share) * a_week
    return Fraction(round(1000 * sqrt(whole)), 1000)


def _waiting(recent: Period) -> list[int]:
    """Files that wait for the fund as each week begins, and as the last one ends."""
    days = range(0, recent.days + WEEK, WEEK)
    ends = [ending(recent.first + timedelta(days=n), 1).starts_at for n in days]

    clocks = files.stock.every().filter(Q(stopped_at=None) | Q(stopped_at__gte=ends[0]))
    pauses = Pause.objects.filter(clock=OuterRef("pk"))
    counted = clocks.aggregate(
        **{
            f"end_{n}": Count(
                "pk",
                filter=open_at(end, "started_at", "stopped_at")
                & ~Exists(pauses.filter(open_at(end, "started_at", "ended_at"))),
            )
            for n, end in enumerate(ends)
        }
    )
    return [counted[f"end_{n}"] for n in range(len(ends))]


def _received(period: Period) -> list[int]:
    """Files received, day by day."""
    return _by_day(files.entries.rows(period), "opened_at", period)


def _decided_by_persons(period: Period) -> list[int]:
    """Files first decided by persons, day by day."""
    rows = files.decisions.rows(period).exclude(files.by_rule(period))
    return _by_day(rows, "decided_at", period)


def _by_day(rows: Rows, path: str, period: Period) -> list[int]:
    told = rows.order_by().annotate(day=CivilDay(F(path)))
    counted = dict(told.values("day").annotate(n=Count("*")).values_list("day", "n"))
    first = period.first.toordinal() - files.EPOCH_ORDINAL
    return [counted.get(first + n, 0) for n in range(period.days)]


def _by_week(days: Sequence[int]) -> list[int]:
    return [sum(days[n : n + WEEK]) for n in range(0, len(days), WEEK)]


def _shares(days: list[int]) -> tuple[Fraction, ...]:
    """Of what came in whole weeks, the share of each day of the week, from the first."""
    total = sum(days)
    if not total:
        return (Fraction(1, WEEK),) * WEEK
    return tuple(Fraction(sum(days[n::WEEK]), total) for n in range(WEEK))


def _arrivals(
    recent: Period, by_days: list[int], weeks: int
) -> tuple[tuple[Fraction, ...], ArrivalRule, Fraction]:
    """The same weeks a year before, at this year's pace; else as of late. And their variance.

    The year before serves where its records reach back to the weeks compared.
    """
    came, received = _by_week(by_days), sum(by_days)
    before = Period(recent.first - A_YEAR, recent.last - A_YEAR)
    oldest = files.entries.every().order_by("opened_at").values_list("opened_at", flat=True).first()
    then = _by_week(_received(before)) if oldest and oldest < before.starts_at else []
    if not any(then):
        mean = Fraction(received, RECENT)
        return (mean,) * weeks, ArrivalRule.MEAN, _variance(came, [mean] * RECENT)
    pace = Fraction(received, sum(then))
    after = Period(before.last + DAY, before.last + timedelta(days=WEEK * weeks))
    comes = tuple(pace * count for count in _by_week(_received(after)))
    return comes, ArrivalRule.SEASON, _variance(came, [pace * count for count in then])


def _variance(came: list[int], said: list[Fraction]) -> Fraction:
    """Of weeks about what a rule says of them, whose level is their own."""
    squares = [(one - other) ** 2 for one, other in zip(came, said, strict=True)]
    return sum(squares, Fraction(0)) / (RECENT - 1)


def as_it_goes(found: Known) -> Forecast:
    """If the fund goes on deciding as many as of late, and nothing is supposed."""
    return _told(found, found.done / WORKED, {}, None)


def what_if(found: Known, supposed: Supposed, first_payment: FirstPayment | None) -> Forecast:
    """The weeks to come under what is supposed; `first_payment`: what is measured of late."""
    an_agent = files_a_day(1, supposed.minutes_a_file, supposed.minutes_a_week)
    percents = supposed.percents or {}
    other_days = first_payment.other_days if first_payment else None
    told = _told(found, supposed.agents * an_agent, percents, other_days)
    if supposed.keep_days is None:
        return told
    wait = supposed.keep_days - (other_days or 0)
    try:
        return replace(
            told,
            agents_to_keep=_work(found, percents).agents_to_keep(wait, an_agent),
            agents_to_be_sure=_work(found, percents, FOUR_IN_FIVE).agents_to_keep(wait, an_agent),
        )
    except NoStaff:
        return replace(told, impossible=True)


def _work(found: Known, percents: Mapping[Month, Fraction], times: float = 0) -> Work:
    """What comes for a person; more, or less, by so many times what chance alone explains."""
    step = Fraction(times) * found.varies
    usual = [
        max(came * found.by_person + step * (_doubt(n + 1) - _doubt(n)), Fraction(0))
        for n, came in enumerate(found.comes)
    ]
    for_person = changed(usual, found.first, percents)
    return Work(Fraction(found.stock), by_day(for_person, found.shares), found.days)


def _doubt(weeks: int) -> Fraction:
    """By how many deviations of one week the sum of some differs from what was said of them.

    Each by its own chance, and all by that of the eight weeks whose level was taken.
    """
    return Fraction(round(1000 * sqrt(weeks + weeks**2 / RECENT)), 1000)


def _told(
    found: Known, a_day: Fraction, percents: Mapping[Month, Fraction], other_days: Fraction | None
) -> Forecast:
    comes = changed(found.comes, found.first, percents)
    ways = (
        _work(found, percents, times).weeks(a_day) for times in (0, -FOUR_IN_FIVE, FOUR_IN_FIVE)
    )
    ahead = []
    for n, (received, week, less, more) in enumerate(zip(comes, *ways, strict=True)):
        first = found.first + timedelta(days=WEEK * n)
        known_ = week.days is not None and other_days is not None
        ahead.append(
            Ahead(
                period=Period(first, first + timedelta(days=WEEK - 1)),
                received=received,
                for_person=week.came,
                done=week.done,
                stock=week.stock,
                least=less.stock,
                most=more.stock,
                waits=week.days,
                first_payment=week.days + other_days if known_ else None,
            )
        )
    return Forecast(tuple(ahead), other_days)


def measured_first_payment(today: date) -> FirstPayment | None:
    """First payments of late; None where there was none.

    What waited for a person is read on the files paid: files that wait now will be paid later.
    """
    recent = ending(today, WEEK * RECENT)
    paid = files.first_payments.rows(recent).order_by()
    told = paid.annotate(
        delay=files.first_payment_delay(recent), waited=files.first_wait(recent)
    ).aggregate(delays=Sum("delay"), waits=Sum("waited"), n=Count("*"))
    if not told["n"]:
        return None
    days = Fraction(told["delays"], told["n"])
    return FirstPayment(days, days - Fraction(told["waits"] or 0, told["n"]))


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
