"""Facts that cannot be judged are refused in words that name the key."""

from datetime import date
from decimal import Decimal

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import SicknessResult, evaluate
from tests.law.facts import answered, refused, stop, wages

DAY = date(2026, 2, 2)
GOOD = stop(DAY, date(2026, 2, 20))
FIRST = wages(DAY)[0]


def with_wage(wage):
    return stop(DAY, date(2026, 2, 20), wages=(wage, *wages(DAY)[1:]))


FAULTS = {
    "end before start": (stop(DAY, date(2026, 2, 1)), "stop_end", "précède son début"),
    "month missing": (
        stop(DAY, wages=wages(DAY)[1:]),
        "reference_wages",
        "il faut les salaires des mois 2025-11, ",
    ),
    "month twice": (stop(DAY, wages=(*wages(DAY), FIRST)), "reference_wages", "deux fois"),
    "negative wage": (with_wage(MonthlyWage("2025-11", -1)), "reference_wages", "négatif"),
    "wage of a million": (
        with_wage(MonthlyWage("2025-11", 100_000_001)),
        "reference_wages",
        "un million",
    ),
    "wage re-established of a million": (
        with_wage(MonthlyWage("2025-11", 1, reestablished_cents=100_000_001)),
        "reference_wages",
        "un million",
    ),
    "hours beyond a month": (
        with_wage(MonthlyWage("2025-11", 1, Decimal(745))),
        "reference_wages",
        "pas possibles",
    ),
    "month misspelt": (with_wage(MonthlyWage("2025-13", 1)), "reference_wages", "pas un mois"),
    "before the first parameter": (stop(date(2011, 12, 31)), "stop_start", "01/01/2012"),
    "too far ahead": (stop(date(2500, 1, 1)), "stop_start", "lointain"),
    "initial stop before the first parameter": (
        stop(date(2012, 1, 5), kind="prolongation", reference_start=date(2011, 12, 28)),
        "stop_start",
        "01/01/2012",
    ),
    "initial stop after the stop": (
        stop(DAY, kind="prolongation", reference_start=date(2026, 2, 3)),
        "reference_start",
        "après l'arrêt",
    ),
    "an initial stop with another reference": (
        stop(DAY, reference_start=date(2026, 1, 1)),
        "reference_start",
        "pas d'autre date",
    ),
    "previous stop still running": (
        stop(DAY, kind="prolongation", reference_start=date(2026, 1, 20), previous_end=DAY),
        "stop_start",
        "pendant l'arrêt précédent",
    ),
    "kind unknown": (stop(DAY, kind="relapse"), "kind", "relapse"),
    "daily base negative": (stop(DAY, wages=(), sjb_given_cents=-1), "sjb_given", "vraisemblable"),
    "waiting days negative": (stop(DAY, carence_served=-1), "carence_served", "négatif"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_refused_with_the_key_and_what_was_expected(fault):
    facts, key, words = FAULTS[fault]
    refusal = refused(facts)
    assert refusal.key == key
    assert words in refusal.message
    assert refusal.expected


def test_the_same_facts_without_fault_are_answered():
    assert answered(GOOD).paid_days == 16
    assert answered(stop(date(2012, 1, 1))).daily_cents == 3287
    assert answered(with_wage(MonthlyWage("2025-11", 100_000_000))).sjb_cents > 0


def test_one_bad_stop_neither_hides_nor_stops_the_others():
    faulty = [facts for facts, _, _ in FAULTS.values()]
    found = evaluate([GOOD, *faulty, GOOD])
    assert found[0] == found[-1]
    assert [isinstance(one, SicknessResult) for one in found] == [True] + [False] * len(faulty) + [
        True
    ]


def test_nothing_to_evaluate():
    assert evaluate([]) == []


def test_an_amount_with_a_comma_is_told_to_have_a_point() -> None:
    case = {"benefit": "maladie", "stop_start": "2026-02-02", "sjb_given": "65,75"}
    (found,) = answer([{"input": case}])["cases"]
    assert found["error"]["key"] == "sjb_given"
    assert found["error"]["expected"] == "un nombre, avec un point et non une virgule"
    (found,) = answer([{"input": {**case, "sjb_given": "65.75"}}])["cases"]
    assert found["result"]["sjb"] == "65.75"
