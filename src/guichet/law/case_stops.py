"""From a case's input to the facts of a sickness stop: wages by month, history of stops."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guichet.law.case_cover import BENEFITS, each
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.parameters import load
from guichet.law.sickness import Kind, MonthlyWage, SicknessStop

_WAGE_KEYS = frozenset({"month", "gross", "hours", "absent", "employer", "reestablished"})
_STOP_KEYS = frozenset(
    {"benefit", "start", "end", "kind", "ald", "affection", "paid_days", "carence_served"}
    | {"resumed_on"}
)
_COUNTER = 360


@dataclass(frozen=True)
class PreviousStop:
    """One stop of the person's history."""

    benefit: str
    start: date
    end: date
    kind: str
    ald: bool
    carence_served: int | None


def read_stops(reader: Reader) -> list[SicknessStop]:
    """The stop of the case, once for each end asked about (or once with no end)."""
    start = reader.required_day("stop_start")
    ends = reader.days("stop_ends")
    single = reader.day("stop_end")
    if ends is not None and single is not None:
        raise CaseFault("stop_ends", "stop_end ou stop_ends", "Les deux clés sont données.")
    if ends == []:
        raise CaseFault("stop_ends", "au moins une date", "La liste des fins est vide.")
    asked: list[date | None] = [*ends] if ends else [single]
    kind: Kind = "initial"
    if reader.choice("kind", ("initial", "prolongation"), "initial") == "prolongation":
        kind = "prolongation"
    wages = read_wages(reader)
    history = each(reader.items("previous_stops"), "previous_stops", _previous)
    _check_history(reader, history, start, asked)
    reference, served, previous_end = _chain(history, start) if kind != "initial" else _NO_CHAIN
    return [
        SicknessStop(
            stop_start=start,
            stop_end=end,
            kind=kind,
            wages=wages,
            sjb_given_cents=reader.cents("sjb_given"),
            reference_start=reference,
            carence_served=served,
            carence_waived=bool(reader.flag("carence_waived")),
            opening_conditions_met=reader.flag("opening_conditions_met"),
            previous_end=previous_end,
        )
        for end in asked
    ]


_NO_CHAIN: tuple[date | None, int | None, date | None] = (None, None, None)


def read_wages(reader: Reader) -> tuple[MonthlyWage, ...]:
    """The wages by month, all employers summed."""
    lines = each(reader.items("reference_wages"), "reference_wages", _wage_line)
    by_month: dict[str, dict[str | None, MonthlyWage]] = {}
    for employer, wage in lines:
        employers = by_month.setdefault(wage.month, {})
        if employer in employers:
            raise CaseFault(
                "reference_wages",
                "chaque mois une seule fois par employeur",
                f"Le salaire du mois {wage.month} est donné deux fois.",
            )
        employers[employer] = wage
    return tuple(_summed(list(same.values())) for same in by_month.values())


def _wage_line(line: Reader) -> tuple[str | None, MonthlyWage]:
    line.only(_WAGE_KEYS)
    month = line.text("month") or line.fault("month", "un mois AAAA-MM", "Le mois manque.")
    gross, restored = line.cents("gross"), line.cents("reestablished")
    if gross is None:
        line.fault("gross", "un salaire brut", f"Le salaire du mois {month} manque.")
    if line.has("absent") and line.data["absent"] is not False and restored is None:
        line.fault(
            "absent",
            "le salaire rétabli par l'employeur (reestablished)",
            f"Le mois {month} est incomplet : son rétablissement n'est pas encore couvert par ce"
            " programme.",
        )
    return (
        _employer(line),
        MonthlyWage(month, gross or 0, line.number("hours"), restored),
    )


def _employer(line: Reader) -> str | None:
    """A SIRET may have been written as a number."""
    value = line.data.get("employer")
    return str(value) if isinstance(value, int) else line.text("employer")


def _summed(same: list[MonthlyWage]) -> MonthlyWage:
    if len(same) == 1:
        return same[0]
    hours = [w.hours for w in same if w.hours is not None]
    restored = any(w.reestablished_cents is not None for w in same)
    whole = sum(
        w.gross_cents if w.reestablished_cents is None else w.reestablished_cents for w in same
    )
    return MonthlyWage(
        same[0].month,
        sum(w.gross_cents for w in same),
        sum(hours, Decimal(0)) if len(hours) == len(same) else None,
        whole if restored else None,
    )


def _previous(line: Reader) -> PreviousStop:
    line.only(_STOP_KEYS)
    start, end = line.required_day("start"), line.required_day("end")
    if end < start:
        line.fault("end", f"le {start:%d/%m/%Y} ou après", "La fin précède le début.")
    served = line.number("carence_served")
    return PreviousStop(
        line.choice("benefit", BENEFITS),
        start,
        end,
        line.choice("kind", ("initial", "prolongation"), "initial"),
        bool(line.flag("ald")),
        None if served is None else int(served),
    )


def _check_history(
    reader: Reader, history: list[PreviousStop], start: date, ends: list[date | None]
) -> None:
    last = max((end for end in ends if end), default=start)
    for stop in history:
        if stop.start <= last and stop.end >= start:
            raise CaseFault(
                "previous_stops",
                "des arrêts qui ne se chevauchent pas",
                f"L'arrêt du {stop.start:%d/%m/%Y} au {stop.end:%d/%m/%Y} couvre des jours de"
                " l'arrêt demandé.",
            )
    if reader.flag("ald") and any(stop.ald for stop in history):
        raise CaseFault(
            "ald",
            "un premier arrêt de l'affection",
            "La suite d'arrêts d'une affection de longue durée n'est pas encore couverte par ce"
            " programme.",
        )
    days = sum((s.end - s.start).days + 1 for s in history if s.benefit == "maladie")
    if days and days + (last - start).days + 1 > _COUNTER:
        raise CaseFault(
            "previous_stops",
            f"au plus {_COUNTER} jours d'arrêt au total",
            f"Le compteur de {_COUNTER} indemnités sur trois ans peut être atteint : il n'est pas"
            " encore couvert par ce programme.",
        )


def _chain(history: list[PreviousStop], start: date) -> tuple[date | None, int | None, date | None]:
    """Start of the initial stop, days of carence behind, and end of the stop being prolonged."""
    allowed = int(load().on("prolongation_gap_days", start).value)
    previous = sorted(
        (s for s in history if s.benefit == "maladie" and s.end < start), key=lambda s: s.start
    )
    if not previous:
        return _NO_CHAIN
    last_end = previous[-1].end
    first, days, served = start, 0, None
    for stop in reversed(previous):
        if (first - stop.end).days - 1 > allowed:
            break
        first, days = stop.start, days + (stop.end - stop.start).days + 1
        if stop.carence_served is not None:
            served = stop.carence_served + (served or 0)
        if stop.kind == "initial":
            break
    return first, days if served is None else served, last_end
