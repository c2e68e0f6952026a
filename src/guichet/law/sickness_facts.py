"""From the facts of a stop to the kernel's columns, refusing in words what cannot be judged."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from guichet.law.columns import FAR, NONE, Ints, day_number, first_sickness_day
from guichet.law.dates import LAST_DAY, add_months, after_months
from guichet.law.day_faults import days_fault
from guichet.law.explanation import Refusal
from guichet.law.opening import known_of
from guichet.law.opening_year import (
    CLOSED,
    TWELVE_MONTHS,
    YearFacts,
    YearRow,
    judge_year,
)
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import COUNTS, base_values, padded
from guichet.law.reference_pay import Base, MonthlyWage, base_fault, base_of, wage_fault
from guichet.law.sickness import Kind, SicknessStop
from guichet.law.sickness_kernel import SicknessInputs

_NEVER = 10**6


class Prepared(NamedTuple):
    """A stop without fault, and its row of the kernel's columns."""

    stop: SicknessStop
    kind: Kind
    reference: date
    base: Base | None
    values: tuple[int, ...]
    gross: tuple[int, ...]
    reestablished: tuple[int, ...]
    opening_pay: tuple[int, ...]
    opening_hours: tuple[int, ...]
    beyond: date = date.max  # the first day past six months of uninterrupted stop
    year: YearFacts | None = None


def prepare(stop: SicknessStop, parameters: Parameters, options: Options) -> Prepared | Refusal:
    """Check one stop and lay out its row; the first fault found is the refusal."""
    refusal = stop_fault(stop, parameters) or wage_fault(stop.wages)
    refusal = refusal or days_fault(stop, parameters)
    if refusal:
        return refusal
    kind = kind_of(stop, parameters)
    reference = stop.stop_start
    if kind == "prolongation" and options.prolongation_reference == "initial_stop":
        reference = stop.reference_start or stop.stop_start
    wages = {wage.month: wage for wage in stop.wages}
    base = None
    if stop.sjb_given_cents is None:
        found = base_of(wages, stop.basis, reference, COUNTS, options.months_before_hire)
        if isinstance(found, Refusal):
            return found
        base = found
    beyond = _beyond(stop, kind, parameters)
    year = None
    if _needs_year(stop, beyond):
        year = _year(stop, reference, wages, parameters, options)
    laid_out = _laid_out(stop, kind, reference, base, wages)
    return laid_out._replace(beyond=beyond, year=year)


def _laid_out(
    stop: SicknessStop,
    kind: Kind,
    reference: date,
    base: Base | None,
    wages: dict[str, MonthlyWage],
) -> Prepared:
    given = stop.conditions_met
    return Prepared(
        stop,
        kind,
        reference,
        base,
        (
            day_number(reference),
            day_number(stop.stop_start),
            day_number(stop.stop_end or stop.stop_start),
            stop.stop_end is not None,
            kind == "prolongation",
            NONE if stop.sjb_given_cents is None else stop.sjb_given_cents,
            carence_elapsed(stop, kind),
            stop.carence_waived or bool(stop.waived_by) or stop.days.derogation,
            NONE if given is None else int(given),
            *base_values(stop.basis, base),
        ),
        base.gross if base else (0,),
        base.reestablished if base else (NONE,),
        *known_of(wages, reference),
    )


def columns(prepared: Sequence[Prepared]) -> SicknessInputs:
    """The rows of `prepared` as the kernel's columns."""
    flat = np.array([p.values for p in prepared], dtype=np.int64)

    def wide(pick: Callable[[Prepared], tuple[int, ...]]) -> Ints:
        return np.array([pick(p) for p in prepared], dtype=np.int64, order="F")

    return SicknessInputs(
        reference=flat[:, 0],
        start=flat[:, 1],
        end=flat[:, 2],
        has_end=flat[:, 3] == 1,
        prolongation=flat[:, 4] == 1,
        gross=padded([p.gross for p in prepared], 0),
        reestablished=padded([p.reestablished for p in prepared], NONE),
        sjb_given=flat[:, 5],
        carence_elapsed=flat[:, 6],
        carence_waived=flat[:, 7] == 1,
        opening_pay=wide(lambda p: p.opening_pay),
        opening_hours=wide(lambda p: p.opening_hours),
        opening_given=flat[:, 8],
        pays=flat[:, 9],
        cap_share=flat[:, 10:12],
        divisor=flat[:, 12],
        payable_until=np.full(len(prepared), FAR, dtype=np.int64),
        year_reason=np.full(len(prepared), NONE, dtype=np.int64),
    )


def with_years(
    inputs: SicknessInputs, prepared: Sequence[Prepared], parameters: Parameters, options: Options
) -> tuple[SicknessInputs, dict[int, YearRow]]:
    """The inputs with what twelve months of pay or hours open or end, and these rows by rank."""
    years = {rank: one.year for rank, one in enumerate(prepared) if one.year}
    if not years:
        return inputs, {}
    ranks = list(years)
    found = judge_year(list(years.values()), parameters, options)
    eve = np.array([day_number(prepared[rank].beyond) - 1 for rank in ranks], dtype=np.int64)
    reason, until = inputs.year_reason.copy(), inputs.payable_until.copy()
    reason[ranks] = found.reason
    until[ranks] = np.where(np.isin(found.beyond, CLOSED), eve, FAR)
    told = dict(zip(ranks, found.rows(), strict=True))
    return inputs._replace(payable_until=until, year_reason=reason), told


def kind_of(stop: SicknessStop, parameters: Parameters) -> Kind:
    """A prolongation after more than 48 hours of resumed work is a new stop."""
    if stop.kind == "initial" or stop.previous_end is None:
        return stop.kind
    allowed = int(parameters.on("prolongation_gap_days", stop.stop_start).value)
    back = stop.resumed_on or stop.previous_end + timedelta(days=1)
    resumed = (stop.stop_start - back).days
    return "prolongation" if resumed <= allowed else "initial"


def carence_elapsed(stop: SicknessStop, kind: Kind) -> int:
    """The waiting days behind a stop when it starts, or the days of incapacity."""
    if kind == "initial":
        return stop.carence_served or 0 if stop.kind == "initial" else 0
    if stop.carence_served is not None:
        return stop.carence_served
    if stop.reference_start is None:
        return _NEVER
    last = stop.previous_end or stop.stop_start - timedelta(days=1)
    return (last - stop.reference_start).days + 1


def stop_fault(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    """A date or a number of the stop that is not possible."""
    return _date_fault(stop, parameters) or _amount_fault(stop)


def _date_fault(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    start, first = stop.stop_start, stop.reference_start or stop.stop_start
    if stop.kind not in ("initial", "prolongation"):
        return Refusal(
            "kind",
            "initial ou prolongation",
            f"La nature de l'arrêt « {stop.kind} » n'est pas connue.",
        )
    if start > LAST_DAY:
        return Refusal("stop_start", f"avant {LAST_DAY.year + 1}", "Le début est trop lointain.")
    if stop.stop_end is not None and stop.stop_end > LAST_DAY:
        return Refusal("stop_end", f"avant {LAST_DAY.year + 1}", "La fin est trop lointaine.")
    if stop.stop_end is not None and stop.stop_end < start:
        return Refusal(
            "stop_end",
            f"le {start:%d/%m/%Y} ou après",
            f"La fin de l'arrêt ({stop.stop_end:%d/%m/%Y}) précède son début ({start:%d/%m/%Y}).",
        )
    return _reference_fault(stop, first) or _too_early(min(start, first), parameters)


def _reference_fault(stop: SicknessStop, first: date) -> Refusal | None:
    start = stop.stop_start
    if first > start:
        return Refusal(
            "reference_start",
            f"le {start:%d/%m/%Y} ou avant",
            f"L'arrêt initial ({first:%d/%m/%Y}) commence après l'arrêt ({start:%d/%m/%Y}).",
        )
    if first != start and stop.kind == "initial":
        return Refusal(
            "reference_start",
            "rien, ou le début de l'arrêt",
            "Un arrêt initial n'a pas d'autre date de référence que son début.",
        )
    if stop.previous_end is not None and stop.previous_end >= start:
        return Refusal(
            "stop_start",
            f"après le {stop.previous_end:%d/%m/%Y}",
            f"L'arrêt commence le {start:%d/%m/%Y}, pendant l'arrêt précédent.",
        )
    return None


def _too_early(day: date, parameters: Parameters) -> Refusal | None:
    known = first_sickness_day(parameters)
    if day >= known:
        return None
    return Refusal(
        "stop_start",
        f"le {known:%d/%m/%Y} ou après",
        f"Les paramètres de la loi sont connus à partir du {known:%d/%m/%Y} ;"
        f" l'arrêt commence le {day:%d/%m/%Y}.",
    )


def _beyond(stop: SicknessStop, kind: Kind, parameters: Parameters) -> date:
    """The first day past six months of uninterrupted stop."""
    first = stop.stop_start if kind == "initial" else stop.reference_start or stop.stop_start
    return after_months(first, int(parameters.on("opening_first_period_months", first).value))


def _needs_year(stop: SicknessStop, beyond: date) -> bool:
    """Whether twelve months may change the answer; a right declared closed is closed at once."""
    given = stop.opening_conditions_met
    if stop.days.derogation:
        return False
    if given is not None:
        return given and (stop.stop_end or stop.stop_start) >= beyond
    seasonal = stop.basis.periodicity == "discontinuous"
    return seasonal or (stop.stop_end or stop.stop_start) >= beyond


def _year(
    stop: SicknessStop,
    reference: date,
    wages: dict[str, MonthlyWage],
    parameters: Parameters,
    options: Options,
) -> YearFacts:
    """The facts of the second judgement, of the day of the initial stop."""
    affiliated, given = NONE, stop.opening_conditions_met
    if stop.affiliated_since is not None:
        months = int(parameters.on("sickness_affiliation_months", reference).value)
        affiliated = int(add_months(stop.affiliated_since, months) <= reference)
    said = NONE if given is None or options.declared_right == "first_six_months" else int(given)
    return YearFacts(
        day_number(reference), affiliated, said, *known_of(wages, reference, TWELVE_MONTHS)
    )


def _amount_fault(stop: SicknessStop) -> Refusal | None:
    if refusal := base_fault(stop.sjb_given_cents):
        return refusal
    if stop.carence_served is not None and stop.carence_served < 0:
        return Refusal(
            "carence_served", "0 ou plus", "Le nombre de jours de carence servis est négatif."
        )
    return None
