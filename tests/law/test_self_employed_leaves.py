"""Maternity and paternity of the self-employed: flat amounts, a tenth below the threshold."""

from datetime import date, timedelta

import pytest

from tests.law.test_self_employed import error, result, solve

MATERNITY = {
    "benefit": "maternite_ti",
    "leave_start": "2026-02-02",
    "period_end": "2026-05-24",
}
PATERNITY = {
    "benefit": "paternite_ti",
    "leave_start": "2026-02-02",
    "child_birth": "2026-02-01",
    "paid_days": 25,
}


def test_the_answer_has_the_keys_of_the_contract():
    # 48 060 / 730 = 65.836; a tenth is 6.584; 112 days
    assert result(MATERNITY, opening_conditions_met=True) == {
        "right_open": True,
        "affiliation_months": 6,
        "low_income_threshold": "4582.00",
        "ij_daily_gross_low_income": "6.58",
        "ij_daily_gross": "65.84",
        "ij_daily_after_csg_crds": "61.43",
        "calendar_days": 112,
        "carence_days": 0,
        "max_days": 112,
        "first_paid_day": "2026-02-02",
        "paid_days": 112,
        "ij_total_gross": "7374.08",
        "ij_total_after_csg_crds": "6880.02",
    }


@pytest.mark.parametrize(
    ("raam", "daily", "rest"),
    [(4_582, "65.84", "4005.00"), ("4581.99", "6.58", "400.50"), (90_000, "65.84", "4005.00")],
)
def test_a_tenth_below_the_threshold(raam, daily, rest):
    found = solve(MATERNITY, raam=raam)
    assert found["result"]["ij_daily_gross"] == daily
    (told,) = [s for s in found["explanation"] if s["key"] == "maternal_rest_allowance"]
    assert told["value"] == rest


def test_the_income_of_a_micro_entrepreneur_meets_the_same_threshold():
    low = {"mean_turnover_3_years": 15_000, "micro_allowance": 71}  # 4 350
    assert result(MATERNITY, **low)["ij_daily_gross"] == "6.58"
    assert result(MATERNITY, **{**low, "micro_allowance": 50})["ij_daily_gross"] == "65.84"


def test_paternity_has_no_rest_allowance_and_its_own_length():
    found = solve(PATERNITY)
    assert (found["result"]["max_days"], found["result"]["paid_days"]) == (25, 25)
    assert found["result"]["ij_total_gross"] == "1646.00"
    assert "maternal_rest_allowance" not in {s["key"] for s in found["explanation"]}


@pytest.mark.parametrize(("born", "most"), [("2021-06-30", 11), ("2021-07-01", 25)])
def test_the_length_of_paternity_follows_the_day_of_birth(born, most):
    case = {"child_birth": born, "leave_start": "2021-07-05"}
    assert result(PATERNITY, **case, paid_days=most)["max_days"] == most
    assert result(PATERNITY, **case, paid_days=most + 1)["paid_days"] == most


def test_the_length_follows_the_children_as_for_an_employee():
    end = {"period_end": "2027-01-31"}
    assert result(MATERNITY, **end, dependent_children=2)["paid_days"] == 26 * 7
    assert result(MATERNITY, **end, children_born=2)["paid_days"] == 34 * 7
    assert result(MATERNITY, **end)["paid_days"] == 16 * 7
    assert result(PATERNITY, children_born=2, paid_days=40)["paid_days"] == 32


def test_a_paternity_taken_in_two_parts():
    first = {"benefit": "paternite_ti", "start": "2026-02-02", "end": "2026-02-08"}
    second = {"leave_start": "2026-04-01", "previous_stops": [first]}
    assert result(PATERNITY, **second)["paid_days"] == 25 - 7
    employed = [{**first, "benefit": "paternite"}]
    assert result(PATERNITY, **{**second, "previous_stops": employed})["paid_days"] == 25


def test_days_after_six_months_are_not_paid():
    late = {"leave_start": "2026-07-25", "period_end": "2026-08-10", "paid_days": None}
    assert result(PATERNITY, **late)["paid_days"] == 8  # from 25 July to 1 August


def test_affiliation_judged_from_its_first_day_on_the_day_of_birth():
    born = {"child_birth": "2026-03-10"}
    assert result(MATERNITY, **born, affiliated_since="2025-09-10")["right_open"] is True
    late = result(MATERNITY, **born, affiliated_since="2025-09-11")
    assert (late["right_open"], late["paid_days"]) == (False, 0)
    assert result(MATERNITY, affiliated_since="2200-12-31")["right_open"] is False
    said = {"affiliated_since": "2025-09-11", "opening_conditions_met": True}
    assert result(MATERNITY, **born, **said)["right_open"] is True


def test_several_ends_make_lists_of_what_depends_on_them():
    ends = {"period_end": None, "stop_ends": ["2026-03-29", "2026-05-24"]}
    assert result(MATERNITY, **ends)["paid_days"] == [56, 112]
    assert result(MATERNITY, **ends)["max_days"] == 112


def test_keys_of_employees_change_nothing():
    useless = {"sjb_given": -5, "reference_wages": "?", "death_date": "1990-01-01"}
    assert result(MATERNITY, **useless) == result(MATERNITY)


def test_a_leave_told_by_its_end():
    case = {"paid_days": None, "period_end": "2026-02-25"}
    assert result(PATERNITY, **case)["paid_days"] == 24
    assert result(PATERNITY, **{**case, "period_end": "2026-02-27"})["paid_days"] == 25


@pytest.mark.parametrize(
    ("born", "last"), [("2021-06-30", "2021-10-30"), ("2021-07-01", "2022-01-01")]
)
def test_the_leave_is_paid_within_four_months_of_birth_then_six(born, last):
    day_after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    case = {"child_birth": born, "paid_days": 1}
    assert result(PATERNITY, **case, leave_start=last)["paid_days"] == 1
    late = result(PATERNITY, **case, leave_start=day_after)
    assert (late["paid_days"], "first_paid_day" in late) == (0, False)
    assert "first_paid_day" not in result(
        PATERNITY, **{**case, "paid_days": None}, leave_start=day_after
    )
    assert error(PATERNITY, **case, leave_start="2021-06-29")["key"] == "leave_start"


def test_without_a_day_of_birth_the_first_day_of_the_leave_stands_for_it():
    assert result(PATERNITY, child_birth=None)["max_days"] == 25


def test_the_longest_maternity_before_2019():
    case = {"leave_start": "2018-05-01"}
    assert result(MATERNITY, **case, period_end="2018-07-13")["paid_days"] == 74
    found = result(MATERNITY, **case, period_end="2018-07-14")
    assert (found["max_days"], found["paid_days"]) == (74, 74)
    assert result(MATERNITY, leave_start="2019-01-01", period_end=None)["max_days"] == 112


def test_without_an_end_nor_a_number_of_days_there_is_no_total():
    found = result(MATERNITY, period_end=None)
    assert found["ij_daily_gross"] == "65.84"
    assert "ij_total_gross" not in found


def test_a_right_that_is_not_open_pays_nothing():
    found = result(MATERNITY, opening_conditions_met=False)
    assert (found["ij_daily_gross"], found["paid_days"]) == ("0.00", 0)


@pytest.mark.parametrize(("start", "months"), [("2023-08-19", 10), ("2023-08-20", 6)])
def test_months_of_affiliation(start, months):
    case = {"leave_start": start, "period_end": None}
    assert result(MATERNITY, **case)["affiliation_months"] == months


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"leave_start": None}, "leave_start"),
        ({"leave_start": "2017-12-31", "period_end": None}, "leave_start"),
        ({"period_end": "2026-02-01"}, "period_end"),
        ({"stop_end": "2026-05-01"}, "stop_end"),
        ({"return_on": "2026-03-29"}, "return_on"),
        ({"children_born": 0}, "children_born"),
        ({"paid_days": "2.5"}, "paid_days"),
        ({"category": "conjoint_collaborateur"}, "category"),
    ],
)
def test_refused_naming_the_key(changes, key):
    assert error(MATERNITY, **changes)["key"] == key
    assert result(MATERNITY)["paid_days"] == 112
