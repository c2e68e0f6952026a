"""A line that is answered as people come: the Erlang C formula (the queue M/M/c).

People come at random (Poisson), each takes an agent for a time of which only the mean is known
(exponential), and whoever waits stays. Those who give up make the truth kinder than the formula,
bursts make it harder. A. K. Erlang, "Løsning af nogle Problemer fra Sandsynlighedsregningen af
Betydning for de automatiske Telefoncentraler", Elektroteknikeren 13, 1917.
"""

from dataclasses import dataclass
from math import exp

MOST_AGENTS = 10_000


class NoStaff(ValueError):
    """No number of agents that a fund could have keeps this promise."""


@dataclass(frozen=True)
class Line:
    """So many people an hour, so many minutes each, so many agents."""

    per_hour: float
    minutes: float
    agents: int

    def __post_init__(self) -> None:
        if self.per_hour < 0 or self.minutes <= 0 or self.agents < 0:
            raise ValueError("people and agents are counted from nought, a call takes time")

    @property
    def load(self) -> float:
        """Agents busy at once on average, in erlangs, if all are answered."""
        return self.per_hour * self.minutes / 60

    @property
    def grows(self) -> bool:
        """Whether more come than can be answered: the line has no end."""
        return self.load > 0 and self.load >= self.agents

    @property
    def waiting(self) -> float:
        """The probability to wait at all, from 0 to 1."""
        return 1.0 if self.grows else erlang_c(self.agents, self.load)

    @property
    def mean_wait(self) -> float | None:
        """Minutes that people wait on average, those who do not wait included; None for ever."""
        if self.grows:
            return None
        return self.waiting * self.minutes / (self.agents - self.load) if self.load else 0.0

    def answered_within(self, minutes: float) -> float:
        """The share answered after at most so many minutes, from 0 to 1."""
        if self.grows:
            return 0.0
        return 1 - self.waiting * exp(-(self.agents - self.load) * minutes / self.minutes)


def erlang_b(agents: int, load: float) -> float:
    """The probability that all are busy, were nobody to wait; by recursion, without factorials."""
    busy = 1.0
    for n in range(1, agents + 1):
        busy = load * busy / (n + load * busy)
    return busy


def erlang_c(agents: int, load: float) -> float:
    """The probability to wait; only for fewer erlangs than agents."""
    if not 0 <= load < max(agents, 1):
        raise ValueError("the line has no end: the load is not below the number of agents")
    if load == 0:
        return 0.0
    busy = erlang_b(agents, load)
    return agents * busy / (agents - load * (1 - busy))


def agents_for(per_hour: float, minutes: float, *, share: float, within: float) -> int:
    """The fewest agents that answer a share (0 to 1) within so many minutes. Raises NoStaff."""
    if not 0 <= share < 1 or within < 0:
        raise NoStaff
    least = int(per_hour * minutes / 60)
    for agents in range(least, MOST_AGENTS):
        if Line(per_hour, minutes, agents).answered_within(within) >= share:
            return agents
    raise NoStaff
