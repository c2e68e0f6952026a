"""Twelve months of pay or hours: past six months of stop, and for seasonal work from its first day.

The stop of these tests begins on 15 January 2025: six months end on 14 July (181 days, 178 paid
after the three waiting days), seven on 14 August (212 days, 209 paid). Its twelve months are those
of 2024, of which 2 030 times the minimum wage of 1 January is 2 030 x 11.65 = 23 649.50.
"""

import re
from datetime import date
from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import render_full, render_short
from guichet.law.options import Options
from guichet.law.reference_pay import MonthlyWage, PayBasis, months_before
from tests.law.facts import answered, stop
from tests.law.redoing import redone

START, SIXTH, SEVENTH = date(2025, 1, 15), date(2025, 7, 14), date(2025, 8, 14)
SEASON = PayBasis("discontinuous")


def year(early, late=200_000, hours=None, day=START):
    """Six months at `early` cents, then six at `late`; the same hours in each when given."""
    worked = None if hours is None else Decimal(hours)
    months = months_before(day, 12)
    return tuple(
        MonthlyWage(month, early if rank < 6 else late, worked) for rank, month in enumerate(months)
    )


def season(pay, hours):
    """Pay and hours of a month of the first half of the year, and nothing since."""
    idle = tuple(MonthlyWage(w.month, 0, Decimal(0)) for w in year(0)[6:])
    return year(pay, hours=hours)[:6] + idle


def long_stop(wages, end=SEVENTH, **changes):
    return stop(START, end, wages=wages, **changes)


def told(found, key):
    (step,) = [step for step in found.explanation if step.key == key]
    return step


def test_twelve_months_of_pay_at_the_threshold_pay_the_whole_stop():
    found = answered(long_stop((*year(194_158, 200_000)[:-1], MonthlyWage("2024-12", 200_002))))
    assert sum(w.gross_cents for w in found.trace.stop.wages) == 2_364_950
    assert (found.right_open, found.paid_days, found.paid_until) == (True, 209, None)
    assert told(found, "threshold_12_months").value == "23649.50"


def test_one_cent_less_without_hours_leaves_the_right_to_be_established():
    found = answered(long_stop((*year(194_158, 200_000)[:-1], MonthlyWage("2024-12", 200_001))))
    assert found.right_open is None
    assert "après six mois" in found.right_reason
    assert found.total_gross_cents == 209 * found.daily_cents, "what would be due"


@pytest.mark.parametrize(("hours", "days", "until"), [("50", 209, None), ("49.99", 178, SIXTH)])
def test_six_hundred_hours_are_the_other_way(hours, days, until):
    found = answered(long_stop(year(190_000, hours=hours)))
    assert (found.right_open, found.paid_days, found.paid_until) == (True, days, until)
    assert found.total_gross_cents == days * found.daily_cents
    assert found.segments[-1].last == (until or SEVENTH)
    for key in ("paid_days", *(["days_beyond_right"] if until else [])):
        assert redone(told(found, key)) == Decimal(told(found, key).value), key


def test_hours_of_the_365_days_count_when_those_of_the_months_do_not_suffice():
    # January 2024 lies half out of the 365 days; the hours of January 2025 are inside
    wages = [MonthlyWage(w.month, 190_000, Decimal(54)) for w in year(0)[1:]]
    wages += [MonthlyWage("2024-01", 190_000, Decimal(0))]
    assert answered(long_stop(tuple(wages))).paid_until == SIXTH
    found = answered(long_stop((*wages, MonthlyWage("2025-01", 9_000, Decimal(6)))))
    assert found.paid_until is None
    assert told(found, "right_open_beyond").formula.startswith("hours_365_days")


@pytest.mark.parametrize(
    ("since", "days"), [(date(2024, 1, 15), 209), (date(2024, 1, 16), 178), (None, 209)]
)
def test_twelve_months_of_affiliation_are_needed(since, days):
    found = answered(long_stop(year(200_000), affiliated_since=since))
    assert found.paid_days == days
    noted = [option.name for option in told(found, "right_open_beyond").options]
    assert ("affiliation_left_out" in noted) is (since is None)


def test_nothing_of_this_is_asked_of_a_stop_of_six_months():
    found = answered(long_stop(year(190_000, hours=40), SIXTH, affiliated_since=START))
    assert (found.right_open, found.paid_days) == (True, 178)
    assert not [step for step in found.explanation if step.key == "right_open_beyond"]


def test_six_months_from_the_last_day_of_a_long_month_end_with_a_short_one():
    start = date(2025, 8, 31)
    known = year(100_000, 210_000, hours=45, day=start)
    found = answered(stop(start, date(2026, 3, 1), wages=known))
    assert found.paid_until == date(2026, 2, 28)
    assert answered(stop(start, date(2026, 2, 28), wages=known)).paid_until is None


def test_a_prolongation_that_begins_after_the_sixth_month_is_closed_as_a_whole():
    later = {"kind": "prolongation", "reference_start": START, "previous_end": SEVENTH}
    facts = stop(date(2025, 8, 15), date(2025, 8, 24), wages=year(190_000, hours=40), **later)
    found = answered(facts)
    assert (found.right_open, found.daily_cents, found.paid_days) == (False, 0, 0)
    assert "six mois" in found.right_reason
    same = stop(date(2025, 8, 15), date(2025, 8, 24), wages=year(200_000), **later)
    assert (answered(same).right_open, answered(same).paid_days) == (True, 10)


def test_a_right_that_six_months_close_stays_closed():
    found = answered(long_stop(year(400_000, 0, hours=0)))
    assert (found.right_open, found.paid_days) == (False, 0)
    assert told(found, "right_open_beyond").options[0].name == "closed_first_months"


def test_a_declared_right_is_that_of_the_whole_stop_unless_the_option_says_otherwise():
    facts = long_stop(year(190_000, hours=40), opening_conditions_met=True)
    assert answered(facts).paid_days == 209
    strict = answered(facts, options=Options(declared_right="first_six_months"))
    assert (strict.right_open, strict.paid_days) == (True, 178)


def test_before_2015_eight_hundred_hours_two_hundred_of_them_in_the_first_three_months():
    start, end = date(2014, 6, 1), date(2014, 12, 31)

    def known(first_hours, hours):
        worked = [first_hours] * 3 + [hours] * 9
        months = months_before(start, 12)
        pairs = zip(months, worked, strict=True)
        return tuple(MonthlyWage(month, 0, Decimal(one)) for month, one in pairs)

    assert answered(stop(start, end, wages=known(67, 67))).right_open is True
    assert answered(stop(start, end, wages=known(0, 100))).right_open is None
    few = answered(stop(start, end, wages=known(62, 68)))
    assert (few.right_open, few.paid_until) == (True, date(2014, 11, 30))


def test_several_ends_tell_apart_the_one_that_passes_six_months():
    lines = [{"month": m, "gross": "2000.00"} for m in months_before(START, 6)]
    case = {"benefit": "maladie", "stop_start": START.isoformat(), "reference_wages": lines}
    ends = {"stop_ends": [SIXTH.isoformat(), SEVENTH.isoformat()]}
    (found,) = answer([{"id": "x", "input": {**case, **ends}}])["cases"]
    assert found["result"]["right_open"] == [True, None]
    assert found["result"]["paid_days"] == [178, 209]


@pytest.mark.parametrize(
    ("early", "hours", "opened"),
    [(394_159, 0, True), (394_158, 0, False), (0, 100, True), (0, "99.99", False), (0, None, None)],
)
def test_seasonal_work_opens_the_right_by_its_year(early, hours, opened):
    """Nothing earned in the last six months: 6 x 3 941.59 reaches 23 649.50, not 6 x 3 941.58."""
    facts = long_stop(season(early, hours), date(2025, 1, 31), basis=SEASON)
    found = answered(facts)
    assert found.right_open is opened
    assert (found.paid_days == 0) is (opened is False)
    assert "R.313-7" in told(found, "right_open").article
    ordinary = answered(long_stop(year(early, 0, hours=0), date(2025, 1, 31)))
    assert ordinary.right_open is False


def test_seasonal_work_past_six_months_needs_its_affiliation_too():
    facts = long_stop(year(400_000, 0, hours=0), basis=SEASON, affiliated_since=date(2024, 6, 1))
    found = answered(facts)
    assert (found.right_open, found.paid_until) == (True, SIXTH)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("basis", [PayBasis(), SEASON])
@pytest.mark.parametrize("hours", [None, 40, 60])
def test_every_step_is_told_in_both_languages_and_its_comparison_is_true(lang, basis, hours):
    for early, since in ((190_000, None), (200_000, date(2024, 1, 16)), (400_000, None)):
        wages = year(early, 0 if early > 300_000 else 200_000, hours=hours)
        found = answered(long_stop(wages, basis=basis, affiliated_since=since))
        text = render_full(found.explanation, lang) + render_short(found.explanation, lang)
        assert not re.findall(r"\b[a-z]+_[a-z_0-9]+\b", " ".join(text)), text
        for step in found.explanation:
            if " >= " in step.formula:
                left, right = step.formula.split(" >= ")
                assert Decimal(step.inputs[left]) >= Decimal(step.inputs[right])


def test_the_insured_person_is_told_until_when():
    found = answered(long_stop(year(190_000, hours=40)))
    text = " ".join(render_short(found.explanation))
    assert "178 jours sont payés, du 18 janvier 2025 au 14 juillet 2025." in text
    assert "À partir du 15 juillet 2025, après six mois d'arrêt, vous n'avez pas droit" in text
