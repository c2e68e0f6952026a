"""Work injuries in the public contract: a case's keys to the facts of a stop, its answer to keys.

Out of scope: bonuses paid for longer than the reference period (R.433-5), apprentices and trainees
(R.436-2 and following), the temporary allowance of unfitness (D.433-2), revaluation (L.433-2).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from guichet.law import money
from guichet.law.allowance import Allowance, Told, answered
from guichet.law.case_days import read_part_time
from guichet.law.case_history import PreviousStop, read_ends, read_history, refuse_overlap
from guichet.law.case_pay import read_basis, read_wages
from guichet.law.case_reading import Reader
from guichet.law.columns import NONE
from guichet.law.contract import PAY_KEYS
from guichet.law.deductions import Deductions, deduction_steps, deductions
from guichet.law.explanation import Refusal, Step, use
from guichet.law.injury import Benefit, InjuryResult, InjuryStop, evaluate
from guichet.law.injury_facts import ceiling_day
from guichet.law.injury_steps import at_cap_formula, cap_step
from guichet.law.options import Options
from guichet.law.parameters import load
from guichet.law.reference_pay import MOST_DAILY_CENTS
from guichet.law.sickness import Kind

ACCIDENTS: tuple[Benefit, ...] = ("at", "trajet")
_KEYS = (PAY_KEYS - {"no_month_above_cap"}) | {
    "benefit",
    "stop_start",
    "stop_end",
    "stop_ends",
    "kind",
    "accident_date",
    "day_of_stop",
    "sjb_given",
    "part_time",
    "lost_gross",
    "previous_stops",
    "return_on",
}
_BY_END = frozenset(
    {
        "calendar_days",
        "carence_days",
        "paid_days",
        "days_1_28",
        "days_29_plus",
        "total_1_28",
        "net_1_28",
        "total_29_plus",
        "net_29_plus",
        "ij_total_gross",
        "ij_total_after_csg_crds",
        "first_paid_day",
    }
)


def _read(reader: Reader) -> list[InjuryStop]:
    benefit = cast(Benefit, reader.choice("benefit", (*ACCIDENTS, "mp")))
    start = reader.required_day("stop_start")
    ends = read_ends(reader, start)
    kind: Kind = "initial"
    if reader.choice("kind", ("initial", "prolongation"), "initial") == "prolongation":
        kind = "prolongation"
    accident = reader.day("accident_date")
    wages, basis = read_wages(reader), read_basis(reader, capped_by_month=False)
    history = _history(reader, benefit, start, max((e for e in ends if e), default=start))
    return [
        InjuryStop(
            benefit=benefit,
            stop_start=start,
            stop_end=end,
            kind=kind,
            accident_date=accident,
            recognised_on=reader.day("recognised_on") if benefit == "mp" else None,
            wages=wages,
            basis=basis,
            sjb_given_cents=reader.cents("sjb_given"),
            part_time=read_part_time(reader),
            day_of_stop=reader.whole("day_of_stop"),
            **_before(history, kind, accident, start),
        )
        for end in ends
    ]


def _history(reader: Reader, benefit: Benefit, start: date, last: date) -> list[PreviousStop]:
    """The earlier stops for injuries of the same kind, in order of date.

    Days paid as sickness while a disease waited to be recognised may be those of the stop itself.
    """
    history = read_history(reader)
    others = [stop for stop in history if benefit != "mp" or stop.benefit != "maladie"]
    refuse_overlap(others, start, last, "des arrêts qui ne se chevauchent pas")
    same = ACCIDENTS if benefit in ACCIDENTS else ("mp",)
    before = [stop for stop in history if stop.benefit in same and stop.end < start]
    return sorted(before, key=lambda stop: stop.start)


def _before(
    history: list[PreviousStop], kind: Kind, accident: date | None, start: date
) -> dict[str, Any]:
    """What the stops before this one, for the same accident, change in its facts.

    Without the day of the accident, only those that a prolongation continues are known to be so.
    """
    mine = [stop for stop in history if accident is None or stop.start >= accident]
    begins = max((i for i, stop in enumerate(mine) if stop.kind == "initial"), default=0)
    episode, earlier = mine[begins:], mine[:begins]
    if kind == "initial":
        episode, earlier = [], mine
    if accident is None:
        earlier = []
    if not episode and not earlier:
        return {}
    return {
        "reference_start": _unbroken(episode, start),
        "origin_start": [*earlier, *episode][0].start,
        "counted_days": _days(episode, accident),
        "earlier_days": _days(earlier, accident),
        "resumed_days": mine[-1].resumed_days(start),
    }


def _unbroken(episode: list[PreviousStop], start: date) -> date | None:
    """The first day of the stops that lead to `start` with no more than 48 hours of work between.

    That of R.323-1: no text gives another for injuries.
    """
    allowed = int(load().on("prolongation_gap_days", start).value)
    first = None
    for stop in reversed(episode):
        if stop.resumed_days(first or start) > allowed:
            break
        first = stop.start
    return first


def _days(stops: Iterable[PreviousStop], accident: date | None) -> int:
    """The days paid: as told, else all the days but that of the accident."""
    return sum(
        (stop.end - stop.start).days + (stop.start != accident or stop.benefit == "mp")
        if stop.paid_days is None
        else stop.paid_days
        for stop in stops
    )


def _evaluate(stops: list[InjuryStop], options: Options) -> list[InjuryResult | Refusal]:
    return evaluate(stops, options=options)


def _result(one: InjuryResult) -> dict[str, Any]:
    base, total = one.trace.base, one.total_gross_cents
    restored = base is not None and any(found != NONE for found in base.reestablished)
    found = {
        "reestablished_total": money.text(base.total) if base and restored else None,
        "sjb": money.text(one.sjb_cents),
        "sjb_cap": money.text(one.sjb_cap_cents),
        "net_daily_wage_cap": money.text(one.net_cap_cents),
        "ij_uncapped_80": money.text(one.uncapped_80_cents),
        "ij_daily_gross": money.text(one.daily_cents),
        "ij_daily_gross_1_28": money.text(one.daily_1_28_cents),
        "ij_daily_gross_29": money.text(one.daily_29_cents),
        "ij_daily_after_csg_crds": money.text(_deducted(one, one.daily_cents).net),
        "calendar_days": one.calendar_days,
        "carence_days": 0,
        "first_paid_day": one.first_paid_day and one.first_paid_day.isoformat(),
        "paid_days": one.paid_days,
    }
    if total is None:
        return found
    first, second = one.total_1_28_cents or 0, one.total_29_plus_cents or 0
    return found | {
        "days_1_28": one.days_1_28,
        "days_29_plus": one.days_29_plus,
        "total_1_28": money.text(first),
        "total_29_plus": money.text(second),
        "net_1_28": money.text(_deducted(one, first).net),
        "net_29_plus": money.text(_deducted(one, second).net),
        "ij_total_gross": money.text(total),
        "ij_total_after_csg_crds": money.text(_deducted(one, total).net),
    }


def _steps(one: InjuryResult) -> list[Step]:
    found = list(one.explanation)
    if one.total_gross_cents is None:
        return found
    for gross, net, cents in (
        ("total_1_28", "net_1_28", one.total_1_28_cents or 0),
        ("total_29_plus", "net_29_plus", one.total_29_plus_cents or 0),
        ("ij_total_gross", "ij_total_after_csg_crds", one.total_gross_cents),
    ):
        paid = _deducted(one, cents)
        found += deduction_steps(paid, one.trace.parameters, one.trace.options, (gross, net))
    return found


def _deducted(one: InjuryResult, cents: int) -> Deductions:
    """At the rates of the last day: the contract gives no payment day."""
    stop: InjuryStop = one.trace.stop
    last = stop.stop_end or stop.stop_start
    return deductions(cents, last, one.trace.parameters, one.trace.options)


def _bounds(reader: Reader, options: Options) -> Told:
    """The cap of the daily base and the most that a day may pay at each rate."""
    day = reader.required_day("stop_start")
    stop = InjuryStop("at", day, None, sjb_given_cents=MOST_DAILY_CENTS)
    options = Options(injury_ceiling_day=options.injury_ceiling_day)
    found = answered(evaluate([stop], options=options)[0])
    parameters = found.trace.parameters
    steps = [cap_step(parameters, options, day, found.sjb_cap_cents, "")]
    uses = tuple(
        use(parameters, name, on)
        for name, on in (("injury_cap_rate", day), ("pass_annual", ceiling_day(day, options)))
    )
    for key, rate, cents in (
        ("ij_daily_gross_1_28", "injury_rate_first", found.daily_1_28_cents),
        ("ij_daily_gross_29", "injury_rate_second", found.daily_29_cents),
    ):
        rates = (use(parameters, rate, day), *uses)
        steps.append(Step(key, money.text(cents), at_cap_formula(rate), {}, "CSS R.433-1", rates))
    most = money.text(found.daily_29_cents)
    inputs = {"ij_daily_gross_29": most}
    steps.append(Step("ij_daily_max", most, "ij_daily_gross_29", inputs, "CSS R.433-3"))
    return {step.key: step.value for step in steps}, steps


def _allowance(keys: frozenset[str]) -> Allowance:
    return Allowance(
        keys=keys,
        read=_read,
        evaluate=_evaluate,
        result=_result,
        steps=_steps,
        by_end=_BY_END,
        bounds=_bounds,
    )


ACCIDENT = _allowance(frozenset(_KEYS))
DISEASE = _allowance(frozenset(_KEYS | {"recognised_on"}))
