"""Maternity, paternity, adoption, child bereavement, birth leave of an employee (CSS L.331-3 s.).

One computation for all: three months of pay within the monthly ceiling, less a flat 21 %, by day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from guichet.law import opening
from guichet.law import options as law_options
from guichet.law.explanation import Refusal, Step
from guichet.law.family_kernel import FamilyRow
from guichet.law.family_lengths import Length
from guichet.law.family_season import Years
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load
from guichet.law.reference_pay import MONTHLY, Base, MonthlyWage, PayBasis, total_fault

Benefit = Literal["maternite", "paternite", "adoption", "deuil_enfant", "naissance"]


@dataclass(frozen=True)
class FamilyLeave:
    """The facts of one leave, or of one part of it; amounts in cents, days inclusive.

    `birth`: the birth, or the arrival of the child; that which is expected where nothing else is
    known. `expected`: the day on which it was expected, where that is another. `children`: those
    the person already has in charge; `newborns`: how many come. `asked_days`: paid days asked for,
    where they are not told by dates. `taken_days`: days already paid of a leave taken in several
    parts.
    """

    benefit: Benefit
    leave_start: date
    period_end: date | None = None
    wages: tuple[MonthlyWage, ...] = ()
    basis: PayBasis = MONTHLY
    sjb_given_cents: int | None = None
    opening_conditions_met: bool | None = None
    affiliated_since: date | None = None
    birth: date | None = None
    death: date | None = None
    children: int | None = None
    newborns: int = 1
    asked_days: int | None = None
    taken_days: int = 0
    return_on: date | None = None
    expected: date | None = None
    child_hospitalised: bool | None = None

    def born_since(self, first: date) -> bool | None:
        """Whether the child was born, or expected, on a day or after; None where it is not told."""
        days = [day for day in (self.birth, self.expected) if day]
        return max(days) >= first if days else None

    @property
    def presumed(self) -> date | None:
        """The day that the birth was expected, by which the rights to maternity are judged."""
        return self.expected or self.birth


@dataclass(frozen=True)
class Trace:
    """The kernel's own row and what it was computed with; the explanation is written from it."""

    leave: FamilyLeave
    base: Base | None
    length: Length | None
    other_day: date | None
    row: FamilyRow
    parameters: Parameters
    options: Options
    years: Years | None = None


@dataclass(frozen=True)
class FamilyResult:
    """The answer; amounts in cents. Days and total are None when nothing tells how many days.

    `right_open` judges the length of affiliation only when its first day is given; when it is None
    nothing may be paid on this answer alone. `daily_cents` is the amount
    of the first days; a birth leave pays `second_daily_cents` from its second month.
    """

    right_open: bool | None
    daily_cents: int
    second_daily_cents: int | None
    daily_min_cents: int | None
    daily_max_cents: int
    max_days: int | None
    calendar_days: int | None
    paid_days: int | None
    total_gross_cents: int | None
    trace: Trace = field(repr=False, compare=False)

    @cached_property
    def explanation(self) -> tuple[Step, ...]:
        """The ordered steps of the computation, enough to redo it by hand."""
        from guichet.law.family_steps import steps

        return steps(self.trace)


CLOSED = frozenset({opening.NOT_MET, opening.GIVEN_NOT_MET, opening.NOT_AFFILIATED})


def evaluate(
    leaves: Sequence[FamilyLeave],
    parameters: Parameters | None = None,
    options: Options | None = None,
) -> list[FamilyResult | Refusal]:
    """Answer every leave, in order; a refused one never hides or stops the others."""
    from guichet.law.family_facts import Prepared, columns, prepare
    from guichet.law.family_kernel import compute
    from guichet.law.family_season import with_seasons

    parameters = parameters or load()
    options = options or law_options.DEFAULT
    checked = [prepare(leave, parameters, options) for leave in leaves]
    good = [c for c in checked if isinstance(c, Prepared)]
    if not good:
        return [c for c in checked if isinstance(c, Refusal)]
    inputs, years = with_seasons(columns(good), good, parameters, options)
    rows = compute(inputs, parameters, options).rows()
    found = (
        Trace(c.leave, c.base, c.length, c.other_day, row, parameters, options, years.get(rank))
        for rank, (c, row) in enumerate(zip(good, rows, strict=True))
    )
    return [c if isinstance(c, Refusal) else _result(next(found)) for c in checked]


def _result(trace: Trace) -> FamilyResult | Refusal:
    row = trace.row
    if refusal := total_fault(trace.leave.basis, trace.base, row.monthly_cap):
        return refusal
    birth_leave = trace.leave.benefit == "naissance"
    return FamilyResult(
        right_open=None if row.reason == opening.UNKNOWN else row.reason not in CLOSED,
        daily_cents=row.daily,
        second_daily_cents=row.second_daily if birth_leave else None,
        daily_min_cents=row.minimum or None,
        daily_max_cents=row.maximum,
        max_days=trace.length.days if trace.length else None,
        calendar_days=None if row.calendar_days < 0 else row.calendar_days,
        paid_days=None if row.paid_days < 0 else row.paid_days,
        total_gross_cents=None if row.total < 0 else row.total,
        trace=trace,
    )
