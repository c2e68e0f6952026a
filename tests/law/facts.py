"""Plain facts for the tests of the law."""

from datetime import date
from typing import Any

from guichet.law.explanation import Refusal
from guichet.law.reference_pay import MonthlyWage, months_before
from guichet.law.sickness import SicknessResult, SicknessStop, evaluate


def wages(day: date, cents: int = 200_000, count: int = 3) -> tuple[MonthlyWage, ...]:
    return tuple(MonthlyWage(month, cents) for month in months_before(day, count))


def stop(start: date, end: date | None = None, **changes: Any) -> SicknessStop:
    known = changes.pop("wages", None)
    if known is None:
        known = wages(changes.get("reference_start") or start)
    return SicknessStop(start, end, wages=known, **changes)


def answered(facts: SicknessStop, **settings: Any) -> SicknessResult:
    (found,) = evaluate([facts], **settings)
    assert isinstance(found, SicknessResult), found
    return found


def refused(facts: SicknessStop) -> Refusal:
    (found,) = evaluate([facts])
    assert isinstance(found, Refusal), found
    return found
