"""The weeks to come: what is read in the records, and what follows from what is supposed."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from guichet.cases.models import Clock, Pause
from guichet.insight.enums import ArrivalRule
from guichet.insight.forecast import (
    FirstPayment,
    Known,
    Supposed,
    as_it_goes,
    known,
    measured_first_payment,
    what_if,
)
from guichet.planning.stock import WEEK
from tests.insight.decided import (
    make_file_paid,
    make_files_decided_next_day,
    make_files_of_a_week,
)
from tests.insight.made import make_files_received

TODAY = date(2026, 11, 20)  # a Friday
PAID = FirstPayment(days=Fraction(20), other_days=Fraction(7))


def a_fund(**said: object) -> Known:
    usual = {
        "today": TODAY, "received": Fraction(100), "comes": (Fraction(100),) * 6,
        "rule": ArrivalRule.MEAN, "by_person": Fraction(1, 2), "done": Fraction(50), "stock": 75,
    }  # fmt: skip
    return Known(**{**usual, **said})  # type: ignore[arg-type]


def test_a_fund_that_decides_what_comes_keeps_its_stock() -> None:
    """The fourth week's files meet Christmas while they wait."""
    weeks = as_it_goes(a_fund(comes=(Fraction(100),) * 4)).weeks
    assert {week.stock for week in weeks} == {75}
    assert [week.waits for week in weeks[:3]] == [Fraction(79, 7)] * 3
    assert weeks[3].waits == Fraction(88, 7)
    assert weeks[0].period.first == TODAY + timedelta(days=1)


def test_a_public_holiday_leaves_a_days_work_behind() -> None:
    """Christmas 2026 and the first of January are Fridays: ten files each, of fifty a week."""
    stocks = [week.stock for week in as_it_goes(a_fund(comes=(Fraction(100),) * 7)).weeks]
    assert stocks == [75, 75, 75, 75, 85, 95, 95]


def test_the_agents_that_explain_the_past_give_the_past_back() -> None:
    """One agent of 1 500 minutes decides fifty files of thirty: those of late."""
    found = a_fund()
    assert found.agents(30, 1_500) == 1
    told = what_if(found, Supposed(agents=1), PAID)
    assert [week.stock for week in told.weeks] == [week.stock for week in as_it_goes(found).weeks]
    assert {week.first_payment - week.waits for week in told.weeks} == {7}


def test_a_delay_kept_needs_the_agents_who_keep_it_and_not_one_less() -> None:
    found = a_fund(varies=Fraction(60))
    rise = {(2026, 12): Fraction(65), (2027, 1): Fraction(86)}
    asked = Supposed(agents=1, percents=rise, keep_days=20)
    told = what_if(found, asked, PAID)
    assert (told.agents_to_keep, told.agents_to_be_sure) == (2, 3)

    def slowest(many: int) -> Fraction:
        told = what_if(found, Supposed(agents=many, percents=rise), PAID)
        return max(week.first_payment or Fraction(0) for week in told.weeks)

    assert slowest(2) <= 20 < slowest(1)


def test_a_delay_that_passes_elsewhere_is_kept_by_nobody() -> None:
    told = what_if(a_fund(), Supposed(agents=1, keep_days=5), PAID)
    assert (told.agents_to_keep, told.impossible) == (None, True)


def test_without_a_payment_yet_the_wait_alone_is_told() -> None:
    told = what_if(a_fund(), Supposed(agents=1), None)
    assert told.other_days is None
    assert {week.first_payment for week in told.weeks} == {None}


def test_the_stock_is_told_between_bounds_that_part_with_the_weeks() -> None:
    """Of one week: 1.415 × √(1 + 1/8) deviations of ten files."""
    weeks = as_it_goes(a_fund(varies=Fraction(10))).weeks
    assert weeks[0].most - weeks[0].stock == pytest.approx(10 * 1.415 * 1.125**0.5, abs=0.01)
    widths = [week.most - week.least for week in weeks]
    assert widths == sorted(widths)
    assert {week.most for week in as_it_goes(a_fund(comes=(Fraction(100),) * 4)).weeks} == {75}


def test_a_stock_never_falls_below_what_came_since_the_last_worked_day() -> None:
    weeks = as_it_goes(a_fund(done=Fraction(500), varies=Fraction(250))).weeks
    assert all(0 <= week.least <= week.stock <= week.most for week in weeks)
    assert weeks[0].stock == Fraction(50, 7)  # of Friday, the last of a week from Saturday


@pytest.mark.django_db
def test_what_comes_for_a_person_is_what_persons_did_and_what_the_stock_gained() -> None:
    """Of ten files a week, a rule decides six; a person three of the others: one stays."""
    for n in range(8):
        make_files_of_a_week(datetime(2026, 9, 28, 9, tzinfo=UTC) + timedelta(days=WEEK * n))
    found = known(date(2026, 11, 22), 4)
    assert (found.received, found.stock) == (10, 8)
    assert found.by_person == Fraction(4, 10)
    # all weeks but the first left as much as a day's work; 11 November is a holiday
    assert (found.done, found.told_by) == (7 * Fraction(3) * 5 / (7 * 5 - 1), 7)
    assert found.varies == pytest.approx((10 * 0.4 * 0.6) ** 0.5, abs=0.001)
    assert found.shares == (1, 0, 0, 0, 0, 0, 0)


@pytest.mark.django_db
def test_agents_who_leave_nothing_can_do_what_they_did_in_their_best_week() -> None:
    """One week had eight files, the others two: none waits, so that nothing bound them."""
    for n in range(8):
        monday = datetime(2026, 9, 28, 9, tzinfo=UTC) + timedelta(days=WEEK * n)
        make_files_decided_next_day(monday, 8 if n == 3 else 2)
    found = known(date(2026, 11, 22), 4)
    assert (found.done, found.told_by, found.stock) == (8, 0, 0)
    assert found.by_person == 1
    # what came is decided within the week, Monday's on Tuesday
    assert [week.stock for week in as_it_goes(found).weeks] == [0] * 4


@pytest.mark.django_db
def test_a_file_that_waits_for_somebody_else_leaves_no_work_to_the_fund() -> None:
    for n in range(8):
        monday = datetime(2026, 9, 28, 9, tzinfo=UTC) + timedelta(days=WEEK * n)
        make_files_of_a_week(monday)
    Pause.objects.bulk_create(
        Pause(clock=clock, reason="r", owed_by="insured", started_at=clock.started_at)
        for clock in Clock.objects.filter(stopped_at=None)
    )
    found = known(date(2026, 11, 22), 4)
    assert (found.stock, found.told_by) == (0, 0)
    assert found.by_person == Fraction(3, 10)


@pytest.mark.django_db
def test_what_of_a_first_payment_waited_for_a_person_is_read_on_the_files_paid() -> None:
    """Twelve days from the opening to the payment day, of which five for the decision."""
    assert measured_first_payment(TODAY) is None
    make_file_paid(datetime(2026, 11, 2, 9, tzinfo=UTC), decided=5, paid=12)
    assert measured_first_payment(TODAY) == FirstPayment(Fraction(12), Fraction(7))


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
