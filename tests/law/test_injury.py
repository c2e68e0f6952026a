"""Work accident, commuting accident, occupational disease: amounts, days and their traps."""

from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.options import Options
from tests.law.injuries import GOOD, error, result, solve, told


def test_forty_days_worked_by_hand():
    # 2 000 / 30.42 = 65.746, base 65.75; 60 % = 39.45; 80 % = 52.60, but the net wage of a day is
    # 2 000 x 0.79 / 30.42 = 51.94. 28 x 39.45 = 1 104.60; 12 x 51.94 = 623.28; x 0.933 each.
    assert result() == {
        "sjb": "65.75",
        "sjb_cap": "400.82",
        "net_daily_wage_cap": "51.94",
        "ij_uncapped_80": "52.60",
        "ij_daily_gross": "39.45",
        "ij_daily_gross_1_28": "39.45",
        "ij_daily_gross_29": "51.94",
        "ij_daily_after_csg_crds": "36.81",
        "calendar_days": 40,
        "carence_days": 0,
        "first_paid_day": "2026-03-03",
        "paid_days": 40,
        "days_1_28": 28,
        "days_29_plus": 12,
        "total_1_28": "1104.60",
        "total_29_plus": "623.28",
        "net_1_28": "1030.59",
        "net_29_plus": "581.52",
        "ij_total_gross": "1727.88",
        "ij_total_after_csg_crds": "1612.11",
    }


def test_the_day_of_the_accident_is_the_employers_and_the_28_days_begin_the_day_after():
    found = result(accident_date="2026-03-03")
    assert (found["calendar_days"], found["paid_days"]) == (40, 39)
    assert found["first_paid_day"] == "2026-03-04"
    assert (found["days_1_28"], found["days_29_plus"]) == (28, 11)
    only = result(accident_date="2026-03-03", stop_end="2026-03-03")
    assert (only["paid_days"], only["ij_total_gross"]) == (0, "0.00")
    assert "first_paid_day" not in only


@pytest.mark.parametrize("benefit", ["at", "trajet", "mp"])
def test_the_three_benefits_pay_the_same(benefit):
    assert result(benefit=benefit) == result()


def test_a_disease_has_no_day_paid_by_the_employer():
    assert result(benefit="mp", accident_date="2026-03-03")["paid_days"] == 40
    assert result(benefit="trajet", accident_date="2026-03-03")["paid_days"] == 39


@pytest.mark.parametrize(
    ("day", "amount"), [(1, "39.45"), (28, "39.45"), (29, "51.94"), (40, "51.94")]
)
def test_the_second_rate_begins_on_the_29th_day(day, amount):
    assert result(day_of_stop=day)["ij_daily_gross"] == amount


def test_the_rank_of_the_day_asked_counts_the_day_of_the_accident():
    found = [
        result(accident_date="2026-03-03", day_of_stop=day)["ij_daily_gross"] for day in (1, 29, 30)
    ]
    assert found == ["0.00", "39.45", "51.94"]


@pytest.mark.parametrize(
    ("end", "first", "second"), [("2026-03-30", 28, 0), ("2026-03-31", 28, 1), ("2026-03-03", 1, 0)]
)
def test_days_at_each_rate(end, first, second):
    found = result(stop_end=end)
    assert (found["days_1_28"], found["days_29_plus"]) == (first, second)


def test_several_ends_make_lists_of_what_depends_on_them():
    found = result(stop_end=None, stop_ends=["2026-03-30", "2026-04-11"])
    assert found["days_29_plus"] == [0, 12]
    assert found["ij_total_gross"] == ["1104.60", "1727.88"]
    assert found["ij_daily_gross_29"] == "51.94"


def test_without_an_end_only_daily_amounts_are_answered():
    found = result(stop_end=None)
    assert found["ij_daily_gross_29"] == "51.94"
    assert found["first_paid_day"] == "2026-03-03"
    assert not {"paid_days", "calendar_days", "total_1_28", "ij_total_gross"} & set(found)


def test_a_return_to_work_ends_the_stop_the_day_before():
    assert result(return_on="2026-03-31")["paid_days"] == 28


@pytest.mark.parametrize(
    ("inputs", "sjb", "net"),
    [
        # 2 x 1 000 / 28 = 71.43, net 2 000 x 0.79 / 28 = 56.43
        (("fortnightly", 2, 1000), "71.43", "56.43"),
        (("weekly", 4, 500), "71.43", "56.43"),
    ],
)
def test_weekly_and_fortnightly_pays_are_divided_by_28(inputs, sjb, net):
    names = ("pay_periodicity", "reference_pays_count", "reference_pay_each")
    found = result(reference_wages=None, **dict(zip(names, inputs, strict=True)))
    assert (found["sjb"], found["net_daily_wage_cap"]) == (sjb, net)
    assert error(**{**dict(zip(names, inputs, strict=True)), names[1]: 3})["key"] == names[1]


def test_discontinuous_work_divides_twelve_months_by_365_and_needs_no_monthly_cap():
    found = result(
        pay_periodicity="discontinuous", reference_wages=None, reference_total_12_months=36500
    )
    assert (found["sjb"], found["ij_daily_gross_29"]) == ("100.00", "79.00")
    year = [{"month": f"2025-{m:02d}", "gross": 3000} for m in range(3, 13)]
    year += [{"month": f"2026-{m:02d}", "gross": 3250} for m in (1, 2)]
    assert result(pay_periodicity="discontinuous", reference_wages=year)["sjb"] == "100.00"


def test_a_daily_base_that_is_given_is_capped_and_its_net_wage_is_not():
    found = result(reference_wages=None, sjb_given=75)
    assert (found["ij_daily_gross_1_28"], found["ij_uncapped_80"]) == ("45.00", "60.00")
    assert (found["net_daily_wage_cap"], found["ij_daily_gross_29"]) == ("59.25", "59.25")
    high = result(reference_wages=None, sjb_given=1000)
    assert (high["sjb"], high["ij_daily_gross_29"]) == ("400.82", "320.66")


def test_an_incomplete_month_counts_for_the_wage_of_a_full_one():
    short = [{"month": "2026-02", "gross": 700, "absent": "maladie"}]
    found = result(reference_wages=short, contract_monthly_gross=2000)
    assert (found["reestablished_total"], found["sjb"]) == ("2000.00", "65.75")
    assert error(reference_wages=short)["key"] == "reference_wages"


def test_the_net_limit_is_that_of_the_whole_wage_unless_the_option_says_otherwise():
    # 15 000 in 2025: the published 80 % is 314.25; 79 % of the capped base is 310.32.
    case = {
        "accident_date": "2025-06-02",
        "stop_start": "2025-06-03",
        "stop_end": None,
        "reference_wages": [{"month": "2025-05", "gross": 15000}],
    }
    assert result(**case)["ij_daily_gross_29"] == "314.25"
    capped = Options(injury_net_limit="capped_wage")
    assert result(capped, **case)["ij_daily_gross_29"] == "310.32"
    assert result(capped)["ij_daily_gross_29"] == result()["ij_daily_gross_29"]


@pytest.mark.parametrize(
    ("rounding", "first", "second"),
    [
        # 2 046.42 / 30.42 = 67.2722: 60 % of 67.27 is 40.362, 80 % is 53.816 and 53.818 unrounded
        ("half_up", "40.36", "53.82"),
        ("truncate", "40.36", "53.81"),
        ("half_up_unrounded_base", "40.36", "53.82"),
    ],
)
def test_the_rounding_is_an_option(rounding, first, second):
    options = Options(injury_daily_rounding=rounding)
    found = result(options, reference_wages=[{"month": "2026-02", "gross": "2046.42"}])
    assert (found["ij_daily_gross_1_28"], found["ij_uncapped_80"]) == (first, second)


def test_the_ceiling_of_a_january_stop_is_an_option():
    case = {
        "accident_date": None,
        "stop_start": "2026-01-15",
        "stop_end": None,
        "reference_wages": [{"month": "2025-12", "gross": 20000}],
    }
    assert result(**case)["sjb"] == "400.82"
    before = Options(injury_ceiling_day="previous_month_end")
    assert result(before, **case)["sjb"] == "392.81"
    assert result(before)["sjb_cap"] == result()["sjb_cap"]


def test_part_time_work_never_pays_more_than_what_is_lost():
    # From day 39 on, 40 euros a day are lost: 28 x 39.45, 10 x 51.94, then 2 x 40.
    part = {"part_time": {"from": "2026-04-10", "to": "2026-04-11"}, "lost_gross": 80}
    found = result(**part)
    assert (found["total_1_28"], found["total_29_plus"]) == ("1104.60", "599.40")
    assert result(**part, day_of_stop=39)["ij_daily_gross"] == "40.00"
    assert result(**part, day_of_stop=38)["ij_daily_gross"] == "51.94"
    assert found["ij_daily_gross"] == "40.00"  # as for sickness, that of a day of part-time
    little = result(part_time={"from": "2026-03-03", "to": "2026-04-11"}, lost_gross=4000)
    assert little["ij_total_gross"] == result()["ij_total_gross"]


@pytest.mark.parametrize(
    ("first", "last", "daily"),
    [
        ("2026-02-20", "2026-03-11", "10.00"),  # from before the stop: twenty days of 200
        ("2026-02-10", "2026-03-01", "39.45"),  # over before the stop
    ],
)
def test_without_a_day_asked_about_the_amount_is_that_of_part_time(first, last, daily):
    found = result(part_time={"from": first, "to": last}, lost_gross=200)
    assert found["ij_daily_gross"] == daily


def test_part_time_on_the_day_of_the_accident_is_told_from_the_next_day():
    whole = {"part_time": {"from": "2026-03-03", "to": "2026-03-22"}, "lost_gross": 200}
    assert result(accident_date="2026-03-03", **whole)["ij_daily_gross"] == "10.00"
    one = {"part_time": {"from": "2026-03-03", "to": "2026-03-03"}, "lost_gross": 10}
    assert result(accident_date="2026-03-03", **one)["ij_daily_gross"] == "39.45"


def test_part_time_work_may_straddle_the_two_rates():
    # Days 27 to 30 at 45 a day lost: 2 x 39.45 under the limit, then 2 x 45 instead of 51.94.
    part = {"part_time": {"from": "2026-03-29", "to": "2026-04-01"}, "lost_gross": 180}
    found = result(**part)
    assert (found["total_1_28"], found["total_29_plus"]) == ("1104.60", "609.40")


def test_a_disease_recognised_later_is_paid_from_the_first_day():
    found = solve(
        benefit="mp",
        accident_date=None,
        recognised_on="2026-04-01",
        previous_stops=[{"benefit": "maladie", "start": "2026-03-03", "end": "2026-03-31"}],
    )
    assert (found["result"]["carence_days"], found["result"]["paid_days"]) == (0, 40)
    assert told(found, "recognised_on")
    assert not told(solve(benefit="mp", recognised_on="2026-02-01"), "recognised_on")
    (useless,) = told(solve(recognised_on="2026-04-01"), "without_effect")
    assert useless["value"] == "recognised_on"


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"stop_start": None}, "stop_start", "manque"),
        ({"stop_end": "2026-03-02"}, "stop_end", "précède"),
        ({"accident_date": "2026-03-04"}, "accident_date", "suit le début"),
        ({"reference_wages": None}, "reference_wages", "il faut le salaire du mois 2026-02."),
        ({"kind": "prolongation"}, "previous_stops", "n'est pas donné"),
        ({"kind": "rechute"}, "kind", "rechute"),
        ({"day_of_stop": 0}, "day_of_stop", "rang 0"),
        ({"day_of_stop": 41}, "day_of_stop", "rang 41"),
        ({"day_of_stop": 10**25, "stop_end": None}, "day_of_stop", "rang 1000"),
        ({"stop_end": "9999-12-31"}, "stop_end", "trop lointaine"),
        (
            {"part_time": {"from": "2026-03-03", "to": "9999-12-31"}, "lost_gross": 1},
            "part_time.to",
            "trop lointaine",
        ),
        ({"day_of_stop": "1.5"}, "day_of_stop", "nombre entier"),
        ({"sjb_given": -1}, "sjb_given", "vraisemblable"),
        ({"lost_gross": 100}, "part_time", "période"),
        ({"part_time": {"from": "2026-03-03", "to": "2026-03-09"}}, "lost_gross", "manque"),
        (
            {"part_time": {"from": "2026-03-03", "until": "2026-03-09"}, "lost_gross": 1},
            "part_time.until",
            "pas connue",
        ),
        (
            {"part_time": {"from": "2026-03-03", "to": "2026-03-01"}, "lost_gross": 1},
            "part_time",
            "précède",
        ),
        (
            {"part_time": {"from": "2026-03-03", "to": "2026-03-04"}, "lost_gross": -1},
            "lost_gross",
            "vraisemblable",
        ),
        (
            {"previous_stops": [{"benefit": "at", "start": "2026-03-01", "end": "2026-03-05"}]},
            "previous_stops",
            "couvre des jours",
        ),
        (
            {"stop_start": "2027-01-04", "stop_end": "2027-02-01"},
            "stop_start",
            "plafond annuel de la sécurité sociale » n'est connu que jusqu'au 31/12/2026",
        ),
        ({"stop_start": "2014-12-31", "accident_date": None}, "stop_start", "01/01/2015"),
    ],
)
def test_refused_naming_the_key(changes, key, words):
    found = error(**changes)
    assert found["key"] == key
    assert words in found["message"]
    assert found["expected"]


def test_a_refused_stop_hides_no_other():
    cases = [{"id": n, "input": {**GOOD, **c}} for n, c in enumerate(({}, {"stop_end": 3}, {}))]
    cases.append({"id": 3, "input": {**GOOD, "stop_start": "2030-01-01", "stop_end": None}})
    found = answer(cases)["cases"]
    assert ["result" in one for one in found] == [True, False, True, False]
    assert found[0]["result"] == found[2]["result"] == result()


def test_amounts_are_exact_texts():
    for value in result().values():
        assert not isinstance(value, float)
    assert Decimal(result()["ij_total_gross"]) == Decimal("1727.88")
