"""The wages of a file: the keys of their facts, and how their values are read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from guichet.law.reference_pay import MonthlyWage

WAGE = "wage."
# what else was said of a month: `other_wage.2026-05.1`
OTHER_WAGE = "other_wage."


def month_of_other(key: str) -> str:
    """The month of another thing said of a wage."""
    return key.removeprefix(OTHER_WAGE).partition(".")[0]


def other_keys(key: str, facts: Iterable[str]) -> list[str]:
    """Of the keys of facts, those of the other things said of the same wage, of one employer."""
    before, wage, month = key.rpartition(WAGE)
    start = f"{before}{OTHER_WAGE}{month}."
    return [one for one in facts if wage and one.startswith(start)]


def read_wages(facts: Mapping[str, Any]) -> dict[str, MonthlyWage]:
    """The wage of each month."""
    return {
        key.removeprefix(WAGE): read_wage(key.removeprefix(WAGE), value)
        for key, value in facts.items()
        if key.startswith(WAGE)
    }


def read_other_wages(facts: Mapping[str, Any]) -> dict[str, list[MonthlyWage]]:
    """What else was said of each month."""
    found: dict[str, list[MonthlyWage]] = defaultdict(list)
    for key, value in sorted(facts.items()):
        if key.startswith(OTHER_WAGE):
            month = month_of_other(key)
            found[month].append(read_wage(month, value))
    return dict(found)


def read_wage(month: str, value: Mapping[str, Any]) -> MonthlyWage:
    """A wage from the value of its fact."""
    hours, gross = value.get("hours"), value["gross_cents"]
    return MonthlyWage(
        month=month,
        gross_cents=gross,
        hours=Decimal(hours) if hours is not None else None,
        reestablished_cents=raised(gross, value.get("restored_cents")),
    )


def raised(gross_cents: int, restored_cents: int | None) -> int | None:
    """Restoring a month only ever raises it (R.323-8); a lower sum restores nothing."""
    higher = restored_cents is not None and restored_cents > gross_cents
    return restored_cents if higher else None
