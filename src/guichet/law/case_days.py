"""What changes the days or the rate of a sickness stop, read from a case."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from guichet.law.case_history import PREVAILING, PreviousStop
from guichet.law.case_reading import CaseFault, Reader
from guichet.law.counters import Interval
from guichet.law.covid import read_covid
from guichet.law.day_counters import ald_period, bears_carence
from guichet.law.parameters import load
from guichet.law.stop_days import Notice, PartTime, StopDays


def read_days(
    reader: Reader,
    start: date,
    history: Sequence[PreviousStop],
    prolonged: Sequence[PreviousStop],
) -> StopDays:
    """The facts about the days of a stop from `start`, and of those that it prolongs."""
    since = None
    if reader.flag("ald"):
        resumed = int(load().on("ald_resumption_years", start).value)
        since = ald_period(_illness(history, start), start, resumed)
    benefit, known = reader.data["benefit"], reader.has("previous_stops")
    paid = list(_paid(history, benefit))
    return StopDays(
        issued_on=reader.day("issued_on"),
        children=reader.whole("dependent_children") or 0,
        asked_day=_asked_day(reader),
        prolonged=tuple(Interval(stop.start, stop.end) for stop in prolonged),
        paid_before=tuple(one for one, ald in paid if not ald) if known else None,
        ald_since=since,
        ald_paid_before=tuple(one for one, ald in paid if ald),
        notice=_notice(reader),
        part_times=(part_time,) if (part_time := read_part_time(reader)) else (),
        covid=read_covid(reader, start),
        retired_since=reader.day("retired_since"),
        maternity=tuple(
            sorted(
                Interval(one.start, one.end)
                for one in history
                if one.benefit == PREVAILING[benefit] and one.end >= start
            )
        ),
    )


def read_ald_waiver(reader: Reader, start: date, kind: str, history: Sequence[PreviousStop]) -> str:
    """The name of the parameter that lifts the waiting days of a later stop of an illness."""
    if not reader.flag("ald") or kind != "initial":
        return ""
    years = int(load().on("ald_carence_years", start).value)
    bears = not years or bears_carence(_illness(history, start), start, years)
    return "" if bears else "ald_carence_years"


def _asked_day(reader: Reader) -> int | None:
    day = reader.whole("day_of_stop")
    if day == 0:
        reader.fault("day_of_stop", "1 ou plus", "Le premier jour de l'arrêt est le jour 1.")
    return day


def _notice(reader: Reader) -> Notice | None:
    sent = reader.day("notice_sent_on")
    previous = reader.day("previous_late_notice_prescribed_on")
    hospitalised = bool(reader.flag("hospitalised"))
    return Notice(sent, previous, hospitalised) if sent else None


def read_part_time(reader: Reader) -> PartTime | None:
    """The period of part-time work and the pay lost over it."""
    lost = reader.cents("lost_gross")
    if not reader.has("part_time"):
        if lost is not None:
            reader.fault("part_time", "from et to", "La période de temps partiel manque.")
        return None
    period = Reader(reader.data["part_time"], "part_time.")
    period.only(frozenset({"from", "to"}))
    first, last = period.required_day("from"), period.required_day("to")
    if lost is None:
        reader.fault(
            "lost_gross", "un montant", "Le salaire perdu pendant le temps partiel manque."
        )
    return PartTime(first, last, lost)


def _illness(history: Sequence[PreviousStop], start: date) -> list[Interval]:
    """The stops before, in order, of the long-term illness: that of the stop asked about."""
    stops = [stop for stop in history if stop.ald and stop.end < start]
    if len({stop.affection for stop in stops if stop.affection}) > 1:
        raise CaseFault(
            "previous_stops",
            "les arrêts d'une seule affection de longue durée",
            "Les arrêts donnés sont de plusieurs affections de longue durée : donnez ceux de"
            " l'affection de l'arrêt demandé.",
        )
    return sorted(Interval(stop.start, stop.end) for stop in stops)


def _paid(history: Sequence[PreviousStop], benefit: str) -> Iterator[tuple[Interval, bool]]:
    """The sickness days paid before, and whether they are those of a long-term illness.

    The days paid of a stop are its last ones; where they are not told, all but its waiting days.
    """
    left = 0
    before: PreviousStop | None = None
    for stop in sorted(history, key=lambda one: one.start):
        if stop.benefit != benefit:
            continue
        gap = int(load().on("prolongation_gap_days", stop.start).value)
        resumed = None if before is None else before.resumed_days(stop.start)
        if stop.kind == "initial" or (resumed is not None and resumed > gap):
            left = int(load().on("carence_days", stop.start).value)
        length = (stop.end - stop.start).days + 1
        waiting = min(left if stop.carence_served is None else stop.carence_served, length)
        left, before = max(0, left - waiting), stop
        if stop.paid_days is not None:
            waiting = length - stop.paid_days
        if waiting < length:
            yield Interval(stop.start + timedelta(days=waiting), stop.end), stop.ald
