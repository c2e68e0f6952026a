"""Who has a right to a family leave: pay or hours, at the better of two days, and affiliation."""

import pytest

from guichet.law.daily_allowance import answer

START, BIRTH = "2024-06-03", "2024-07-15"  # the ninth month before begins on 15 October 2023
MONTHS = [f"2023-{m:02d}" for m in range(4, 13)] + [f"2024-{m:02d}" for m in range(1, 7)]


def solve(hours=None, gross=None, **inputs):
    """A leave whose months bear no hours and 300 of pay, save those that are told."""
    pays = [
        {
            "month": month,
            "gross": (gross or {}).get(month, 300),
            "hours": (hours or {}).get(month, 0),
        }
        for month in MONTHS
    ]
    data = {"benefit": "maternite", "leave_start": START, "reference_wages": pays, **inputs}
    (found,) = answer([{"id": "x", "input": {k: v for k, v in data.items() if v is not None}}])[
        "cases"
    ]
    return found


def right(**inputs):
    return solve(**inputs)["result"].get("right_open")


EARLY = {"2023-07": 50, "2023-08": 50, "2023-09": 50}
LATE = {"2024-03": 50, "2024-04": 50, "2024-05": 50}
# 1 015 times 11.65, the minimum wage on 1 December 2023 being 11.52: 11 692.80
PAID = dict.fromkeys(["2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05"], "1948.80")


def test_maternity_opens_by_the_better_of_its_two_days():
    assert right(child_birth=BIRTH, hours=LATE) is True
    assert right(child_birth=BIRTH, hours=EARLY) is True
    assert right(child_birth=BIRTH) is False
    assert right(child_birth=BIRTH, hours={**EARLY, "2023-09": "49.99"}) is False


def test_the_explanation_says_which_of_the_two_days_opened_the_right():
    for hours, day in ((LATE, START), (EARLY, "2023-10-15")):
        steps = solve(child_birth=BIRTH, hours=hours)["explanation"]
        (step,) = [step for step in steps if step["key"] == "right_open"]
        assert step["inputs"]["assessed_on"] == day
        assert step["inputs"]["hours_3_months"] == "150.00"


def test_maternity_is_not_closed_while_the_other_day_is_not_known():
    assert right() is None
    assert right(hours=LATE) is True


@pytest.mark.parametrize("benefit", ["paternite", "adoption", "deuil_enfant"])
def test_the_other_leaves_are_judged_on_their_first_day_alone(benefit):
    assert right(benefit=benefit, hours=LATE) is True
    assert right(benefit=benefit, hours=EARLY) is False


def test_pay_opens_the_right_at_the_minimum_wage_of_the_first_day_of_the_six_months():
    found = solve(benefit="adoption", gross=PAID)["result"]
    assert (found["threshold_amount"], found["right_open"]) == ("11692.80", True)
    assert right(benefit="adoption", gross={**PAID, "2024-05": "1948.79"}) is False


def test_a_closed_right_pays_nothing():
    found = solve(child_birth=BIRTH, period_end="2024-09-22")["result"]
    assert (found["ij_daily_gross"], found["paid_days"]) == ("0.00", 0)
    assert found["ij_total_gross"] == "0.00"
    assert "first_paid_day" not in found


def test_months_that_are_not_given_close_nothing():
    known = [{"month": month, "gross": 300} for month in MONTHS[-4:-1]]
    assert right(child_birth=BIRTH, reference_wages=known) is None


SEASON = dict.fromkeys(("2023-06", "2023-07", "2023-08", "2023-09", "2023-10"), 120)


@pytest.mark.parametrize("benefit", ["paternite", "adoption", "deuil_enfant"])
def test_work_of_a_season_opens_the_right_by_six_hundred_hours_of_twelve_months(benefit):
    """R.313-7: the months before the leave hold no work, those of the season were long before."""
    season = {"benefit": benefit, "pay_periodicity": "discontinuous", "child_birth": "2024-06-03"}
    season["death_date"] = "2024-06-01" if benefit == "deuil_enfant" else None
    if benefit == "deuil_enfant":
        season["child_birth"] = None
    assert right(**season, hours=SEASON) is True
    assert right(**{**season, "pay_periodicity": None}, hours=SEASON) is not True
    assert right(**season, hours={**SEASON, "2023-06": "119.99"}) is not True
    assert right(**season, hours=LATE) is True
    steps = solve(**season, hours=SEASON)["explanation"]
    (step,) = [step for step in steps if step["key"] == "right_open"]
    assert step["inputs"]["hours_12_months"] == "600.00"
    assert "R.313-7" in step["article"]


def test_work_of_a_season_is_closed_when_neither_six_months_nor_twelve_suffice():
    assert right(benefit="adoption", pay_periodicity="discontinuous", hours=EARLY) is False
    some = [{"month": month, "gross": 300, "hours": 0} for month in MONTHS[-6:-1]]
    assert (
        right(benefit="adoption", pay_periodicity="discontinuous", reference_wages=some,
              sjb_given=20) is None
    )  # fmt: skip


def test_maternity_of_a_season_may_open_nine_months_before_the_birth():
    """600 hours from April to October 2023, seen from 15 October and not from June 2024."""
    early = dict.fromkeys(("2023-04", "2023-05", "2023-06"), 200)
    assert right(pay_periodicity="discontinuous", child_birth=BIRTH, hours=early) is True
    assert right(benefit="adoption", pay_periodicity="discontinuous", hours=early) is False


@pytest.mark.parametrize(
    ("benefit", "since", "expected"),
    [
        ("maternite", "2023-12-03", True),
        ("maternite", "2023-12-04", None),
        ("maternite", "2024-02-26", None),
        ("maternite", "2024-02-27", False),
        ("paternite", "2023-06-03", True),
        ("paternite", "2023-06-04", None),
        ("paternite", "2023-12-03", None),
        ("paternite", "2023-12-04", False),
    ],
)
def test_the_affiliation_waits_for_the_birth_only_where_it_decides(benefit, since, expected):
    """Six months on the day of the birth: it is to come after a maternity leave begins, it was
    before a paternity leave does."""
    found = solve(benefit=benefit, hours=LATE, affiliated_since=since)
    if expected is None:
        assert found["error"]["key"] == "child_birth"
        assert "result" in solve(
            benefit=benefit, hours=LATE, affiliated_since=since, opening_conditions_met=True
        )
    else:
        assert found["result"]["right_open"] is expected


@pytest.mark.parametrize(
    ("start", "months", "since", "late"),
    [
        ("2023-08-19", 10, "2022-12-01", "2022-12-02"),
        ("2023-08-20", 6, "2023-04-01", "2023-04-02"),
    ],
)
def test_affiliation_lasts_ten_months_then_six_at_the_birth(start, months, since, late):
    pays = [{"month": f"2023-{m:02d}", "gross": 3000, "hours": 150} for m in range(2, 8)]
    data = {"leave_start": start, "reference_wages": pays, "child_birth": "2023-10-01"}
    for day, expected in ((since, True), (late, False)):
        found = solve(**data, affiliated_since=day)["result"]
        assert (found["affiliation_months"], found["right_open"]) == (months, expected)


def test_an_affiliation_that_is_not_given_is_left_to_check_and_said():
    def told(**inputs):
        steps = solve(hours=LATE, **inputs)["explanation"]
        (step,) = [step for step in steps if step["key"] == "affiliation_months"]
        return [option["name"] for option in step.get("options", [])]

    assert told() == ["affiliation_left_out"]
    assert told(affiliated_since="2020-01-01") == []
    assert told(opening_conditions_met=True) == []


def test_an_affiliation_too_short_closes_what_hours_would_open():
    assert right(hours=LATE, affiliated_since="2024-03-01") is False
    assert right(hours=LATE, affiliated_since="2024-12-01") is False
    assert right(hours=LATE, affiliated_since="2024-03-01", opening_conditions_met=True) is True
    assert right(benefit="deuil_enfant", hours=LATE, affiliated_since="2024-03-01") is True
