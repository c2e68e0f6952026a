"""The facts that change the days or the rate of a sickness stop, and the days that come of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guichet.law.counters import Interval


@dataclass(frozen=True)
class Notice:
    """When the notice was sent; `previous`: when the last one sent late had been prescribed."""

    sent_on: date
    previous: date | None = None
    hospitalised: bool = False


@dataclass(frozen=True)
class PartTime:
    """A period of part-time work, both days included, and the gross pay lost over it."""

    first: date
    last: date
    lost_cents: int


@dataclass(frozen=True)
class Covid:
    """A reason of the covid epidemic (`covid_words.KINDS`), and if its derogation is in force."""

    kind: str
    in_force: bool


@dataclass(frozen=True)
class StopDays:
    """What may change the days of a stop; a plain stop has none of it.

    `issued_on`: the day of the prescription, the first day of the stop where left out. `children`:
    the person's own dependent children. `asked_day`: the rank, from 1, of the day off work
    that is asked about. `prolonged`: the stops that this one prolongs, in order; left out, they
    are taken as one without a day of work, from the first day of the initial stop. `paid_before`:
    the sickness days already paid that the counter counts; None where the history is not known.
    `ald_since`: for a long-term illness, the first day of its three years. `maternity`: the leaves
    in order, some of whose days are of the stop. `ald_paid_before`: the days already paid for a
    long-term illness. `part_times`: the periods of part-time work, in order, none over another.
    `retired_since`: the day from which somebody who works has a pension.
    """

    issued_on: date | None = None
    children: int = 0
    asked_day: int | None = None
    prolonged: tuple[Interval, ...] = ()
    paid_before: tuple[Interval, ...] | None = None
    ald_since: date | None = None
    maternity: tuple[Interval, ...] = ()
    ald_paid_before: tuple[Interval, ...] = ()
    notice: Notice | None = None
    part_times: tuple[PartTime, ...] = ()
    retired_since: date | None = None
    covid: Covid | None = None

    @property
    def derogation(self) -> bool:
        """Whether the covid epidemic lifts the waiting days, the conditions and the counter."""
        return self.covid is not None and self.covid.in_force

    @property
    def counts_toward_360(self) -> bool:
        """Whether the days paid are among those of the rolling counter."""
        return self.ald_since is None and not self.derogation


PLAIN = StopDays()


class Rate(NamedTuple):
    """What makes the amount of a day other than the ordinary one.

    `part_time`: the rank, from 1, of its period of part-time work; 0 for a day of full stop.
    """

    majorated: bool = False
    part_time: int = 0
    reduced: bool = False


def amount_name(rate: Rate, *, with_part_time: bool) -> str:
    """What a step calls the amount of a day of that rate, in a stop with part-time or without.

    The plain name is that of the amount which the answer gives, unless it is asked about one day;
    those of part-time after a first period bear their rank.
    """
    name = "ij_daily_gross"
    if with_part_time and not rate.part_time:
        name = "ij_daily_full_time"
    if rate.majorated:
        part = "ij_daily_part_time_from_day_31"
        name = part if rate.part_time else "ij_daily_gross_from_day_31"
    if rate.reduced:
        name = f"{name}_reduced"
    return f"{name}_{rate.part_time}" if rate.part_time > 1 else name


class Part(NamedTuple):
    """Consecutive paid days, both ends included, of one rate."""

    first: date
    last: date
    rate: Rate

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


class Removed(NamedTuple):
    """What a rule leaves unpaid of the days that could be: how many, and what it was judged on."""

    rule: str
    days: int
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class DaysFound:
    """The paid days in order (as if for a year where the end is not known), and cents of each rate.

    `removed`: the days, beside the waiting ones, that a rule leaves unpaid.
    `majorated_from`: the first day of the higher rate, whose maximum is `majorated_maximum`; None
    where the stop has not that rate. `reduced`: the period paid in part for a notice sent late.
    """

    parts: tuple[Part, ...]
    amounts: Mapping[Rate, int]
    removed: tuple[Removed, ...] = ()
    carence_days: int = 0
    majorated_from: date | None = None
    majorated_maximum: int = 0
    reduced: Interval | None = None

    @property
    def paid(self) -> int:
        """How many days are paid."""
        return sum(part.days for part in self.parts)

    @property
    def total(self) -> int:
        """Cents of all the paid days."""
        return sum(map(self.cents, self.parts))

    def cents(self, part: Part) -> int:
        """Cents of the days of a part."""
        return part.days * self.amounts[part.rate]
