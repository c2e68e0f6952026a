"""A child born on another day than the expected one (L.331-3, L.331-4), counted on a calendar.

A leave of 16 weeks is 6 before the expected day and 10 after: 112 days. The days are those of 2024.
"""

import pytest

from tests.law.test_family import error, result, wages

EXPECTED = "2024-07-15"  # six weeks after Monday 3 June
OPEN_END = {"stop_ends": ["2026-12-31"]}


def days(**inputs):
    return result(**{"birth_expected": EXPECTED, **OPEN_END, **inputs})["max_days"]


@pytest.mark.parametrize(
    ("born", "most"),
    [
        (EXPECTED, 112),
        ("2024-07-16", 113),
        ("2024-08-04", 132),  # twenty days late: the ten weeks after the birth stay whole
        ("2024-07-14", 112),  # an early birth moves days from before the birth to after it
        ("2024-06-10", 112),
    ],
)
def test_a_late_birth_lengthens_the_leave_and_an_early_one_does_not(born, most):
    assert days(child_birth=born) == most
    found = result(birth_expected=EXPECTED, child_birth=born, **OPEN_END)
    assert found["paid_days"] == [most]


def test_the_ten_weeks_after_a_late_birth_stay_whole():
    """Born on 20 July, five days late: paid to 27 September, ten weeks to the day."""
    whole = {"birth_expected": EXPECTED, "child_birth": "2024-07-20"}
    assert result(**whole, period_end="2024-09-27")["paid_days"] == 117
    assert result(**whole, period_end="2024-09-28")["paid_days"] == 117


@pytest.mark.parametrize(
    ("inputs", "most"),
    [
        # six weeks to the day are not more than six weeks
        ({"birth_expected": "2024-07-15"}, 112),
        # a day more: the leave was to begin on 4 June
        ({"birth_expected": "2024-07-16"}, 113),
        ({"birth_expected": "2024-08-12"}, 140),
        ({"birth_expected": "2024-08-12", "child_hospitalised": False}, 112),
        ({"birth_expected": "2024-08-12", "child_hospitalised": None}, 112),
        # a third child's leave begins eight weeks before: 49 days early, it had begun already
        ({"birth_expected": "2024-07-22", "dependent_children": 2}, 182),
        ({"birth_expected": "2024-07-30", "dependent_children": 2}, 183),
        # that of twins twelve weeks before
        ({"birth_expected": "2024-08-12", "children_born": 2}, 238),
        ({"birth_expected": "2024-08-27", "children_born": 2}, 239),
        # that of triplets twenty-four: no child born alive comes before
        ({"birth_expected": "2024-10-15", "children_born": 3}, 322),
    ],
)
def test_a_child_born_very_early_and_in_hospital_adds_the_days_before_the_planned_leave(
    inputs, most
):
    given = {"child_birth": "2024-06-03", "child_hospitalised": True, **inputs}
    assert days(**given) == most


def test_the_days_before_a_leave_that_begins_late_lengthen_nothing():
    """Expected on 15 July, born on the 20th: ten weeks after the birth, whatever came before."""
    late = {"child_birth": "2024-07-20"}
    assert days(leave_start="2024-07-18", **late) == 112 + 2
    assert days(leave_start="2024-07-20", **late) == 112


def test_the_expected_day_judges_the_affiliation_and_the_ninth_month_before():
    """R.313-1: six months of affiliation on the expected day, not on that of an early birth."""
    start = "2024-06-20"
    paid = {"opening_conditions_met": None, "reference_wages": wages(start, 2000, 6)}
    early = {**paid, "affiliated_since": "2024-01-10", "leave_start": start, "child_birth": start}
    assert result(**early)["right_open"] is False
    assert result(**early, birth_expected=EXPECTED)["right_open"] is True


@pytest.mark.parametrize(
    ("expected", "most"), [(None, 11), ("2021-06-30", 11), ("2021-07-01", 25), ("2021-07-20", 25)]
)
def test_a_child_expected_from_july_2021_and_born_before_has_the_leave_of_july(expected, most):
    """Loi 2020-1576, art. 73: its length, and its time of six months from the birth."""
    given = {"benefit": "paternite", "child_birth": "2021-06-25", "birth_expected": expected}
    assert result(**given, leave_start="2021-07-05", paid_days=25)["paid_days"] == most
    late = result(**given, leave_start="2021-11-30", paid_days=5)
    assert late["paid_days"] == (0 if most == 11 else 5)


def test_a_child_expected_in_2026_and_born_before_has_a_birth_leave():
    born = {"benefit": "naissance", "leave_start": "2026-07-01", "child_birth": "2025-12-30"}
    assert error(**born)["key"] == "child_birth"
    assert error(**born, birth_expected="2025-12-31")["key"] == "child_birth"
    assert result(**born, birth_expected="2026-01-01")["right_open"] is True


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        # beyond what a pregnancy allows, either way
        ({"child_birth": "2024-06-03", "birth_expected": "2024-10-22"}, "birth_expected"),
        ({"child_birth": "2024-08-13", "birth_expected": "2024-07-15"}, "birth_expected"),
        ({"birth_expected": "2027-01-01"}, "birth_expected"),
        ({"birth_expected": "15 juillet"}, "birth_expected"),
        ({"child_hospitalised": "maybe"}, "child_hospitalised"),
        # weeks put off until the child comes home are not told by the dates of one leave
        (
            {
                "child_birth": "2024-05-20",
                "birth_expected": "2024-05-25",
                "child_hospitalised": True,
            },
            "child_hospitalised",
        ),
        ({"benefit": "paternite", "child_hospitalised": True}, "child_hospitalised"),
        # what decides the days more must be told
        ({"child_hospitalised": True}, "child_birth"),
        ({"child_birth": "2024-06-03", "child_hospitalised": True}, "birth_expected"),
        # a leave begun before a birth that comes before its planned beginning
        (
            {
                "leave_start": "2024-05-06",
                "child_birth": "2024-05-13",
                "birth_expected": "2024-07-15",
                "dependent_children": 2,
                "child_hospitalised": True,
            },
            "leave_start",
        ),
        ({"birth_expected": "2025-06-03"}, "birth_expected"),
        (
            {
                "benefit": "maternite_ti",
                "category": "artisan_commercant_plnr",
                "raam": 30000,
                "reference_wages": None,
                "child_birth": "2024-07-20",
                "birth_expected": "2024-07-15",
            },
            "birth_expected",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_by_its_key(inputs, key):
    assert error(**inputs)["key"] == key
