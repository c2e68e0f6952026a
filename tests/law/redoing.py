"""Redoes a step of an explanation from what the step itself says."""

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from guichet.law.explanation import Step

CENT = Decimal("0.01")
ARITHMETIC = {
    "half_up": lambda amount: Decimal(amount).quantize(CENT, ROUND_HALF_UP),
    "truncate": lambda amount: Decimal(amount).quantize(CENT, ROUND_DOWN),
    "min": min,
    "max": max,
    "__builtins__": {},
}
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def days(text: str) -> Decimal:
    """A civil date as a number of days, so that two of them may be taken from one another."""
    return Decimal(date.fromisoformat(text).toordinal())


def redone(step: Step) -> Decimal:
    """The value of a step's formula, worked out from what the step itself says."""
    names = {"carence_waived": Decimal(0)}
    names |= {use.name: Decimal(use.value) for use in step.parameters}
    names |= {name: Decimal(v) for name, v in step.inputs.items() if NUMBER.match(v)}
    names |= {name: days(v) for name, v in step.inputs.items() if DAY.match(v)}
    pays = step.formula.split(" + ")
    if step.key.endswith("capped_total") and set(pays) <= set(names):
        return sum(names[pay] for pay in pays)
    formula = re.sub(r"\b\d+\b", lambda m: f"Decimal({m.group()})", step.formula)
    return Decimal(eval(formula, {**ARITHMETIC, "Decimal": Decimal}, names))  # noqa: S307
