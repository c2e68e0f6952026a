"""The explanation of a family allowance, read from the kernel's own row."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from guichet.law import money
from guichet.law.columns import NONE
from guichet.law.explanation import ParameterUse, Step, use
from guichet.law.family import CLOSED, Trace
from guichet.law.family_facts import affiliation_day
from guichet.law.leave_days_steps import days_steps, length_steps
from guichet.law.opening import NOT_AFFILIATED, NOT_MET, UNKNOWN
from guichet.law.opening_steps import right_steps
from guichet.law.opening_year import YearRow
from guichet.law.options import OptionNote
from guichet.law.pay_columns import DIVISOR_OF, DIVISORS
from guichet.law.pay_steps import capped_pay_steps
from guichet.law.reference_pay import Base

# By benefit: the articles that give the right, its length and its amount.
_RIGHT = {
    "maternite": "CSS L.331-3",
    "paternite": "CSS L.331-8",
    "adoption": "CSS L.331-7",
    "deuil_enfant": "CSS L.331-9",
    "naissance": "CSS L.331-8-1",
}
_AMOUNT = "CSS R.331-5"


def steps(trace: Trace) -> tuple[Step, ...]:
    """Every step of the answer, in the order of the computation."""
    return tuple(_steps(trace))


def _steps(trace: Trace) -> Iterator[Step]:
    yield from _right(trace)
    yield from _affiliation(trace)
    yield from _cap(trace)
    if trace.base:
        yield from _base(trace, trace.base)
    yield _net_base(trace)
    yield from bounds_steps(trace)
    yield from _daily(trace)
    article = _RIGHT[trace.leave.benefit]
    yield from length_steps(trace, article)
    yield from days_steps(trace, article, closed=trace.row.reason in CLOSED)
    if trace.row.paid_days != NONE:
        yield _total(trace)


def _affiliation(trace: Trace) -> Iterator[Step]:
    """The condition is told; it is judged when the first day of affiliation is given."""
    leave, day = trace.leave, affiliation_day(trace.leave)
    if day is None:
        return
    found = use(trace.parameters, "affiliation_months", leave.leave_start)
    inputs: dict[str, str] = {"assessed_on": day.isoformat()}
    options: tuple[OptionNote, ...] = ()
    if leave.affiliated_since:
        inputs["affiliated_since"] = leave.affiliated_since.isoformat()
    elif leave.opening_conditions_met is None:
        options = (trace.options.note("affiliation_left_out"),)
    yield Step(
        "affiliation_months",
        found.value,
        "affiliation_months",
        inputs,
        "CSS R.313-1 et R.313-3",
        (found,),
        options,
    )


def _right(trace: Trace) -> Iterator[Step]:
    if trace.row.reason == NOT_AFFILIATED:
        yield _not_affiliated(trace)
        return
    other = trace.other_day if trace.row.other_day else None
    day = other or trace.leave.leave_start
    presumed = trace.leave.presumed
    name = "birth_expected" if trace.leave.expected else "child_birth"
    born = {name: presumed.isoformat()} if other and presumed else {}
    yield from right_steps(
        trace.row,
        day,
        trace.parameters,
        trace.options,
        article="CSS L.313-1, R.313-1 et R.313-3 1°",
        inputs={"assessed_on": day.isoformat(), **born},
        year=_year(trace),
    )


def _year(trace: Trace) -> YearRow | None:
    """The twelve months that seasonal work was judged by, where they decided."""
    if trace.years is None:
        return None
    year = trace.years.other if trace.row.other_day else trace.years.start
    # closed by twelve months on this day, and still to be judged on another
    undecided = trace.row.reason == UNKNOWN and year.reason == NOT_MET
    return None if undecided else year


def _not_affiliated(trace: Trace) -> Step:
    leave, day = trace.leave, affiliation_day(trace.leave)
    found = use(trace.parameters, "affiliation_months", leave.leave_start)
    inputs = {
        "affiliated_since": leave.affiliated_since.isoformat() if leave.affiliated_since else "",
        "assessed_on": day.isoformat() if day else "",
        "affiliation_months": found.value,
    }
    formula = "affiliated < affiliation_months"
    return Step("right_open", "false", formula, inputs, "CSS R.313-1 et R.313-3", (found,))


def _cap(trace: Trace) -> Iterator[Step]:
    before = trace.leave.leave_start.replace(day=1) - timedelta(days=1)
    yield Step(
        "monthly_cap",
        money.text(trace.row.monthly_cap),
        "pmss",
        {"ceiling_day": before.isoformat()},
        _AMOUNT,
        (use(trace.parameters, "pmss", before),),
    )


def _base(trace: Trace, base: Base) -> Iterator[Step]:
    row, start = trace.row, trace.leave.leave_start
    yield from capped_pay_steps(
        base,
        row.retained,
        (row.monthly_cap, row.pay_cap),
        trace.leave.basis,
        reference=start,
        article=_AMOUNT,
        options=trace.options,
    )
    yield _monthly_net(trace, len(base.gross))


def _monthly_net(trace: Trace, pays: int) -> Step:
    row = trace.row
    formula = f"capped_total * (1 - flat_contribution_rate) / {pays}"
    inputs = {"capped_total": money.text(row.capped_total)}
    if row.pay_cap != row.monthly_cap:
        formula = f"capped_total * (1 - flat_contribution_rate) * monthly_cap / ({pays} * pay_cap)"
        inputs["monthly_cap"] = money.text(row.monthly_cap)
        inputs["pay_cap"] = money.text(row.pay_cap)
    return Step(
        "monthly_net_reconstituted",
        money.text(row.monthly_net),
        f"half_up({formula})",
        inputs,
        _AMOUNT,
        (use(trace.parameters, "flat_contribution_rate", trace.leave.leave_start),),
    )


class _Net(NamedTuple):
    """How the daily base less the flat rate comes: formula, inputs and parameters."""

    formula: str
    inputs: dict[str, str]
    uses: tuple[ParameterUse, ...]


def _net(trace: Trace) -> _Net:
    leave = trace.leave
    flat = use(trace.parameters, "flat_contribution_rate", leave.leave_start)
    if leave.sjb_given_cents is None:
        divisor = DIVISORS[DIVISOR_OF[leave.basis.periodicity]]
        return _Net(
            f"capped_total * (1 - flat_contribution_rate) / {divisor}",
            {"capped_total": money.text(trace.row.capped_total)},
            (use(trace.parameters, divisor, leave.leave_start), flat),
        )
    given = {"sjb_given": money.text(leave.sjb_given_cents)}
    if trace.options.family_base_given == "after_flat_rate":
        return _Net("sjb_given", given, ())
    return _Net("sjb_given * (1 - flat_contribution_rate)", given, (flat,))


def _net_base(trace: Trace) -> Step:
    net = _net(trace)
    noted = ["family_rounding"]
    if trace.leave.sjb_given_cents is not None:
        noted.append("family_base_given")
    return Step(
        "net_daily_base",
        money.text(trace.row.net_base),
        f"{trace.options.family_rounding}({net.formula})",
        net.inputs,
        _AMOUNT,
        net.uses,
        tuple(trace.options.note(name) for name in noted),
    )


def bounds_steps(trace: Trace) -> Iterator[Step]:
    """The minimum and the maximum of the daily amount."""
    row, start = trace.row, trace.leave.leave_start
    birth_leave = trace.leave.benefit == "naissance"
    if not birth_leave:
        known = bool(row.minimum)
        yield Step(
            "ij_daily_min",
            money.text(row.minimum),
            "family_daily_min" if known else "0",
            {"leave_start": start.isoformat()},
            _AMOUNT,
            (use(trace.parameters, "family_daily_min", start),),
            () if known else (trace.options.note("unknown_minimum"),),
        )
    yield _maximum(trace, "ij_daily_max", row.maximum, _rate_name(trace) if birth_leave else "")
    if birth_leave and not trace.leave.taken_days:
        then = "birth_leave_rate_month_2"
        yield _maximum(trace, "second_month_max", row.second_maximum, then)


def _maximum(trace: Trace, key: str, cents: int, rate: str) -> Step:
    names = ["flat_contribution_rate", "reference_divisor_three_months", *([rate] if rate else [])]
    return Step(
        key,
        money.text(cents),
        f"half_up({f'{rate} * ' if rate else ''}3 * monthly_cap * (1 - flat_contribution_rate)"
        " / reference_divisor_three_months)",
        {"monthly_cap": money.text(trace.row.monthly_cap)},
        _AMOUNT,
        tuple(use(trace.parameters, name, trace.leave.leave_start) for name in names),
    )


def _rate_name(trace: Trace) -> str:
    """The rate of the first days asked about of a birth leave."""
    return "birth_leave_rate_month_2" if trace.leave.taken_days else "birth_leave_rate_month_1"


def _daily(trace: Trace) -> Iterator[Step]:
    row, article = trace.row, f"{_RIGHT[trace.leave.benefit]} et R.331-5"
    if row.reason in CLOSED:
        yield Step("ij_daily_gross", money.text(row.daily), "0", {"right_open": "false"}, article)
        return
    if trace.leave.benefit == "naissance":
        yield from _birth_leave(trace)
        return
    formula = "min(net_daily_base, ij_daily_max)"
    inputs = {
        "net_daily_base": money.text(row.net_base),
        "ij_daily_max": money.text(row.maximum),
    }
    if row.minimum:
        formula = f"max(ij_daily_min, {formula})"
        inputs["ij_daily_min"] = money.text(row.minimum)
    yield Step("ij_daily_gross", money.text(row.daily), formula, inputs, article)


def _birth_leave(trace: Trace) -> Iterator[Step]:
    row, net, start = trace.row, _net(trace), trace.leave.leave_start
    amounts = [("ij_daily_gross", "ij_daily_max", _rate_name(trace), row.daily, row.maximum)]
    if not trace.leave.taken_days:
        then = "birth_leave_rate_month_2"
        most = row.second_maximum
        amounts.append(("second_month_daily", "second_month_max", then, row.second_daily, most))
    for key, most_key, rate, cents, most in amounts:
        yield Step(
            key,
            money.text(cents),
            f"min({trace.options.family_rounding}({rate} * {net.formula}), {most_key})",
            {**net.inputs, most_key: money.text(most)},
            "CSS L.331-8-1",
            (use(trace.parameters, rate, start), *net.uses),
            (trace.options.note("birth_leave_rate"),),
        )


def _total(trace: Trace) -> Step:
    row = trace.row
    inputs = {"paid_days": str(row.paid_days), "ij_daily_gross": money.text(row.daily)}
    formula = "paid_days * ij_daily_gross"
    if 0 < row.first_part < row.paid_days:
        formula = (
            "first_month_days * ij_daily_gross"
            " + (paid_days - first_month_days) * second_month_daily"
        )
        inputs["first_month_days"] = str(row.first_part)
        inputs["second_month_daily"] = money.text(row.second_daily)
    return Step(
        "ij_total_gross",
        money.text(row.total),
        formula,
        inputs,
        _RIGHT[trace.leave.benefit],
    )
