"""From a case's input to the facts of a sickness stop: wages by month, history of stops."""

from dataclasses import dataclass
from datetime import date, timedelta

from guichet.law.case_pay import read_basis, read_wages
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.case_waivers import read_waiver
from guichet.law.contract import BENEFITS, each
from guichet.law.parameters import load
from guichet.law.sickness import Kind, SicknessStop

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
    wanted: list[date | None] = [*ends] if ends else [single]
    asked = [_returned(reader, start, end) for end in wanted]
    kind: Kind = "initial"
    if reader.choice("kind", ("initial", "prolongation"), "initial") == "prolongation":
        kind = "prolongation"
    wages, basis = read_wages(reader), read_basis(reader)
    history = each(reader.items("previous_stops"), "previous_stops", _previous)
    _check_history(reader, history, start, asked)
    waiver = read_waiver(reader, start)
    reference, served, previous_end = _chain(history, start) if kind != "initial" else _NO_CHAIN
    return [
        SicknessStop(
            stop_start=start,
            stop_end=end,
            kind=kind,
            wages=wages,
            basis=basis,
            sjb_given_cents=reader.cents("sjb_given"),
            reference_start=reference,
            carence_served=served,
            carence_waived=bool(reader.flag("carence_waived")),
            waived_by=waiver,
            opening_conditions_met=reader.flag("opening_conditions_met"),
            previous_end=previous_end,
        )
        for end in asked
    ]


def _returned(reader: Reader, start: date, end: date | None) -> date | None:
    """The last day of the stop, brought before the day of return to work when that is earlier."""
    back = reader.day("return_on")
    if back is None:
        return end
    if back <= start:
        reader.fault(
            "return_on", f"après le {start:%d/%m/%Y}", "La reprise ne suit aucun jour d'arrêt."
        )
    last = back - timedelta(days=1)
    return last if end is None or end > last else end


_NO_CHAIN: tuple[date | None, int | None, date | None] = (None, None, None)


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
