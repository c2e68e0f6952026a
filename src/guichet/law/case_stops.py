"""From a case's input to the facts of a sickness stop: wages by month, history of stops."""

from datetime import date

from guichet.law.case_days import read_ald_waiver, read_days
from guichet.law.case_history import PreviousStop, read_ends, read_history
from guichet.law.case_pay import read_basis, read_wages
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.case_waivers import read_waiver
from guichet.law.parameters import load
from guichet.law.sickness import Kind, SicknessStop


def read_stops(reader: Reader) -> list[SicknessStop]:
    """The stop of the case, once for each end asked about (or once with no end)."""
    start = reader.required_day("stop_start")
    asked = read_ends(reader, start)
    kind: Kind = "initial"
    if reader.choice("kind", ("initial", "prolongation"), "initial") == "prolongation":
        kind = "prolongation"
    wages, basis = read_wages(reader), read_basis(reader)
    history = read_history(reader)
    _check_history(reader, history, start, asked)
    waiver = read_waiver(reader, start) or read_ald_waiver(reader, start, kind, history)
    chain = _stops_prolonged(history, start) if kind == "prolongation" else []
    reference, served, previous_end = _NO_CHAIN
    if kind == "prolongation":
        reference, served, previous_end = _chain(chain, history, start)
    days = read_days(reader, start, history, chain)
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
            days=days,
            affiliated_since=reader.day("affiliated_since"),
        )
        for end in asked
    ]


_NO_CHAIN: tuple[date | None, int | None, date | None] = (None, None, None)


def _check_history(
    reader: Reader, history: list[PreviousStop], start: date, ends: list[date | None]
) -> None:
    last = max((end for end in ends if end), default=start)
    for stop in history:
        if stop.benefit != "maternite" and stop.start <= last and stop.end >= start:
            raise CaseFault(
                "previous_stops",
                "des arrêts qui ne se chevauchent pas, hors congé de maternité",
                f"L'arrêt du {stop.start:%d/%m/%Y} au {stop.end:%d/%m/%Y} couvre des jours de"
                " l'arrêt demandé.",
            )


def _stops_prolonged(history: list[PreviousStop], start: date) -> list[PreviousStop]:
    """The stops that one from `start` would prolong, in order, from the initial one."""
    allowed = int(load().on("prolongation_gap_days", start).value)
    found: list[PreviousStop] = []
    for stop in reversed(_sickness_before(history, start)):
        if (start - stop.end).days - 1 > allowed:
            break
        found.insert(0, stop)
        start = stop.start
        if stop.kind == "initial":
            break
    return found


def _sickness_before(history: list[PreviousStop], start: date) -> list[PreviousStop]:
    before = (stop for stop in history if stop.benefit == "maladie" and stop.end < start)
    return sorted(before, key=lambda stop: stop.start)


def _chain(
    chain: list[PreviousStop], history: list[PreviousStop], start: date
) -> tuple[date | None, int | None, date | None]:
    """Start of the initial stop, days of carence behind, and end of the stop being prolonged."""
    previous = _sickness_before(history, start)
    if not previous:
        return _NO_CHAIN
    days = sum((stop.end - stop.start).days + 1 for stop in chain)
    told = [stop.carence_served for stop in chain if stop.carence_served is not None]
    first = chain[0].start if chain else start
    return first, sum(told) if told else days, previous[-1].end
