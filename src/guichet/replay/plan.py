"""The year as it will be lived: whole numbers, drawn by lot from the seed, the same each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils import timezone

from guichet.formats.calendars import is_public_holiday
from guichet.replay.assumptions import assumed
from guichet.replay.fund import MadeUpFund
from guichet.replay.profile import Profile
from guichet.replay.spread import scaled

FULL = 400  # how many things make a chunk worth its transaction
LONGEST = 14  # days, at most, that a chunk takes


@dataclass(frozen=True)
class Chunk:
    """A piece of the year, lived whole or not at all. `day`: when; `size`: how many things.

    Pieces of a service that follow one another with the same `step` may be lived in any order, or
    at once; the next step waits for them. Without a `step`, a piece is one of its own. What
    `prepare` makes, if there is one, `live` takes: it asks no database.
    """

    service: str
    number: int
    day: date
    size: int
    live: Callable[..., object]
    step: object = None
    prepare: Callable[[], object] | None = None

    def __post_init__(self) -> None:
        if self.step is None:
            object.__setattr__(self, "step", self.number)

    def prepared(self) -> tuple[object, ...]:
        """The arguments of `live`; any process may make them, long before."""
        return (self.prepare(),) if self.prepare else ()


@dataclass(frozen=True)
class Year:
    """A profile at a scale, with its seed."""

    profile: Profile
    scale: Decimal
    seed: int

    @property
    def number(self) -> int:
        return self.profile.year

    @cached_property
    def days(self) -> list[date]:
        first = date(self.number, 1, 1)
        return [first + timedelta(n) for n in range((date(self.number + 1, 1, 1) - first).days)]

    @cached_property
    def persons(self) -> int:
        """Insured persons: the accounts of the profile over their rate."""
        rate = self.profile.figures.get("insured.account_rate_pct")
        accounts = self.profile.count("insured.accounts")
        whole = Decimal(assumed("fund.persons"))
        if rate and rate.value and accounts:
            whole = Decimal(100 * accounts) / rate.value
        return max(1, scaled(int(whole.to_integral_value(ROUND_HALF_UP)), self.scale))

    @cached_property
    def fund(self) -> MadeUpFund:
        said = self.profile
        return MadeUpFund(
            department=said.texts["fund.department"],
            persons=self.persons,
            accounts=min(self.count("insured.accounts"), self.persons),
            agents=max(2, scaled(assumed("fund.agents"), self.scale)),
            prescribers=max(1, scaled(assumed("fund.prescribers"), self.scale)),
        )

    def count(self, path: str) -> int:
        """A count of the profile, at this scale; 0 where it says nothing."""
        return scaled(self.profile.count(path), self.scale)


def at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """An instant of a civil day in France."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute, second)))


def weight_of(day: date) -> int:
    """What a day of the week weighs; nothing on a public holiday, at the week-end little."""
    if is_public_holiday(day):
        return 0
    return int([*assumed("days.weekdays"), *assumed("days.weekend")][day.weekday()])


def working(days: Sequence[date]) -> Mapping[date, int]:
    """The days that a fund is open, with what each weighs."""
    return {day: weight_of(day) for day in days if day.weekday() < 5 and weight_of(day)}


def windows(counts: Mapping[date, int], full: int = FULL) -> list[list[date]]:
    """Days in their order, together until they hold `full` things or LONGEST days have passed."""
    found: list[list[date]] = []
    held = 0
    for day in sorted(counts):
        if not found or held >= full or (day - found[-1][0]).days >= LONGEST:
            found.append([])
            held = 0
        found[-1].append(day)
        held += counts[day]
    return found
