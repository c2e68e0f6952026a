"""Therapeutic part-time over several months: each is limited to the pay lost in it.

Every stop here has a daily base of 65.75, so an allowance of 32.87, and three waiting days.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.law.explanation import Refusal, render_full, render_short
from guichet.law.sickness import SicknessResult, SicknessStop, evaluate
from guichet.law.stop_days import PLAIN, PartTime
from tests.law.redoing import redone

FULL = 3287
FIRST, LAST = date(2026, 3, 2), date(2026, 5, 31)
MARCH = PartTime(date(2026, 3, 16), date(2026, 3, 31), 16 * 1000)
APRIL = PartTime(date(2026, 4, 1), date(2026, 4, 30), 30 * 2000)
MAY = PartTime(date(2026, 5, 11), date(2026, 5, 31), 21 * 9000)


def solve(*part_times: PartTime) -> SicknessResult | Refusal:
    stop = SicknessStop(
        stop_start=FIRST,
        stop_end=LAST,
        kind="initial",
        sjb_given_cents=6575,
        opening_conditions_met=True,
        days=replace(PLAIN, part_times=part_times),
    )
    (found,) = evaluate([stop])
    return found


def cents(*part_times: PartTime) -> dict[date, int]:
    """Cents of each paid day."""
    found = solve(*part_times)
    assert isinstance(found, SicknessResult), found
    return {
        one.first + timedelta(days=n): one.daily_cents
        for one in found.segments
        for n in range((one.last - one.first).days + 1)
    }


def test_each_month_has_its_own_limit_and_the_days_between_have_none() -> None:
    paid = cents(MARCH, APRIL, MAY)
    assert paid[date(2026, 3, 5)] == paid[date(2026, 3, 15)] == FULL
    assert paid[MARCH.first] == paid[MARCH.last] == 1000
    assert paid[APRIL.first] == paid[APRIL.last] == 2000
    # 1 to 10 May were a full stop; then the loss is no longer what limits
    assert paid[date(2026, 5, 1)] == paid[date(2026, 5, 10)] == FULL
    assert paid[MAY.first] == paid[LAST] == FULL
    assert min(paid) == date(2026, 3, 5)


@given(cut=st.integers(1, 29), daily=st.integers(0, 5000), after=st.booleans())
def test_a_period_told_in_two_pays_as_if_told_in_one(cut: int, daily: int, after: bool) -> None:
    """Where both halves lose as much a day; whatever else the stop holds."""
    middle = APRIL.first + timedelta(days=cut)
    halves = (
        PartTime(APRIL.first, middle - timedelta(days=1), cut * daily),
        PartTime(middle, APRIL.last, (30 - cut) * daily),
    )
    others = (MAY,) if after else ()
    assert cents(*halves, *others) == cents(replace(APRIL, lost_cents=30 * daily), *others)


def test_the_waiting_days_are_those_before_the_first_period() -> None:
    early = PartTime(date(2026, 3, 3), date(2026, 3, 31), 29 * 1000)
    assert min(cents(early, APRIL)) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("periods", "why"),
    [
        ((APRIL, MARCH), "se recouvrent"),
        ((MARCH, replace(APRIL, first=MARCH.last)), "se recouvrent"),
        ((MARCH, replace(APRIL, last=MARCH.last)), "précède"),
        ((MARCH, replace(APRIL, lost_cents=-1)), "négatif"),
    ],
)
def test_periods_that_cannot_be(periods: tuple[PartTime, ...], why: str) -> None:
    found = solve(*periods)
    assert isinstance(found, Refusal)
    assert why in found.message


def test_each_period_is_told_with_its_dates_and_every_amount_can_be_redone() -> None:
    found = solve(MARCH, APRIL)
    assert isinstance(found, SicknessResult)
    steps = found.explanation
    told = "\n".join(render_short(steps, "fr"))
    assert "du 16 mars 2026 au 31 mars 2026, l'indemnité est limitée au salaire perdu" in told
    assert "du 1er avril 2026 au 30 avril 2026, l'indemnité est limitée au salaire perdu" in told
    by_key = {step.key: step for step in steps}
    for key in ("part_time_loss", "ij_daily_gross", "ij_daily_gross_2", "ij_total_gross"):
        assert redone(by_key[key]) == Decimal(by_key[key].value)
    assert "perte de salaire par jour 2" in "\n".join(render_full(steps, "fr"))
    assert "_" not in "".join(render_full(steps, "fr") + render_full(steps, "en"))
