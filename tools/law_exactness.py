"""To the cent: the columns that are timed, against Decimal on a sample, and OpenFisca-Core's."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from guichet.law.deductions import deductions
from guichet.law.options import Options
from guichet.law.parameters import load
from guichet.law.sickness_kernel import compute
from tests.law import oracle
from tools.law_cases import (
    PAID_ON,
    WAITING_DAYS,
    Case,
    calendar_days,
    cents_of,
    columns_of,
    limits,
)

CENT = Decimal("0.01")


class NotExact(Exception):
    """A speed is worth nothing when the amounts are not right."""


@dataclass(frozen=True)
class Exactness:
    """`sample`: files equal to Decimal for each formula. `apart`: files for which OpenFisca-Core
    gives other cents than ours; `furthest`: by how many at most."""

    sample: int
    apart: int
    furthest: int


def simple_cents(case: Case) -> int:
    """The simple formula in Decimal (CSS R.323-4, R.323-5, R.323-9), rounded as the options say."""
    limit = limits(case["stop_start"][:7] + "-01")
    cap, highest = Decimal(limit["monthly_cap"]), Decimal(limit["ij_daily_max"])
    kept = sum(min(Decimal(wage["gross"]), cap) for wage in case["reference_wages"])
    base = (kept / Decimal("91.25")).quantize(CENT, ROUND_HALF_UP)
    daily = min((base / 2).quantize(CENT, ROUND_DOWN), highest)
    waiting = 0 if case["carence_waived"] else WAITING_DAYS
    return int(daily * 100) * max(0, calendar_days(case) - waiting)


def check_simple(cases: list[Case], options: Options) -> None:
    ours = compute(columns_of(cases, options), load(), options).total.tolist()
    _same("simple formula", ours, [simple_cents(case) for case in cases])


def check_complete(cases: list[Case], options: Options) -> None:
    """Daily base, daily amount, paid days, gross and net totals."""
    found = compute(columns_of(cases, options), load(), options)
    net = [deductions(total, PAID_ON).net for total in found.total.tolist()]
    columns = (found.sjb, found.daily, found.paid_days, found.total)
    ours = zip(*(column.tolist() for column in columns), net, strict=True)
    _same("complete kernel", list(ours), [_slow(case) for case in cases])


def _slow(case: Case) -> tuple[int, ...]:
    """What the tests' second reading of the law answers to the case."""
    found = oracle.solve(case)
    sjb, daily, total, net = (
        cents_of(found[key])
        for key in ("sjb", "ij_daily_gross", "ij_total_gross", "ij_total_after_csg_crds")
    )
    return sjb, daily, int(found["paid_days"]), total, net


def _same(what: str, ours: list[Any], decimals: list[Any]) -> None:
    apart = [n for n, (one, other) in enumerate(zip(ours, decimals, strict=True)) if one != other]
    if apart:
        first = apart[0]
        raise NotExact(
            f"{what}: {len(apart)} of {len(ours)} files differ from Decimal; the first, number"
            f" {first}, is {ours[first]} and should be {decimals[first]}"
        )


def compared(ours: Any, theirs: Any, sample: int) -> Exactness:
    """Totals in cents of the same files, in the same order."""
    distance = np.abs(ours - theirs)
    return Exactness(sample, int((distance > 0).sum()), int(distance.max()))
