"""Sickness of the self-employed: income, ceilings, waiting days, counter (ij_law section 14)."""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.options import Options

GOOD = {
    "benefit": "maladie_ti",
    "category": "artisan_commercant_plnr",
    "stop_start": "2026-02-02",
    "stop_end": "2026-02-20",
    "raam": 29_200,  # 40 € a day
}
LIBERAL = {**GOOD, "category": "liberal_cnavpl"}
SPOUSE = {**GOOD, "category": "conjoint_collaborateur", "raam": None}


def solve(base=GOOD, options=None, **changes):
    inputs = {k: v for k, v in {**base, **changes}.items() if v is not None}
    (found,) = answer([{"id": "x", "input": inputs}], options or Options())["cases"]
    return found


def result(base=GOOD, **changes):
    found = solve(base, **changes)
    assert "error" not in found, found
    return found["result"]


def error(base=GOOD, **changes):
    found = solve(base, **changes)
    assert set(found) == {"id", "error"}, found
    return found["error"]


def previous(start, end, **more):
    return {"benefit": "maladie_ti", "start": start, "end": end, **more}


def test_the_answer_has_the_keys_of_the_contract():
    # 29 200 / 730 = 40.00; minimum 10 % of (43 992 + 46 368 + 47 100) / 3; 19 days less 3
    assert result(opening_conditions_met=True, previous_stops=[]) == {
        "right_open": True,
        "affiliation_months": 12,
        "raam": "29200.00",
        "minimum_raam": "4582.00",
        "raam_retained": "29200.00",
        "ij_daily_max": "65.84",
        "ij_daily_gross": "40.00",
        "ij_daily_after_csg_crds": "37.32",
        "calendar_days": 19,
        "carence_days": 3,
        "first_paid_day": "2026-02-05",
        "days_left_360": 360,
        "paid_days": 16,
        "ij_total_gross": "640.00",
        "ij_total_after_csg_crds": "597.12",
    }


def test_without_an_end_the_daily_amount_is_answered_and_no_total():
    found = result(stop_end=None)
    assert (found["ij_daily_gross"], found["first_paid_day"]) == ("40.00", "2026-02-05")
    assert not {"paid_days", "ij_total_gross", "calendar_days"} & set(found)


def test_without_an_end_the_first_paid_day_waits_for_the_counter_but_not_past_the_limit():
    full = [previous("2025-01-01", "2025-12-29", paid_days=360)]  # paid from 4 January 2025
    case = {"stop_start": "2026-03-01", "stop_end": None, "previous_stops": full}
    assert result(**case)["first_paid_day"] == "2028-01-05"
    assert "first_paid_day" not in result(LIBERAL, **case)
    assert result(LIBERAL, **{**case, "previous_stops": []})["first_paid_day"] == "2026-03-04"


def test_several_ends_make_lists_of_what_depends_on_them():
    ends = ["2026-02-04", "2026-02-05", "2026-02-20"]
    found = result(stop_end=None, stop_ends=ends, previous_stops=[])
    assert found["paid_days"] == [0, 1, 16]
    assert found["ij_total_gross"] == ["0.00", "40.00", "640.00"]
    assert found["days_left_360"] == 360


def test_a_return_to_work_ends_the_stop():
    assert result(return_on="2026-02-11")["paid_days"] == 6
    assert error(return_on="2026-02-02")["key"] == "return_on"


def test_a_right_that_is_not_open_pays_nothing_and_one_not_yet_judged_says_so():
    closed = result(opening_conditions_met=False)
    assert (closed["ij_daily_gross"], closed["paid_days"]) == ("0.00", 0)
    assert closed["right_open"] is False
    assert "first_paid_day" not in closed
    assert "right_open" not in result()


def test_twelve_months_of_affiliation_on_the_day_of_the_medical_finding():
    assert result(affiliated_since="2025-02-02")["right_open"] is True
    assert result(affiliated_since="2025-02-02", issued_on="2026-02-01")["right_open"] is False
    late = result(affiliated_since="2025-02-03")
    assert (late["right_open"], late["paid_days"]) == (False, 0)


@pytest.mark.parametrize(
    ("raam", "retained", "daily"),
    [
        ("48059.99", "48059.99", "65.84"),
        (48_060, "48060.00", "65.84"),
        (200_000, "48060.00", "65.84"),
        (4_582, "4582.00", "6.28"),  # 6.2767: the minimum itself is paid
        ("4581.99", "4581.99", "0.00"),
        (0, "0.00", "0.00"),
    ],
)
def test_income_between_its_minimum_and_the_ceiling(raam, retained, daily):
    found = result(raam=raam)
    assert (found["raam_retained"], found["ij_daily_gross"]) == (retained, daily)
    assert found["paid_days"] == (0 if daily == "0.00" else 16)


@pytest.mark.parametrize("written", ["71", 71, "0.71", Decimal("0.71")])
def test_the_allowance_of_a_micro_entrepreneur_in_any_writing(written):
    found = result(raam=None, mean_turnover_3_years=100_000, micro_allowance=written)
    assert (found["raam"], found["ij_daily_gross"]) == ("29000.00", "39.73")


def test_each_micro_allowance_and_the_cent_of_the_income():
    given = {"raam": None, "mean_turnover_3_years": "33333.33"}
    assert result(**given, micro_allowance=50)["raam"] == "16666.67"
    assert result(**given, micro_allowance=34)["raam"] == "22000.00"
    assert error(**given, micro_allowance=60)["key"] == "micro_allowance"
    assert error(**given)["key"] == "micro_allowance"
    assert error(raam=None, micro_allowance=50)["key"] == "mean_turnover_3_years"
    assert error(mean_turnover_3_years=1, micro_allowance=50)["message"].startswith("Les deux")


def test_the_ceiling_is_that_of_the_medical_finding():
    december = {"raam": 60_000, "stop_start": "2026-01-05", "issued_on": "2025-12-30"}
    assert result(**december)["ij_daily_gross"] == "64.52"
    assert result(**december)["minimum_raam"] == "4383.20"
    assert result(**{**december, "issued_on": None})["ij_daily_gross"] == "65.84"


def test_a_prolongation_keeps_the_ceiling_of_the_initial_stop():
    later = {
        "kind": "prolongation",
        "raam": 60_000,
        "stop_start": "2026-01-01",
        "stop_end": "2026-01-10",
    }
    history = [previous("2025-12-20", "2025-12-31")]
    found = result(**later, previous_stops=history)
    assert (found["ij_daily_gross"], found["carence_days"], found["paid_days"]) == ("64.52", 0, 10)
    gone_back = [previous("2025-12-20", "2025-12-28")]  # three days of work: a new stop
    found = result(**later, previous_stops=gone_back)
    assert (found["ij_daily_gross"], found["carence_days"]) == ("65.84", 3)


def test_waiting_days_of_a_short_initial_stop_are_finished_in_its_prolongation():
    later = {"kind": "prolongation", "stop_start": "2026-02-03", "stop_end": "2026-02-12"}
    assert result(**later, previous_stops=[previous("2026-02-02", "2026-02-02")])["paid_days"] == 8


@pytest.mark.parametrize(
    ("start", "carence"),
    [("2020-03-23", 3), ("2020-03-24", 0), ("2020-07-10", 0), ("2020-07-11", 3)],
)
def test_no_waiting_day_while_the_law_lifted_them_for_all(start, carence):
    assert result(stop_start=start, stop_end="2020-08-20")["carence_days"] == carence


def test_waiting_days_lifted_by_another_rule():
    assert result(carence_waived=True)["paid_days"] == 19


def test_from_2018_a_stop_of_seven_days_or_less_is_paid_from_the_eighth_day():
    start = {"stop_start": "2019-03-04"}
    assert result(**start, stop_end="2019-03-10")["paid_days"] == 0
    assert result(**start, stop_end="2019-03-11")["paid_days"] == 5
    assert result(**start, stop_end="2019-03-10", hospitalised=True)["paid_days"] == 4
    assert result(stop_start="2021-07-01", stop_end="2021-07-07")["paid_days"] == 4


def test_the_prolongation_of_a_short_stop_of_2019_is_paid_from_its_eighth_day():
    history = [previous("2019-03-04", "2019-03-08")]
    later = {"kind": "prolongation", "stop_start": "2019-03-09", "stop_end": "2019-03-20"}
    found = result(**later, previous_stops=history)
    assert (found["carence_days"], found["first_paid_day"]) == (2, "2019-03-11")


def test_liberal_professions_have_three_ceilings_and_a_floor():
    # 40 % of 48 060 is 19 224: 26.33 a day; 3 x 48 060 / 730 is 197.51
    assert result(LIBERAL, raam=0)["ij_daily_gross"] == "26.33"
    assert result(LIBERAL, raam=0)["minimum_raam"] == "19224.00"
    assert result(LIBERAL, raam=146_000)["ij_daily_gross"] == "197.51"
    assert result(LIBERAL, raam=146_000)["raam_retained"] == "144180.00"
    assert result(LIBERAL, raam=73_000)["ij_daily_gross"] == "100.00"


def test_liberal_professions_are_paid_from_the_fourth_to_the_ninetieth_day():
    found = result(LIBERAL, stop_start="2025-01-01", stop_end="2025-12-31")
    assert (found["max_days"], found["paid_days"], found["calendar_days"]) == (87, 87, 365)
    to_the_end = result(LIBERAL, stop_start="2025-01-01", stop_end="2025-03-31")  # day 90
    assert to_the_end["paid_days"] == 87
    assert result(stop_start="2025-01-01", stop_end="2025-12-31")["paid_days"] == 360


def test_the_ninety_days_of_a_liberal_go_on_in_a_prolongation():
    history = [previous("2025-01-01", "2025-03-21", paid_days=77)]  # eighty days
    later = {"kind": "prolongation", "stop_start": "2025-03-22", "stop_end": "2025-04-20"}
    assert result(LIBERAL, **later, previous_stops=history)["paid_days"] == 10


def test_a_liberal_without_waiting_days_is_paid_eighty_seven_days_too():
    year = {"stop_start": "2025-01-01", "stop_end": "2025-12-31", "carence_waived": True}
    found = result(LIBERAL, **year)
    assert (found["max_days"], found["paid_days"]) == (87, 87)
    assert found["first_paid_day"] == "2025-01-01"
    ninety = result(LIBERAL, **year, options=Options(liberal_days="until_the_ninetieth_day"))
    assert (ninety["max_days"], ninety["paid_days"]) == (90, 90)


def test_a_prolongation_counts_the_waiting_days_that_the_stop_bore():
    later = {"kind": "prolongation", "stop_start": "2025-03-22", "stop_end": "2025-04-20"}
    none = [previous("2025-01-01", "2025-03-21", paid_days=80, carence_served=0)]
    # the text fixes three days to begin with: those not served are served now
    assert result(LIBERAL, **later, previous_stops=none)["paid_days"] == 7
    lifted = result(LIBERAL, **later, previous_stops=none, carence_waived=True)
    assert lifted["paid_days"] == 7


def test_the_stop_of_a_liberal_is_told_by_its_first_day_not_by_its_prescription():
    before = {"stop_start": "2021-07-01", "stop_end": "2021-08-10", "issued_on": "2021-06-30"}
    assert result(LIBERAL, **before)["paid_days"] == 38
    assert result(LIBERAL, **before, raam=0)["ij_daily_gross"] == "22.54"


def test_liberal_professions_before_july_2021_are_refused():
    dates = {"stop_end": "2021-08-10"}
    found = error(LIBERAL, **dates, stop_start="2021-06-30")
    assert found["key"] == "stop_start"
    assert "01/07/2021" in found["message"]
    assert result(LIBERAL, **dates, stop_start="2021-07-01")["paid_days"] == 38


@pytest.mark.parametrize(
    ("category", "most"),
    [
        (None, "65.84"),
        ("artisan_commercant_plnr", "65.84"),
        ("liberal_cnavpl", "197.51"),
        ("conjoint_collaborateur", "26.33"),
    ],
)
def test_the_bounds_of_a_category(category, most):
    asked = {"check": "bounds", "category": category, "stop_end": None, "raam": None}
    assert result(**asked) == {"ij_daily_max": most}
    assert error(**asked, stop_start="2027-01-01")["key"] == "stop_start"


def test_the_collaborating_spouse_has_a_flat_amount():
    assert result(SPOUSE, stop_start="2023-05-01", stop_end=None)["ij_daily_gross"] == "24.11"
    found = solve(SPOUSE, raam=60_000)
    assert found["result"]["ij_daily_gross"] == "26.33"
    assert "raam" not in found["result"]
    assert found["explanation"][0]["key"] == "without_effect"


def test_360_days_in_any_three_years():
    # 358 days paid, the oldest on 4 January 2023; two are left, then one a day from 5 January 2026
    history = [previous("2023-01-01", "2023-12-27", paid_days=358)]
    found = result(previous_stops=history, stop_start="2025-12-26", stop_end="2026-01-10")
    assert found["days_left_360"] == 2
    assert found["first_paid_day"] == "2025-12-29"
    assert found["paid_days"] == 2 + 6


def test_the_window_of_three_years_across_a_29_february():
    # paid from 29 February 2024 to 22 February 2025: that is 360 days
    full = [previous("2024-02-29", "2025-02-22", paid_days=360, carence_served=0)]
    dates = {"stop_start": "2027-02-20", "stop_end": "2027-03-05"}
    assert error(previous_stops=full, **dates)["key"] == "stop_start"  # no ceiling is known yet
    full = [previous("2020-02-29", "2021-02-22", paid_days=360, carence_served=0)]
    dates = {"stop_start": "2023-02-20", "stop_end": "2023-03-05"}
    found = result(previous_stops=full, **dates)
    assert (found["days_left_360"], found["first_paid_day"]) == (0, "2023-03-01")
    assert found["paid_days"] == 5


def test_other_benefits_do_not_count_and_all_sickness_does():
    other = [{"benefit": "maternite_ti", "start": "2024-01-01", "end": "2024-12-31"}]
    assert result(previous_stops=other)["days_left_360"] == 360
    both = [previous("2024-01-01", "2024-01-13"), previous("2024-03-01", "2024-03-13", paid_days=4)]
    assert result(previous_stops=both)["days_left_360"] == 360 - 10 - 4


def test_a_long_term_illness_is_outside_the_counter():
    full = [previous("2024-01-01", "2024-12-28", paid_days=360)]
    found = result(previous_stops=full, ald=True)
    assert found["paid_days"] == 16
    assert "days_left_360" not in found
    assert result(previous_stops=full)["paid_days"] == 0
    assert result(previous_stops=[{**full[0], "ald": True}])["paid_days"] == 16


def test_a_long_term_illness_is_paid_three_years_and_only_its_first_stop_waits():
    dates = {"ald": True, "stop_start": "2021-03-01"}
    for end in ("2024-02-29", "2024-03-01", "2024-06-30"):  # three years less three days
        assert result(**dates, stop_end=end)["paid_days"] == 1093
    again = [previous("2025-03-03", "2025-03-30", paid_days=25, ald=True)]
    assert result(ald=True, previous_stops=again)["paid_days"] == 19
    assert result(previous_stops=again)["paid_days"] == 16


def test_a_maternity_leave_prevails_over_the_stop_whose_days_it_covers():
    leave = {"benefit": "maternite_ti", "start": "2025-12-01", "end": "2026-02-08"}
    found = result(previous_stops=[leave])
    assert (found["carence_days"], found["paid_days"]) == (3, 12 - 3)
    assert found["first_paid_day"] == "2026-02-12"
    employed = {**leave, "benefit": "maternite"}
    assert error(previous_stops=[employed])["key"] == "previous_stops"


def test_the_48_hours_are_of_resumed_work():
    later = {"kind": "prolongation", "previous_stops": [previous("2026-01-05", "2026-01-31")]}
    assert result(**later)["carence_days"] == 0
    resumed = [{**later["previous_stops"][0], "resumed_on": "2026-01-30"}]  # three days of work
    assert result(**{**later, "previous_stops": resumed})["carence_days"] == 3


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"category": None}, "category", "manque"),
        ({"category": "salarie"}, "category", "salarie"),
        ({"raam": None}, "raam", "manque"),
        ({"raam": -1}, "raam", "possible"),
        ({"raam": "1.005"}, "raam", "décimales"),
        ({"stop_start": None}, "stop_start", "manque"),
        ({"stop_end": "2026-02-01"}, "stop_end", "précède"),
        ({"stop_end": "9999-12-31"}, "stop_end", "trop lointaine"),
        ({"stop_ends": ["2026-02-20"]}, "stop_ends", "Les deux clés"),
        ({"stop_end": None, "stop_ends": []}, "stop_ends", "vide"),
        ({"stop_start": "2017-12-31"}, "stop_start", "01/01/2018"),
        ({"issued_on": "2027-01-01"}, "issued_on", "31/12/2026"),
        ({"covid": "childcare"}, "covid", "pas encore couverte"),
        ({"part_time": {"from": "2026-02-10"}}, "part_time", "pas encore couverte"),
        ({"previous_stops": [previous("2026-02-10", "2026-03-01")]}, "previous_stops", "couvre"),
        (
            {"previous_stops": [previous("2026-01-10", "2026-01-01")]},
            "previous_stops[1].end",
            "fin",
        ),
        (
            {"previous_stops": [previous("2026-01-10", "2026-01-11", paid_days=3)]},
            "previous_stops[1].paid_days",
            "plus de jours",
        ),
    ],
)
def test_refused_naming_the_key(changes, key, words):
    found = error(**changes)
    assert found["key"] == key
    assert words in found["message"]
    assert result()["paid_days"] == 16


def test_a_refused_case_does_not_move_the_answers_of_the_others():
    cases = [{"input": {**GOOD, "raam": raam}} for raam in (29_200, -1, 14_600)]
    first, second, third = answer(cases)["cases"]
    assert "error" in second
    assert [c["result"]["ij_daily_gross"] for c in (first, third)] == ["40.00", "20.00"]
