"""The derogations of the covid epidemic, by kind and first day (ij_law section 9)."""

import re
from datetime import date, timedelta

import pytest

from guichet.law.covid_words import KINDS
from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short

# the first and the last day of each period in which a kind has its derogation
PERIODS = {
    "positive_test": [("2021-01-10", "2023-01-31")],
    "contact_isolation": [("2020-02-01", "2020-12-31"), ("2021-01-10", "2022-12-31")],
    "childcare": [("2020-03-10", "2020-04-30"), ("2021-01-10", "2022-12-31")],
    "vulnerable": [("2020-03-15", "2020-04-30"), ("2021-01-10", "2022-12-31")],
    "cohabitant_vulnerable": [("2020-03-15", "2020-04-30")],
}
EVERY_STOP = (date(2020, 3, 24), date(2020, 7, 10))  # no waiting day, whatever the reason


def solve(start, covid, days=10, **inputs):
    end = date.fromisoformat(start) + timedelta(days=days - 1)
    data = {"benefit": "maladie", "stop_start": start, "stop_end": end, "sjb_given": 75}
    (found,) = answer([{"id": "x", "input": {**data, "covid": covid, **inputs}}])["cases"]
    return found


def result(start, covid, **inputs):
    return solve(start, covid, **inputs)["result"]


def test_every_kind_has_its_periods():
    assert set(PERIODS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_within_its_periods_no_waiting_day_no_condition_no_counter(kind):
    for first, last in PERIODS[kind]:
        for day in (first, last):
            found = result(day, kind, opening_conditions_met=False)
            assert (found["right_open"], found["paid_days"]) == (True, 10), day
            assert (found["carence_days"], found["counts_toward_360"]) == (0, False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_day_before_and_the_day_after_are_of_ordinary_law(kind):
    for first, last in PERIODS[kind]:
        eve = date.fromisoformat(first) - timedelta(days=1)
        morrow = date.fromisoformat(last) + timedelta(days=1)
        for day in (eve, morrow):
            waiting = 0 if EVERY_STOP[0] <= day <= EVERY_STOP[1] else 3
            found = result(day.isoformat(), kind, opening_conditions_met=True)
            assert (found["carence_days"], found["counts_toward_360"]) == (waiting, True), day
            closed = result(day.isoformat(), kind, opening_conditions_met=False)
            assert (closed["right_open"], closed["paid_days"]) == (False, 0)


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2020-03-20", 7),
        ("2020-03-23", 7),
        ("2020-03-24", 10),
        ("2020-04-06", 10),
        ("2020-07-10", 10),
        ("2020-07-11", 7),
        ("2020-07-20", 7),
    ],
)
def test_the_spring_of_2020_lifts_the_waiting_days_of_stops_that_begin_in_it(start, days):
    found = result(start, False, opening_conditions_met=True)
    assert found["paid_days"] == days
    assert "counts_toward_360" not in found


def test_the_amount_is_the_ordinary_one():
    isolated, ordinary = (
        result("2021-03-01", kind, opening_conditions_met=True) for kind in (KINDS[1], False)
    )
    same = ("sjb", "ij_daily_max", "ij_daily_gross")
    assert [isolated[key] for key in same] == [ordinary[key] for key in same]


def test_days_of_the_epidemic_are_paid_beyond_the_360():
    used = {"benefit": "maladie", "start": "2020-01-01", "end": "2020-12-31", "paid_days": 360}
    known = {"previous_stops": [used], "opening_conditions_met": True}
    assert result("2021-03-01", "positive_test", **known)["paid_days"] == 10
    assert result("2021-03-01", False, **known)["paid_days"] == 0


def test_past_six_months_the_conditions_are_lifted_too():
    found = result("2021-03-01", "vulnerable", days=212)
    assert (found["right_open"], found["paid_days"]) == (True, 212)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("start", ["2021-03-01", "2023-03-01"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_derogation_is_told_with_its_text_in_both_languages(kind, start, lang):
    steps = [Step.from_dict(one) for one in solve(start, kind)["explanation"]]
    (step,) = [one for one in steps if one.key == "covid_derogation"]
    assert step.parameters[0].value == ("1" if step.value == "true" else "0")
    text = " ".join(render_full(steps, lang) + render_short(steps, lang))
    assert not re.findall(r"\b[a-z]+_[a-z_0-9]+\b", text), text
    assert ("ordinaires" in text or "ordinary" in text) is (step.value == "false")


@pytest.mark.parametrize(
    ("start", "issued", "in_force"),
    [
        ("2022-12-31", "2023-02-01", True),  # until 2022 the first day of the stop decides
        ("2023-01-01", "2022-12-31", False),  # then the prescription
        ("2023-01-01", "2023-01-31", True),
        ("2023-01-31", "2023-02-01", False),
        ("2023-02-01", "2023-01-31", True),
        ("2023-02-01", "2023-02-01", False),
    ],
)
def test_in_january_2023_the_day_of_the_prescription_decides(start, issued, in_force):
    found = result(start, "positive_test", issued_on=issued, opening_conditions_met=True)
    assert found["carence_days"] == (0 if in_force else 3)
    assert found["counts_toward_360"] is not in_force
