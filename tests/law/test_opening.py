"""The right opens by the pay of six months or by hours; what is not known never closes it."""

from datetime import date
from decimal import Decimal

import pytest

from guichet.law.options import Options
from guichet.law.reference_pay import MonthlyWage, months_before
from tests.law.facts import answered, stop

DAY = date(2019, 7, 1)
THRESHOLD = 1_018_045


def history(pay, hours=None, day=DAY, **extra):
    """Six months of pay in cents; the same hours in each when given."""
    months = months_before(day, 6)
    worked = None if hours is None else Decimal(hours)
    found = [MonthlyWage(m, cents, worked) for m, cents in zip(months, pay, strict=True)]
    found += [MonthlyWage(m, 0, Decimal(h)) for m, h in extra.items()]
    return stop(day, date(2019, 7, 20) if day == DAY else None, wages=tuple(found))


def test_pay_equal_to_the_threshold_opens_the_right():
    found = answered(history([THRESHOLD, 0, 0, 0, 0, 0]))
    assert found.threshold_cents == THRESHOLD
    assert found.right_open is True


def test_one_cent_less_without_hours_cannot_be_judged():
    found = answered(history([THRESHOLD - 1, 0, 0, 0, 0, 0]))
    assert found.right_open is None
    assert "heures des trois mois" in found.right_reason


def test_one_cent_less_with_too_few_hours_closes_the_right_and_pays_nothing():
    found = answered(history([0, 0, 0, 0, 0, THRESHOLD - 1], hours="49.99"))
    assert found.right_open is False
    assert (found.daily_cents, found.paid_days, found.total_gross_cents) == (0, 0, 0)
    assert found.segments == ()
    assert found.first_paid_day is None


def test_one_hundred_and_fifty_hours_in_three_months_open_the_right():
    assert answered(history([0, 0, 0, 0, 0, 60_000], hours="50")).right_open is True


def test_two_hundred_hours_were_needed_before_february_2015():
    pay = [0, 0, 0, 0, 0, 60_000]
    assert answered(history(pay, hours="60", day=date(2015, 1, 31))).right_open is False
    assert answered(history(pay, hours="60", day=date(2015, 2, 1))).right_open is True


def test_hours_of_the_ninety_days_open_the_right_when_those_of_the_months_do_not():
    months = months_before(date(2019, 7, 31), 6)
    known = [MonthlyWage(m, 0, Decimal(0)) for m in months[:-1]]
    known += [MonthlyWage("2019-06", 50_000, Decimal(80))]
    before = stop(date(2019, 7, 31), wages=tuple(known))
    assert answered(before).right_open is False
    with_july = stop(date(2019, 7, 31), wages=(*known, MonthlyWage("2019-07", 50_000, Decimal(70))))
    assert answered(with_july).right_open is True


def test_hours_of_the_month_of_the_stop_can_be_demanded():
    facts = history([0] * 6, hours="1", day=date(2019, 7, 20))
    assert answered(facts).right_open is False
    strict = answered(facts, options=Options(hours_of_stop_month="unknown"))
    assert strict.right_open is None


def test_the_threshold_uses_the_minimum_wage_of_the_first_day_of_the_period():
    january, april = date(2022, 10, 31), date(2022, 11, 1)
    assert answered(stop(january)).threshold_cents == 1_072_855
    assert answered(stop(april)).threshold_cents == 1_101_275


@pytest.mark.parametrize("declared", [True, False])
def test_a_declared_answer_is_not_judged_again(declared):
    found = answered(stop(DAY, date(2019, 7, 20), opening_conditions_met=declared))
    assert found.right_open is declared
    assert (found.total_gross_cents or 0) > 0 or not declared


def test_a_prolongation_is_judged_at_the_initial_stop():
    facts = stop(
        date(2019, 8, 1),
        kind="prolongation",
        reference_start=DAY,
        wages=history([THRESHOLD, 0, 0, 0, 0, 0]).wages,
    )
    assert answered(facts).right_open is True
