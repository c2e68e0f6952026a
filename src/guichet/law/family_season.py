"""Twelve months that may open a family leave of seasonal or discontinuous work (CSS R.313-7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.law.columns import NONE, day_number
from guichet.law.opening import known_of
from guichet.law.opening_year import TWELVE_MONTHS, YearFacts, YearRow, judge_year

if TYPE_CHECKING:
    from guichet.law.family import FamilyLeave
    from guichet.law.family_facts import Prepared
    from guichet.law.family_kernel import FamilyInputs
    from guichet.law.options import Options
    from guichet.law.parameters import Parameters
    from guichet.law.reference_pay import MonthlyWage


class Years(NamedTuple):
    """What is judged on the first day of the leave, and on the other day that may open it."""

    start: YearRow
    other: YearRow


def season_facts(
    leave: "FamilyLeave", other: date | None, wages: "Mapping[str, MonthlyWage]"
) -> tuple[YearFacts, ...]:
    """The facts of both judgements; none where the work goes on or the answer is given."""
    if leave.basis.periodicity != "discontinuous" or leave.opening_conditions_met is not None:
        return ()
    days = (leave.leave_start, other or leave.leave_start)
    return tuple(
        YearFacts(day_number(day), NONE, NONE, *known_of(wages, day, TWELVE_MONTHS)) for day in days
    )


def with_seasons(
    inputs: "FamilyInputs",
    prepared: "Sequence[Prepared]",
    parameters: "Parameters",
    options: "Options",
) -> "tuple[FamilyInputs, dict[int, Years]]":
    """The inputs with what twelve months open, and these judgements by rank."""
    ranks = [rank for rank, one in enumerate(prepared) if one.season]
    if not ranks:
        return inputs, {}
    facts = [fact for rank in ranks for fact in prepared[rank].season]
    found = judge_year(facts, parameters, options)
    here, there = inputs.year_reason.copy(), inputs.other_year_reason.copy()
    here[ranks], there[ranks] = found.reason[::2], found.reason[1::2]
    rows = found.rows()
    told = map(Years, rows[::2], rows[1::2])
    inputs = inputs._replace(year_reason=here, other_year_reason=there)
    return inputs, dict(zip(ranks, told, strict=True))
