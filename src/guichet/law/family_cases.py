"""Family leaves in the public contract: a case's keys to facts, an answer to keys."""

from datetime import date
from typing import Any, cast

from guichet.law import money
from guichet.law.allowance import Allowance, Told, told_of
from guichet.law.case_history import PreviousStop, read_ends, read_history, refuse_overlap
from guichet.law.case_pay import read_basis, read_wages
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.columns import NONE
from guichet.law.contract import PAY_KEYS
from guichet.law.dates import add_months
from guichet.law.deductions import Deductions, deduction_steps, deductions
from guichet.law.explanation import Refusal, Step
from guichet.law.family import Benefit, FamilyLeave, FamilyResult, evaluate
from guichet.law.family_facts import affiliation_day, days_in_time, last_day
from guichet.law.options import Options

FAMILY: tuple[Benefit, ...] = ("maternite", "paternite", "adoption", "deuil_enfant", "naissance")
LEAVE_KEYS = {
    "benefit",
    "leave_start",
    "period_end",
    "stop_start",
    "stop_end",
    "stop_ends",
    "child_birth",
    "birth_expected",
    "child_hospitalised",
    "children_born",
    "dependent_children",
    "paid_days",
    "affiliated_since",
    "opening_conditions_met",
    "previous_stops",
    "return_on",
}
KEYS = PAY_KEYS | LEAVE_KEYS | {"death_date", "sjb_given"}
BY_END = frozenset(
    {
        "calendar_days",
        "first_paid_day",
        "paid_days",
        "ij_total_gross",
        "ij_total_after_csg_crds",
    }
)
# Leaves that may be taken in several parts, and the months in which their parts lie.
_SPLIT = {"paternite": 6, "deuil_enfant": 12, "naissance": 12}


def _read(reader: Reader) -> list[FamilyLeave]:
    return read_leaves(reader, cast(Benefit, reader.choice("benefit", FAMILY)))


def read_leaves(reader: Reader, benefit: Benefit) -> list[FamilyLeave]:
    """The leave of the case, once for each end asked about (or once with no end)."""
    start = _start(reader)
    ends = _ends(reader, start)
    wages, basis = read_wages(reader), read_basis(reader)
    birth, death = reader.day("child_birth"), reader.day("death_date")
    born = reader.whole("children_born")
    taken = _taken(reader, benefit, start, ends, birth or death)
    return [
        FamilyLeave(
            benefit,
            start,
            end,
            wages,
            basis,
            sjb_given_cents=reader.cents("sjb_given"),
            opening_conditions_met=reader.flag("opening_conditions_met"),
            affiliated_since=reader.day("affiliated_since"),
            birth=birth,
            death=death,
            children=reader.whole("dependent_children"),
            newborns=1 if born is None else born,
            asked_days=reader.whole("paid_days"),
            taken_days=taken,
            return_on=reader.day("return_on"),
            expected=reader.day("birth_expected"),
            child_hospitalised=reader.flag("child_hospitalised"),
        )
        for end in ends
    ]


def _start(reader: Reader) -> date:
    """The first day, under its own name or that of a stop."""
    own, other = reader.day("leave_start"), reader.day("stop_start")
    if own and other and own != other:
        reader.fault("stop_start", "leave_start ou stop_start", "Les deux débuts diffèrent.")
    return own or other or reader.required_day("leave_start")


def _ends(reader: Reader, start: date) -> list[date | None]:
    """Each end asked about, under its own name or that of a stop; None when none is given."""
    own, other = reader.day("period_end"), reader.day("stop_end")
    if own and other and own != other:
        reader.fault("stop_end", "period_end ou stop_end", "Les deux fins diffèrent.")
    return read_ends(Reader({**reader.data, "stop_end": own or other}, reader.path), start)


def _taken(
    reader: Reader, benefit: Benefit, start: date, ends: list[date | None], event: date | None
) -> int:
    """Days already paid of the same leave, among the earlier stops of the benefit asked about."""
    last = max((end for end in ends if end), default=start)
    since = event or add_months(start, -_SPLIT.get(benefit, 0))
    history = read_history(reader)
    same = [stop for stop in history if stop.benefit == reader.data["benefit"]]
    refuse_overlap(
        history if benefit == "naissance" else same,
        start,
        last,
        "des congés qui ne se chevauchent pas",
        "Des jours {days} sont déjà indemnisés.",
    )
    if benefit not in _SPLIT:
        return 0
    return sum(_paid(stop) for stop in same if since <= stop.start < start)


def _paid(stop: PreviousStop) -> int:
    """The days paid of an earlier part: all of them when they are not told."""
    most = (stop.end - stop.start).days + 1
    if stop.paid_days is None:
        return most
    if not 0 <= stop.paid_days <= most:
        raise CaseFault(
            "previous_stops",
            f"entre 0 et {most} jours payés",
            f"Le congé du {stop.start:%d/%m/%Y} ne peut pas compter {stop.paid_days} jours payés.",
        )
    return stop.paid_days


def _evaluate(leaves: list[FamilyLeave], options: Options) -> list[FamilyResult | Refusal]:
    return evaluate(leaves, options=options)


def _result(one: FamilyResult) -> dict[str, Any]:
    row, leave = one.trace.row, one.trace.leave
    base, total = one.trace.base, one.total_gross_cents
    judged = leave.opening_conditions_met is None and leave.wages
    restored = base is not None and any(found != NONE for found in base.reestablished)
    late = days_in_time(leave, one.trace.parameters, one.trace.options) == 0
    paid = one.right_open is not False and one.paid_days != 0 and not late
    return {
        "affiliation_months": _affiliation_months(one),
        "right_open": one.right_open,
        "threshold_amount": money.text(row.threshold) if judged else None,
        "monthly_cap": money.text(row.monthly_cap),
        "capped_total": base and money.text(row.capped_total),
        "reestablished_total": money.text(sum(row.wages)) if restored else None,
        "monthly_net_reconstituted": _text(row.monthly_net),
        "ij_daily_min": one.daily_min_cents and money.text(one.daily_min_cents),
        "ij_daily_max": money.text(one.daily_max_cents),
        "ij_daily_gross": money.text(one.daily_cents),
        "ij_daily_after_csg_crds": money.text(_deducted(one, one.daily_cents).net),
        "max_days": one.max_days,
        "calendar_days": one.calendar_days,
        "carence_days": 0,
        "first_paid_day": leave.leave_start.isoformat() if paid else None,
        "paid_days": one.paid_days,
        "ij_total_gross": None if total is None else money.text(total),
        "ij_total_after_csg_crds": None if total is None else money.text(_deducted(one, total).net),
    }


def _text(cents: int) -> str | None:
    return None if cents == NONE else money.text(cents)


def _affiliation_months(one: FamilyResult) -> int | None:
    if affiliation_day(one.trace.leave) is None:
        return None
    return int(one.trace.parameters.on("affiliation_months", one.trace.leave.leave_start).value)


def _steps(one: FamilyResult) -> list[Step]:
    total = one.total_gross_cents
    if total is None:
        return list(one.explanation)
    return [*one.explanation, *deduction_steps(_deducted(one, total), None, one.trace.options)]


def _deducted(one: FamilyResult, cents: int) -> Deductions:
    """At the rates of the last day: the contract gives no payment day."""
    leave: FamilyLeave = one.trace.leave
    return deductions(cents, last_day(leave) or leave.leave_start, None, one.trace.options)


def _bounds(reader: Reader, options: Options) -> Told:
    """The minimum and the maximum of a leave that starts on a day, whatever the wages."""
    # The same for all but a birth leave, whenever each began to exist.
    birth_leave = reader.choice("benefit", FAMILY) == "naissance"
    benefit: Benefit = "naissance" if birth_leave else "maternite"
    asked = FamilyLeave(benefit, _start(reader), sjb_given_cents=0, opening_conditions_met=True)
    (found,) = _evaluate([asked], options)
    return told_of(found, _result, ("monthly_cap", "ij_daily_min", "ij_daily_max"))


ALLOWANCE = Allowance(
    keys=frozenset(KEYS),
    read=_read,
    evaluate=_evaluate,
    result=_result,
    steps=_steps,
    by_end=BY_END,
    bounds=_bounds,
)
