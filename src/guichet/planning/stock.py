"""A stock of files, week by week: what comes, what the agents do, what waits and how long.

First come, first served, each agent so many minutes a week, each file so many minutes. Files wait
for days, so that chance within a day evens out: what was there, and what comes, less what is done,
is the whole calculation. Exact fractions: nothing is lost or made by rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WEEK = 7
MOST_AGENTS = 100_000


class NoStaff(ValueError):
    """No number of agents keeps this promise."""


@dataclass(frozen=True)
class Week:
    """Files that came, that were done, that wait when it ends, and the days that the last waits.

    `days` is None where nobody will ever do it.
    """

    came: Fraction
    done: Fraction
    stock: Fraction
    days: Fraction | None


@dataclass(frozen=True)
class Work:
    """What waits now, what comes each week, and the minutes that a file takes and an agent has."""

    stock: Fraction
    comes: tuple[Fraction, ...]
    minutes_a_file: Fraction
    minutes_an_agent: Fraction

    def __post_init__(self) -> None:
        if self.minutes_a_file <= 0 or self.minutes_an_agent <= 0:
            raise ValueError("a file takes time, and an agent has some")
        if min((self.stock, *self.comes)) < 0:
            raise ValueError("files are counted from nought")

    def done_a_week(self, agents: int) -> Fraction:
        """How many files so many agents can do in a week."""
        return agents * self.minutes_an_agent / self.minutes_a_file

    def with_agents(self, agents: int) -> list[Week]:
        """The weeks to come, with the same agents in each."""
        return weeks_ahead(self.stock, self.comes, [self.done_a_week(agents)] * len(self.comes))

    def agents_to_keep(self, days: Fraction) -> int:
        """The fewest agents with whom nobody waits more days at the end of any week.

        Raises NoStaff. More agents never wait longer, so that halving finds it.
        """
        if days < 0:
            raise NoStaff
        low, high = -1, 1
        while not self._keeps(high, days):
            low, high = high, high * 2
            if high > MOST_AGENTS:
                raise NoStaff
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._keeps(middle, days) else (middle, high)
        return high

    def _keeps(self, agents: int, days: Fraction) -> bool:
        waits = [week.days for week in self.with_agents(agents)]
        return all(wait is not None and wait <= days for wait in waits)


def weeks_ahead(stock: Fraction, comes: Sequence[Fraction], done: Sequence[Fraction]) -> list[Week]:
    """Week by week, from what waits now, what comes and what can be done; as many of each."""
    weeks = []
    for n, (came, most) in enumerate(zip(comes, done, strict=True)):
        worked = min(stock + came, most)
        stock = stock + came - worked
        after = [*done[n + 1 :], most if n + 1 == len(done) else done[-1]]
        weeks.append(Week(came, worked, stock, days_to_do(stock, after)))
    return weeks


def days_to_do(files: Fraction, done: Sequence[Fraction]) -> Fraction | None:
    """The days until so many files are done; the last week's pace goes on after it."""
    days = Fraction(0)
    for most in done:
        if files <= most:
            return days + (WEEK * files / most if files else 0)
        files, days = files - most, days + WEEK
    pace = done[-1] if done else Fraction(0)
    return days + WEEK * files / pace if pace else None
