"""From a case's input to the facts of a sickness stop: wages by month, history of stops.

The same for `maladie` and `maladie_ti`: each has its own history.
"""

from datetime import date
from typing import NamedTuple

from guichet.law.case_days import read_ald_waiver, read_days
from guichet.law.case_history import (
    PREVAILING,
    PreviousStop,
    read_ends,
    read_history,
    refuse_overlap,
)
from guichet.law.case_pay import read_basis, read_wages
from guichet.law.case_reading import Reader
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
    refuse_overlap(
        (stop for stop in history if stop.benefit != PREVAILING[reader.data["benefit"]]),
        start,
        max((end for end in asked if end), default=start),
        "des arrêts qui ne se chevauchent pas, hors congé de maternité",
    )
    waiver = read_waiver(reader, start) or read_ald_waiver(reader, start, kind, history)
    before = _same_before(reader, history, start)
    chain = _stops_prolonged(before, start) if kind == "prolongation" else []
    behind = _chain(chain, before, start) if kind == "prolongation" else _NO_CHAIN
    days = read_days(reader, start, history, chain)
    return [
        SicknessStop(
            stop_start=start,
            stop_end=end,
            kind=kind,
            wages=wages,
            basis=basis,
            sjb_given_cents=reader.cents("sjb_given"),
            reference_start=behind.first,
            carence_served=behind.served,
            carence_waived=bool(reader.flag("carence_waived")),
            waived_by=waiver,
            opening_conditions_met=reader.flag("opening_conditions_met"),
            previous_end=behind.previous_end,
            resumed_on=behind.resumed_on,
            days=days,
            affiliated_since=reader.day("affiliated_since"),
        )
        for end in asked
    ]


class _Chain(NamedTuple):
    """Start of the initial stop, waiting days behind, end of the stop prolonged, day of return."""

    first: date | None = None
    served: int | None = None
    previous_end: date | None = None
    resumed_on: date | None = None


_NO_CHAIN = _Chain()


def _stops_prolonged(before: list[PreviousStop], start: date) -> list[PreviousStop]:
    """Of the stops before, those that one from `start` would prolong, from the initial one."""
    allowed = int(load().on("prolongation_gap_days", start).value)
    found: list[PreviousStop] = []
    for stop in reversed(before):
        if stop.resumed_days(start) > allowed:
            break
        found.insert(0, stop)
        start = stop.start
        if stop.kind == "initial":
            break
    return found


def _same_before(reader: Reader, history: list[PreviousStop], start: date) -> list[PreviousStop]:
    """The stops of the same benefit that end before `start`, in order."""
    own = (stop for stop in history if stop.benefit == reader.data["benefit"] and stop.end < start)
    return sorted(own, key=lambda stop: stop.start)


def _chain(chain: list[PreviousStop], previous: list[PreviousStop], start: date) -> _Chain:
    """The initial stop of a prolongation, and what is behind it when it starts."""
    if not previous:
        return _NO_CHAIN
    # A stop serves as many waiting days as it has days, unless they are told.
    served = sum(
        (stop.end - stop.start).days + 1 if stop.carence_served is None else stop.carence_served
        for stop in chain
    )
    first = chain[0].start if chain else start
    return _Chain(first, served, previous[-1].end, previous[-1].resumed_on)
