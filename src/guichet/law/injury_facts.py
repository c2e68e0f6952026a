"""From the facts of a stop to the kernel's columns, refusing in words what cannot be judged."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, day_number
from guichet.law.dates import LAST_DAY, add_months
from guichet.law.day_faults import backward_fault
from guichet.law.explanation import Refusal
from guichet.law.injury import COUNTS, InjuryStop, Link
from guichet.law.injury_kernel import DIVISORS, InjuryInputs
from guichet.law.options import Options
from guichet.law.parameters import ParameterFault, Parameters
from guichet.law.pay_columns import DIVISOR_OF, padded
from guichet.law.reference_pay import (
    MOST_MONTHLY_CENTS,
    Base,
    base_fault,
    base_of,
    wage_fault,
)

_NAMES = ("injury_cap_rate", "injury_rate_first", "injury_rate_second", "injury_first_rate_days")
_NO_PART = (0, -1, 0)


class _Pays(NamedTuple):
    """Which pays count, and those of the first stop of the accident (as in Trace)."""

    link: Link
    reference: date
    floor: date | None
    base: Base | None
    first_base: Base | None


class Prepared(NamedTuple):
    """A stop without fault, and its row of the kernel's columns."""

    stop: InjuryStop
    pays: _Pays
    values: tuple[int, ...]
    gross: tuple[int, ...]
    reestablished: tuple[int, ...]


def prepare(stop: InjuryStop, parameters: Parameters, options: Options) -> Prepared | Refusal:
    """Check one stop and lay out its row; the first fault found is the refusal."""
    refusal = _date_fault(stop) or _amount_fault(stop) or wage_fault(stop.wages)
    if refusal:
        return refusal
    try:
        link = _link(stop)
        reference = stop.stop_start
        if link == "prolongation" and options.prolongation_reference == "initial_stop":
            reference = stop.reference_start or stop.stop_start
        _known(reference, stop, parameters, options)
        refusal = _length_fault(stop, parameters)
    except ParameterFault as fault:
        return Refusal("stop_start", "une date couverte", str(fault))
    if refusal:
        return refusal
    base = None
    if stop.sjb_given_cents is None:
        found = _base(stop, reference)
        if isinstance(found, Refusal):
            return found
        base = found
    floor = _floor(stop, reference)
    first_base = _first_base(stop, floor, parameters, options) if floor else None
    return _laid_out(stop, _Pays(link, reference, floor, base, first_base), options)


def _base(stop: InjuryStop, reference: date) -> Base | Refusal:
    """The pays before `reference`. R.433-6 values a month before the hire as one not worked."""
    wages = {wage.month: wage for wage in stop.wages}
    return base_of(wages, stop.basis, reference, COUNTS, "as_listed_cause")


def ceiling_day(day: date, options: Options) -> date:
    """The day whose annual ceiling caps the daily base of a stop that begins on `day`."""
    if options.injury_ceiling_day == "previous_month_end":
        return day.replace(day=1) - timedelta(days=1)
    return day


def columns(prepared: Sequence[Prepared]) -> InjuryInputs:
    """The rows of `prepared` as the kernel's columns."""
    flat = np.array([p.values for p in prepared], dtype=np.int64)
    return InjuryInputs(
        reference=flat[:, 0],
        first_reference=flat[:, 1],
        start=flat[:, 2],
        end=flat[:, 3],
        gross=padded([p.gross for p in prepared], 0),
        reestablished=padded([p.reestablished for p in prepared], NONE),
        first_total=flat[:, 4],
        sjb_given=flat[:, 5],
        divisor=flat[:, 6],
        counted=flat[:, 7],
        employer_days=flat[:, 8],
        part_first=flat[:, 9],
        part_last=flat[:, 10],
        lost=flat[:, 11],
        asked=flat[:, 12],
    )


def _laid_out(stop: InjuryStop, pays: _Pays, options: Options) -> Prepared:
    counted = stop.counted_days
    if options.injury_relapse_count == "continues":
        counted += stop.earlier_days
    part = stop.part_time
    values = (
        day_number(pays.reference),
        day_number(pays.floor if pays.floor and pays.first_base else pays.reference),
        day_number(stop.stop_start),
        day_number(stop.stop_end or stop.stop_start),
        pays.first_base.total if pays.first_base else NONE,
        NONE if stop.sjb_given_cents is None else stop.sjb_given_cents,
        DIVISOR_OF[stop.basis.periodicity],
        counted,
        int(stop.employer_day),
        *((day_number(part.first), day_number(part.last), part.lost_cents) if part else _NO_PART),
        stop.asked_rank or 0,
    )
    base = pays.base
    gross = base.gross if base else (0,)
    return Prepared(stop, pays, values, gross, base.reestablished if base else (NONE,))


def _link(stop: InjuryStop) -> Link:
    """How the stop follows those before it for the same accident."""
    if stop.origin_start is None:
        return "new"
    if stop.kind == "initial":
        return "relapse"
    return "prolongation" if stop.reference_start else "interrupted"


def _floor(stop: InjuryStop, reference: date) -> date | None:
    """The first day of the accident's first stop, when its pays are not those that count here."""
    first = stop.origin_start
    if first is None or first >= reference or stop.sjb_given_cents is not None:
        return None
    return first


def _first_base(
    stop: InjuryStop, floor: date, parameters: Parameters, options: Options
) -> Base | None:
    """The pays before the first stop, when they and the parameters of that day are known."""
    if stop.basis.pays or stop.basis.total_cents is not None:
        return None  # given without dates: they are those before this stop
    try:
        _known(floor, stop, parameters, options)
    except ParameterFault:
        return None
    found = _base(stop, floor)
    return None if isinstance(found, Refusal) else found


def _known(day: date, stop: InjuryStop, parameters: Parameters, options: Options) -> None:
    """Raise ParameterFault when a parameter of `day` is not known."""
    divisor = DIVISORS[DIVISOR_OF[stop.basis.periodicity]]
    for name in (*_NAMES, divisor, "flat_contribution_rate"):
        parameters.on(name, day)
    parameters.on("pass_annual", ceiling_day(day, options))


def _date_fault(stop: InjuryStop) -> Refusal | None:
    start, end = stop.stop_start, stop.stop_end
    part = stop.part_time
    for key, day in (("stop_end", end), ("part_time", part.last if part else None)):
        if day is not None and day > LAST_DAY:
            return Refusal(key, f"avant {LAST_DAY.year + 1}", "La date est trop lointaine.")
    if end is not None and end < start:
        return Refusal(
            "stop_end",
            f"le {start:%d/%m/%Y} ou après",
            f"La fin de l'arrêt ({end:%d/%m/%Y}) précède son début ({start:%d/%m/%Y}).",
        )
    if stop.accident_date is not None and stop.accident_date > start:
        return Refusal(
            "accident_date",
            f"le {start:%d/%m/%Y} ou avant",
            f"L'accident ({stop.accident_date:%d/%m/%Y}) suit le début de l'arrêt"
            f" ({start:%d/%m/%Y}).",
        )
    if stop.kind == "prolongation" and stop.origin_start is None:
        return Refusal(
            "previous_stops",
            "l'arrêt prolongé, avec ses dates",
            "L'arrêt que celui-ci prolonge n'est pas donné : le taux dépend des jours déjà payés,"
            " et le salaire de base du début de l'arrêt initial.",
        )
    return (part and backward_fault(part)) or _asked_fault(stop)


def _asked_fault(stop: InjuryStop) -> Refusal | None:
    if stop.day_of_stop is None:
        return None
    days = ((stop.stop_end or LAST_DAY) - stop.stop_start).days + 1
    if 1 <= stop.day_of_stop <= days:
        return None
    message = f"L'arrêt n'a pas de jour de rang {stop.day_of_stop}."
    return Refusal("day_of_stop", f"entre 1 et {days}", message)


def _amount_fault(stop: InjuryStop) -> Refusal | None:
    if stop.part_time and not 0 <= stop.part_time.lost_cents <= MOST_MONTHLY_CENTS:
        return Refusal(
            "lost_gross", "entre 0 et 1 000 000 €", "Ce montant n'est pas vraisemblable."
        )
    return base_fault(stop.sjb_given_cents)


def _length_fault(stop: InjuryStop, parameters: Parameters) -> Refusal | None:
    """From 2027 the law limits the length by a decree that is not known; it is never so short."""
    begun = stop.origin_start or stop.stop_start
    accident = stop.accident_date or begun
    if accident < parameters.named("injury_least_maximum_years")[0].effective_from:
        return None
    years = int(parameters.on("injury_least_maximum_years", accident).value)
    limit = add_months(begun, 12 * years)
    if (stop.stop_end or stop.stop_start) < limit:
        return None
    return Refusal(
        "stop_end",
        f"avant le {limit:%d/%m/%Y}",
        f"La durée maximale des indemnités n'est pas connue : le décret attendu peut la fixer à"
        f" {years} ans ou plus, et l'arrêt dépasse cette durée.",
    )
