"""What the forecast says of chance, over many drawn years: four times in five, nine in ten."""

import random
from datetime import date
from fractions import Fraction
from statistics import fmean, stdev

import pytest

from guichet.insight.enums import ArrivalRule
from guichet.insight.forecast import RECENT, FirstPayment, Known, Supposed, as_it_goes, what_if
from guichet.planning.stock import Work, by_day

WEEKS, STOCK, USUAL = 8, 60, 100
KEEP = 6
PAID = FirstPayment(days=Fraction(6), other_days=Fraction(3))
AN_AGENT = {"minutes_a_file": 30, "minutes_a_week": 150}  # a file on a worked day


def drawn(seed: int) -> tuple[Known, Work]:
    """What is known after eight weeks of chance, and the work that the next eight bring."""
    chances = random.Random(seed)  # noqa: S311  a test's dice
    weeks = [_binomial(chances) for _ in range(RECENT)]
    mean = Fraction(sum(weeks), RECENT)
    found = Known(
        today=date(2026, 9, 6), received=mean, comes=(mean,) * WEEKS, rule=ArrivalRule.MEAN,
        by_person=Fraction(1), done=Fraction(USUAL), stock=STOCK,
        varies=Fraction(stdev(weeks)),
    )  # fmt: skip
    comes = by_day([Fraction(_binomial(chances)) for _ in range(WEEKS)], found.shares)
    return found, Work(Fraction(STOCK), comes, found.days)


def _binomial(chances: random.Random) -> int:
    """A hundred a week on average, seldom fewer than eighty nor more than a hundred and twenty."""
    return sum(chances.random() < 0.5 for _ in range(2 * USUAL)) + chances.randint(-12, 12)


def test_the_stock_is_within_its_bounds_four_times_in_five() -> None:
    within = []
    for seed in range(100):
        found, work = drawn(seed)
        weeks = zip(as_it_goes(found).weeks, work.weeks(Fraction(20)), strict=True)
        within += [said.least <= lived.stock <= said.most for said, lived in weeks]
    assert fmean(within) == pytest.approx(0.8, abs=0.06)


def test_the_agents_told_as_sure_keep_the_delay_nine_times_in_ten() -> None:
    sure, just, fewer = [], [], []
    for seed in range(40):
        found, work = drawn(seed)
        told = what_if(found, Supposed(agents=0, keep_days=KEEP, **AN_AGENT), PAID)
        assert told.agents_to_keep is not None is not told.agents_to_be_sure
        sure.append(_kept(work, told.agents_to_be_sure))
        just.append(_kept(work, told.agents_to_keep))
        fewer.append(_kept(work, told.agents_to_keep - 1))
    assert fmean(fewer) < fmean(just) < fmean(sure)
    assert fmean(sure) >= 0.9


def _kept(work: Work, agents: int) -> bool:
    waits = [week.days for week in work.weeks(Fraction(agents))]
    return all(wait is not None and wait + PAID.other_days <= KEEP for wait in waits)
