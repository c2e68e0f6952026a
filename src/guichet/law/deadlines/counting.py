"""How the law counts: clear days, calendar days, months, hours without Sundays and holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from guichet.formats.calendars import FRANCE, is_day_off, is_public_holiday
from guichet.law.dates import DAY

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Skipped:
    """A day that does not count, or on which a limit may not end, and why."""

    day: date
    why: str


def clear_days(start: date, count: int) -> date:
    """The last useful day: neither the first nor the last day counts (jours francs)."""
    return start + timedelta(days=count + 1)


def moved(day: date, calendar: str = FRANCE) -> tuple[date, tuple[Skipped, ...]]:
    """The next working day when a limit ends on a day off (CPC 642), and the days passed over."""
    skipped = []
    while is_day_off(day, calendar):
        skipped.append(Skipped(day, why_off(day, calendar)))
        day += DAY
    return day, tuple(skipped)


def why_off(day: date, calendar: str = FRANCE) -> str:
    """Why a day is off, in French."""
    if is_public_holiday(day, calendar):
        return "jour férié"
    return {SATURDAY: "samedi", SUNDAY: "dimanche"}.get(day.weekday(), "")


class Pause(NamedTuple):
    """Time that does not run: from its first day to the eve of the day it runs again."""

    first: date
    again: date


def with_pauses(limit: date, pauses: Iterable[Pause]) -> date:
    """A limit later by the days of the pauses that begin while its time still runs.

    Days that two pauses share are counted once.
    """
    end = date.min
    for pause in sorted(pauses):
        first = max(pause.first, end)
        if first > limit:
            break
        limit += max(pause.again - first, timedelta())
        end = max(end, pause.again)
    return limit


def hours_count(day: date, calendar: str = FRANCE) -> bool:
    """Whether the hours of a day count: not those of a Sunday or a public holiday (R.441-3)."""
    return day.weekday() != SUNDAY and not is_public_holiday(day, calendar)


def counted_hours(
    start: datetime, hours: int, calendar: str = FRANCE
) -> tuple[datetime, tuple[Skipped, ...]]:
    """`hours` later on the wall clock, Sundays and public holidays left out (R.441-3).

    `start` is a wall-clock time of France, without offset. A start on a day that does not count is
    taken at the next midnight that does.
    """
    left, now, skipped = timedelta(hours=hours), start, []
    while True:
        midnight = datetime.combine(now.date() + DAY, time())
        if not hours_count(now.date(), calendar):
            skipped.append(Skipped(now.date(), why_off(now.date(), calendar)))
        elif midnight - now >= left:
            return now + left, tuple(skipped)
        else:
            left -= midnight - now
        now = midnight
