"""What a sickness stop is worth, and the traps of dates."""

from datetime import date, timedelta

import pytest

from guichet.law.options import Options
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import Segment, reference_months
from tests.law.facts import answered, stop, wages


def test_official_example_rounds_the_base_and_cuts_the_allowance():
    found = answered(stop(date(2026, 2, 2), date(2026, 2, 20)))
    assert (found.sjb_cents, found.daily_cents) == (6575, 3287)
    assert found.segments == (Segment(date(2026, 2, 5), date(2026, 2, 20), 3287),)
    assert found.total_gross_cents == 16 * 3287


@pytest.mark.parametrize(("days", "paid"), [(1, 0), (2, 0), (3, 0), (4, 1), (7, 4)])
def test_the_first_three_days_are_not_paid(days, paid):
    start = date(2026, 9, 1)
    found = answered(stop(start, start + timedelta(days=days - 1)))
    assert found.paid_days == paid
    assert found.carence_days == min(days, 3)
    assert found.first_paid_day == (date(2026, 9, 4) if paid else None)


def test_without_an_end_only_the_daily_amount_is_answered():
    found = answered(stop(date(2026, 9, 1)))
    assert found.daily_cents == 3287
    assert found.first_paid_day == date(2026, 9, 4)
    assert (found.calendar_days, found.paid_days, found.total_gross_cents) == (None, None, None)
    assert found.segments == ()


def test_reference_months_cross_the_year():
    assert reference_months(date(2026, 2, 28)) == ("2025-11", "2025-12", "2026-01")


@pytest.mark.parametrize(
    ("start", "cap"),
    [
        (date(2023, 1, 31), 302_211),  # the raise of 1 January serves from February
        (date(2023, 2, 1), 307_670),
        (date(2022, 5, 31), 288_562),
        (date(2022, 6, 1), 296_204),
        (date(2026, 6, 30), 255_224),
        (date(2026, 7, 1), 261_383),
    ],
)
def test_a_raise_of_the_minimum_wage_serves_the_stops_of_the_next_month(start, cap):
    assert answered(stop(start)).monthly_cap_cents == cap


def test_the_minimum_wage_of_june_2026_is_an_option_told_when_it_matters():
    june, may = stop(date(2026, 6, 10)), stop(date(2026, 5, 10))
    by_text = answered(june)
    other = answered(june, options=Options(cap_smic_day="stop_start"))
    assert (by_text.monthly_cap_cents, other.monthly_cap_cents) == (255_224, 261_383)
    assert told(by_text) == told(other) == {"cap_smic_day"}
    assert told(answered(may)) == set()


def told(found):
    (step,) = [step for step in found.explanation if step.key == "smic_monthly"]
    return {option.name for option in step.options}


def test_a_stop_across_april_2025_keeps_the_cap_of_its_first_day():
    before = answered(
        stop(date(2025, 3, 31), date(2025, 4, 30), wages=wages(date(2025, 3, 1), 400_000))
    )
    after = answered(
        stop(date(2025, 4, 1), date(2025, 4, 30), wages=wages(date(2025, 4, 1), 400_000))
    )
    assert (before.daily_cents, after.daily_cents) == (5331, 4147)


def test_a_prolongation_after_april_2025_keeps_the_months_and_cap_of_the_initial_stop():
    facts = stop(
        date(2025, 4, 10),
        date(2025, 4, 30),
        kind="prolongation",
        reference_start=date(2025, 3, 20),
        wages=wages(date(2025, 3, 20), 400_000),
    )
    found = answered(facts)
    assert found.reference_months == ("2024-12", "2025-01", "2025-02")
    assert found.daily_cents == 5331
    assert (found.carence_days, found.paid_days) == (0, 21)


def test_each_month_is_capped_alone():
    day = date(2026, 2, 2)
    uneven = tuple(
        MonthlyWage(month, cents)
        for month, cents in zip(reference_months(day), (400_000, 100_000, 100_000), strict=True)
    )
    assert answered(stop(day, wages=uneven)).capped_total_cents == 255_224 + 200_000


def test_every_month_at_the_cap_pays_the_published_maximum():
    facts = stop(date(2026, 7, 1), wages=wages(date(2026, 7, 1), 261_383))
    assert answered(facts).daily_cents == 4297
    ordinary = answered(facts, options=Options(all_months_at_cap="ordinary"))
    assert ordinary.daily_cents == 4296


@pytest.mark.parametrize(
    ("choice", "daily"), [("truncate", 3287), ("half_up", 3288), ("half_up_unrounded_base", 3288)]
)
def test_the_rounding_of_the_daily_amount_is_an_option(choice, daily):
    found = answered(stop(date(2026, 2, 2)), options=Options(daily_rounding=choice))
    assert found.daily_cents == daily


def test_the_wage_re_established_by_the_employer_replaces_the_gross():
    day = date(2026, 2, 2)
    known = (*wages(day)[:2], MonthlyWage("2026-01", 40_000, reestablished_cents=200_000))
    assert answered(stop(day, wages=known)).daily_cents == 3287


@pytest.mark.parametrize(
    ("start", "carence"),
    [
        (date(2020, 3, 23), 3),
        (date(2020, 3, 24), 0),
        (date(2020, 4, 6), 0),
        (date(2020, 7, 10), 0),
        (date(2020, 7, 11), 3),
        (date(2020, 7, 20), 3),
    ],
)
def test_no_waiting_day_for_the_stops_of_spring_2020(start, carence):
    found = answered(stop(start, start + timedelta(days=9)))
    assert (found.carence_days, found.paid_days) == (carence, 10 - carence)


def test_waiting_days_lifted_by_another_rule():
    found = answered(stop(date(2026, 2, 2), date(2026, 2, 11), carence_waived=True))
    assert (found.carence_days, found.paid_days) == (0, 10)


@pytest.mark.parametrize(
    ("resumed", "kind", "carence"),
    [(0, "prolongation", 0), (2, "prolongation", 0), (3, "initial", 3)],
)
def test_more_than_two_days_of_work_make_a_new_stop(resumed, kind, carence):
    start = date(2026, 2, 16)
    facts = stop(
        start,
        date(2026, 2, 25),
        kind="prolongation",
        reference_start=date(2026, 2, 2),
        previous_end=start - timedelta(days=resumed + 1),
    )
    found = answered(facts)
    assert (found.kind, found.carence_days) == (kind, carence)


@pytest.mark.parametrize(("first_stop_days", "carence"), [(1, 2), (2, 1), (3, 0), (8, 0)])
def test_waiting_days_begun_in_a_short_initial_stop_continue(first_stop_days, carence):
    first = date(2026, 2, 2)
    start = first + timedelta(days=first_stop_days)
    facts = stop(start, date(2026, 2, 25), kind="prolongation", reference_start=first)
    assert answered(facts).carence_days == carence
    ended = answered(facts, options=Options(short_carence="ends_with_initial_stop"))
    assert ended.carence_days == 0


def test_waiting_days_said_to_be_served_are_believed():
    facts = stop(
        date(2026, 2, 16),
        date(2026, 2, 25),
        kind="prolongation",
        reference_start=date(2026, 2, 2),
        carence_served=1,
    )
    assert answered(facts).carence_days == 2


def test_given_daily_base_above_the_cap_is_brought_back_to_it():
    found = answered(stop(date(2024, 2, 5), wages=(), sjb_given_cents=20_000))
    assert found.sjb_cents == found.sjb_cap_cents
    assert found.daily_cents == found.daily_max_cents == 5228
    assert found.reference_months == ()
