"""Sickness in the public contract: a case's keys to the facts of a stop, its answer to keys."""

from typing import Any

from guichet.law import money
from guichet.law.allowance import Allowance, Told, told_of
from guichet.law.case_reading import Reader
from guichet.law.case_stops import read_stops
from guichet.law.columns import NONE
from guichet.law.contract import PAY_KEYS
from guichet.law.day_counters import MATERNITY, RULES, counter, whole
from guichet.law.deductions import Deductions, deduction_steps, deductions
from guichet.law.explanation import Refusal, Step
from guichet.law.majorated_rate import initially
from guichet.law.options import Options
from guichet.law.sickness import SicknessResult, SicknessStop, evaluate
from guichet.law.sickness_days import asked_rate
from guichet.law.stop_days import Rate

KEYS = PAY_KEYS | {
    "benefit",
    "stop_start",
    "stop_end",
    "stop_ends",
    "kind",
    "issued_on",
    "ald",
    "dependent_children",
    "carence_waived",
    "opening_conditions_met",
    "sjb_given",
    "previous_stops",
    "reason",
    "death_date",
    "rank_of_stop_since_death",
    "return_on",
    "day_of_stop",
    "affiliated_since",
    "covid",
    "part_time",
    "lost_gross",
    "notice_sent_on",
    "previous_late_notice_prescribed_on",
    "hospitalised",
    "retired_since",
}
BY_END = frozenset(
    {
        "calendar_days",
        "carence_days",
        "first_paid_day",
        "paid_days",
        "ij_total_gross",
        "ij_total_after_csg_crds",
        "period",
        *RULES,
        MATERNITY,
        "right_open_beyond",
        "threshold_12_months",
        "reduced_days",
    }
)


def _read(reader: Reader) -> list[SicknessStop]:
    return read_stops(reader)


def _evaluate(stops: list[SicknessStop], options: Options) -> list[SicknessResult | Refusal]:
    return evaluate(stops, options=options)


def _result(one: SicknessResult) -> dict[str, Any]:
    row, stop = one.trace.row, one.trace.stop
    base, total = one.trace.base, one.total_gross_cents
    judged = stop.conditions_met is None and stop.wages
    restored = base is not None and any(found != NONE for found in base.reestablished)
    return {
        "right_open": one.right_open,
        "threshold_amount": money.text(one.threshold_cents) if judged else None,
        "monthly_cap": money.text(one.monthly_cap_cents),
        "capped_total": base and money.text(row.capped_total),
        "reestablished_total": money.text(sum(row.wages)) if restored else None,
        "sjb": money.text(one.sjb_cents),
        "sjb_cap": money.text(one.sjb_cap_cents),
        "ij_daily_max": money.text(one.daily_max_cents),
        "ij_daily_gross": money.text(_daily(one)),
        **_majorated(one),
        "ij_daily_after_csg_crds": money.text(_deducted(one, _daily(one)).net),
        "calendar_days": one.calendar_days,
        "carence_days": one.carence_days,
        "first_paid_day": one.first_paid_day and one.first_paid_day.isoformat(),
        "paid_days": one.paid_days,
        **_reduced(one),
        **_counted(one),
        "ij_total_gross": None if total is None else money.text(total),
        "ij_total_after_csg_crds": None if total is None else money.text(_deducted(one, total).net),
    }


def _daily(one: SicknessResult) -> int:
    """The amount of the day asked about, else of a day of part-time where the stop has some."""
    days = one.trace.days
    return days.amounts[asked_rate(one.trace)] if days else one.daily_cents


def _reduced(one: SicknessResult) -> dict[str, Any]:
    """What a notice sent late takes away."""
    if one.trace.stop.days.notice is None:
        return {}
    days = one.trace.days
    if days is None or days.reduced is None:
        return {"reduced_days": 0, "reduction_pct": 0}
    reduction = one.trace.parameters.on("late_notice_reduction", one.trace.stop.prescribed_on)
    return {
        "reduced_days": sum(part.days for part in days.parts if part.rate.reduced),
        "reduction_pct": int(reduction.value * 100),
    }


def _counted(one: SicknessResult) -> dict[str, Any]:
    """What the counter of three years says, where the history is known."""
    found, counts = counter(one.trace), one.trace.stop.days.counts_toward_360
    return {
        "max_days": _most_days(one),
        "counts_toward_360": counts if one.trace.stop.days.covid or not counts else None,
        "days_left_360": found and found.left,
    }


def _most_days(one: SicknessResult) -> int | None:
    """How many days may be paid in all to somebody who works and has a pension."""
    trace = one.trace
    return None if trace.stop.days.retired_since is None else whole(trace, "retired_most_days")


def _majorated(one: SicknessResult) -> dict[str, Any]:
    """The two amounts of a stop that has the rate of two thirds from day 31."""
    days, asked = one.trace.days, one.trace.stop.days.asked_day
    if days is None or days.majorated_from is None:
        return {"majorated_rate_applies": None if asked is None else False}
    return {
        "ij_daily_gross_days_4_to_30": money.text(one.daily_cents),
        "ij_daily_gross_from_day_31": money.text(days.amounts[Rate(majorated=True)]),
        "majorated_rate_applies": asked is None
        or asked >= initially(one.trace, "majorated_rate_first_day"),
    }


def _steps(one: SicknessResult) -> list[Step]:
    total = one.total_gross_cents
    if total is None:
        return list(one.explanation)
    return [*one.explanation, *deduction_steps(_deducted(one, total), None, one.trace.options)]


def _deducted(one: SicknessResult, cents: int) -> Deductions:
    """At the rates of the last day: the contract gives no payment day."""
    stop: SicknessStop = one.trace.stop
    return deductions(cents, stop.stop_end or stop.stop_start, None, one.trace.options)


def _bounds(reader: Reader, options: Options) -> Told:
    """The cap of a month's wage and the most that a day may pay: there is no minimum."""
    day = reader.required_day("stop_start")
    asked = SicknessStop(day, None, sjb_given_cents=0, opening_conditions_met=True)
    (found,) = _evaluate([asked], options)
    return told_of(found, _result, ("monthly_cap", "ij_daily_max"))


ALLOWANCE = Allowance(
    keys=frozenset(KEYS),
    read=_read,
    evaluate=_evaluate,
    result=_result,
    steps=_steps,
    by_end=BY_END,
    bounds=_bounds,
)
