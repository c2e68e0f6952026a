"""The explanation of a work injury allowance, read from the kernel's own row."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from guichet.law import money
from guichet.law.columns import NONE
from guichet.law.explanation import ParameterUse, Step, use
from guichet.law.injury import InjuryStop, Trace
from guichet.law.injury_facts import ceiling_day
from guichet.law.injury_kernel import DIVISORS
from guichet.law.options import OptionNote, Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import DIVISOR_OF
from guichet.law.pay_steps import pay_steps
from guichet.law.reference_pay import Base
from guichet.law.stop_days import PartTime

FIRST_STOP = "first_stop_"
_RESTORED = "CSS R.433-6"
_AT_CAP = "half_up({} * injury_cap_rate * pass_annual)"
_DAILY = {
    "truncate": "truncate({} * {}sjb)",
    "half_up": "half_up({} * {}sjb)",
    "half_up_unrounded_base": "half_up({} * {}capped_total / {})",
}
_LINK_FORMULAS = {
    "prolongation": "resumed_days <= prolongation_gap_days",
    "interrupted": "resumed_days > prolongation_gap_days",
    "relapse": "accident_date <= first_stop_start",
}


class _Amounts(NamedTuple):
    """The amounts of one set of pays; `prefix` begins the names of those of the first stop."""

    prefix: str
    day: date
    base: Base | None
    sjb_cap: int
    sjb: int
    at_cap: bool
    net: int
    uncapped_second: int
    first: int
    second: int


def steps(trace: Trace) -> tuple[Step, ...]:
    """Every step of the answer, in the order of the computation."""
    return tuple(_steps(trace))


def cap_step(parameters: Parameters, options: Options, day: date, cents: int, prefix: str) -> Step:
    """The cap of the daily base, from the annual ceiling."""
    ceiling = ceiling_day(day, options)
    matters = _ceiling_moved(parameters, day)
    return Step(
        f"{prefix}sjb_cap",
        money.text(cents),
        "half_up(injury_cap_rate * pass_annual)",
        {"ceiling_day": ceiling.isoformat()},
        "CSS L.433-2 et R.433-2",
        (use(parameters, "injury_cap_rate", day), use(parameters, "pass_annual", ceiling)),
        (options.note("injury_ceiling_day"),) if matters else (),
    )


def at_cap_formula(rate: str) -> str:
    """The published maximum at one of the two rates: the cap is not rounded on the way."""
    return _AT_CAP.format(rate)


def _steps(trace: Trace) -> Iterator[Step]:
    row, stop = trace.row, trace.stop
    if trace.link != "new":
        yield _link(trace)
    if stop.recognised_on and stop.recognised_on > stop.stop_start:
        yield _recognised(stop, stop.recognised_on)
    if trace.floor and trace.first_base:
        yield _first_total(trace.first_base)
        yield from _amounts(trace, _first_amounts(trace, trace.floor))
    if trace.base:
        article = "CSS R.433-4"
        yield from pay_steps(
            trace.base, row.wages, None, trace.reference, article, restored=_RESTORED
        )
    yield from _amounts(trace, _own_amounts(trace))
    if stop.part_time:
        yield _part_time(trace, stop.part_time)
    yield _daily(trace)
    yield from _days(trace)


def _own_amounts(trace: Trace) -> _Amounts:
    row = trace.row
    found = (row.sjb_cap, row.sjb, row.at_cap, row.net, row.uncapped_second)
    return _Amounts("", trace.reference, trace.base, *found, row.daily_first, row.daily_second)


def _first_amounts(trace: Trace, floor: date) -> _Amounts:
    row = trace.row
    return _Amounts(
        FIRST_STOP,
        floor,
        trace.first_base,
        row.first_sjb_cap,
        row.first_sjb,
        row.first_at_cap,
        row.first_net,
        row.first_uncapped_second,
        row.first_limited_first,
        row.first_limited_second,
    )


def _link(trace: Trace) -> Step:
    """How the stop follows those before it for the same accident."""
    stop, link = trace.stop, trace.link
    first = stop.origin_start or stop.stop_start
    inputs = {"first_stop_start": first.isoformat()}
    uses: tuple[ParameterUse, ...] = ()
    notes = [trace.options.note("injury_relapse_count")] if stop.earlier_days else []
    if link == "relapse":
        inputs["accident_date"] = (stop.accident_date or first).isoformat()
    else:
        inputs["resumed_days"] = str(stop.resumed_days or 0)
        uses = (use(trace.parameters, "prolongation_gap_days", stop.stop_start),)
    if link == "prolongation":
        notes.insert(0, trace.options.note("prolongation_reference"))
    if trace.floor and not trace.first_base:
        inputs["first_stop_wage"] = "unknown"
    return Step("injury_link", link, _LINK_FORMULAS[link], inputs, "CSS R.433-7", uses, (*notes,))


def _recognised(stop: InjuryStop, day: date) -> Step:
    return Step(
        "recognised_on",
        day.isoformat(),
        "from_first_day",
        {"stop_start": stop.stop_start.isoformat()},
        "CSS L.433-1 et L.461-1",
    )


def _first_total(base: Base) -> Step:
    paid = [
        money.text(gross if restored == NONE else restored)
        for gross, restored in zip(base.gross, base.reestablished, strict=True)
    ]
    return Step(
        f"{FIRST_STOP}capped_total",
        money.text(base.total),
        " + ".join(base.names),
        dict(zip(base.names, paid, strict=True)),
        "CSS R.433-7",
    )


def _amounts(trace: Trace, a: _Amounts) -> Iterator[Step]:
    """The daily base, the net wage and the amounts of both rates."""
    row, prefix = trace.row, a.prefix
    yield cap_step(trace.parameters, trace.options, a.day, a.sjb_cap, prefix)
    yield _base(trace, a)
    yield _net(trace, a)
    net = {f"{prefix}net_daily_wage_cap": money.text(a.net)}
    formula, inputs, uses, notes = _at_rate(trace, a, "injury_rate_first")
    formula = f"min({formula}, {prefix}net_daily_wage_cap)"
    floors = dict[str, str]()
    if trace.first_base and not prefix:
        formula = f"max({formula}, {FIRST_STOP}ij_daily_gross_1_28)"
        floors = {f"{FIRST_STOP}ij_daily_gross_1_28": money.text(row.first_limited_first)}
    article = "CSS R.433-1, R.433-4 et R.433-7" if floors else "CSS R.433-1 et R.433-4"
    yield Step(
        f"{prefix}ij_daily_gross_1_28",
        money.text(a.first),
        formula,
        {**inputs, **net, **floors},
        article,
        uses,
        notes,
    )
    formula, inputs, uses, notes = _at_rate(trace, a, "injury_rate_second")
    uncapped = f"{prefix}ij_uncapped_80"
    amount = money.text(a.uncapped_second)
    yield Step(uncapped, amount, formula, inputs, "CSS R.433-3", uses, notes)
    formula = f"min({uncapped}, {prefix}net_daily_wage_cap)"
    if floors:
        formula = f"max({formula}, {FIRST_STOP}ij_daily_gross_29)"
        floors = {f"{FIRST_STOP}ij_daily_gross_29": money.text(row.first_limited_second)}
    yield Step(
        f"{prefix}ij_daily_gross_29",
        money.text(a.second),
        formula,
        {uncapped: amount, **net, **floors},
        "CSS R.433-4 et R.433-7" if floors else "CSS R.433-4",
    )


def _base(trace: Trace, a: _Amounts) -> Step:
    cap = {f"{a.prefix}sjb_cap": money.text(a.sjb_cap)}
    if a.base is None:
        given = {"sjb_given": money.text(trace.stop.sjb_given_cents or 0)}
        formula = f"min(sjb_given, {a.prefix}sjb_cap)"
        return Step("sjb", money.text(a.sjb), formula, {**given, **cap}, "CSS R.433-2")
    divisor = _divisor(trace)
    return Step(
        f"{a.prefix}sjb",
        money.text(a.sjb),
        f"min(half_up({a.prefix}capped_total / {divisor}), {a.prefix}sjb_cap)",
        {f"{a.prefix}capped_total": money.text(a.base.total), **cap},
        "CSS R.433-4",
        (use(trace.parameters, divisor, a.day),),
    )


def _net(trace: Trace, a: _Amounts) -> Step:
    """The net wage of a day, that the allowance never exceeds."""
    divisor = _divisor(trace)
    uses = [use(trace.parameters, "flat_contribution_rate", a.day)]
    if a.at_cap and trace.options.injury_net_limit == "capped_wage":
        formula = f"half_up({a.prefix}sjb_cap * (1 - flat_contribution_rate))"
        inputs = {f"{a.prefix}sjb_cap": money.text(a.sjb_cap)}
    elif a.base is None:
        formula = "half_up(sjb_given * (1 - flat_contribution_rate))"
        inputs = {"sjb_given": money.text(trace.stop.sjb_given_cents or 0)}
    else:
        formula = f"half_up({a.prefix}capped_total * (1 - flat_contribution_rate) / {divisor})"
        inputs = {f"{a.prefix}capped_total": money.text(a.base.total)}
        uses.append(use(trace.parameters, divisor, a.day))
    return Step(
        f"{a.prefix}net_daily_wage_cap",
        money.text(a.net),
        formula,
        inputs,
        "CSS R.433-4 dernier alinéa",
        tuple(uses),
        (trace.options.note("injury_net_limit"),) if a.at_cap else (),
    )


def _at_rate(
    trace: Trace, a: _Amounts, rate: str
) -> tuple[str, dict[str, str], tuple[ParameterUse, ...], tuple[OptionNote, ...]]:
    """A rate of the daily base: its formula, its inputs, its parameters and the options used."""
    parameters, options, divisor = trace.parameters, trace.options, _divisor(trace)
    uses = [use(parameters, rate, a.day)]
    sjb = {f"{a.prefix}sjb": money.text(a.sjb)}
    rounding = options.injury_daily_rounding
    if a.at_cap and options.all_months_at_cap == "published_maximum":
        ceiling = ceiling_day(a.day, options)
        uses += [use(parameters, "injury_cap_rate", a.day), use(parameters, "pass_annual", ceiling)]
        return at_cap_formula(rate), sjb, tuple(uses), (options.note("all_months_at_cap"),)
    note = (options.note("injury_daily_rounding"),)
    if rounding == "half_up_unrounded_base" and (a.at_cap or a.base is None):
        rounding = "half_up"
    formula = _DAILY[rounding].format(rate, a.prefix, divisor)
    if rounding == "half_up_unrounded_base" and a.base:
        uses.append(use(parameters, divisor, a.day))
        sjb = {f"{a.prefix}capped_total": money.text(a.base.total)}
    return formula, sjb, tuple(uses), note


def _part_time(trace: Trace, part: PartTime) -> Step:
    return Step(
        "part_time_loss",
        money.text(trace.row.part_daily),
        "half_up(lost_gross / part_time_days)",
        {
            "lost_gross": money.text(part.lost_cents),
            "part_time_days": str(trace.row.part_days),
            "part_time_from": part.first.isoformat(),
            "part_time_to": part.last.isoformat(),
        },
        "CSS L.433-1",
    )


def _daily(trace: Trace) -> Step:
    """The amount of the day asked about or of part-time, else that of the first rate."""
    row, stop, part = trace.row, trace.stop, trace.stop.part_time
    rank = stop.asked_rank
    if rank is None:
        amount = money.text(row.daily_first)
        inputs = {"ij_daily_gross_1_28": amount}
        return Step("ij_daily_gross", amount, "ij_daily_gross_1_28", inputs, "CSS R.433-1")
    day = stop.stop_start + timedelta(days=rank - 1)
    inputs = {"day": day.isoformat()}
    if rank <= row.employer_days:
        return Step("ij_daily_gross", money.text(0), "0", inputs, "CSS L.433-1")
    limit = int(trace.parameters.on("injury_first_rate_days", trace.reference).value)
    first = rank - row.employer_days + counted(trace) <= limit
    formula = "ij_daily_gross_1_28" if first else "ij_daily_gross_29"
    inputs[formula] = money.text(row.daily_first if first else row.daily_second)
    if part and part.first <= day <= part.last:
        formula = f"min({formula}, part_time_loss)"
        inputs["part_time_loss"] = money.text(row.part_daily)
    article = "CSS L.433-2, R.433-1 et R.433-3"
    return Step("ij_daily_gross", money.text(row.daily_asked), formula, inputs, article)


def counted(trace: Trace) -> int:
    """The days paid before this stop that count among those of the first rate."""
    stop = trace.stop
    earlier = stop.earlier_days if trace.options.injury_relapse_count == "continues" else 0
    return stop.counted_days + earlier


def _days(trace: Trace) -> Iterator[Step]:
    row, stop = trace.row, trace.stop
    yield Step("carence_days", "0", "0", {}, "CSS L.433-1")
    if stop.stop_end is None:
        return
    inputs = {
        "stop_start": stop.stop_start.isoformat(),
        "stop_end": stop.stop_end.isoformat(),
        "calendar_days": str(row.calendar_days),
    }
    formula = "calendar_days"
    if row.employer_days:
        formula = "calendar_days - employer_days"
        inputs["employer_days"] = str(row.employer_days)
    if row.paid_days:
        first = stop.stop_start + timedelta(days=row.employer_days)
        inputs["first_paid_day"] = first.isoformat()
    yield Step("paid_days", str(row.paid_days), formula, inputs, "CSS L.433-1")
    yield from _rates(trace)


def _rates(trace: Trace) -> Iterator[Step]:
    """The days at each rate and what they add up to."""
    row, stop = trace.row, trace.stop
    before = counted(trace)
    yield Step(
        "days_1_28",
        str(row.days_first),
        "min(paid_days, max(0, injury_first_rate_days - days_already_counted))",
        {"paid_days": str(row.paid_days), "days_already_counted": str(before)},
        "CSS R.433-3 et R.433-7" if before else "CSS R.433-3",
        (use(trace.parameters, "injury_first_rate_days", trace.reference),),
        (trace.options.note("injury_relapse_count"),) if stop.earlier_days else (),
    )
    inputs = {"paid_days": str(row.paid_days), "days_1_28": str(row.days_first)}
    formula = "paid_days - days_1_28"
    yield Step("days_29_plus", str(row.days_second), formula, inputs, "CSS R.433-3")
    yield _total(trace, "1_28", row.days_first, row.part_days_first, row.total_first)
    yield _total(trace, "29_plus", row.days_second, row.part_days_second, row.total_second)
    yield Step(
        "ij_total_gross",
        money.text(row.total),
        "total_1_28 + total_29_plus",
        {
            "total_1_28": money.text(row.total_first),
            "total_29_plus": money.text(row.total_second),
        },
        "CSS L.433-2",
    )


def _total(trace: Trace, name: str, days: int, part_days: int, total: int) -> Step:
    daily = "ij_daily_gross_1_28" if name == "1_28" else "ij_daily_gross_29"
    cents = trace.row.daily_first if name == "1_28" else trace.row.daily_second
    formula = f"days_{name} * {daily}"
    inputs = {f"days_{name}": str(days), daily: money.text(cents)}
    if part_days:
        part = f"part_time_days_{name}"
        formula = f"(days_{name} - {part}) * {daily} + {part} * min({daily}, part_time_loss)"
        inputs |= {part: str(part_days), "part_time_loss": money.text(trace.row.part_daily)}
    return Step(f"total_{name}", money.text(total), formula, inputs, "CSS L.433-2")


def _divisor(trace: Trace) -> str:
    return DIVISORS[DIVISOR_OF[trace.stop.basis.periodicity]]


def _ceiling_moved(parameters: Parameters, day: date) -> bool:
    """Whether the ceiling changed between the end of the previous month and `day`."""
    before = day.replace(day=1) - timedelta(days=1)
    known = parameters.named("pass_annual")[0].effective_from
    return before < known or use(parameters, "pass_annual", before) != (
        use(parameters, "pass_annual", day)
    )
