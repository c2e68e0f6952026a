"""The stops of a year: how many begin each day, who stops, for how long, which are paid in it.

Entries and paid stops are two figures. The entries of the year that are not paid before it ends
leave room, among the paid ones, for stops begun in December before: as many as make the count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import gcd

from guichet.law.parameters import load
from guichet.replay.assumptions import assumed
from guichet.replay.contacts import between
from guichet.replay.plan import Year
from guichet.replay.profile import ProfileFault
from guichet.replay.spread import column, dice, scaled, share_out

PAID, PEAKS = "sick_leave.stops_paid", "sick_leave.peaks_pct"
FEW, WEEK = 150, 7
GOLDEN = Decimal("0.618")


@dataclass(frozen=True)
class Stop:
    """`person` by number; `taken_on`: when the fund takes the notice and the employer's event in;
    `wage_cents` a month, gross."""

    number: int
    person: int
    first: date
    last: date
    taken_on: date
    wage_cents: int


def stops_of(year: Year) -> list[Stop]:
    """Every stop that is lived, in the order of their first days. Raises ProfileFault."""
    paid = year.count(PAID)
    if not paid:
        return []
    entries = _entries(year)
    by_day = _by_day(year)
    paid_too = sum(n for day, n in by_day.items() if _paid_in_year(year, entries, day))
    if paid_too > paid:
        raise ProfileFault(f"{PAID} : moins d'arrêts que d'entrées payées dans l'année.")
    december = [date(year.number - 1, 12, n) for n in range(1, 32)]
    by_day = {**share_out(paid - paid_too, dict.fromkeys(december, 1)), **by_day}
    firsts = [day for day, n in by_day.items() for _ in range(n)]
    if len(firsts) > year.persons:
        raise ProfileFault(f"{PAID} : plus d'arrêts que de personnes.")
    chances = dice(year.seed, "stops", "wages")
    days = column(share_out(len(firsts), assumed("sick_leave.days")), dice(year.seed, "stops"))
    step = _step(year.persons)
    return [
        Stop(
            number=n,
            person=n * step % year.persons,
            first=first,
            last=first + timedelta(length - 1),
            taken_on=_taken_on(year, entries, first),
            wage_cents=100 * between(assumed("sick_leave.wages_eur"), chances),
        )
        for n, (first, length) in enumerate(zip(firsts, days, strict=True))
    ]


def payment_days(year: Year) -> list[date]:
    """One every so many days, the first one on the first Thursday of the year."""
    every = assumed("sick_leave.days_between_runs")
    first = next(day for day in year.days if day.weekday() == 3)
    return [day for day in year.days if day >= first and (day - first).days % every == 0]


def _entries(year: Year) -> int:
    """Stops that begin in the year: implied by the share of those for covid, else assumed."""
    figures = year.profile.figures
    covid, share = (
        figures.get("sick_leave.covid_prescriptions"),
        figures.get("sick_leave.covid_share_of_entries_pct"),
    )
    if covid and share and share.value:
        implied = 100 * covid.value / share.value
        return scaled(int(implied.to_integral_value(ROUND_HALF_UP)), year.scale)
    return year.count(PAID) * int(assumed("sick_leave.entries_per_1000_paid")) // 1000


def entries_by_month(year: Year) -> dict[int, int]:
    """How many stops begin in each month: as the year before, and its growth."""
    if not year.count(PAID):
        return {}
    before = assumed("sick_leave.months_before")
    weights = {month: before[month - 1] * (100 + growth_of(year, month)) for month in range(1, 13)}
    return share_out(_entries(year), weights)


def growth_of(year: Year, month: int) -> Decimal:
    """In per cent, against the same month of the year before: a peak of the profile, or assumed."""
    peaks: Mapping[str, Decimal] = year.profile.months.get(PEAKS, {})
    other = Decimal(assumed("sick_leave.other_months_growth_pct"))
    return peaks.get(f"{year.number}-{month:02d}", other)


def _by_day(year: Year) -> dict[date, int]:
    """By month, then by the days of the week."""
    found: dict[date, int] = {}
    week = [*assumed("days.weekdays"), *assumed("days.weekend")]
    for month, count in entries_by_month(year).items():
        days = {day: week[day.weekday()] for day in year.days if day.month == month}
        found |= share_out(count, days)
    return found


def _taken_on(year: Year, entries: int, first: date) -> date:
    """The fund takes what came in some days together, at most a week, where these are few."""
    together = max(1, min(WEEK, FEW * len(year.days) // max(1, entries)))
    start = date(year.number - 1, 12, 1)
    came = (first - start).days + int(assumed("sick_leave.days_to_receive"))
    return start + timedelta(came // together * together + together - 1)


def _paid_in_year(year: Year, entries: int, first: date) -> bool:
    waiting = int(load().on("carence_days", first).value)
    ready = max(first + timedelta(waiting), _taken_on(year, entries, first))
    return payment_days(year)[-1] > ready


def _step(persons: int) -> int:
    """A step through all persons that meets each one once."""
    step = max(1, int(persons * GOLDEN))
    while gcd(step, persons) != 1:
        step += 1
    return step
