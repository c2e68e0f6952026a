"""Allowances of the self-employed: facts of a stop or a leave in, explained answers out.

Sickness: D.622-1 s.; maternity and paternity: D.623-1 s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from guichet.law import options as law_options
from guichet.law.columns import NONE, as_date
from guichet.law.counters import Interval
from guichet.law.dates import after_months
from guichet.law.day_counters import COUNTERS, total, whole
from guichet.law.explanation import Refusal, Step
from guichet.law.family import FamilyLeave
from guichet.law.family_lengths import Length
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load
from guichet.law.self_employed_kernel import LeaveRow, StopRow, compute_leaves, compute_stops
from guichet.law.sickness import Kind, SicknessStop
from guichet.law.sickness_days import kept_days
from guichet.law.stop_days import Removed

if TYPE_CHECKING:
    from guichet.law.self_employed_facts import PreparedLeave, PreparedStop

Category = Literal["artisan_commercant_plnr", "liberal_cnavpl", "conjoint_collaborateur"]


@dataclass(frozen=True)
class Income:
    """Mean yearly income of the three previous civil years, in cents: known, or from a turnover.

    `micro` names the parameter of the allowance that is taken off the mean turnover.
    """

    raam_cents: int | None = None
    turnover_cents: int | None = None
    micro: str | None = None

    @property
    def known(self) -> bool:
        """Whether there is an income to compute with."""
        return self.raam_cents is not None or self.turnover_cents is not None


@dataclass(frozen=True)
class SelfEmployedStop:
    """A stop of sickness, with the dates and the history of an employee's, and the income.

    `hospitalised`: a short stop then bears the ordinary waiting days.
    """

    stop: SicknessStop
    category: Category
    income: Income = Income()
    hospitalised: bool = False


@dataclass(frozen=True)
class SelfEmployedLeave:
    """A leave for a birth, with the dates of an employee's, and the income."""

    leave: FamilyLeave
    income: Income = Income()


@dataclass(frozen=True)
class StopAnswer:
    """The answer to a stop; days and total are None while the end is not known.

    When `right_open` is None, the amounts are what would be due once the right is established.
    """

    facts: "PreparedStop"
    row: StopRow
    parameters: Parameters
    options: Options

    @property
    def stop(self) -> SicknessStop:
        """The stop itself."""
        return self.facts.asked.stop

    @property
    def kind(self) -> Kind:
        """A prolongation, or a new stop."""
        return self.facts.kind

    @property
    def reference(self) -> date:
        """The first day of the stop, or of the initial stop that it prolongs."""
        return self.facts.reference

    @property
    def right_open(self) -> bool | None:
        """Whether the affiliation is long enough, as far as anybody has said."""
        return self.facts.right.open

    @cached_property
    def _kept(self) -> tuple[Sequence[Interval], list[Removed]]:
        first = self.stop.stop_start
        # With no end, far enough for a counter that is full to leave one day free.
        years = whole(self, "sickness_counter_years") + 1
        last = after_months(first, 12 * years) if self.row.last == NONE else as_date(self.row.last)
        return kept_days(self, Interval(first, last), COUNTERS) if first <= last else ((), [])

    @property
    def removed(self) -> Sequence[Removed]:
        """The days, beside the waiting ones, that a rule leaves unpaid."""
        return self._kept[1]

    @property
    def paid(self) -> Sequence[Interval]:
        """The days paid, as far as they are known where the end is not."""
        return () if self.row.nil or self.right_open is False else self._kept[0]

    @property
    def paid_days(self) -> int | None:
        """How many days are paid."""
        return None if self.stop.stop_end is None else total(self.paid)

    @property
    def carence_days(self) -> int:
        """The waiting days: none on the days of a leave that prevails over the stop."""
        if self.stop.stop_end is None:
            return self.row.carence_due
        removed = sum(one.days for one in self.removed)
        return self.row.calendar_days - self.row.after_limit - removed - total(self._kept[0])

    @property
    def total_cents(self) -> int | None:
        """Gross total of the stop."""
        return None if self.paid_days is None else self.paid_days * self.row.daily

    @cached_property
    def explanation(self) -> tuple[Step, ...]:
        """The ordered steps of the computation, enough to redo it by hand."""
        from guichet.law.self_employed_steps import stop_steps

        return tuple(stop_steps(self))


@dataclass(frozen=True)
class LeaveAnswer:
    """The answer to a leave; when `right_open` is None, what would be due once it is open."""

    facts: "PreparedLeave"
    row: LeaveRow
    parameters: Parameters
    options: Options

    @property
    def leave(self) -> FamilyLeave:
        """The leave itself."""
        return self.facts.asked.leave

    @property
    def length(self) -> Length | None:
        """How long it may last."""
        return self.facts.length

    @property
    def right_open(self) -> bool | None:
        """Whether the affiliation is long enough, as far as anybody has said."""
        return self.facts.right.open

    @cached_property
    def explanation(self) -> tuple[Step, ...]:
        """The ordered steps of the computation, enough to redo it by hand."""
        from guichet.law.self_employed_steps import leave_steps

        return tuple(leave_steps(self))


def evaluate_stops(
    stops: Sequence[SelfEmployedStop],
    parameters: Parameters | None = None,
    options: Options | None = None,
) -> list[StopAnswer | Refusal]:
    """Answer every stop, in order; a refused one never hides or stops the others."""
    from guichet.law.self_employed_facts import PreparedStop, prepare_stop, stop_columns

    parameters, options = parameters or load(), options or law_options.DEFAULT
    checked = [prepare_stop(stop, parameters, options) for stop in stops]
    good = [one for one in checked if isinstance(one, PreparedStop)]
    rows = iter(compute_stops(stop_columns(good), parameters, options).rows() if good else ())
    return [
        one if isinstance(one, Refusal) else StopAnswer(one, next(rows), parameters, options)
        for one in checked
    ]


def evaluate_leaves(
    leaves: Sequence[SelfEmployedLeave],
    parameters: Parameters | None = None,
    options: Options | None = None,
) -> list[LeaveAnswer | Refusal]:
    """Answer every leave, in order; a refused one never hides or stops the others."""
    from guichet.law.self_employed_facts import PreparedLeave, leave_columns, prepare_leave

    parameters, options = parameters or load(), options or law_options.DEFAULT
    checked = [prepare_leave(leave, parameters, options) for leave in leaves]
    good = [one for one in checked if isinstance(one, PreparedLeave)]
    rows = iter(compute_leaves(leave_columns(good), parameters, options).rows() if good else ())
    return [
        one if isinstance(one, Refusal) else LeaveAnswer(one, next(rows), parameters, options)
        for one in checked
    ]
