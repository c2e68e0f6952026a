"""Family leaves: amounts by the monthly ceiling, lengths by date and children, rights, refusals.

The amounts are worked by hand: three times 2 000 less 21 % is 4 740, by 91.25 days is 51.945.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.options import DEFAULT, Options
from guichet.law.reference_pay import months_before

DAY = "2024-06-03"
FILE = Path(__file__).parent / "data" / "published_values.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def wages(day, gross=2000, count=3, **more):
    months = months_before(date.fromisoformat(day), count)
    return [{"month": month, "gross": gross, **more} for month in months]


def solve(options=None, benefit="maternite", **inputs):
    data = {"benefit": benefit, "leave_start": DAY, "opening_conditions_met": True, **inputs}
    start = data["leave_start"] or data.get("stop_start", DAY)
    if not {"sjb_given", "reference_total_12_months", "reference_pay_each", "check"} & data.keys():
        data.setdefault("reference_wages", wages(start))
    data = {key: value for key, value in data.items() if value is not None}
    (found,) = answer([{"id": "x", "input": data}], options or Options())["cases"]
    return found


def result(options=None, **inputs):
    found = solve(options, **inputs)
    assert "error" not in found, found
    return found["result"]


def error(options=None, **inputs):
    found = solve(options, **inputs)
    assert set(found) == {"id", "error"}, found
    return found["error"]


def test_the_answer_has_the_keys_of_the_contract():
    assert result(period_end="2024-09-22", dependent_children=0) == {
        "affiliation_months": 6,
        "right_open": True,
        "monthly_cap": "3864.00",
        "capped_total": "6000.00",
        "monthly_net_reconstituted": "1580.00",
        "ij_daily_min": "10.79",
        "ij_daily_max": "100.36",
        "ij_daily_gross": "51.95",
        "ij_daily_after_csg_crds": "48.47",
        "max_days": 112,
        "calendar_days": 112,
        "carence_days": 0,
        "first_paid_day": DAY,
        "paid_days": 112,
        "ij_total_gross": "5818.40",
        "ij_total_after_csg_crds": "5428.57",
    }


def test_without_an_end_only_the_amounts_of_a_day_are_answered():
    found = result()
    assert found["ij_daily_gross"] == "51.95"
    assert not {"calendar_days", "paid_days", "ij_total_gross"} & set(found)


def test_the_dates_may_bear_the_names_of_those_of_a_stop():
    same = result(leave_start=None, stop_start=DAY, stop_end="2024-06-30")
    assert same == result(period_end="2024-06-30")
    found = result(stop_ends=["2024-06-30", "2024-07-31"])
    assert found["paid_days"] == [28, 59]
    assert error(stop_start="2024-06-04")["key"] == "stop_start"
    assert error(period_end="2024-06-30", stop_end="2024-06-29")["key"] == "stop_end"
    assert error(period_end="2024-06-30", stop_ends=["2024-06-30"])["key"] == "stop_ends"


def test_each_month_is_capped_by_itself():
    pays = [{**w, "gross": g} for w, g in zip(wages(DAY), (5000, 2000, 2000), strict=True)]
    found = result(reference_wages=pays)
    assert found["capped_total"] == "7864.00"  # 3 864 + 2 000 + 2 000
    assert found["ij_daily_gross"] == "68.08"  # 7 864 x 0.79 / 91.25 = 68.083


@pytest.mark.parametrize(
    ("start", "cap", "daily"),
    [("2024-01-31", "3666.00", "95.22"), ("2024-02-01", "3864.00", "100.36")],
)
def test_the_ceiling_is_that_of_the_end_of_the_month_before(start, cap, daily):
    found = result(leave_start=start, reference_wages=wages(start, 5000))
    assert (found["monthly_cap"], found["ij_daily_gross"]) == (cap, daily)


def published(quantity):
    return [
        pytest.param(row, id=f"{quantity}-{row['effective_from']}")
        for row in ROWS
        if row["quantity"] == quantity
    ]


@pytest.mark.parametrize("benefit", ["maternite", "paternite", "adoption", "deuil_enfant"])
@pytest.mark.parametrize("row", published("maternite_ij_max_jour"))
def test_the_published_maximum_is_what_a_person_above_the_ceiling_receives(row, benefit):
    for day in (row["effective_from"], row["effective_to"] or "2027-01-31"):
        if benefit == "deuil_enfant" and day < "2020-07-01":
            continue
        found = result(benefit=benefit, leave_start=day, reference_wages=wages(day, 9000))
        assert found["ij_daily_gross"] == found["ij_daily_max"] == row["value"]


@pytest.mark.parametrize("row", published("maternite_ij_min_jour"))
def test_the_published_minimum_is_what_a_person_with_little_pay_receives(row):
    for day in (row["effective_from"], row["effective_to"] or "2026-12-31"):
        found = result(leave_start=day, reference_wages=wages(day, 300))
        assert found["ij_daily_gross"] == found["ij_daily_min"] == row["value"]


@pytest.mark.parametrize("start", ["2019-01-01", "2020-12-31"])
def test_a_minimum_that_was_not_found_is_not_applied_and_it_is_said(start):
    found = solve(leave_start=start, reference_wages=wages(start, 300))
    assert found["result"]["ij_daily_gross"] == "7.79"  # 900 x 0.79 / 91.25
    assert "ij_daily_min" not in found["result"]
    (step,) = [s for s in found["explanation"] if s["key"] == "ij_daily_min"]
    assert step["options"][0]["name"] == "unknown_minimum"


@pytest.mark.parametrize("start", ["2022-01-01", "2022-06-30"])
def test_the_minimum_of_early_2022_is_that_of_july_before_its_rise(start):
    """10.16 less the rise of 4 % of 1 July 2022: 9.77, and 900 x 0.79 / 91.25 is only 7.79."""
    found = result(leave_start=start, reference_wages=wages(start, 300))
    assert found["ij_daily_gross"] == found["ij_daily_min"] == "9.77"


def test_bounds_need_no_wage():
    assert result(check="bounds", leave_start="2025-03-03") == {
        "monthly_cap": "3925.00",
        "ij_daily_min": "11.02",
        "ij_daily_max": "101.94",
    }
    assert error(check="bounds", leave_start="2017-12-31")["key"] == "leave_start"


def test_other_ways_of_being_paid():
    year = {"pay_periodicity": "discontinuous"}
    twelve = result(**year, reference_total_12_months=36500, no_month_above_cap=True)
    assert twelve["ij_daily_gross"] == "79.00"  # 36 500 x 0.79 / 365
    months = [
        {"month": w["month"], "gross": 9000 if n == 0 else 1000}
        for n, w in enumerate(wages(DAY, count=12))
    ]
    assert result(**year, reference_wages=months)["capped_total"] == "14864.00"
    weeks = {"pay_periodicity": "weekly", "reference_pays_count": 12}
    assert result(**weeks, reference_pay_each=450)["ij_daily_gross"] == "50.79"  # 5 400 x 0.79 / 84
    assert result(**weeks, reference_pay_each=2000)["ij_daily_gross"] == "100.36"
    assert result(**weeks, reference_pay_each=450)["monthly_net_reconstituted"] == "1540.50"


def test_a_month_cut_by_an_illness_counts_for_a_full_one():
    short = [*wages(DAY)[:2], {"month": "2024-05", "gross": 700, "absent": "maladie"}]
    found = result(reference_wages=short, contract_monthly_gross=2000)
    assert (found["reestablished_total"], found["ij_daily_gross"]) == ("6000.00", "51.95")
    others = [{**line, "absent": "maladie"} for line in wages(DAY)]
    assert error(reference_wages=others)["key"] == "reference_wages"


def test_a_base_given_is_before_the_flat_rate():
    assert result(sjb_given=75)["ij_daily_gross"] == "59.25"  # 75 x 0.79
    assert result(sjb_given=175)["ij_daily_gross"] == "100.36"
    assert result(sjb_given=5)["ij_daily_gross"] == "10.79"
    net = Options(family_base_given="after_flat_rate")
    assert result(net, sjb_given=75)["ij_daily_gross"] == "75.00"
    assert error(sjb_given=-1)["key"] == "sjb_given"


@pytest.mark.parametrize(
    ("inputs", "days"),
    [
        ({}, 112),
        ({"dependent_children": 1}, 112),
        ({"dependent_children": 2}, 182),
        ({"children_born": 2}, 238),
        ({"children_born": 2, "dependent_children": 3}, 238),
        ({"children_born": 3}, 322),
        ({"benefit": "adoption"}, 112),
        ({"benefit": "adoption", "dependent_children": 2}, 126),
        ({"benefit": "adoption", "children_born": 2}, 154),
        ({"benefit": "adoption", "leave_start": "2021-12-31"}, 70),
        ({"benefit": "adoption", "leave_start": "2022-01-01"}, 112),
        ({"benefit": "deuil_enfant"}, 8),
        ({"benefit": "paternite"}, 25),
        ({"benefit": "paternite", "children_born": 2}, 32),
        ({"benefit": "paternite", "leave_start": "2021-07-05", "child_birth": "2021-06-30"}, 11),
        ({"benefit": "paternite", "leave_start": "2021-07-05", "child_birth": "2021-07-01"}, 25),
        (
            {
                "benefit": "paternite",
                "leave_start": "2021-07-05",
                "child_birth": "2021-06-30",
                "children_born": 2,
            },
            18,
        ),
    ],
)
def test_a_leave_is_paid_for_its_own_length_at_most(inputs, days):
    asked = {"stop_ends": ["2028-12-31"], **inputs}
    found = result(**asked)
    assert found["max_days"] == days
    assert found["paid_days"] == [days]


def test_the_newborn_is_not_among_the_children_in_charge_unless_the_option_says_so():
    counted = Options(children_in_charge="with_the_newborn")
    assert result(dependent_children=2)["max_days"] == 182
    assert result(counted, dependent_children=2)["max_days"] == 112
    assert result(counted, dependent_children=3)["max_days"] == 182


def test_days_of_a_paternity_leave_asked_for_without_dates():
    birth = {"benefit": "paternite", "child_birth": "2024-06-01"}
    found = result(**birth, paid_days=28)
    assert (found["paid_days"], found["ij_total_gross"]) == (25, "1298.75")  # 25 x 51.95
    assert found["ij_total_after_csg_crds"] == "1211.73"
    assert result(**birth, paid_days=4)["ij_total_gross"] == "207.80"
    assert result(**birth, paid_days=10, period_end="2024-06-09")["paid_days"] == 7


def test_parts_already_taken_leave_the_rest():
    first = {"benefit": "paternite", "start": "2024-06-04", "end": "2024-06-07"}
    later = {"benefit": "paternite", "child_birth": "2024-06-01", "leave_start": "2024-09-02"}
    sick = {"benefit": "maladie", "start": "2024-07-01", "end": "2024-07-31"}
    before = {"benefit": "paternite", "start": "2022-01-03", "end": "2022-01-27"}
    found = result(**later, paid_days=25, previous_stops=[before, first, sick])
    assert (found["max_days"], found["paid_days"]) == (25, 21)
    part = {**first, "paid_days": 3}
    assert result(**later, paid_days=25, previous_stops=[part])["paid_days"] == 22
    whole = {"benefit": "paternite", "start": "2024-06-04", "end": "2024-06-28"}
    spent = result(**later, paid_days=2, previous_stops=[whole])
    assert (spent["paid_days"], spent["ij_total_gross"]) == (0, "0.00")
    assert "first_paid_day" not in spent


def test_a_sick_stop_that_overlaps_a_leave_gives_way_to_it():
    sick = {"benefit": "maladie", "start": "2024-05-20", "end": "2024-06-10"}
    leave = {**sick, "benefit": "maternite"}
    assert result(period_end="2024-06-30", previous_stops=[sick])["paid_days"] == 28
    assert error(period_end="2024-06-30", previous_stops=[leave])["key"] == "previous_stops"


BORN_2021 = {"benefit": "paternite", "leave_start": "2021-08-02", "child_birth": None}


def test_a_birth_that_decides_the_length_is_asked_for_only_when_it_does():
    assert "max_days" not in result(**BORN_2021)
    assert result(**BORN_2021, paid_days=11)["paid_days"] == 11
    assert error(**BORN_2021, paid_days=12)["key"] == "child_birth"
    assert error(**BORN_2021, period_end="2021-08-13")["key"] == "child_birth"


PATERNITY = {"benefit": "paternite", "child_birth": "2024-06-15"}
MOURNING = {"benefit": "deuil_enfant", "death_date": "2023-06-10"}


@pytest.mark.parametrize(
    ("inputs", "last", "late"),
    [
        (PATERNITY, "2024-12-15", "2024-12-16"),
        ({**PATERNITY, "child_birth": "2021-06-30"}, "2021-10-30", "2021-10-31"),
        (MOURNING, "2024-06-10", "2024-06-11"),
    ],
)
def test_a_leave_that_starts_after_its_time_is_paid_for_no_day(inputs, last, late):
    for options in (DEFAULT, Options(leave_window="starts_within")):
        for asked in ({"period_end": late}, {"paid_days": 1}):
            in_time = result(options, **inputs, **asked, leave_start=last)
            assert (in_time["paid_days"] > 0, in_time["first_paid_day"]) == (True, last)
            after = result(options, **inputs, **asked, leave_start=late)
            assert (after["right_open"], after["paid_days"]) == (True, 0)
            assert "first_paid_day" not in after
    assert "first_paid_day" not in result(**inputs, leave_start=late)
    before = inputs.get("child_birth", inputs.get("death_date"))
    eve = str(date.fromisoformat(before) - timedelta(days=1))
    assert error(**inputs, leave_start=eve)["key"] == "leave_start"


def test_days_after_the_time_of_the_leave_are_not_paid():
    asked = {**PATERNITY, "leave_start": "2024-12-10", "period_end": "2024-12-20"}
    assert result(**asked)["paid_days"] == 6  # to 15 December
    assert result(Options(leave_window="starts_within"), **asked)["paid_days"] == 11


def test_bereavement_is_paid_for_deaths_from_july_2020():
    asked = {"benefit": "deuil_enfant", "leave_start": "2020-07-06", "paid_days": 10}
    found = result(**asked, death_date="2020-07-01")
    assert (found["paid_days"], found["ij_total_gross"]) == (8, "415.60")
    assert "affiliation_months" not in found
    assert error(**asked, death_date="2020-06-30")["key"] == "death_date"
    assert error(**{**asked, "leave_start": "2020-06-30"})["key"] == "leave_start"


BIRTH_LEAVE = {"benefit": "naissance", "leave_start": "2026-07-01", "child_birth": "2026-02-01"}


def test_a_birth_leave_pays_its_two_months_at_the_rates_announced():
    found = result(**BIRTH_LEAVE, period_end="2026-08-31")
    assert found["ij_daily_gross"] == "36.36"  # 70 % of 51.945
    assert found["ij_daily_max"] == "72.81"  # 70 % of 104.02
    assert "ij_daily_min" not in found
    assert (found["max_days"], found["paid_days"]) == (62, 62)
    assert found["ij_total_gross"] == "2093.43"  # 31 x 36.36 + 31 x 31.17
    one = result(**BIRTH_LEAVE, period_end="2026-07-31")
    assert one["ij_total_gross"] == "1127.16"
    assert result(**BIRTH_LEAVE, period_end="2026-10-31")["paid_days"] == 62


def test_a_month_that_has_no_such_day_counts_whole():
    january = {**BIRTH_LEAVE, "leave_start": "2027-01-31", "period_end": "2027-04-30"}
    found = result(**january)
    assert (found["max_days"], found["paid_days"]) == (59, 59)  # to 30 March
    assert found["ij_total_gross"] == "1989.54"  # 29 x 36.36 + 30 x 31.17


def test_the_second_month_of_a_birth_leave_may_be_taken_apart():
    first = {"benefit": "naissance", "start": "2026-07-01", "end": "2026-07-31"}
    later = {**BIRTH_LEAVE, "leave_start": "2026-10-01", "previous_stops": [first]}
    found = result(**later, period_end="2026-12-31")
    assert (found["ij_daily_gross"], found["max_days"], found["paid_days"]) == ("31.17", 31, 31)
    sick = {"benefit": "maladie", "start": "2026-10-10", "end": "2026-10-12"}
    assert error(**{**later, "previous_stops": [sick]}, period_end="2026-10-31")["key"] == (
        "previous_stops"
    )


def test_a_birth_leave_that_does_not_exist_yet_is_refused():
    assert error(**{**BIRTH_LEAVE, "leave_start": "2026-06-30"})["key"] == "leave_start"
    assert error(**{**BIRTH_LEAVE, "child_birth": "2025-12-31"})["key"] == "child_birth"
    assert error(Options(birth_leave_rate="refused"), **BIRTH_LEAVE)["key"] == "benefit"
    assert result(**{**BIRTH_LEAVE, "child_birth": "2026-01-01"})["right_open"] is True


def test_going_back_to_work_early_ends_the_payment_but_not_below_eight_weeks():
    asked = {"period_end": "2024-09-22", "child_birth": "2024-07-15"}
    assert result(**asked, return_on="2024-09-02")["paid_days"] == 91
    assert result(**asked, return_on="2024-08-26")["paid_days"] == 84  # six weeks after the birth
    assert error(**asked, return_on="2024-08-25")["key"] == "return_on"
    assert result(return_on="2024-07-29")["paid_days"] == 56
    assert error(return_on="2024-07-28")["key"] == "return_on"
    assert result(benefit="adoption", return_on="2024-06-05")["paid_days"] == 2


def test_amounts_may_be_truncated():
    assert result(Options(family_rounding="truncate"))["ij_daily_gross"] == "51.94"


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ({"leave_start": "2017-12-31"}, "leave_start"),
        ({"leave_start": "2027-02-01"}, "leave_start"),
        ({"leave_start": "9999-12-31"}, "leave_start"),
        ({"leave_start": None}, "leave_start"),
        ({"period_end": "2024-06-02"}, "period_end"),
        ({"period_end": "9999-12-31"}, "period_end"),
        ({"return_on": DAY}, "return_on"),
        ({"stop_ends": []}, "stop_ends"),
        ({"child_birth": "1024-06-15"}, "child_birth"),
        ({"dependent_children": -1}, "dependent_children"),
        ({"dependent_children": "1.5"}, "dependent_children"),
        ({"children_born": 0}, "children_born"),
        ({"paid_days": -3}, "paid_days"),
        ({"reference_wages": wages(DAY)[1:]}, "reference_wages"),
        ({"benefit": "paternite", "child_birth": "2024-06-04"}, "leave_start"),
        ({"previous_stops": [{"benefit": "maternite", "start": DAY}]}, "previous_stops[1].end"),
    ],
)
def test_what_cannot_be_judged_is_refused_by_its_key(inputs, key):
    assert error(**inputs)["key"] == key


def test_a_batch_loses_no_leave_for_the_fault_of_another():
    good = {"benefit": "maternite", "leave_start": DAY, "reference_wages": wages(DAY)}
    later = {**good, "benefit": "paternite", "leave_start": "2027-02-01"}
    year = {"benefit": "adoption", "leave_start": DAY, "pay_periodicity": "discontinuous"}
    year |= {"reference_total_12_months": 36500, "no_month_above_cap": True}
    cases = [{"id": n, "input": one} for n, one in enumerate((good, later, year, good))]
    together = answer(cases)["cases"]
    assert together == [answer([case])["cases"][0] for case in cases]
    assert ["error" in one for one in together] == [False, True, False, False]
    assert Decimal(together[2]["result"]["ij_daily_gross"]) == 79
