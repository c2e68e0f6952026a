"""The explanation of a sickness allowance, read from the kernel's own row."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

from guichet.law import money, opening
from guichet.law.covid import covid_steps
from guichet.law.day_counters import Judged
from guichet.law.explanation import Step, use
from guichet.law.opening_steps import BeyondDays, beyond_steps, right_steps
from guichet.law.options import OptionNote, Options
from guichet.law.pay_columns import DIVISOR_OF, DIVISORS
from guichet.law.pay_steps import capped_pay_steps
from guichet.law.reference_pay import Base
from guichet.law.sickness import Kind, Trace
from guichet.law.sickness_day_steps import (
    counter_steps,
    daily_name,
    leave_days,
    leave_steps,
    paid_steps,
    rate_steps,
)
from guichet.law.sickness_days import waiting_days

_DAILY = {
    "truncate": "truncate(sickness_rate * sjb)",
    "half_up": "half_up(sickness_rate * sjb)",
    "half_up_unrounded_base": "half_up(sickness_rate * capped_total"
    " / reference_divisor_three_months)",
}


def steps(trace: Trace) -> tuple[Step, ...]:
    """Every step of the answer, in the order of the computation."""
    return tuple(_steps(trace))


def _steps(trace: Trace) -> Iterator[Step]:
    if trace.stop.kind == "prolongation":
        yield kind_step(trace, "CSS R.323-1 et L.162-4-4")
    if covid := trace.stop.days.covid:
        yield from covid_steps(covid, trace.stop, trace.parameters)
    if not trace.stop.days.derogation:
        yield from _right(trace)
    yield from _cap(trace)
    if trace.base:
        yield from _wages(trace, trace.base)
    else:
        yield Step(
            "sjb",
            money.text(trace.row.sjb),
            "min(sjb_given, sjb_cap)",
            {
                "sjb_given": money.text(trace.stop.sjb_given_cents or 0),
                "sjb_cap": money.text(trace.row.sjb_cap),
            },
            "CSS R.323-4",
        )
    yield _maximum(trace)
    yield _daily(trace)
    yield from rate_steps(trace)
    yield from _days(trace)


def _right(trace: Trace) -> Iterator[Step]:
    yield from right_steps(
        trace.row,
        trace.reference,
        trace.parameters,
        trace.options,
        article="CSS L.313-1 et R.313-3 1°",
        inputs={},
        year=trace.year,
    )
    if trace.passes and trace.year:
        yield from beyond_steps(
            trace.row,
            trace.year,
            BeyondDays(trace.reference, trace.beyond, trace.stop.affiliated_since),
            trace.parameters,
            trace.options,
        )


class Placed(Judged, Protocol):
    """A stop known to be a prolongation or a new one; `reference`: whose references it keeps."""

    @property
    def kind(self) -> Kind: ...
    @property
    def reference(self) -> date: ...


def kind_step(trace: Placed, article: str) -> Step:
    """Whether a stop given as a prolongation is one."""
    stop = trace.stop
    inputs = {"stop_start": stop.stop_start.isoformat()}
    if stop.previous_end:
        inputs["previous_end"] = stop.previous_end.isoformat()
    if stop.resumed_on:
        inputs["resumed_on"] = stop.resumed_on.isoformat()
    if trace.kind == "prolongation":
        inputs["reference_start"] = trace.reference.isoformat()
    if trace.kind == "initial":
        formula = "stop_start - previous_end - 1 > prolongation_gap_days"
        if stop.resumed_on:
            formula = "stop_start - resumed_on > prolongation_gap_days"
    elif stop.reference_start is None:
        formula = "reference_start = stop_start"
    else:
        formula = "reference_start"
    return Step(
        "kind",
        trace.kind,
        formula,
        inputs,
        article,
        (use(trace.parameters, "prolongation_gap_days", stop.stop_start),),
        (trace.options.note("prolongation_reference"),),
    )


def _cap(trace: Trace) -> Iterator[Step]:
    previous_end = trace.reference.replace(day=1) - timedelta(days=1)
    ordinary = trace.options.cap_smic_day == "previous_month_end"
    smic_day = previous_end if ordinary else trace.reference
    smic = use(trace.parameters, "smic_hourly", smic_day)
    matters = use(trace.parameters, "smic_hourly", trace.reference).value != (
        use(trace.parameters, "smic_hourly", previous_end).value
    )
    yield Step(
        "smic_monthly",
        money.text(trace.row.smic_monthly),
        "half_up(smic_hourly * legal_weekly_hours * 52 / 12)",
        {"smic_day": smic_day.isoformat()},
        "CSS R.323-4",
        (smic, use(trace.parameters, "legal_weekly_hours", smic_day)),
        (trace.options.note("cap_smic_day"),) if matters else (),
    )
    yield Step(
        "monthly_cap",
        money.text(trace.row.monthly_cap),
        "half_up(sickness_cap_smic_multiple * smic_monthly)",
        {"smic_monthly": money.text(trace.row.smic_monthly)},
        "CSS R.323-4",
        (use(trace.parameters, "sickness_cap_smic_multiple", trace.reference),),
    )


def _wages(trace: Trace, base: Base) -> Iterator[Step]:
    row = trace.row
    yield from capped_pay_steps(
        base,
        row.retained,
        (row.monthly_cap, row.pay_cap),
        trace.stop.basis,
        reference=trace.reference,
        article="CSS R.323-4",
        options=trace.options,
    )
    divisor = DIVISORS[DIVISOR_OF[trace.stop.basis.periodicity]]
    yield Step(
        "sjb",
        money.text(row.sjb),
        f"half_up(capped_total / {divisor})",
        {"capped_total": money.text(row.capped_total)},
        "CSS R.323-4",
        (use(trace.parameters, divisor, trace.reference),),
    )


def _maximum(trace: Trace) -> Step:
    return Step(
        "ij_daily_max",
        money.text(trace.row.maximum),
        "half_up(sickness_rate * 3 * sickness_cap_smic_multiple * smic_monthly"
        " / reference_divisor_three_months)",
        {"smic_monthly": money.text(trace.row.smic_monthly)},
        "CSS R.323-9",
        (
            use(trace.parameters, "sickness_rate", trace.reference),
            use(trace.parameters, "sickness_cap_smic_multiple", trace.reference),
            use(trace.parameters, "reference_divisor_three_months", trace.reference),
        ),
    )


def _daily(trace: Trace) -> Step:
    row, options = trace.row, trace.options
    inputs = {"sjb": money.text(row.sjb), "ij_daily_max": money.text(row.maximum)}
    noted = "daily_rounding"
    if row.closed:
        closed = row.reason in (opening.NOT_MET, opening.GIVEN_NOT_MET)
        formula = "0"
        inputs = {"right_open" if closed else "right_open_beyond": "false"}
    elif row.at_cap and options.all_months_at_cap == "published_maximum":
        formula, noted = "ij_daily_max", "all_months_at_cap"
        inputs["sjb_cap"] = money.text(row.sjb_cap)
    else:
        formula = f"min({_DAILY[options.daily_rounding]}, ij_daily_max)"
    return Step(
        daily_name(trace),
        money.text(row.daily),
        formula,
        inputs,
        "CSS L.323-4 et R.323-5",
        (use(trace.parameters, "sickness_rate", trace.reference),),
        () if row.closed else (options.note(noted),),
    )


def _days(trace: Trace) -> Iterator[Step]:
    stop = trace.stop
    yield from leave_steps(trace)
    yield _carence(trace)
    yield from counter_steps(trace)
    if stop.stop_end is None:
        return
    yield from paid_steps(trace, stop.stop_end)


def _carence(trace: Trace) -> Step:
    row, stop = trace.row, trace.stop
    formula = "carence_days"
    inputs: dict[str, str] = {}
    options: tuple[OptionNote, ...] = ()
    uses = [use(trace.parameters, "carence_days", trace.reference)]
    article = "CSS L.323-1 et R.323-1 1°"
    if stop.waived_by:
        formula = "0"
        uses.append(use(trace.parameters, stop.waived_by, stop.stop_start))
        article = trace.parameters.on(stop.waived_by, stop.stop_start).article
    elif stop.days.derogation:
        formula, inputs = "0", {"covid_derogation": "true"}
    elif stop.carence_waived:
        formula, inputs = "0", {"carence_waived": "true"}
    elif trace.kind == "prolongation" or row.carence_due != row.carence_base:
        formula = "max(0, carence_days - carence_served)"
        inputs["carence_served"] = str(row.carence_base - row.carence_due)
        options = (trace.options.note("short_carence"),)
    if row.carence_due and waiting_days(trace) != row.carence_due and stop.days.part_times:
        part_first = stop.days.part_times[0].first
        formula = f"min({formula}, days_before_part_time)"
        inputs["days_before_part_time"] = str(max(0, (part_first - stop.stop_start).days))
        uses.append(use(trace.parameters, "part_time_no_carence", part_first))
        options += (trace.options.note("part_time_carence"),)
    if stop.stop_end:
        inputs["calendar_days"] = str(row.calendar_days)
        formula = f"min({formula}, calendar_days)"
        leave, under = leave_days(trace), min(row.carence_due, row.calendar_days) - row.carence_days
        formula = beside_leave(trace.options, formula, inputs, leave, under)
        options += (trace.options.note("carence_under_maternity"),) if leave else ()
    return Step(
        "carence_days",
        str(row.carence_days),
        formula,
        inputs,
        article,
        tuple(uses),
        options,
    )


def beside_leave(
    options: Options, formula: str, inputs: dict[str, str], days: int, under: int
) -> str:
    """The formula of the waiting days, `days` of the stop being those of a maternity leave.

    `under`: how many waiting days those days are, when they count as served.
    """
    if not days:
        return formula
    if options.carence_under_maternity == "served":
        inputs["carence_under_leave"] = str(under)
        return f"{formula} - carence_under_leave"
    inputs["maternity_days"] = str(days)
    return formula.replace("calendar_days", "calendar_days - maternity_days")
