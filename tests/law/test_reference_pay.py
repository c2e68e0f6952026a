"""The pays that make the daily base: weeks, fortnights, twelve months, and incomplete months."""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from tests.law.redoing import redone

DAY = "2024-06-03"
YEAR = [f"2023-{m:02d}" for m in range(6, 13)] + [f"2024-{m:02d}" for m in range(1, 6)]


def solve(**inputs):
    data = {"benefit": "maladie", "stop_start": DAY, "opening_conditions_met": True, **inputs}
    (found,) = answer([{"id": "x", "input": data}])["cases"]
    return found


def pays(periodicity, count, each):
    return {
        "pay_periodicity": periodicity,
        "reference_pays_count": count,
        "reference_pay_each": each,
    }


def months(*wages):
    return [
        {"month": month, **wage}
        for month, wage in zip(("2024-03", "2024-04", "2024-05"), wages, strict=True)
    ]


@pytest.mark.parametrize(
    ("periodicity", "count", "each", "sjb"),
    [("weekly", 12, "450.00", "64.29"), ("fortnightly", 6, "900.00", "64.29")],
)
def test_twelve_weeks_are_divided_by_84(periodicity, count, each, sjb):
    result = solve(**pays(periodicity, count, each))["result"]
    assert (result["sjb"], result["ij_daily_gross"]) == (sjb, "32.14")


def test_pays_above_their_part_of_the_cap_give_the_published_maximum():
    result = solve(**pays("weekly", 12, 2000))["result"]
    assert result["ij_daily_gross"] == result["ij_daily_max"] == "52.28"


def test_pays_may_differ_from_one_another():
    result = solve(pay_periodicity="weekly", reference_pay_each=[400, 500] * 6)["result"]
    assert result["capped_total"] == "5400.00"


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        (pays("weekly", 6, 450), "reference_pays_count"),
        (pays("fortnightly", 12, 450), "reference_pays_count"),
        (pays("weekly", 12, None), "reference_pay_each"),
        (pays("weekly", 12, -1), "reference_pay_each"),
        (pays("weekly", "x", 450), "reference_pays_count"),
        ({"pay_periodicity": "discontinuous"}, "reference_wages"),
        (
            {"pay_periodicity": "discontinuous", "reference_total_12_months": 36500},
            "no_month_above_cap",
        ),
    ],
)
def test_pays_that_cannot_make_a_base_are_refused_by_their_key(inputs, key):
    assert solve(**inputs)["error"]["key"] == key


def test_discontinuous_work_takes_twelve_months_each_capped():
    wages = [{"month": month, "gross": 9000 if month == "2023-12" else 1000} for month in YEAR]
    result = solve(pay_periodicity="discontinuous", reference_wages=wages)["result"]
    assert result["capped_total"] == str(11 * 1000 + Decimal(result["monthly_cap"]))
    assert result["sjb"] == "38.85"


@pytest.mark.parametrize(
    ("benefit", "start", "cap"),
    [("maladie", "stop_start", "3180.46"), ("paternite", "leave_start", "3864.00")],
)
def test_a_year_below_the_cap_of_one_month_has_no_month_above_it(benefit, start, cap):
    inputs = {"benefit": benefit, start: DAY, "pay_periodicity": "discontinuous"}
    at_cap = {**inputs, "reference_total_12_months": cap, "opening_conditions_met": True}
    above = {**at_cap, "reference_total_12_months": Decimal(cap) + Decimal("0.01")}
    asked = [{"input": one} for one in (at_cap, above, {**above, "no_month_above_cap": True})]
    first, second, third = answer(asked)["cases"]
    assert first["result"]["capped_total"] == cap
    assert second["error"]["key"] == "no_month_above_cap"
    assert "result" in third


def test_six_poor_months_do_not_close_the_right_of_discontinuous_work():
    wages = [{"month": month, "gross": 100, "hours": 5} for month in YEAR]
    monthly = solve(reference_wages=wages[-6:], opening_conditions_met=None)["result"]
    assert (monthly["right_open"], monthly["ij_daily_gross"]) == (False, "0.00")
    yearly = {"pay_periodicity": "discontinuous", "opening_conditions_met": None}
    rich = [{"month": month, "gross": 7000, "hours": 100} for month in YEAR[:6]] + wages[-6:]
    assert solve(reference_wages=rich, **yearly)["result"]["right_open"] is True
    assert solve(reference_wages=wages, **yearly)["result"]["right_open"] is False


def test_an_incomplete_month_counts_for_the_wage_of_a_full_one():
    wages = months({"gross": 2000}, {"gross": 700, "absent": "maladie"}, {"gross": 2000})
    found = solve(reference_wages=wages, contract_monthly_gross=1900)
    assert found["result"]["reestablished_total"] == "5900.00"
    steps = [step for step in found["explanation"] if step["key"] == "reestablished"]
    assert [(s["value"], s["formula"]) for s in steps] == [
        ("1900.00", "max(gross, contract_monthly_gross)")
    ]


def test_a_month_without_work_counts_for_the_average_day_of_the_others():
    wages = months({"gross": 1550}, {"gross": 0, "absent": "maladie"}, {"gross": 1550})
    found = solve(reference_wages=wages)["result"]
    assert found["reestablished_total"] == "4600.00"  # 3 100 for 62 days: 50 a day, 30 in April


def test_a_month_worked_in_part_is_never_worth_less_than_was_earned_in_it():
    for earned, worth in ((700, "1500.00"), (1600, "1600.00")):
        wages = months({"gross": 1550}, {"gross": earned, "absent": "maladie"}, {"gross": 1550})
        found = solve(reference_wages=wages)
        (step,) = [s for s in found["explanation"] if s["key"] == "reestablished"]
        assert (step["value"], step["options"][0]["name"]) == (worth, "incomplete_month")


@pytest.mark.parametrize("reason", ["mise à pied", "absence_injustifiee", "unjustified"])
def test_an_absence_without_excuse_re_establishes_nothing(reason):
    wages = months({"gross": 2000}, {"gross": 700, "absent": reason}, {"gross": 2000})
    found = solve(reference_wages=wages, contract_monthly_gross=1900)["result"]
    assert found["capped_total"] == "4700.00"
    assert "reestablished_total" not in found


CASES = {
    "weekly": pays("weekly", 12, 450),
    "uneven": {"pay_periodicity": "weekly", "reference_pay_each": [400, 9000] * 6},
    "fortnightly": pays("fortnightly", 6, 9000),
    "total": {
        "pay_periodicity": "discontinuous",
        "reference_total_12_months": 36500,
        "no_month_above_cap": True,
    },
    "contract": {
        "reference_wages": months({"gross": 2000}, {"gross": 7, "absent": "at"}, {"gross": 9000}),
        "contract_monthly_gross": 1900,
    },
    "average": {
        "reference_wages": months({"gross": 2000}, {"gross": 0, "absent": True}, {"gross": 9000}),
    },
    "part": {
        "reference_wages": months({"gross": 2000}, {"gross": 700, "absent": True}, {"gross": 9000}),
    },
}


@pytest.mark.parametrize("name", CASES)
def test_each_step_can_be_redone_by_hand_and_is_told_in_words(name):
    steps = [Step.from_dict(step) for step in solve(**CASES[name])["explanation"]]
    for step in steps:
        if step.key not in ("right_open", "reference_months"):
            assert redone(step) == Decimal(step.value), step
    for lang in ("fr", "en"):
        assert "_" not in " ".join(render_full(steps, lang) + render_short(steps, lang))


def test_a_key_that_changes_nothing_is_named():
    first = solve(**CASES["weekly"], raam=30000, hospitalised=False)["explanation"][0]
    assert (first["key"], first["value"]) == ("without_effect", "raam")


def test_months_before_the_hire_count_for_nothing_and_must_be_said():
    """R.323-8 lists no such cause and re-establishes nothing; a month left out may be a slip."""
    hired_in_april = {"month": "2024-04", "gross": "1000.00"}
    may = {"month": "2024-05", "gross": "2000.00"}
    left_out = solve(reference_wages=[hired_in_april, may])
    assert left_out["error"]["key"] == "reference_wages"
    assert "2024-03" in left_out["error"]["message"]
    said = solve(reference_wages=[{"month": "2024-03", "gross": "0.00"}, hired_in_april, may])
    # 3 000 / 91.25 = 32.8767, half of 32.88
    assert (said["result"]["sjb"], said["result"]["ij_daily_gross"]) == ("32.88", "16.44")
    assert "reestablished_total" not in said["result"]
