"""The pays that make the daily base: weeks, fortnights, twelve months, and incomplete months."""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import Options
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


@pytest.mark.parametrize(
    "reason",
    [
        *("mise à pied", "mise à pied de trois jours", "absence_injustifiee", "unjustified"),
        *("absence non justifiée", "Absence sans justificatif", "unauthorised absence"),
    ],
)
def test_an_absence_without_excuse_re_establishes_nothing(reason):
    wages = months({"gross": 2000}, {"gross": 700, "absent": reason}, {"gross": 2000})
    found = solve(reference_wages=wages, contract_monthly_gross=1900)["result"]
    assert found["capped_total"] == "4700.00"
    assert "reestablished_total" not in found


@pytest.mark.parametrize("reason", ["congé autorisé", "mise à pied conservatoire", "maladie"])
def test_an_authorised_or_involuntary_absence_is_re_established(reason):
    wages = months({"gross": 2000}, {"gross": 700, "absent": reason}, {"gross": 2000})
    found = solve(reference_wages=wages, contract_monthly_gross=1900)["result"]
    assert (found["capped_total"], found["reestablished_total"]) == ("5900.00", "5900.00")


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
    "since": {
        "reference_wages": [
            *months(*[{"gross": 0, "absent": "maladie"}] * 2, {"gross": 5, "absent": "maladie"}),
            {"month": "2024-06", "gross": 150},
        ],
    },
    "begun": {
        "reference_wages": months(
            {"gross": 0, "absent": "avant l'embauche"},
            {"gross": 1000, "activity_from": "2024-04-11"},
            {"gross": 9000},
        ),
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


def restored_in(found):
    return [
        (step["inputs"]["month"], step["value"])
        for step in found["explanation"]
        if step["key"] == "reestablished"
    ]


@pytest.mark.parametrize("benefit", ["maladie", "paternite"])
@pytest.mark.parametrize(
    ("april", "worth"),
    [
        # begun on the 11th: 1 000 for twenty days, 50 a day, thirty days in April
        ([{"gross": 1000, "activity_from": "2024-04-11"}], "1500.00"),
        # ended on the 20th, and no other began
        ([{"gross": 1000, "activity_until": "2024-04-20"}], "1500.00"),
        (
            [{"gross": 1000, "activity_from": "2024-04-06", "activity_until": "2024-04-25"}],
            "1500.00",
        ),
        # one ended on the 10th, another began on the 21st: ten days between at its 90 a day
        (
            [
                {"gross": 400, "activity_until": "2024-04-10", "employer": "A"},
                {"gross": 900, "activity_from": "2024-04-21", "employer": "B"},
            ],
            "2200.00",
        ),
        # somebody else employed the person all along: no day of the month is without activity
        ([{"gross": 700, "employer": "A"}, {"gross": 900, "activity_from": "2024-04-21"}], None),
        # touching to the day
        (
            [
                {"gross": 400, "activity_until": "2024-04-10", "employer": "A"},
                {"gross": 900, "activity_from": "2024-04-11", "employer": "B"},
            ],
            None,
        ),
    ],
)
def test_a_month_in_which_an_activity_begins_or_ends_counts_for_all_its_days(benefit, april, worth):
    """R.323-8 II 1 to 3: the days without one at the daily income of the last one to begin."""
    lines = months({"gross": 2000}, {"gross": 0}, {"gross": 2000})
    lines[1:2] = [{"month": "2024-04", **one} for one in april]
    start = {"leave_start": DAY, "child_birth": DAY} if benefit == "paternite" else {}
    found = solve(benefit=benefit, reference_wages=lines, **start)
    assert restored_in(found) == ([("2024-04", worth)] if worth else [])
    total = Decimal(4000) + Decimal(worth or sum(Decimal(one["gross"]) for one in april))
    assert found["result"].get("reestablished_total", f"{total:.2f}") == f"{total:.2f}"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ({"gross": 1000, "activity_from": "2024-05-02"}, "activity_from"),
        ({"gross": 1000, "activity_from": "11/04/2024"}, "activity_from"),
        (
            {"gross": 9, "activity_from": "2024-04-20", "activity_until": "2024-04-19"},
            "activity_until",
        ),
        ({"gross": 1000, "activity_from": "2024-04-11", "absent": "maladie"}, "reestablished"),
        ({"gross": 1000, "absent": "avant embauche"}, "activity_from"),
    ],
)
def test_days_of_activity_that_do_not_fit_their_month_are_refused_by_their_key(line, key):
    found = solve(reference_wages=months({"gross": 2000}, line, {"gross": 2000}))
    assert found["error"]["key"] == f"reference_wages[2].{key}"


def test_an_employer_that_did_not_re_establish_its_part_of_a_month_is_asked_for_it():
    lines = months({"gross": 2000}, {"gross": 10, "absent": "maladie"}, {"gross": 2000})
    other = {"month": "2024-04", "gross": 20, "reestablished": 800, "employer": "B"}
    assert solve(reference_wages=[*lines, other])["error"]["key"] == "reference_wages"
    lines[1]["reestablished"] = 700
    assert solve(reference_wages=[*lines, other])["result"]["reestablished_total"] == "5500.00"


def test_a_period_without_any_pay_is_valued_from_the_days_worked_since():
    """R.323-8 II 4 b: two days of June before the stop of the 3rd, at 75 a day."""
    away = months(*[{"gross": 0, "absent": "maladie"}] * 3)
    found = solve(reference_wages=[*away, {"month": "2024-06", "gross": 150}])
    months_worth = [("2024-03", "2325.00"), ("2024-04", "2250.00"), ("2024-05", "2325.00")]
    assert restored_in(found) == months_worth
    begun = {"month": "2024-06", "gross": 150, "activity_from": "2024-06-02"}
    assert restored_in(solve(reference_wages=[*away, begun]))[1] == ("2024-04", "4500.00")
    for nothing in ([], [{"month": "2024-06", "gross": 0}]):
        assert solve(reference_wages=[*away, *nothing])["error"]["key"] == "reference_wages"
    on_the_first = solve(
        stop_start="2024-06-01", reference_wages=[*away, {"month": "2024-06", "gross": 150}]
    )
    assert on_the_first["error"]["key"] == "reference_wages"


FIRST_JOB = [
    {"month": "2024-03", "gross": 0, "absent": "avant l'embauche"},
    {"month": "2024-04", "gross": 1000, "activity_from": "2024-04-11"},
    {"month": "2024-05", "gross": 1550},
]


def test_what_the_months_before_a_first_job_are_worth_is_an_option_told_with_its_reason():
    case = {"stop_start": DAY, "opening_conditions_met": True, "reference_wages": FIRST_JOB}
    asked = [{"id": "x", "input": {"benefit": "maladie", **case}}]
    (text,) = answer(asked)["cases"]
    other = Options(months_before_hire="as_listed_cause")
    (valued,) = answer(asked, other)["cases"]
    assert restored_in(text) == [("2024-04", "1500.00")]
    # 2 550 earned on the 20 + 31 days held: 50 a day, 31 days in March
    assert restored_in(valued) == [("2024-03", "1550.00"), ("2024-04", "1500.00")]
    for found, choice in ((text, "count_nothing"), (valued, "as_listed_cause")):
        told = [
            (step["inputs"]["month"], option["choice"])
            for step in found["explanation"]
            for option in step.get("options", ())
            if option["name"] == "months_before_hire"
        ]
        assert told == [("2024-03", choice)]


def test_a_work_injury_values_the_month_before_a_hire_as_one_not_worked():
    lines = [
        {"month": "2024-05", "gross": 0, "absent": "embauche"},
        {"month": "2024-06", "gross": 900, "activity_from": "2024-06-11"},
    ]
    injury = {"benefit": "at", "stop_start": "2024-06-20", "accident_date": "2024-06-19"}
    found = solve(**injury, reference_wages=lines)
    assert restored_in(found) == [("2024-05", "3100.00")]  # nine days at 100
    contract = solve(**injury, reference_wages=lines[:1], contract_monthly_gross=2000)
    assert restored_in(contract) == [("2024-05", "2000.00")]


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
