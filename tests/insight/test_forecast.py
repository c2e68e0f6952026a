"""The weeks to come: what is read in the records, and what follows from what is supposed."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from guichet.insight.enums import ArrivalRule
from guichet.insight.forecast import Known, Supposed, as_it_goes, known, what_if
from guichet.planning.stock import WEEK
from tests.insight.made import make_files_received

TODAY = date(2026, 11, 20)


def a_fund(**said: object) -> Known:
    usual = {
        "today": TODAY, "received": Fraction(100), "comes": (Fraction(100),) * 6,
        "rule": ArrivalRule.MEAN, "by_person": Fraction(1, 2), "done": Fraction(50), "stock": 75,
    }  # fmt: skip
    return Known(**{**usual, **said})  # type: ignore[arg-type]


def test_a_fund_that_decides_what_comes_keeps_its_stock() -> None:
    weeks = as_it_goes(a_fund()).weeks
    assert {week.stock for week in weeks} == {75}
    assert {week.waits for week in weeks} == {Fraction(WEEK * 75, 50)}
    assert weeks[0].period.first == TODAY + timedelta(days=1)


def test_the_agents_that_explain_the_past_give_the_past_back() -> None:
    """One agent of 1 500 minutes decides fifty files of thirty: those of late."""
    found = a_fund()
    assert found.agents(30, 1_500) == 1
    told = what_if(found, Supposed(agents=1), Fraction(20))
    assert [week.stock for week in told.weeks] == [75] * 6
    assert [week.first_payment for week in told.weeks] == [20] * 6


def test_a_delay_kept_needs_the_agents_who_keep_it_and_not_one_less() -> None:
    found = a_fund()
    rise = {(2026, 12): Fraction(65), (2027, 1): Fraction(86)}
    asked = Supposed(agents=1, percents=rise, keep_days=20)
    agents = what_if(found, asked, Fraction(20)).agents_to_keep
    assert agents == 2

    def slowest(many: int) -> Fraction:
        told = what_if(found, Supposed(agents=many, percents=rise), Fraction(20))
        return max(week.first_payment or Fraction(0) for week in told.weeks)

    assert slowest(agents) <= 20 < slowest(agents - 1)


def test_a_delay_that_passes_elsewhere_is_kept_by_nobody() -> None:
    told = what_if(a_fund(), Supposed(agents=1, keep_days=5), Fraction(20))
    assert (told.agents_to_keep, told.impossible) == (None, True)


def test_without_a_payment_yet_the_wait_alone_is_told() -> None:
    told = what_if(a_fund(), Supposed(agents=1), None)
    assert told.other_days is None
    assert {week.first_payment for week in told.weeks} == {None}


@pytest.mark.django_db
def test_an_empty_fund_expects_nothing() -> None:
    found = known(TODAY, 4)
    assert (found.comes, found.stock, found.done) == ((0, 0, 0, 0), 0, 0)
    assert [week.stock for week in as_it_goes(found).weeks] == [0] * 4


@pytest.mark.django_db
def test_arrivals_follow_the_year_before_at_the_pace_of_this_one() -> None:
    """Two files a week, one a week a year before, but three in the first week to come of then."""
    noon = datetime(2026, 11, 20, 11, tzinfo=UTC)
    year = timedelta(days=52 * WEEK)
    weeks = [noon - timedelta(days=WEEK * n) for n in range(8)]
    make_files_received([*weeks, *weeks])
    assert known(TODAY, 2).comes == (2, 2)
    assert known(TODAY, 2).rule == ArrivalRule.MEAN
    ahead = noon - year + timedelta(days=1)
    make_files_received([*[week - year for week in weeks], noon - year - timedelta(days=90)])
    make_files_received([ahead] * 3)
    found = known(TODAY, 2)
    assert (found.comes, found.rule) == ((6, 0), ArrivalRule.SEASON)
