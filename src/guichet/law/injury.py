"""Daily allowance after a work accident, a commuting accident or an occupational disease.

Facts of a stop in, an explained answer out (CSS L.433-1 to L.433-4, R.433-1 to R.433-7). No waiting
day, no condition of work before; the day of the accident is paid by the employer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from guichet.law import options as law_options
from guichet.law.dates import DAY
from guichet.law.explanation import Refusal, Step
from guichet.law.injury_kernel import InjuryRow
from guichet.law.options import Options
from guichet.law.parameters import Parameters, load
from guichet.law.reference_pay import MONTHLY, Base, Counts, MonthlyWage, PayBasis
from guichet.law.sickness import Kind, Segment
from guichet.law.stop_days import PartTime

Benefit = Literal["at", "trajet", "mp"]
# new: nothing before. interrupted: work was resumed before healing. relapse: after it (R.433-7).
Link = Literal["new", "prolongation", "interrupted", "relapse"]
# How many pays make the daily base (R.433-4).
COUNTS: Counts = {"monthly": 1, "fortnightly": 2, "weekly": 4, "discontinuous": 12}


@dataclass(frozen=True)
class InjuryStop:
    """The facts of one stop; amounts in cents; with no `stop_end` only daily amounts are answered.

    `reference_start`: first day of the stops that this one prolongs with no work between them;
    None when work was resumed. `origin_start`: first day of the accident's first stop; None for
    that stop. `counted_days`: days already paid that this stop goes on counting; `earlier_days`:
    those before a relapse. `resumed_days`: days of work since the stop before. `day_of_stop`: rank
    of the day whose amount is asked, 1 for `stop_start`.
    """

    benefit: Benefit
    stop_start: date
    stop_end: date | None
    kind: Kind = "initial"
    accident_date: date | None = None
    recognised_on: date | None = None
    wages: tuple[MonthlyWage, ...] = ()
    basis: PayBasis = MONTHLY
    sjb_given_cents: int | None = None
    reference_start: date | None = None
    origin_start: date | None = None
    counted_days: int = 0
    earlier_days: int = 0
    resumed_days: int | None = None
    part_time: PartTime | None = None
    day_of_stop: int | None = None

    @property
    def employer_day(self) -> bool:
        """Whether the stop begins on the day of the accident, which the employer pays (L.433-1)."""
        return self.benefit != "mp" and self.accident_date == self.stop_start

    @property
    def asked_rank(self) -> int | None:
        """The rank of the day whose amount is told: that asked about, else the first day of
        part-time; None where the stop has neither."""
        part = self.part_time
        if self.day_of_stop is not None or part is None:
            return self.day_of_stop
        day = max(part.first, self.stop_start + int(self.employer_day) * DAY)
        return (day - self.stop_start).days + 1 if day <= part.last else None


@dataclass(frozen=True)
class Trace:
    """The kernel's own row and what it was computed with; the explanation is written from it.

    `first_base`: the pays before the first stop, below whose allowance a relapse never falls; None
    when there was no such stop, or when its pays are not known (`floor` is then the first day of
    that stop).
    """

    stop: InjuryStop
    link: Link
    reference: date
    floor: date | None
    base: Base | None
    first_base: Base | None
    row: InjuryRow
    parameters: Parameters
    options: Options


@dataclass(frozen=True)
class InjuryResult:
    """The answer, in cents. Days and totals are None when the end of the stop is not known.

    The amounts of the two rates are those of days without part-time work. `daily_cents`: that of
    the day asked about, or of the first day of part-time, else that of the first rate.
    """

    link: Link
    sjb_cents: int
    sjb_cap_cents: int
    net_cap_cents: int
    uncapped_80_cents: int
    daily_1_28_cents: int
    daily_29_cents: int
    daily_cents: int
    calendar_days: int | None
    first_paid_day: date | None
    paid_days: int | None
    days_1_28: int | None
    days_29_plus: int | None
    total_1_28_cents: int | None
    total_29_plus_cents: int | None
    total_gross_cents: int | None
    segments: tuple[Segment, ...]
    trace: Trace = field(repr=False, compare=False)

    @cached_property
    def explanation(self) -> tuple[Step, ...]:
        """The ordered steps of the computation, enough to redo it by hand."""
        from guichet.law.injury_steps import steps

        return steps(self.trace)


def evaluate(
    stops: Sequence[InjuryStop],
    parameters: Parameters | None = None,
    options: Options | None = None,
) -> list[InjuryResult | Refusal]:
    """Answer every stop, in order; a refused one never hides or stops the others."""
    from guichet.law.injury_facts import Prepared, columns, prepare
    from guichet.law.injury_kernel import compute

    parameters = parameters or load()
    options = options or law_options.DEFAULT
    checked = [prepare(stop, parameters, options) for stop in stops]
    good = [c for c in checked if isinstance(c, Prepared)]
    rows = iter(compute(columns(good), parameters, options).rows() if good else ())
    return [
        c
        if isinstance(c, Refusal)
        else _result(Trace(c.stop, *c.pays, next(rows), parameters, options))
        for c in checked
    ]


def _result(trace: Trace) -> InjuryResult:
    row, stop = trace.row, trace.stop
    known = stop.stop_end is not None
    first = stop.stop_start + timedelta(days=row.employer_days)
    return InjuryResult(
        link=trace.link,
        sjb_cents=row.sjb,
        sjb_cap_cents=row.sjb_cap,
        net_cap_cents=row.net,
        uncapped_80_cents=row.uncapped_second,
        daily_1_28_cents=row.daily_first,
        daily_29_cents=row.daily_second,
        daily_cents=row.daily_asked,
        calendar_days=row.calendar_days if known else None,
        first_paid_day=first if row.paid_days or not known else None,
        paid_days=row.paid_days if known else None,
        days_1_28=row.days_first if known else None,
        days_29_plus=row.days_second if known else None,
        total_1_28_cents=row.total_first if known else None,
        total_29_plus_cents=row.total_second if known else None,
        total_gross_cents=row.total if known else None,
        segments=tuple(_segments(trace, first)) if known and row.paid_days else (),
        trace=trace,
    )


def _segments(trace: Trace, first: date) -> Iterator[Segment]:
    """The paid days in order, cut where the rate changes and at the ends of part-time work."""
    row, part = trace.row, trace.stop.part_time
    end = first + timedelta(days=row.paid_days - 1)
    starts = {first, first + timedelta(days=row.days_first)}
    if part:
        starts |= {part.first, part.last + timedelta(days=1)}
    cuts = sorted(day for day in starts if first <= day <= end)
    for day, following in zip(cuts, [*cuts[1:], end + timedelta(days=1)], strict=True):
        daily = row.daily_first if (day - first).days < row.days_first else row.daily_second
        if part and part.first <= day <= part.last:
            daily = min(daily, row.part_daily)
        yield Segment(day, following - timedelta(days=1), daily)
