"""Sickness daily allowance of an employee: facts of a stop in, an explained answer out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from guichet.law import opening
from guichet.law import options as law_options
from guichet.law.explanation import Refusal, Step
from guichet.law.opening_year import CLOSED, YearRow
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load
from guichet.law.reference_pay import (
    MONTHLY,
    Base,
    MonthlyWage,
    PayBasis,
    months_before,
    total_fault,
)
from guichet.law.sickness_kernel import SicknessRow
from guichet.law.stop_days import PLAIN, DaysFound, Removed, StopDays

Kind = Literal["initial", "prolongation"]


@dataclass(frozen=True)
class SicknessStop:
    """The facts of one stop; `stop_end` may be unknown, then only the daily amount is answered.

    `carence_served` left out for a prolongation is worked out from the initial stop; when that is
    not known either, the carence is taken as served. `previous_end`, the last day of the stop that
    is prolonged, tells a prolongation from a new stop (more than 48 hours of resumed work, from
    `resumed_on`, else from the day after).
    `basis`: pays other than the wages by month. `waived_by`: the parameter whose rule lifts the
    waiting days, empty where none does; `carence_waived`: they are lifted for another reason.
    `opening_conditions_met` is said of the whole stop, past six months too.
    """

    stop_start: date
    stop_end: date | None
    kind: Kind = "initial"
    wages: tuple[MonthlyWage, ...] = ()
    basis: PayBasis = MONTHLY
    sjb_given_cents: int | None = None
    reference_start: date | None = None
    carence_served: int | None = None
    carence_waived: bool = False
    waived_by: str = ""
    opening_conditions_met: bool | None = None
    previous_end: date | None = None
    days: StopDays = PLAIN
    affiliated_since: date | None = None
    resumed_on: date | None = None

    @property
    def conditions_met(self) -> bool | None:
        """Whether the conditions of the right are known to be met, or lifted; None: to judge."""
        return True if self.days.derogation else self.opening_conditions_met

    @property
    def prescribed_on(self) -> date:
        """The day of the prescription."""
        return self.days.issued_on or self.stop_start


@dataclass(frozen=True)
class Segment:
    """Consecutive paid days with the same gross daily amount."""

    first: date
    last: date
    daily_cents: int


@dataclass(frozen=True)
class Trace:
    """The kernel's own row and what it was computed with; the explanation is written from it."""

    stop: SicknessStop
    kind: Kind
    reference: date
    base: Base | None
    row: SicknessRow
    parameters: Parameters
    options: Options
    beyond: date  # the first day past six months of uninterrupted stop
    year: YearRow | None = None
    days: DaysFound | None = None

    @property
    def first_day(self) -> date:
        """The first day of the stop, or of the initial stop that it prolongs."""
        first = self.stop.reference_start if self.kind == "prolongation" else None
        return first or self.stop.stop_start

    @property
    def passes(self) -> bool:
        """Whether days past six months are asked about."""
        return (self.stop.stop_end or self.stop.stop_start) >= self.beyond

    @property
    def open_beyond(self) -> bool | None:
        """Whether the right is open past six months; None where it is still to be established."""
        if self.year is None or self.row.reason == opening.NOT_MET:
            return self.row.reason in opening.OPEN
        if self.year.beyond == opening.UNKNOWN:
            return None
        return self.year.beyond not in CLOSED


@dataclass(frozen=True)
class SicknessResult:
    """The answer. Days and total are None when the end of the stop is not known.

    When `right_open` is None nothing may be paid on this answer alone: the amounts are what would
    be due once the right is established, past six months too. `paid_until` is the last day that
    the right allows, where it ends before the stop.
    """

    right_open: bool | None
    right_reason: str
    kind: Kind
    reference_months: tuple[str, ...]
    sjb_cents: int
    sjb_cap_cents: int
    capped_total_cents: int | None
    daily_cents: int
    daily_max_cents: int
    monthly_cap_cents: int
    threshold_cents: int
    calendar_days: int | None
    carence_days: int
    first_paid_day: date | None
    paid_days: int | None
    total_gross_cents: int | None
    segments: tuple[Segment, ...]
    paid_until: date | None
    trace: Trace = field(repr=False, compare=False)

    @property
    def removed(self) -> tuple[Removed, ...]:
        """The days, beside the waiting ones, that each rule leaves unpaid."""
        return self.trace.days.removed if self.trace.days else ()

    @cached_property
    def explanation(self) -> tuple[Step, ...]:
        """The ordered steps of the computation, enough to redo it by hand."""
        from guichet.law.sickness_steps import steps

        return steps(self.trace)


RIGHT_REASONS: dict[int, str] = {
    opening.GIVEN_MET: "Les conditions d'ouverture des droits sont déclarées remplies.",
    opening.GIVEN_NOT_MET: "Les conditions d'ouverture des droits sont déclarées non remplies.",
    opening.BY_PAY: "Le salaire des six mois civils précédents atteint le minimum.",
    opening.BY_MONTHS: "Les heures des trois mois civils précédents atteignent le minimum.",
    opening.BY_DAYS: "Les heures des 90 jours précédents atteignent le minimum.",
    opening.SEASON_BY_PAY: "Le salaire des douze mois civils précédents atteint le minimum (travail"
    " saisonnier ou discontinu).",
    opening.SEASON_BY_MONTHS: "Les heures des douze mois civils précédents atteignent le minimum"
    " (travail saisonnier ou discontinu).",
    opening.SEASON_BY_DAYS: "Les heures des 365 jours précédents atteignent le minimum (travail"
    " saisonnier ou discontinu).",
    opening.NOT_MET: "Ni le salaire des six mois civils précédents, ni les heures de travail"
    " n'atteignent le minimum.",
    opening.UNKNOWN: "Les salaires et les heures donnés ne suffisent pas pour dire si le droit est"
    " ouvert : il faut le salaire des six mois civils précédents, ou les heures des trois mois"
    " civils précédents.",
}
BY_DEROGATION = "Les règles de l'épidémie de covid-19 ouvrent le droit sans condition."
CLOSED_BEYOND = (
    "Les conditions des douze mois précédents ne sont pas remplies : le droit s'arrête après six"
    " mois d'arrêt."
)
UNKNOWN_BEYOND = (
    "Les salaires et les heures donnés ne suffisent pas pour dire si le droit continue après six"
    " mois d'arrêt : il faut le salaire des douze mois civils précédents, ou leurs heures."
)


def evaluate(
    stops: Sequence[SicknessStop],
    parameters: Parameters | None = None,
    options: Options | None = None,
) -> list[SicknessResult | Refusal]:
    """Answer every stop, in order; a refused one never hides or stops the others."""
    from guichet.law.sickness_facts import Prepared, columns, prepare, with_years
    from guichet.law.sickness_kernel import rows

    parameters = parameters or load()
    options = options or law_options.DEFAULT
    checked = [prepare(stop, parameters, options) for stop in stops]
    good = [c for c in checked if isinstance(c, Prepared)]
    if not good:
        return [c for c in checked if isinstance(c, Refusal)]
    inputs, years = with_years(columns(good), good, parameters, options)
    found = (
        Trace(
            p.stop,
            p.kind,
            p.reference,
            p.base,
            row,
            parameters,
            options,
            p.beyond,
            years.get(rank),
        )
        for rank, (p, row) in enumerate(zip(good, rows(inputs, parameters, options), strict=True))
    )
    return [c if isinstance(c, Refusal) else _result(_with_days(next(found))) for c in checked]


def reference_months(stop_start: date) -> tuple[str, str, str]:
    """The three civil months whose wages make the daily base (R.323-4)."""
    first, second, third = months_before(stop_start, 3)
    return first, second, third


def _with_days(trace: Trace) -> Trace:
    """The same, with the days of a stop to which more than the ordinary rule applies."""
    if trace.stop.days == PLAIN and not trace.passes:
        return trace  # no counter is as short as six months
    from guichet.law.sickness_days import find_days

    found = find_days(trace)
    if found is None:
        return trace
    row = trace.row._replace(carence_days=found.carence_days)
    if trace.stop.stop_end:
        row = row._replace(paid_days=found.paid, total=found.total)
    return replace(trace, row=row, days=found)


def _result(trace: Trace) -> SicknessResult | Refusal:
    row, stop = trace.row, trace.stop
    if refusal := total_fault(stop.basis, trace.base, row.monthly_cap):
        return refusal
    right, why = _right(trace)
    given = stop.sjb_given_cents is not None
    paid = None if row.paid_days < 0 else row.paid_days
    first_paid = None
    if trace.days:
        first_paid = trace.days.parts[0].first if trace.days.parts else None
    elif paid is None or paid > 0:
        first_paid = stop.stop_start + timedelta(days=row.carence_days)
    return SicknessResult(
        right_open=right,
        right_reason=why,
        kind=trace.kind,
        reference_months=trace.base.names if trace.base else (),
        sjb_cents=row.sjb,
        sjb_cap_cents=row.sjb_cap,
        capped_total_cents=None if given else row.capped_total,
        daily_cents=row.daily,
        daily_max_cents=row.maximum,
        monthly_cap_cents=row.monthly_cap,
        threshold_cents=row.threshold,
        calendar_days=None if row.calendar_days < 0 else row.calendar_days,
        carence_days=row.carence_days,
        first_paid_day=None if row.closed else first_paid,
        paid_days=paid,
        total_gross_cents=None if row.total < 0 else row.total,
        segments=_segments(trace, first_paid) if paid else (),
        paid_until=paid_until(trace),
        trace=trace,
    )


def _segments(trace: Trace, first_paid: date | None) -> tuple[Segment, ...]:
    if days := trace.days:
        return tuple(Segment(p.first, p.last, days.amounts[p.rate]) for p in days.parts)
    if first_paid is None or trace.stop.stop_end is None:
        return ()
    last = paid_until(trace) or trace.stop.stop_end
    return (Segment(first_paid, last, trace.row.daily),)


def paid_until(trace: Trace) -> date | None:
    """The last day that the right allows, where the stop goes on after it."""
    if not trace.passes or trace.row.closed or trace.open_beyond is not False:
        return None
    return trace.beyond - timedelta(days=1)


def _right(trace: Trace) -> tuple[bool | None, str]:
    """Whether the right is open for all the days that may be paid, and why."""
    reason = trace.row.reason
    if trace.stop.days.derogation:
        return True, BY_DEROGATION
    if trace.row.closed and reason not in (opening.NOT_MET, opening.GIVEN_NOT_MET):
        return False, CLOSED_BEYOND
    if reason in opening.OPEN and trace.passes and trace.open_beyond is None:
        return None, UNKNOWN_BEYOND
    return opening.open_for(reason), RIGHT_REASONS[reason]
