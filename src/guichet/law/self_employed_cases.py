"""The self-employed in the public contract: a case's keys to facts, their answers to keys."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast, get_args

from guichet.law import family_cases, money
from guichet.law.allowance import Allowance, Told, not_yet, told_of
from guichet.law.case_reading import Reader
from guichet.law.case_stops import read_stops
from guichet.law.columns import NONE
from guichet.law.day_counters import counter
from guichet.law.deductions import deduction_steps, deductions
from guichet.law.explanation import Refusal, Step
from guichet.law.family import Benefit
from guichet.law.family_facts import days_in_time, last_day
from guichet.law.options import Options
from guichet.law.parameters import load
from guichet.law.self_employed import (
    Category,
    Income,
    LeaveAnswer,
    SelfEmployedLeave,
    SelfEmployedStop,
    StopAnswer,
    evaluate_leaves,
    evaluate_stops,
)
from guichet.law.self_employed_kernel import MICRO
from guichet.law.sickness import SicknessStop

_INCOME_KEYS = {"category", "raam", "mean_turnover_3_years", "micro_allowance"}
STOP_KEYS = frozenset(
    _INCOME_KEYS
    | {"benefit", "stop_start", "stop_end", "stop_ends", "kind", "issued_on", "ald"}
    | {"carence_waived", "opening_conditions_met", "affiliated_since", "previous_stops"}
    | {"hospitalised", "return_on"}
)
STOP_PENDING = frozenset(
    {"covid", "reason", "death_date", "rank_of_stop_since_death", "part_time", "lost_gross"}
    | {"notice_sent_on", "previous_late_notice_prescribed_on", "retired_since", "day_of_stop"}
)
LEAVE_KEYS = frozenset(_INCOME_KEYS | family_cases.LEAVE_KEYS)
STOP_BY_END = family_cases.BY_END | {"carence_days"}


def _read_stop(reader: Reader) -> list[SelfEmployedStop]:
    category, income = _category(reader), _income(reader)
    hospitalised = bool(reader.flag("hospitalised"))
    return [
        SelfEmployedStop(stop, category, income, hospitalised)
        for stop in read_stops(_own(reader, STOP_KEYS))
    ]


def _own(reader: Reader, keys: frozenset[str]) -> Reader:
    """The case without the keys that have no effect on the self-employed."""
    return Reader({key: reader.data[key] for key in keys & set(reader.data)}, reader.path)


def _read_leave(reader: Reader) -> list[SelfEmployedLeave]:
    if reader.has("category") and _category(reader) == "conjoint_collaborateur":
        not_yet(
            "category",
            ", ".join(get_args(Category)[:2]),
            "L'indemnité de remplacement du conjoint collaborateur",
        )
    paternity = reader.data["benefit"] == "paternite_ti"
    benefit: Benefit = "paternite" if paternity else "maternite"
    income = _income(reader)
    leaves = family_cases.read_leaves(_own(reader, LEAVE_KEYS), benefit)
    return [SelfEmployedLeave(one, income) for one in leaves]


def _category(reader: Reader) -> Category:
    return cast(Category, reader.choice("category", get_args(Category)))


def _income(reader: Reader) -> Income:
    """The mean income, or the mean turnover of a micro-entrepreneur and its allowance."""
    raam, turnover = reader.cents("raam"), reader.cents("mean_turnover_3_years")
    micro = reader.number("micro_allowance")
    if raam is not None and turnover is not None:
        reader.fault(
            "mean_turnover_3_years", "raam ou le chiffre d'affaires", "Les deux clés sont données."
        )
    if (turnover is None) != (micro is None):
        key = "micro_allowance" if micro is None else "mean_turnover_3_years"
        reader.fault(
            key,
            "le chiffre d'affaires moyen et l'abattement de l'activité",
            "L'un est donné sans l'autre.",
        )
    return Income(raam, turnover, None if micro is None else _micro(reader, micro))


def _micro(reader: Reader, given: Decimal) -> str:
    """The parameter of the allowance written 71, "71" or "0.71"."""
    rate = given / 100 if given > 1 else given
    known = {value.value: name for name in MICRO for value in load().named(name)}
    if rate not in known:
        reader.fault("micro_allowance", "71, 50 ou 34", "Cet abattement n'existe pas.")
    return known[rate]


def _stop_result(one: StopAnswer) -> dict[str, Any]:
    row, total = one.row, one.total_cents
    left, paid = counter(one), one.paid
    earner = one.facts.asked.category != "conjoint_collaborateur"
    return {
        "right_open": one.right_open,
        "affiliation_months": one.facts.right.months,
        "raam": money.text(row.raam) if earner else None,
        "minimum_raam": money.text(row.minimum) if earner else None,
        "raam_retained": money.text(row.retained) if earner else None,
        "ij_daily_max": money.text(row.maximum),
        "ij_daily_gross": money.text(row.daily),
        "ij_daily_after_csg_crds": _net(one, row.daily),
        "calendar_days": _known(row.calendar_days),
        "carence_days": one.carence_days,
        "first_paid_day": paid[0].first.isoformat() if paid else None,
        "max_days": _known(row.max_days),
        "counts_toward_360": None if one.stop.days.counts_toward_360 else False,
        "days_left_360": left and left.left,
        "paid_days": one.paid_days,
        "ij_total_gross": None if total is None else money.text(total),
        "ij_total_after_csg_crds": None if total is None else _net(one, total),
    }


def _leave_result(one: LeaveAnswer) -> dict[str, Any]:
    row, total = one.row, _known(one.row.total)
    late = days_in_time(one.leave, one.parameters, one.options) == 0
    paid = one.right_open is not False and row.paid_days != 0 and not late
    return {
        "right_open": one.right_open,
        "affiliation_months": one.facts.right.months,
        "raam": money.text(row.raam) if one.facts.asked.income.known else None,
        "low_income_threshold": money.text(row.threshold),
        "ij_daily_gross_low_income": money.text(row.reduced),
        "ij_daily_gross": money.text(row.daily),
        "ij_daily_after_csg_crds": _net(one, row.daily),
        "max_days": one.length and one.length.days,
        "calendar_days": _known(row.calendar_days),
        "carence_days": 0,
        "first_paid_day": one.leave.leave_start.isoformat() if paid else None,
        "paid_days": _known(row.paid_days),
        "ij_total_gross": None if total is None else money.text(total),
        "ij_total_after_csg_crds": None if total is None else _net(one, total),
    }


def _known(number: int) -> int | None:
    return None if number == NONE else number


def _last(one: StopAnswer | LeaveAnswer) -> date:
    """Deductions are at the rates of the last day: the contract gives no payment day."""
    if isinstance(one, LeaveAnswer):
        return last_day(one.leave) or one.leave.leave_start
    return one.stop.stop_end or one.stop.stop_start


def _net(one: StopAnswer | LeaveAnswer, cents: int) -> str:
    return money.text(deductions(cents, _last(one), None, one.options).net)


def _steps(one: StopAnswer | LeaveAnswer) -> Iterable[Step]:
    yield from one.explanation
    total = one.total_cents if isinstance(one, StopAnswer) else _known(one.row.total)
    if total is not None:
        found = deductions(total, _last(one), None, one.options)
        yield from deduction_steps(found, None, one.options)


def _stops(facts: list[SelfEmployedStop], options: Options) -> list[StopAnswer | Refusal]:
    return evaluate_stops(facts, options=options)


def _leaves(facts: list[SelfEmployedLeave], options: Options) -> list[LeaveAnswer | Refusal]:
    return evaluate_leaves(facts, options=options)


def _bounds(reader: Reader, options: Options) -> Told:
    """The most that a day of sickness may pay, to craft and trade where no category is given."""
    category = _category(reader) if reader.has("category") else get_args(Category)[0]
    stop = SicknessStop(reader.required_day("stop_start"), None, opening_conditions_met=True)
    (found,) = _stops([SelfEmployedStop(stop, category, Income(0))], options)
    return told_of(found, _stop_result, ("ij_daily_max",))


STOPS = Allowance(
    keys=STOP_KEYS,
    pending=STOP_PENDING,
    read=_read_stop,
    evaluate=_stops,
    result=_stop_result,
    steps=_steps,
    by_end=STOP_BY_END,
    bounds=_bounds,
)
LEAVES = Allowance(
    keys=LEAVE_KEYS,
    read=_read_leave,
    evaluate=_leaves,
    result=_leave_result,
    steps=_steps,
    by_end=family_cases.BY_END,
)
