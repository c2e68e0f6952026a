"""The public contract: cases in, answers or refusals out, in order."""

from decimal import Decimal

import pytest

from guichet.law.case_rows import cases_from_rows
from guichet.law.daily_allowance import answer
from guichet.law.documents import Unreadable
from guichet.law.explanation import Step, render_full

PAST = {"benefit": "maladie", "start": "2025-06-02", "end": "2025-06-20"}
WAGES = [{"month": month, "gross": "2000.00"} for month in ("2025-11", "2025-12", "2026-01")]
GOOD = {
    "benefit": "maladie",
    "stop_start": "2026-02-02",
    "stop_end": "2026-02-20",
    "kind": "initial",
    "reference_wages": WAGES,
}


def solve(**changes):
    inputs = {k: v for k, v in {**GOOD, **changes}.items() if v is not None}
    (found,) = answer([{"id": "x", "input": inputs}])["cases"]
    return found


def result(**changes):
    found = solve(**changes)
    assert "error" not in found, found
    return found["result"]


def error(**changes):
    found = solve(**changes)
    assert set(found) == {"id", "error"}, found
    assert set(found["error"]) == {"key", "expected", "message"}
    return found["error"]


def test_the_answer_has_the_keys_of_the_contract():
    assert result(opening_conditions_met=True) == {
        "right_open": True,
        "monthly_cap": "2552.24",
        "capped_total": "6000.00",
        "sjb": "65.75",
        "sjb_cap": "83.91",
        "ij_daily_max": "41.95",
        "ij_daily_gross": "32.87",
        "ij_daily_after_csg_crds": "30.67",
        "calendar_days": 19,
        "carence_days": 3,
        "first_paid_day": "2026-02-05",
        "paid_days": 16,
        "ij_total_gross": "525.92",
        "ij_total_after_csg_crds": "490.68",
    }


def test_the_explanation_ends_with_the_net_total():
    last = solve()["explanation"][-1]
    assert (last["key"], last["value"]) == ("ij_total_after_csg_crds", "490.68")
    assert {use["name"] for use in last["parameters"]} == {"csg_rate", "crds_rate"}


def test_millions_have_the_same_results_without_the_steps():
    cases = [{"id": n, "input": one} for n, one in enumerate((GOOD, {**GOOD, "sjb_given": -1}))]
    full, short = answer(cases)["cases"], answer(cases, explained=False)["cases"]
    assert short == [{k: v for k, v in one.items() if k != "explanation"} for one in full]
    assert full[0]["explanation"] and "error" in short[1]


def test_several_ends_make_lists():
    found = result(stop_end=None, stop_ends=["2026-02-04", "2026-02-05"])
    assert found["paid_days"] == [0, 1]
    assert found["ij_total_gross"] == ["0.00", "32.87"]
    assert found["first_paid_day"] == [None, "2026-02-05"]
    assert found["ij_daily_gross"] == "32.87"


def test_a_structure_in_place_of_a_value_is_refused_without_being_written_out():
    bomb = ["a"]
    for _ in range(60):
        bomb = [bomb, bomb]
    assert "pas une date" in error(stop_start=bomb)["message"]
    assert "pas connu" in error(benefit=bomb)["message"]
    assert len(error(stop_start="2" * 10_000)["message"]) < 100
    (found,) = answer([{"id": bomb, "input": GOOD}])["cases"]
    assert found["id"] == 1


def test_several_employers_are_summed_by_month_before_the_cap():
    lines = [{**w, "gross": 1500, "employer": e} for w in WAGES for e in ("A", 12345)]
    found = result(reference_wages=lines)
    assert found["capped_total"] == "7656.72"
    assert found["ij_daily_gross"] == found["ij_daily_max"]
    assert error(reference_wages=[*lines, lines[0]])["message"].endswith("donné deux fois.")


def test_a_wage_re_established_by_the_employer():
    short = [*WAGES[:2], {**WAGES[2], "gross": 100, "absent": "sickness", "reestablished": 2000}]
    assert result(reference_wages=short)["reestablished_total"] == "6000.00"
    without = [{**wage, "gross": 100, "absent": "sickness"} for wage in WAGES]
    assert "complet" in error(reference_wages=without)["message"]


def test_a_prolongation_takes_its_reference_from_the_history():
    history = [
        {"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-03", "kind": "initial"},
        {"benefit": "maladie", "start": "2026-02-04", "end": "2026-03-01", "kind": "prolongation"},
    ]
    later = {"kind": "prolongation", "stop_start": "2026-03-02", "stop_end": "2026-03-11"}
    found = solve(**later, previous_stops=history)
    assert found["result"]["paid_days"] == 10
    (months,) = [s for s in found["explanation"] if s["key"] == "reference_months"]
    assert months["value"] == "2025-11, 2025-12, 2026-01"
    assert error(**later)["message"].startswith("Le salaire du mois 2026-02 manque")


def test_waiting_days_of_a_short_initial_stop_are_finished_in_its_prolongation():
    history = [{"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-02"}]
    later = {"kind": "prolongation", "stop_start": "2026-02-03", "stop_end": "2026-02-12"}
    assert result(**later, previous_stops=history)["carence_days"] == 2
    said = [{**history[0], "carence_served": 0}]
    assert result(**later, previous_stops=said)["carence_days"] == 3


def test_waiting_days_served_by_a_first_prolongation_are_not_asked_again_in_the_second():
    history = [
        {"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-02", "carence_served": 1},
        {"benefit": "maladie", "start": "2026-02-03", "end": "2026-02-03", "kind": "prolongation"},
    ]
    later = {"kind": "prolongation", "stop_start": "2026-02-04", "stop_end": "2026-02-13"}
    assert result(**later, previous_stops=history)["carence_days"] == 1
    told = [history[0], {**history[1], "end": "2026-02-20"}]
    second = {**later, "stop_start": "2026-02-21", "stop_end": "2026-03-01"}
    assert result(**second, previous_stops=told)["carence_days"] == 0


def test_forty_eight_hours_are_of_resumed_work_not_of_days_without_a_prescription():
    """The stop ends on Friday 20 February; work resumes on Monday 23."""
    history = {"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-20"}
    january = {"kind": "prolongation", "stop_end": "2026-03-10"}
    back = {**history, "resumed_on": "2026-02-23"}
    for start, stop, waiting in (
        ("2026-02-25", back, 0),
        ("2026-02-26", back, 3),
        ("2026-02-25", history, 3),  # no return told: the days after the end are of work
        ("2026-02-23", history, 0),
    ):
        found = solve(**january, stop_start=start, previous_stops=[stop])
        kind = next(step for step in found["explanation"] if step["key"] == "kind")
        assert (kind["value"] == "initial") is (waiting == 3)
        assert found["result"]["carence_days"] == waiting, start


def test_a_return_cuts_the_earlier_stop_short():
    history = {"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-20"}
    later = {"kind": "prolongation", "stop_start": "2026-02-05", "stop_end": "2026-02-25"}
    cut = result(**later, previous_stops=[{**history, "resumed_on": "2026-02-04"}])
    assert cut["carence_days"] == 1, "two of the three were served before the return"
    assert "couvre des jours" in error(**later, previous_stops=[history])["message"]
    impossible = [{**history, "resumed_on": "2026-02-02"}]
    assert error(**later, previous_stops=impossible)["key"] == "previous_stops[1].resumed_on"


def test_a_prolongation_after_three_days_of_work_is_a_new_stop():
    history = [{"benefit": "maladie", "start": "2026-02-02", "end": "2026-02-10"}]
    resumed = {"kind": "prolongation", "stop_end": "2026-02-20", "previous_stops": history}
    assert result(**resumed, stop_start="2026-02-13")["carence_days"] == 0
    assert result(**resumed, stop_start="2026-02-14")["carence_days"] == 3


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"benefit": None}, "benefit", "manque"),
        ({"benefit": "chomage"}, "benefit", "chomage"),
        ({"stop_end": "9999-12-31"}, "stop_end", "trop lointaine"),
        ({"covid": "variole"}, "covid", "variole"),
        ({"covid": True}, "covid", "n'est pas connu"),
        ({"pay_periodicity": "daily"}, "pay_periodicity", "daily"),
        ({"check": "bounds", "stop_start": None}, "stop_start", "manque"),
        ({"check": "bounds", "stop_start": "2011-12-31"}, "stop_start", "01/01/2012"),
        ({"stop_strat": "2026-02-02"}, "stop_strat", "pas connue"),
        ({"stop_start": None}, "stop_start", "manque"),
        ({"stop_start": "02/02/2026"}, "stop_start", "pas une date"),
        ({"stop_start": "2026-02-30"}, "stop_start", "pas une date"),
        ({"stop_start": "2026-W06-1"}, "stop_start", "pas une date"),
        ({"stop_end": "2026-02-01"}, "stop_end", "précède"),
        ({"stop_ends": ["2026-02-20"]}, "stop_ends", "Les deux clés"),
        ({"kind": "relapse"}, "kind", "relapse"),
        ({"carence_waived": "yes"}, "carence_waived", "ni vrai ni faux"),
        ({"reference_wages": WAGES[:2]}, "reference_wages", "2026-01 manque"),
        ({"reference_wages": "2000"}, "reference_wages", "pas une liste"),
        ({"reference_wages": [3]}, "reference_wages[1]", "pas lisible"),
        ({"reference_wages": [{"month": "2025-11"}]}, "reference_wages[1].gross", "manque"),
        ({"reference_wages": [{"gross": 1}]}, "reference_wages[1].month", "manque"),
        ({"sjb_given": "beaucoup"}, "sjb_given", "pas un nombre"),
        ({"sjb_given": Decimal("75.005")}, "sjb_given", "décimales"),
        ({"sjb_given": True}, "sjb_given", "pas un nombre"),
        ({"dependent_children": -1}, "dependent_children", "nombre entier"),
        ({"day_of_stop": 0}, "day_of_stop", "jour 1"),
    ],
)
def test_refused_naming_the_key(changes, key, words):
    found = error(**changes)
    assert found["key"] == key
    assert words in found["message"]


@pytest.mark.parametrize(
    ("stops", "words"),
    [
        ([{"benefit": "maladie", "start": "2026-02-10", "end": "2026-03-01"}], "couvre des jours"),
        ([{"benefit": "maladie", "start": "2026-01-10", "end": "2026-01-01"}], "précède"),
        (
            [{"benefit": "maladie", "start": "2024-01-01", "end": "2024-01-02", "paid_days": 3}],
            "plus de jours",
        ),
        (
            [{"benefit": "at", "start": "2024-01-01", "end": "2024-01-02", "paid_days": 1.5}],
            "nombre",
        ),
        (
            [{"benefit": "at", "start": "2024-01-01", "end": "2024-01-02", "paid_days": "1.5"}],
            "nombre entier",
        ),
    ],
)
def test_a_history_that_cannot_be_judged_is_refused(stops, words):
    assert words in error(previous_stops=stops)["message"]
    assert result(previous_stops=[])["paid_days"] == 16


def test_one_bad_case_neither_hides_nor_stops_the_others():
    good = {"id": "good", "input": GOOD}
    found = answer([good, {"id": "bad", "input": {}}, "nonsense", {"input": GOOD}, {"id": 7}])
    assert [case["id"] for case in found["cases"]] == ["good", "bad", 3, 4, 7]
    assert ["result" in case for case in found["cases"]] == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("check", "start", "period", "expected"),
    [
        ("6", "2019-07-01", ["2019-01-01", "2019-06-30"], ("10180.45", 150, "2019-04-01")),
        ("6", None, ["2019-01-01", "2019-06-30"], ("10180.45", 150, "2019-04-01")),
        ("6", "2015-01-31", None, ("9672.95", 200, "2014-10-01")),
        ("12", "2019-07-01", None, ("20056.40", 600, "2018-07-01")),
        ("12", None, ["2018-07-01", "2019-06-30"], ("20056.40", 600, "2018-07-01")),
        ("12", "2015-01-31", None, ("19345.90", 800, "2014-01-01")),
    ],
)
def test_thresholds_and_the_hours_that_are_the_other_way(check, start, period, expected):
    amount, hours, months = expected
    case = {"check": f"threshold_{check}_months", "stop_start": start, "reference_period": period}
    (found,) = answer([{"id": "x", "input": case}])["cases"]
    last = "2014-12-31" if start == "2015-01-31" else "2019-06-30"
    assert found["result"] == {
        "threshold_amount": amount,
        "hours_alternative": hours,
        "hours_period": [months, last],
    }
    for lang in ("fr", "en"):
        assert "_" not in " ".join(render_full(map(Step.from_dict, found["explanation"]), lang))


def test_the_bounds_of_sickness_have_a_maximum_and_no_minimum():
    (found,) = answer([{"input": {**GOOD, "check": "bounds"}}])["cases"]
    assert found["result"] == {"monthly_cap": "2552.24", "ij_daily_max": "41.95"}
    steps = [step["key"] for step in found["explanation"]]
    assert steps == ["smic_monthly", "monthly_cap", "ij_daily_max"]


def test_a_threshold_of_the_wrong_period_or_before_the_first_known_wage_is_refused():
    wrong = {"check": "threshold_6_months", "stop_start": "2019-07-01"}
    cases = [
        {"input": {**wrong, "reference_period": ["2019-02-01", "2019-07-31"]}},
        {"input": {**wrong, "stop_start": "2010-07-01"}},
    ]
    first, second = answer(cases)["cases"]
    assert "commence le 01/01/2019" in first["error"]["message"]
    assert "« SMIC horaire » n'est connu" in second["error"]["message"]


def test_a_csv_row_is_the_same_case():
    row = {
        "id": "x",
        "benefit": "maladie",
        "stop_start": "2026-02-02",
        "stop_end": "2026-02-20",
        "carence_waived": "non",
        "gross_2025-11": "2000,00",
        "gross_2025-12": "2000.00",
        "gross_2026-01": "2000",
    }
    (case,) = cases_from_rows([row])
    assert answer([case])["cases"][0]["result"] == result()


@pytest.mark.parametrize("written", ["2 000,00", "2\u00a0000", "2\u202f000,00", "2000,0"])
def test_a_csv_amount_is_read_as_a_french_spreadsheet_writes_it(written):
    (case,) = cases_from_rows([{"id": "x", "gross_2026-01": written, "stop_ends": "2026-02-20"}])
    (month,) = case["input"]["reference_wages"]
    assert Decimal(month["gross"]) == 2000
    assert case["input"]["stop_ends"] == ["2026-02-20"]


def test_a_history_cannot_be_written_in_a_csv_cell():
    with pytest.raises(Unreadable, match="previous_stops"):
        cases_from_rows([{"id": "x", "previous_stops": "[]"}])


@pytest.mark.parametrize(
    ("given", "key", "expected"),
    [
        ({"reference_wages": [3]}, "reference_wages[1]", "un ensemble de clés"),
        (
            {"previous_stops": [{**PAST, "carence_served": -1}]},
            "previous_stops[1].carence_served",
            "un nombre entier, zéro ou plus",
        ),
        (
            {"previous_stops": [{**PAST, "carence_served": 31}]},
            "previous_stops[1].carence_served",
            "au plus 30",
        ),
        (
            {"previous_stops": [{**PAST, "carence_served": "1.5"}]},
            "previous_stops[1].carence_served",
            "un nombre entier, zéro ou plus",
        ),
        ({"previous_stops": ["2026-01-02"]}, "previous_stops[1]", "un ensemble de clés"),
        ({"dependent_children": -1}, "dependent_children", "un nombre entier, zéro ou plus"),
        ({"dependent_children": "1.5"}, "dependent_children", "un nombre entier, zéro ou plus"),
    ],
)
def test_what_has_not_the_shape_of_the_contract_is_refused_where_it_stands(given, key, expected):
    case = {"benefit": "maladie", "stop_start": "2026-02-02", "sjb_given": "60", **given}
    (found,) = answer([{"id": "x", "input": case}])["cases"]
    assert (found["error"]["key"], found["error"]["expected"]) == (key, expected)
