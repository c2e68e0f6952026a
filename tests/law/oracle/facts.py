"""What a case says, read as dates and decimals, and the answers that depend on its end.

Choices: `return_on` ends the stop on its eve when that is earlier; an answer that depends on the
end is a list under `stop_ends`, and is left out when no end has a value for it.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.law.oracle.days import ONE, every_day
from tests.law.oracle.money import after_deductions, text

BY_END = (
    "calendar_days",
    "first_paid_day",
    "paid_days",
    "ij_total_gross",
    "ij_total_after_csg_crds",
    "days_1_28",
    "days_29_plus",
    "total_1_28",
    "total_29_plus",
    "net_1_28",
    "net_29_plus",
    "reduced_days",
    "reduction_pct",
)


class Refused(Exception):
    """The case lacks a fact or contradicts itself; `key` is the input to blame."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def day(case: dict, key: str) -> date | None:
    given = case.get(key)
    return date.fromisoformat(given) if given else None


def start_of(case: dict) -> date:
    found = day(case, "stop_start") or day(case, "leave_start")
    if found is None:
        raise Refused("stop_start")
    return found


def end_of(case: dict) -> date | None:
    end = day(case, "stop_end") or day(case, "period_end")
    back = day(case, "return_on")
    if end and end < start_of(case):
        raise Refused("stop_end" if case.get("stop_end") else "period_end")
    if end and back and back <= end:
        return back - ONE
    return end


def several_ends(case: dict, solve: Callable[[dict], dict]) -> dict:
    """The answer to one end, or to each of `stop_ends` in turn."""
    ends = case.get("stop_ends")
    if not ends:
        return solve(case)
    one_end = {key: given for key, given in case.items() if key != "stop_ends"}
    answers = [solve({**one_end, "stop_end": end}) for end in ends]
    found = dict(answers[0])
    for key in (*BY_END, "carence_days"):
        values = [answer.get(key) for answer in answers]
        if any(value is not None for value in values):
            found[key] = values
    return found


def calendar(case: dict) -> list[date] | None:
    end = end_of(case)
    return None if end is None else list(every_day(start_of(case), end))


def totals(case: dict, paid: dict[date, Decimal]) -> dict:
    """Counts and sums over the days paid; nothing when the end is not known."""
    days = calendar(case)
    if days is None:
        return {}
    total = sum(paid.values(), Decimal("0.00"))
    found = {
        "calendar_days": len(days),
        "paid_days": len(paid),
        "ij_total_gross": text(total),
        "ij_total_after_csg_crds": text(after_deductions(total, days[-1])),
    }
    if paid:
        found["first_paid_day"] = min(paid).isoformat()
    return found
