"""Cases in, answers out: the public contract of `guichet law daily-allowance`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from guichet.law import money
from guichet.law.case_cover import check_cover
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.case_stops import read_stops
from guichet.law.columns import as_date, day_number, month_start
from guichet.law.deductions import Deductions, deduction_steps, deductions
from guichet.law.explanation import Step
from guichet.law.opening import threshold_columns
from guichet.law.options import DEFAULT, Options
from guichet.law.parameters import ParameterFault, load
from guichet.law.sickness import Refusal, SicknessResult, SicknessStop, evaluate
from guichet.law.sickness_steps import threshold

_CHECKS = {
    "threshold_6_months": (6, "opening_smic_multiple_6_months"),
    "threshold_12_months": (12, "opening_smic_multiple_12_months"),
}
_BY_END = frozenset({"carence_days", "paid_days", "ij_total_gross", "ij_total_after_csg_crds"})


@dataclass(frozen=True)
class _Read:
    """A case as it was read: the stops to evaluate, or an answer that needs none."""

    identity: Any
    stops: list[SicknessStop] = field(default_factory=list)
    many: bool = False
    solved: tuple[dict[str, Any], list[Step]] | None = None
    refusal: Refusal | None = None


def answer(cases: Sequence[Any], options: Options = DEFAULT) -> dict[str, Any]:
    """Answer the cases in their order; a refused one bears `error` in place of `result`."""
    read = [_read(case, rank) for rank, case in enumerate(cases, start=1)]
    found = iter(evaluate([stop for one in read for stop in one.stops], options=options))
    return {"cases": [_answered(one, [next(found) for _ in one.stops]) for one in read]}


def _read(case: Any, rank: int) -> _Read:
    identity: Any = rank
    try:
        outer = Reader(case, "case")
        identity = outer.name("id", rank)
        if not outer.has("input"):
            raise CaseFault("input", "les données du cas", "La clé « input » manque.")
        reader = Reader(case["input"])
        check_cover(reader)
        if reader.has("check"):
            return _Read(identity, solved=_threshold(reader))
        return _Read(identity, stops=read_stops(reader), many=reader.has("stop_ends"))
    except CaseFault as fault:
        return _Read(identity, refusal=fault.refusal)
    except ParameterFault as fault:
        return _Read(identity, refusal=Refusal("stop_start", "une date couverte", str(fault)))


def _answered(read: _Read, found: list[SicknessResult | Refusal]) -> dict[str, Any]:
    refusal = read.refusal or next((one for one in found if isinstance(one, Refusal)), None)
    if refusal:
        return {"id": read.identity, "error": dict(vars(refusal))}
    answers = [one for one in found if isinstance(one, SicknessResult)]
    result, steps = read.solved or _solved(answers, read.many)
    return {
        "id": read.identity,
        "result": result,
        "explanation": [step.to_dict() for step in steps],
    }


def _solved(answers: list[SicknessResult], many: bool) -> tuple[dict[str, Any], list[Step]]:
    result = _common(answers[0])
    for key, read in _DEPENDS_ON_END.items():
        values = [read(one) for one in answers]
        if any(value is not None for value in values):
            result[key] = values if many else values[0]
    steps = [s for s in answers[0].explanation if s.key not in _BY_END]
    for one in answers:
        steps += [s for s in one.explanation if s.key in _BY_END]
        if one.total_gross_cents is not None:
            steps += deduction_steps(_deducted(one, one.total_gross_cents), None, _choices(one))
    return result, steps


def _common(one: SicknessResult) -> dict[str, Any]:
    stop: SicknessStop = one.trace.stop
    result: dict[str, Any] = {}
    if one.right_open is not None:
        result["right_open"] = one.right_open
    if stop.opening_conditions_met is None and stop.wages:
        result["threshold_amount"] = money.text(one.threshold_cents)
    result["monthly_cap"] = money.text(one.monthly_cap_cents)
    if one.capped_total_cents is not None:
        result["capped_total"] = money.text(one.capped_total_cents)
        used = {w.month: w for w in stop.wages}
        if any(used[m].reestablished_cents is not None for m in one.reference_months):
            result["reestablished_total"] = money.text(sum(one.trace.row.wages))
    result["sjb"] = money.text(one.sjb_cents)
    result["sjb_cap"] = money.text(one.sjb_cap_cents)
    result["ij_daily_max"] = money.text(one.daily_max_cents)
    result["ij_daily_gross"] = money.text(one.daily_cents)
    net = _deducted(one, one.daily_cents).net
    result["ij_daily_after_csg_crds"] = money.text(net)
    return result


def _net_total(one: SicknessResult) -> str | None:
    total = one.total_gross_cents
    return None if total is None else money.text(_deducted(one, total).net)


_DEPENDS_ON_END: dict[str, Callable[[SicknessResult], Any]] = {
    "calendar_days": lambda one: one.calendar_days,
    "carence_days": lambda one: one.carence_days,
    "first_paid_day": lambda one: one.first_paid_day and one.first_paid_day.isoformat(),
    "paid_days": lambda one: one.paid_days,
    "ij_total_gross": lambda one: (
        None if one.total_gross_cents is None else money.text(one.total_gross_cents)
    ),
    "ij_total_after_csg_crds": _net_total,
}


def _deducted(one: SicknessResult, cents: int) -> Deductions:
    """At the rates of the last day: the contract gives no payment day."""
    stop: SicknessStop = one.trace.stop
    return deductions(cents, stop.stop_end or stop.stop_start, None, _choices(one))


def _choices(one: SicknessResult) -> Options:
    return one.trace.options


def _threshold(reader: Reader) -> tuple[dict[str, Any], list[Step]]:
    """The pay that opens the right, for a stop or a reference period."""
    months, multiple = _CHECKS[reader.choice("check", tuple(_CHECKS))]
    period = reader.days("reference_period")
    stop_start = reader.day("stop_start")
    if stop_start is not None:
        day = np.array([day_number(stop_start)], dtype=np.int64)
        first = as_date(int(month_start(day, -months)[0]))
        if period and period[0] != first:
            reader.fault(
                "reference_period",
                f"une période qui commence le {first:%d/%m/%Y}",
                f"Pour un arrêt du {stop_start:%d/%m/%Y}, la période de {months} mois commence le"
                f" {first:%d/%m/%Y}.",
            )
    elif period:
        first = period[0]
    else:
        first = reader.required_day("stop_start")
    parameters = load()
    parameters.on(multiple, first)
    parameters.on("smic_hourly", first)
    days = np.array([day_number(first)], dtype=np.int64)
    cents = int(threshold_columns(days, multiple, parameters)[0])
    return {"threshold_amount": money.text(cents)}, [threshold(parameters, first, cents, multiple)]
