"""Therapeutic part-time, limited to the pay lost, and the sixty days of a pensioner who works.

Every stop here has a daily base of 65.75, so an allowance of 32.87, and three waiting days.
"""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.explanation import Step, render_full, render_short
from guichet.law.options import DEFAULT, Options
from tests.law.redoing import redone


def solve(options=DEFAULT, **changes):
    data = {
        "benefit": "maladie",
        "stop_start": "2026-03-02",
        "stop_end": "2026-03-20",
        "sjb_given": "65.75",
        "opening_conditions_met": True,
        **changes,
    }
    (found,) = answer([{"id": "x", "input": data}], options)["cases"]
    return found


def result(**changes):
    found = solve(**changes)
    assert "error" not in found, found
    return found["result"]


def period(first, last="2026-03-20"):
    return {"from": first, "to": last}


@pytest.mark.parametrize(
    ("lost", "daily", "total"),
    [
        ("300.00", "15.78", "299.82"),  # 300 / 19 = 15.789
        ("624.53", "32.87", "624.53"),
        ("3000.00", "32.87", "624.53"),  # the loss is no longer what limits
        ("0.00", "0.00", "0.00"),
    ],
)
def test_the_allowance_never_exceeds_the_pay_lost_in_a_day(lost, daily, total):
    found = result(part_time=period("2026-03-02"), lost_gross=lost)
    assert (found["ij_daily_gross"], found["ij_total_gross"]) == (daily, total)


def test_the_days_of_full_stop_before_it_keep_the_full_amount():
    found = result(part_time=period("2026-03-07"), lost_gross="300.00")
    # 5 and 6 March at 32.87, then fourteen days at 300 / 14 = 21.42
    assert found["ij_daily_gross"] == "21.42"
    assert found["ij_total_gross"] == str(2 * Decimal("32.87") + 14 * Decimal("21.42"))
    assert (found["carence_days"], found["paid_days"]) == (3, 16)


@pytest.mark.parametrize(
    ("day", "daily"), [(5, "32.87"), (6, "21.42"), (19, "21.42"), (20, "32.87"), (10**25, "32.87")]
)
def test_the_day_asked_about_is_of_part_time_or_not(day, daily):
    """Part-time from 7 March, the sixth day, to 20 March, the nineteenth."""
    found = solve(part_time=period("2026-03-07"), lost_gross="300.00", day_of_stop=day)
    steps = {step["key"]: step["value"] for step in found["explanation"]}
    assert found["result"]["ij_daily_gross"] == daily
    assert steps.get("ij_daily_asked", steps["ij_daily_gross"]) == daily


def test_the_rank_of_the_day_asked_about_counts_the_stop_that_is_prolonged():
    """Ten days from 20 February: 7 March is the sixteenth day off."""
    before = {"benefit": "maladie", "start": "2026-02-20", "end": "2026-03-01"}
    case = {
        "kind": "prolongation",
        "previous_stops": [before],
        "part_time": period("2026-03-07"),
        "lost_gross": "300.00",
    }
    assert result(**case, day_of_stop=15)["ij_daily_gross"] == "32.87"
    assert result(**case, day_of_stop=16)["ij_daily_gross"] == "21.42"


def test_a_full_stop_after_it_has_the_full_amount_again():
    found = result(part_time=period("2026-03-02", "2026-03-11"), lost_gross="100.00")
    assert found["ij_total_gross"] == str(10 * Decimal("10.00") + 9 * Decimal("32.87"))


@pytest.mark.parametrize(
    ("first", "carence"),
    [("2026-02-20", 0), ("2026-03-02", 0), ("2026-03-03", 1), ("2026-03-05", 3), ("2026-03-09", 3)],
)
def test_part_time_bears_no_waiting_day(first, carence):
    found = result(part_time=period(first), lost_gross="300.00")
    assert (found["carence_days"], found["paid_days"]) == (carence, 19 - carence)


@pytest.mark.parametrize(("first", "paid_from"), [("2026-03-02", "02"), ("2026-03-03", "03")])
def test_it_bears_none_where_the_end_is_not_known(first, paid_from):
    found = result(stop_end=None, part_time=period(first), lost_gross="300.00")
    assert found["first_paid_day"] == f"2026-03-{paid_from}"
    assert found["carence_days"] == int(paid_from) - 2


def test_it_bore_some_before_2020():
    dates = {"stop_start": "2019-11-04", "stop_end": "2019-11-22"}
    found = result(**dates, part_time=period("2019-11-04", "2019-11-22"), lost_gross="300.00")
    assert found["carence_days"] == 3


def test_three_children_on_part_time_from_day_31():
    # at two thirds 43.83: the loss of 40 euros a day limits it and not the ordinary 32.87
    dates = {"stop_start": "2020-01-06", "stop_end": "2020-02-14"}
    found = solve(
        **dates,
        dependent_children=3,
        part_time=period("2020-01-27", "2020-02-14"),
        lost_gross="760.00",
    )
    # 9 to 26 January, 27 January to 4 February (day 30), 5 to 14 February
    days = {18: "32.87", 9: "32.87", 10: "40.00"}
    total = sum(count * Decimal(daily) for count, daily in days.items())
    assert found["result"]["ij_total_gross"] == str(total)
    told = {s["key"]: Step.from_dict(s) for s in found["explanation"]}
    assert redone(told["ij_daily_part_time_from_day_31"]) == Decimal("40.00")


def test_part_time_and_a_late_notice_together():
    found = solve(
        part_time=period("2026-03-02"),
        lost_gross="300.00",
        notice_sent_on="2026-03-10",
        previous_late_notice_prescribed_on="2024-03-10",
    )
    assert found["result"]["reduced_days"] == 8
    total = 8 * Decimal("7.89") + 11 * Decimal("15.78")
    assert found["result"]["ij_total_gross"] == str(total)


def test_a_closed_right_pays_no_part_time():
    found = solve(opening_conditions_met=False, part_time=period("2026-03-02"), lost_gross="300.00")
    assert found["result"]["ij_daily_gross"] == "0.00"
    assert "part_time_loss" not in {step["key"] for step in found["explanation"]}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"part_time": period("2026-03-02")}, "lost_gross"),
        ({"lost_gross": "300.00"}, "part_time"),
        ({"part_time": {"from": "2026-03-02"}, "lost_gross": 1}, "part_time.to"),
        ({"part_time": {"since": "2026-03-02"}, "lost_gross": 1}, "part_time.since"),
        ({"part_time": period("2026-03-21"), "lost_gross": 1}, "part_time"),
        ({"part_time": period("2026-03-02"), "lost_gross": -1}, "lost_gross"),
        (
            {
                "stop_start": "2019-08-05",
                "part_time": period("2019-08-05"),
                "lost_gross": 1,
            },
            "part_time",  # the earlier rule is not known
        ),
        ({"retired_since": "2020-01-01", "stop_start": "2021-04-13"}, "retired_since"),
    ],
)
def test_what_cannot_be_judged_is_refused(changes, key):
    dated = {**changes, "stop_end": None} if "stop_start" in changes else changes
    assert solve(**dated)["error"]["key"] == key


SINCE = {"retired_since": "2026-01-01", "stop_end": "2026-06-30"}  # 121 days


def before(start, end, **more):
    return {"benefit": "maladie", "start": start, "end": end, **more}


@pytest.mark.parametrize(
    ("history", "paid"),
    [
        ([], 60),
        ([before("2026-01-05", "2026-01-14")], 53),
        ([before("2025-12-20", "2026-01-09")], 51),  # nine of its days since the pension
        ([before("2025-12-01", "2025-12-20")], 60),
        ([before("2026-01-05", "2026-01-14", ald=True)], 53),
        ([before("2026-01-05", "2026-01-14", benefit="at")], 60),
        ([before("2026-01-01", "2026-02-28", carence_served=0)], 1),
        ([before("2025-12-29", "2026-02-28", carence_served=0)], 1),
        ([before("2025-12-29", "2026-03-01", carence_served=0)], 0),
    ],
)
def test_a_pensioner_who_works_is_paid_sixty_days_in_all(history, paid):
    found = result(**SINCE, previous_stops=history)
    assert (found["paid_days"], found["max_days"]) == (paid, 60)
    assert found["ij_total_gross"] == f"{paid * Decimal('32.87'):.2f}"


def test_that_days_before_the_rule_of_april_2021_count_is_an_option():
    # 60 days paid from 4 April to 2 June 2021, fifty of them since the rule of the 14th
    data = {
        "retired_since": "2020-11-24",
        "stop_start": "2021-06-14",
        "stop_end": "2021-08-14",
        "previous_stops": [before("2021-04-01", "2021-06-02")],
    }
    assert result(**data)["paid_days"] == 10
    assert result(options=Options(retired_days="since_the_pension"), **data)["paid_days"] == 0


def test_days_before_the_pension_are_not_of_the_sixty():
    found = result(stop_end="2026-06-30", retired_since="2026-03-10")
    assert found["paid_days"] == 5 + 60
    assert result(stop_end="2026-03-20", retired_since="2026-05-01")["paid_days"] == 16


def test_without_an_end_the_sixty_days_leave_a_first_paid_day_or_none():
    assert result(retired_since="2026-01-01", stop_end=None)["first_paid_day"] == "2026-03-05"
    used = [before("2025-12-29", "2026-03-01", carence_served=0)]
    spent = result(retired_since="2025-12-29", stop_end=None, previous_stops=used)
    assert "first_paid_day" not in spent


@pytest.mark.parametrize(
    "changes",
    [
        {"part_time": period("2026-03-07"), "lost_gross": "300.00"},
        {"part_time": period("2026-03-03"), "lost_gross": "300.00"},
        SINCE,
        {**SINCE, "previous_stops": [before("2025-10-29", "2026-03-01")]},
    ],
)
def test_the_explanation_can_be_redone_and_read(changes):
    steps = [Step.from_dict(step) for step in solve(**changes)["explanation"]]
    not_sums = {"right_open"}
    for step in steps:
        if step.key not in not_sums:
            assert redone(step) == Decimal(step.value), step
    values = {step.key: step.value for step in steps if step.key != "period"}
    for step in steps:
        for name, value in step.inputs.items():
            assert values.get(name, value) == value, (step, name)
    for lang in ("fr", "en"):
        texts = render_full(steps, lang) + render_short(steps, lang)
        assert not any("_" in text for text in texts)


@pytest.mark.parametrize("benefit", ["maladie", "at"])
def test_part_time_work_does_not_end_before_it_begins(benefit):
    backwards = period("2026-03-07", "2026-03-06")
    told = solve(benefit=benefit, part_time=backwards, lost_gross="300.00")["error"]
    assert (told["key"], told["expected"]) == ("part_time", "une fin le 07/03/2026 ou après")
    one_day = period("2026-03-07", "2026-03-07")
    assert "error" not in solve(benefit=benefit, part_time=one_day, lost_gross="300.00")


def test_the_insured_person_reads_both():
    part_time = solve(part_time=period("2026-03-07"), lost_gross="300.00")["explanation"]
    assert (
        "En temps partiel, l'indemnité est limitée au salaire perdu : 21,42\u00a0€ par jour."
        in render_short([Step.from_dict(step) for step in part_time])
    )
    retired = render_short([Step.from_dict(step) for step in solve(**SINCE)["explanation"]])
    assert (
        "Avec une retraite, 60 jours d'arrêt au plus sont payés en tout : 58 ne le sont pas."
        in retired
    )
