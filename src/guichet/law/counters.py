"""Rolling counters of a person: which days are paid when only so many may be in so many years.

The window of a day is the years that end on the day before it, from date to date: that of 10 March
2026 over three years is 10 March 2023 to 9 March 2026 (CSS R.323-1; grade C). That of a 29 February
begins on 1 March: three years from 28 February would end before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from guichet.law.dates import DAY, after_months


class Interval(NamedTuple):
    """Consecutive days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def spans(days: Sequence[date]) -> list[Interval]:
    """Days in order as intervals of consecutive days."""
    found: list[Interval] = []
    for day in days:
        if found and day - found[-1].last == DAY:
            found[-1] = Interval(found[-1].first, day)
        else:
            found.append(Interval(day, day))
    return found


def day_runs(days: Mapping[date, int]) -> list[tuple[date, date, int]]:
    """Days with their cents as runs of consecutive days of the same amount."""
    by_amount: dict[int, list[date]] = {}
    for day, cents in sorted(days.items()):
        by_amount.setdefault(cents, []).append(day)
    return sorted(
        (first, last, cents) for cents, some in by_amount.items() for first, last in spans(some)
    )


def window_start(day: date, years: int) -> date:
    """The first day of the window of `day`."""
    return after_months(day, -12 * years)


def days_used(already: Iterable[Interval], day: date, years: int) -> int:
    """How many days of `already` lie in the window of `day`; a day given twice counts once."""
    return sum(part.days for part in _within(_joined(already), day, years))


def days_paid(
    already: Iterable[Interval], asked: Iterable[Interval], limit: int, years: int
) -> list[Interval]:
    """The days of `asked` that may be paid, oldest first, as intervals that do not touch.

    A day is paid when fewer than `limit` days were paid in its window: those of `already`, and
    those paid here before it. The intervals of `asked` share no day with `already`.
    """
    if limit <= 0:
        return []
    taken, paid = _joined(already), list[Interval]()
    for part in _joined(asked):
        day = part.first
        while day <= part.last:
            inside = _within(taken, day, years)
            free = limit - sum(one.days for one in inside)
            if free <= 0:
                # the first day whose window no longer holds the days that fill the counter
                day = _first_day_without(_nth_day(inside, 1 - free), years)
                continue
            block = Interval(day, min(part.last, day + (free - 1) * DAY))
            taken, paid = _joined([*taken, block]), _joined([*paid, block])
            day = block.last + DAY
    return paid


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    """In order, each day once, touching intervals as one."""
    joined: list[Interval] = []
    for one in sorted(intervals):
        if joined and one.first <= joined[-1].last + DAY:
            joined[-1] = Interval(joined[-1].first, max(joined[-1].last, one.last))
        else:
            joined.append(one)
    return joined


def _within(joined: list[Interval], day: date, years: int) -> list[Interval]:
    first, last = window_start(day, years), day - DAY
    cut = [Interval(max(one.first, first), min(one.last, last)) for one in joined]
    return [one for one in cut if one.first <= one.last]


def _nth_day(inside: list[Interval], rank: int) -> date:
    for one in inside:
        if rank <= one.days:
            return one.first + (rank - 1) * DAY
        rank -= one.days
    raise AssertionError("A counter that is full holds that many days.")


def _first_day_without(day: date, years: int) -> date:
    """The first day whose window no longer holds `day`: a 29 February comes before its 1 March."""
    later = after_months(day + DAY, 12 * years)
    eve = later - DAY
    return eve if window_start(eve, years) > day else later
