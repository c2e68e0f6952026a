"""Whatever a file holds, the law answers a case or refuses it in words that name a key."""

import json
import re
from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from guichet.law import batch_shape, daily_allowance
from guichet.law.contract import KEYS
from guichet.law.daily_allowance import ALLOWANCES
from guichet.law.deadlines import answers as deadlines
from guichet.law.deadlines.words import sentences
from guichet.law.explanation import Step, render_full, render_short
from tests.law import extremes
from tests.law.deadlines.edges import EDGES
from tests.law.deadlines.worked import CASES
from tests.law.made_up import DRAWN

COUNT, SOAK_TIMES = 100, 200
LANGUAGES = ("fr", "en")
OF_THE_CASE = {"input", "case"}
GOOD = {
    "benefit": "maladie",
    "stop_start": "2026-02-02",
    "stop_end": "2026-02-20",
    "sjb_given": "75.00",
    "opening_conditions_met": True,
}


def key_of(error: dict[str, str], case: Any) -> str:
    """The key of a refusal, which says all that a person needs, whatever the rank of a line."""
    assert all(isinstance(error[name], str) and error[name] for name in error), (error, case)
    assert set(error) == {"key", "expected", "message"}
    return re.split(r"[\[.]", error["key"])[0]


def answered_or_refused(kind: str, count: int, seed: int) -> Counter[str]:
    """Answer cases one by one; what each came to."""
    random, found = Random(f"{kind} {seed}"), Counter[str]()  # noqa: S311
    for _ in range(count):
        case = extremes.case(kind, random)
        try:
            (one,) = daily_allowance.answer([{"id": "x", "input": case}])["cases"]
            json.dumps(one)
            if "error" not in one:
                steps = [Step.from_dict(step) for step in one["explanation"]]
                for lang in LANGUAGES:
                    assert all([*render_full(steps, lang), *render_short(steps, lang)])
        except Exception as fault:
            raise AssertionError(case) from fault
        if "error" in one:
            assert key_of(one["error"], case) in KEYS | OF_THE_CASE, (one, case)
        found["refused" if "error" in one else "answered"] += 1
    return found


@pytest.mark.parametrize("kind", DRAWN)
def test_every_case_is_answered_or_refused_naming_a_key(kind: str) -> None:
    found = answered_or_refused(kind, COUNT, 1)
    assert min(found["answered"], found["refused"]) > COUNT / 20  # both are tried


@pytest.mark.soak
@pytest.mark.parametrize("kind", DRAWN)
def test_every_case_is_answered_or_refused_naming_a_key_at_length(kind: str) -> None:
    answered_or_refused(kind, COUNT * SOAK_TIMES, 2)


def counted_or_refused(count: int, seed: int) -> Counter[str]:
    """The same for the deadlines."""
    random, found = Random(seed), Counter[str]()  # noqa: S311
    for _ in range(count):
        family, sound, _expected = random.choice([*CASES, *EDGES])
        case = extremes.deadline(family, sound, random)
        try:
            (one,) = deadlines.answer([case])["cases"]
            json.dumps(one)
            for lang in LANGUAGES:
                assert all(sentences(one.get("explanation", ()), lang))
        except Exception as fault:
            raise AssertionError(case) from fault
        if "error" in one:
            known = {*deadlines.FAMILIES[family][1], "calendar", "input"}
            assert key_of(one["error"], case) in known, (one, case)
        found["refused" if "error" in one else "answered"] += 1
    return found


def test_every_deadline_is_counted_or_refused_naming_a_key() -> None:
    found = counted_or_refused(20 * COUNT, 1)
    assert min(found["answered"], found["refused"]) > COUNT


@pytest.mark.soak
def test_every_deadline_is_counted_or_refused_naming_a_key_at_length() -> None:
    counted_or_refused(20 * COUNT * SOAK_TIMES, 2)


# What a key needs beside it to have an effect.
BESIDE: dict[str, dict[str, Any]] = {
    "death_date": {"reason": "deces_enfant_moins_25_ans"},
    "rank_of_stop_since_death": {
        "reason": "deces_enfant_moins_25_ans",
        "death_date": "2026-02-02",
    },
    "reference_pay_each": {"pay_periodicity": "weekly", "reference_pays_count": 12},
    "reference_pays_count": {"pay_periodicity": "weekly", "reference_pay_each": 500},
    "reference_total_12_months": {"pay_periodicity": "discontinuous"},
    "no_month_above_cap": {"pay_periodicity": "discontinuous", "reference_total_12_months": 9},
    "lost_gross": {"part_time": {"from": "2026-02-10", "to": "2026-02-12"}},
    "reference_period": {"check": "threshold_6_months"},
    "stop_ends": {"stop_end": None},
    "leave_start": {"stop_start": None},
    "period_end": {"stop_end": None},
    "micro_allowance": {"raam": None, "mean_turnover_3_years": 9000},
    "mean_turnover_3_years": {"raam": None, "micro_allowance": 71},
}
# `recognised_on` is read by nobody: the stops paid as sickness before are given as `mp`
READ = sorted(KEYS - {"recognised_on"})


def with_key(key: str, value: Any) -> dict[str, Any]:
    """A case where the key has an effect: of the first benefit that reads it, or needs it."""
    benefit = (
        next(name for name, one in ALLOWANCES.items() if key in one.keys)
        if key not in ("check", "reference_period")
        else "maladie"
    )
    given = (
        {"category": "artisan_commercant_plnr", "raam": 20000} if benefit == "maladie_ti" else {}
    )
    return {**GOOD, "benefit": benefit, **given, **BESIDE.get(key, {}), key: value}


@pytest.mark.parametrize("key", READ)
def test_a_value_of_another_type_is_refused_by_its_key(key: str) -> None:
    (one,) = daily_allowance.answer([{"input": with_key(key, {"x": "y"})}])["cases"]
    assert one["error"]["key"].startswith(key), one


DATES = [
    key
    for key in READ
    if key in batch_shape.INPUT.names and pa.types.is_date(batch_shape.INPUT.field(key).type)
]


@pytest.mark.parametrize("key", DATES)
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_by_its_key(key: str, day: str) -> None:
    (one,) = daily_allowance.answer([{"input": with_key(key, day)}])["cases"]
    assert one["error"]["key"] == key
    assert "trop lointaine" in one["error"]["message"]


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        # before the first text that is known, told by the key that gave the day
        ({"issued_on": "1985-12-20", "notice_sent_on": "2026-02-10"}, "issued_on", "21/12/1985"),
        (
            {
                "stop_start": "2023-01-15",
                "stop_end": "2023-01-20",
                "issued_on": "1985-12-20",
                "covid": "positive_test",
            },
            "issued_on",
            "dérogation en vigueur le jour de la prescription (test positif)",
        ),
        (
            {
                "previous_stops": [
                    {"benefit": "maladie", "start": "1985-12-20", "end": "1986-01-02"}
                ]
            },
            "previous_stops",
            "21/12/1985",
        ),
        ({"check": "threshold_6_months", "stop_start": "1900-01-01"}, "stop_start", "30/12/2001"),
        # the sixty days of a pensioner who works are a rule of 14 April 2021
        (
            {"stop_start": "2021-04-13", "stop_end": "2021-04-30", "retired_since": "2020-01-01"},
            "retired_since",
            "14/04/2021",
        ),
        # what is reversed
        ({"stop_end": "2026-02-01"}, "stop_end", "précède"),
        ({"stop_end": None, "stop_ends": ["2026-02-20", "2026-02-01"]}, "stop_ends", "précède"),
        ({"return_on": "2026-02-02"}, "return_on", "aucun jour"),
        (
            {
                "previous_stops": [
                    {"benefit": "maladie", "start": "2026-01-09", "end": "2026-01-08"}
                ]
            },
            "previous_stops[1].end",
            "précède",
        ),
        (
            {"part_time": {"from": "2026-02-10", "to": "2026-02-09"}, "lost_gross": 10},
            "part_time",
            "précède",
        ),
        (
            {"check": "threshold_6_months", "reference_period": ["2026-01-31", "2025-08-01"]},
            "reference_period",
            "à l'envers",
        ),
        (
            {"check": "threshold_6_months", "reference_period": ["2025-08-01"]},
            "reference_period",
            "ne sont pas deux",
        ),
        # wages
        (
            {"sjb_given": None, "reference_wages": [{"month": "2026-01", "gross": -1}]},
            "reference_wages",
            "négatif",
        ),
        (
            {"reference_wages": [{"month": "2026-01", "gross": 1}] * 2},
            "reference_wages",
            "2026-01 est donné deux fois",
        ),
    ],
)
def test_refused_in_a_sentence_with_its_key(changes: dict[str, Any], key: str, words: str) -> None:
    faulty, sound = daily_allowance.answer([{"input": {**GOOD, **changes}}, {"input": GOOD}])[
        "cases"
    ]
    assert faulty["error"]["key"] == key
    assert words in faulty["error"]["message"]
    assert "result" in sound


@pytest.mark.parametrize("amount", [0, Decimal("0.00"), "0", "0.00"])
def test_an_amount_of_zero_is_an_amount_however_it_is_written(amount: Any) -> None:
    own = {"benefit": "maladie_ti", "category": "artisan_commercant_plnr", "raam": 20000}
    told, refused = daily_allowance.answer(
        [{"input": {**GOOD, "raam": amount}}, {"input": {**GOOD, **own, "lost_gross": amount}}]
    )["cases"]
    assert told["explanation"][0]["value"] == "raam"  # told to have no effect
    assert refused["error"]["key"] == "lost_gross"
