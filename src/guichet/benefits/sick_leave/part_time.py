"""Therapeutic part-time: since when, and the pay lost that limits its days (L.323-3, R.323-3).

The pay lost is declared month by month, after the month. A day of part-time whose pay lost is not
known is neither granted nor refused: it waits for its month. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guichet.law.stop_days import PartTime

PART_TIME_FROM, PART_TIME_TO = "part_time.from", "part_time.to"
# the gross pay lost in a period, by its first day: `pay_lost.2026-04-01`
PAY_LOST = "pay_lost."


@dataclass(frozen=True)
class KnownPartTime:
    """What is known of the part-time of a stop: its first and last day, the pay lost by period.

    Without a last day it goes on as long as the stop.
    """

    first: date | None = None
    last: date | None = None
    lost: tuple[PartTime, ...] = ()

    def awaits(self, day: date) -> bool:
        """Whether a day is of part-time and the pay lost in it is not known."""
        if self.first is None or day < self.first:
            return False
        return (self.last is None or day <= self.last) and not any(
            one.first <= day <= one.last for one in self.lost
        )


FULL_STOP = KnownPartTime()


def read_part_time(
    facts: Mapping[str, Any],
    prescribed: Iterable[date | None] = (),
    elsewhere: Iterable[date | None] = (),
) -> KnownPartTime:
    """From the values of live facts, the first days that the notices prescribe, and those that
    other employers tell.

    What an agent or the employer says goes before the notices; what was lost outside its days
    widens the part-time.
    """
    lost = tuple(
        PartTime(
            date.fromisoformat(key.removeprefix(PAY_LOST)),
            date.fromisoformat(value["last_day"]),
            value["gross_cents"],
        )
        for key, value in sorted(facts.items())
        if key.startswith(PAY_LOST) and value is not None
    )
    said = _day(facts.get(PART_TIME_FROM))
    firsts = [*([said] if said else prescribed), *elsewhere, *(one.first for one in lost)]
    first = min((day for day in firsts if day is not None), default=None)
    last = _day(facts.get(PART_TIME_TO))
    # part-time begun again after its end: nothing says any more where that one ends
    again = last is not None and any(one.first > last for one in lost)
    return KnownPartTime(first, None if again else last, lost)


def months_awaited(days: Iterable[date]) -> dict[str, tuple[date, date]]:
    """The first and last of some days, in order, in each month (YYYY-MM)."""
    found: dict[str, tuple[date, date]] = {}
    for day in days:
        month = f"{day:%Y-%m}"
        found[month] = (found[month][0] if month in found else day, day)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
