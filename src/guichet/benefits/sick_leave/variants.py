"""A stop with each of the wages that its employer has said, where it has said several. Pure."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from guichet.benefits.sick_leave.facts import StopFacts
from guichet.law.reference_pay import MonthlyWage

# six months said twice; more than that is not counted out, a person looks
MOST = 64


def differing(facts: StopFacts, months: Sequence[str]) -> dict[str, Sequence[MonthlyWage]]:
    """Other wages said of months, for those whose wage is known and is not the same."""
    return {
        month: others
        for month in months
        if month in facts.wages and (others := facts.other_wages.get(month))
    }


def variants(facts: StopFacts, differ: Mapping[str, Sequence[MonthlyWage]]) -> list[StopFacts]:
    """The stop once for each choice among what was said, but the one that it stands on.

    None of them where they are too many.
    """
    choices = [[facts.wages[month], *others] for month, others in sorted(differ.items())]
    if math.prod(len(one) for one in choices) > MOST:
        return []
    _, *others = itertools.product(*choices)
    return [replace(facts, wages={**facts.wages, **{w.month: w for w in one}}) for one in others]
