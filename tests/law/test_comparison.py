"""Another program's answers beside ours: what differs, where it parts from ours, and why."""

from copy import deepcopy
from typing import Any

import pytest

from guichet.law.comparison import ORDER, Compared, compare
from guichet.law.daily_allowance import answer

CASE = {
    "id": "x",
    "input": {
        "benefit": "maladie",
        "stop_start": "2026-02-02",
        "stop_end": "2026-02-20",
        "opening_conditions_met": True,
        "reference_wages": [
            {"month": month, "gross": "2000.00"} for month in ("2025-11", "2025-12", "2026-01")
        ],
    },
}


def ours() -> dict[str, Any]:
    found: dict[str, Any] = answer([CASE])["cases"][0]["result"]
    return found


def compared(expected: Any, **said: Any) -> Compared:
    case = deepcopy(CASE)
    (one,) = compare([{**case, "expected": expected, **said}])
    return one


def test_our_own_answer_is_the_same_however_it_is_written() -> None:
    assert compared(ours()).same
    assert compared({"ij_daily_gross": "32.870", "right_open": "oui"}).same
    assert not compared({"ij_daily_gross": "32.88"}).same


@pytest.mark.parametrize("said", ["NaN", "Infinity", "32.87 €", "", "1e9999999"])
def test_what_is_no_amount_differs_and_stops_nothing(said: str) -> None:
    found = compared({"ij_daily_gross": said})
    assert [(one.theirs, one.ours) for one in found.differences] == [(said, "32.87")]
    assert found.cause == ("ij_daily_gross", "value")


def test_only_what_the_other_program_gives_is_compared() -> None:
    assert compared({"paid_days": 16}).same
    assert compared({"paid_days": 16, "ij_daily_gross": None}).same


def test_the_cause_is_the_first_value_that_differs_in_the_order_of_the_computation() -> None:
    found = compared({"ij_total_gross": "600.00", "sjb": "70.00", "paid_days": 16})
    assert [difference.key for difference in found.differences] == ["sjb", "ij_total_gross"]
    assert found.cause == ("sjb", "value")
    assert (found.differences[0].theirs, found.differences[0].ours) == ("70.00", "65.75")
    assert found.explanation


def test_a_point_left_open_that_explains_all_is_named_with_its_other_choice() -> None:
    found = compared({"sjb": "65.75", "ij_daily_gross": "32.88", "ij_total_gross": "526.08"})
    assert found.cause == ("ij_daily_gross", "daily_rounding=half_up")


def test_a_cent_that_no_option_explains_is_said_to_be_a_cent() -> None:
    assert compared({"ij_daily_gross": "32.86"}).cause == ("ij_daily_gross", "cent")
    assert compared({"ij_daily_gross": "32.85"}).cause == ("ij_daily_gross", "value")


def test_a_value_that_we_do_not_give_is_said() -> None:
    assert compared({"total_29_plus": "1.00"}).cause == ("total_29_plus", "missing")


@pytest.mark.parametrize(
    ("expected", "key"),
    [
        (None, "expected"),
        ({}, "expected"),
        (3, "expected"),
        ({"sjbb": "1"}, "expected.sjbb"),
        ({"sjb": {"a": 1}}, "expected.sjb"),
        ({"sjb": [["1"]]}, "expected.sjb"),
    ],
)
def test_a_case_without_readable_results_is_refused_and_not_counted_the_same(
    expected: Any, key: str
) -> None:
    found = compared(expected)
    assert not found.same
    assert found.error is not None
    assert found.error["key"] == key


def test_one_bad_case_hides_no_other_and_the_order_is_kept() -> None:
    good, bad = {**CASE, "expected": {"paid_days": 16}}, {"id": "y", "expected": {"sjb": "1"}}
    found = list(compare([bad, good, 7, good], chunk=2))
    assert [one.same for one in found] == [False, True, False, True]
    assert [one.identity for one in found] == ["y", "x", 1, "x"]


def test_every_key_of_our_answers_has_its_place_in_the_order() -> None:
    assert set(ours()) <= set(ORDER)
    assert len(set(ORDER)) == len(ORDER)
