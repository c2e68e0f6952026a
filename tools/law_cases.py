"""Made-up cases of sickness, in the terms of the public contract and as the kernel's columns."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import numpy as np

from guichet.law import money
from guichet.law.case_reading import Reader
from guichet.law.case_stops import read_stops
from guichet.law.columns import day_number
from guichet.law.daily_allowance import answer
from guichet.law.options import Options
from guichet.law.parameters import load
from guichet.law.reference_pay import months_before
from guichet.law.sickness import SicknessStop
from guichet.law.sickness_facts import Prepared, columns, prepare
from guichet.law.sickness_kernel import SicknessInputs

Case = dict[str, Any]
# two years that hold a change of the cap and three of the minimum wage
FIRST, DAYS = date(2024, 7, 1), 730
WAITING_DAYS = 3
PAID_ON = date(2026, 7, 1)


def simple_case(random: Random) -> Case:
    """Three months, an open right, waiting days due or not: all that the simple formula knows."""
    start = _start(random)
    return {
        "benefit": "maladie",
        "stop_start": start.isoformat(),
        "stop_end": (start + timedelta(days=_length(random) - 1)).isoformat(),
        "opening_conditions_met": True,
        "carence_waived": random.random() < 0.1,
        "reference_wages": [
            {"month": month, "gross": money.text(_pay(random))} for month in months_before(start, 3)
        ],
    }


def complete_case(random: Random) -> Case:
    """A stop with what makes the law turn: history, hours, re-established months, given answers."""
    start = _start(random)
    case: Case = {
        "benefit": "maladie",
        "stop_start": start.isoformat(),
        "stop_end": (start + timedelta(days=_length(random) - 1)).isoformat(),
        "carence_waived": random.random() < 0.05,
    }
    first = start
    if random.random() < 0.2:
        last = start - timedelta(days=random.choice([1, 1, 2]))
        first = last - timedelta(days=random.randrange(40))
        before = {"start": first.isoformat(), "end": last.isoformat(), "kind": "initial"}
        case |= {"kind": "prolongation", "previous_stops": [{"benefit": "maladie", **before}]}
    if random.random() < 0.15:
        case["opening_conditions_met"] = random.random() < 0.8
    if random.random() < 0.05:
        case["sjb_given"] = money.text(random.randrange(1_000, 12_000))
    case["reference_wages"] = _wages(random, first)
    return case


def _start(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def _length(random: Random) -> int:
    return random.choice([2, 3, 5, 10, 21, random.randint(1, 120)])


def _pay(random: Random) -> int:
    """Cents of a month: around two thousand euros, sometimes nothing, sometimes beyond the cap."""
    return 0 if random.random() < 0.03 else int(random.lognormvariate(12.2, 0.4))


def _wages(random: Random, first: date) -> list[dict[str, str]]:
    count = random.choice([3, 6, 6])
    with_hours = random.random() < 0.5
    wages = []
    for month in months_before(first, count):
        wage = {"month": month, "gross": money.text(_pay(random))}
        if with_hours:
            wage["hours"] = money.text(random.randrange(16_000))
        if random.random() < 0.05:
            wage["reestablished"] = money.text(_pay(random))
        wages.append(wage)
    return wages


def stops_of(cases: Sequence[Case]) -> list[SicknessStop]:
    """The facts of each case, as `guichet law daily-allowance` reads them."""
    return [stop for case in cases for stop in read_stops(Reader(case))]


def columns_of(cases: Sequence[Case], options: Options) -> SicknessInputs:
    """One row a case; a case that is refused is a fault of this file."""
    prepared = [prepare(stop, load(), options) for stop in stops_of(cases)]
    good = [one for one in prepared if isinstance(one, Prepared)]
    if len(good) != len(cases):
        raise ValueError(next(one for one in prepared if not isinstance(one, Prepared)))
    return columns(good)


def picked(inputs: SicknessInputs, rows: Any) -> SicknessInputs:
    """The given rows of every column, each column in one piece of memory."""
    return SicknessInputs._make(np.asfortranarray(column[rows]) for column in inputs)


def peer_columns(cases: Sequence[Case], rows: Any) -> dict[str, Any]:
    """The simple cases in cents, days and dates, with the dated cap and maximum, for a peer."""

    def column(read: Any) -> Any:
        return np.array([read(case) for case in cases], dtype=np.int64)[rows]

    months = np.arange(np.datetime64(FIRST, "M"), np.datetime64(FIRST + timedelta(DAYS), "M") + 1)
    first_days = [str(day) for day in months.astype("datetime64[D]")]
    found = [limits(day) for day in first_days]
    return {
        "start": column(lambda case: day_number(date.fromisoformat(case["stop_start"]))),
        "wages": column(lambda case: [cents_of(w["gross"]) for w in case["reference_wages"]]),
        "calendar_days": column(calendar_days),
        "waiting_days": column(lambda case: 0 if case["carence_waived"] else WAITING_DAYS),
        "parameter_days": np.array([day_number(date.fromisoformat(day)) for day in first_days]),
        "monthly_caps": np.array([cents_of(limit["monthly_cap"]) for limit in found]),
        "daily_maxima": np.array([cents_of(limit["ij_daily_max"]) for limit in found]),
    }


def calendar_days(case: Case) -> int:
    start, end = (date.fromisoformat(case[key]) for key in ("stop_start", "stop_end"))
    return (end - start).days + 1


def cents_of(text: str) -> int:
    """Whole cents of an amount written with two decimals."""
    return int(text.replace(".", ""))


@cache
def limits(first_day: str) -> dict[str, str]:
    """What the law answers for a stop of that day: the cap and the maximum are in it."""
    case = {"benefit": "maladie", "stop_start": first_day, "sjb_given": "1000.00"}
    (found,) = answer([{"id": first_day, "input": case}])["cases"]
    result: dict[str, str] = found["result"]
    return result
