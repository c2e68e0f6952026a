"""A stock of files, day by day, told by week: what comes, what agents do, what waits and how long.

First come, first served, each agent so many minutes a week of five days, each file so many minutes.
Nothing is done on a day off, and what comes on a day is done on a later one. Files wait for days,
so that chance within a day evens out: what was there, and what comes, less what is done, is the
whole calculation. Exact fractions: nothing is lost or made by rounding.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

WEEK, WORKED = 7, 5
MOST_AGENTS = 100_000


class NoStaff(ValueError):
    """No number of agents keeps this promise."""


@dataclass(frozen=True)
class Days:
    """The days to come, the first being tomorrow: whether they are worked.

    After those that are told, five of seven are.
    """

    worked: tuple[bool, ...]

    @cached_property
    def _when(self) -> list[int]:
        return [n for n, works in enumerate(self.worked) if works]

    def until_done(self, files: Fraction, a_day: Fraction, after: int = -1) -> int | None:
        """Civil days from a day (-1: today) to that which ends so many files; None: never."""
        if not files:
            return 0
        if not a_day:
            return None
        last = bisect_right(self._when, after) + ceil(files / a_day) - 1
        if last < len(self._when):
            return self._when[last] - after
        beyond = last + 1 - len(self._when)
        weekends = (beyond - 1) // WORKED
        return len(self.worked) - 1 - after + beyond + (WEEK - WORKED) * weekends


@dataclass(frozen=True)
class Week:
    """Files that came, that were done, that wait when it ends.

    `days`: civil days that those of the week wait, on average; of nobody, those that one would wait
    that came last; None where nobody will ever do them.
    """

    came: Fraction
    done: Fraction
    stock: Fraction
    days: Fraction | None


@dataclass(frozen=True)
class Work:
    """What waits now, what comes on each day of whole weeks, and the days that are worked."""

    stock: Fraction
    comes: tuple[Fraction, ...]
    days: Days

    def __post_init__(self) -> None:
        if min((self.stock, *self.comes)) < 0:
            raise ValueError("files are counted from nought")
        if len(self.comes) % WEEK or len(self.comes) > len(self.days.worked):
            raise ValueError("what comes is told by whole weeks, of days that are known")

    def weeks(self, a_day: Fraction) -> list[Week]:
        """Week by week, if so many files can be done on each day that is worked."""
        return list(self._walk(a_day))

    def _walk(self, a_day: Fraction) -> Iterator[Week]:
        stock = self.stock
        for first in range(0, len(self.comes), WEEK):
            before, came = stock, self.comes[first : first + WEEK]
            waits: list[int | None] = []
            for n, files in enumerate(came, start=first):
                stock -= min(stock, a_day) if self.days.worked[n] else 0
                waits.append(self.days.until_done(stock + files / 2, a_day, n))  # who came midway
                stock += files
            whole = sum(came, Fraction(0))
            yield Week(whole, before + whole - stock, stock, _mean(waits, came))

    def agents_to_keep(self, days: Fraction, an_agent: Fraction) -> int:
        """The fewest agents, of so many files a day, who keep each week's wait within some days.

        Raises NoStaff. With more agents nobody waits longer, so that halving finds them.
        """
        if days < 0:
            raise NoStaff
        low, high = -1, 1
        while not self._keeps(high * an_agent, days):
            low, high = high, high * 2
            if high > MOST_AGENTS:
                raise NoStaff
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._keeps(middle * an_agent, days) else (middle, high)
        return high

    def _keeps(self, a_day: Fraction, days: Fraction) -> bool:
        return all(week.days is not None and week.days <= days for week in self._walk(a_day))


def _mean(days: Sequence[int | None], files: Sequence[Fraction]) -> Fraction | None:
    """Of the days that files wait, by how many wait them; None if some wait for ever."""
    known = [one for one in days if one is not None]
    if len(known) < len(days):
        return None
    total = sum(files, Fraction(0))
    if not total:
        return Fraction(known[-1])
    return sum((one * many for one, many in zip(known, files, strict=True)), Fraction(0)) / total


def files_a_day(agents: int, minutes_a_file: int, minutes_a_week: int) -> Fraction:
    """How many files so many agents can do on a day that is worked."""
    if minutes_a_file <= 0 or minutes_a_week <= 0:
        raise ValueError("a file takes time, and an agent has some")
    return Fraction(agents * minutes_a_week, minutes_a_file * WORKED)


def by_day(weeks: Sequence[Fraction], shares: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """What comes in each week, on its seven days by the share of each."""
    return tuple(files * share for files in weeks for share in shares)
