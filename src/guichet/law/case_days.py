"""What changes the days or the rate of a sickness stop, read from a case."""

from collections.abc import Sequence

from guichet.law.case_history import PreviousStop
from guichet.law.case_reading import Reader
from guichet.law.counters import Interval
from guichet.law.stop_days import StopDays


def read_days(reader: Reader, prolonged: Sequence[PreviousStop]) -> StopDays:
    """The facts about the days of a stop and of those that it prolongs."""
    return StopDays(
        issued_on=reader.day("issued_on"),
        children=reader.whole("dependent_children") or 0,
        asked_day=_asked_day(reader),
        prolonged=tuple(Interval(stop.start, stop.end) for stop in prolonged),
    )


def _asked_day(reader: Reader) -> int | None:
    day = reader.whole("day_of_stop")
    if day == 0:
        reader.fault("day_of_stop", "1 ou plus", "Le premier jour de l'arrêt est le jour 1.")
    return day
