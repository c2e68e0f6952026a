"""The ends that a case asks about and the stops of the person's history, for every benefit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.law.case_reading import CaseFault, Reader
from guichet.law.contract import BENEFITS, each

# No benefit has, or had, so many waiting days.
_MOST_WAITING = 30
_STOP_KEYS = frozenset(
    {"benefit", "start", "end", "kind", "ald", "affection", "paid_days", "carence_served"}
    | {"resumed_on"}
)


# The leave that prevails over a stop of sickness on the same days.
PREVAILING = {"maladie": "maternite", "maladie_ti": "maternite_ti"}


@dataclass(frozen=True)
class PreviousStop:
    """One stop of the person's history. `paid_days` is None when the days paid are not told.

    `resumed_on`: the day of the return to work, else that after the end; it cuts the stop short.
    """

    benefit: str
    start: date
    end: date
    kind: str
    ald: bool
    carence_served: int | None
    paid_days: int | None = None
    affection: str | None = None
    resumed_on: date | None = None

    def resumed_days(self, following: date) -> int:
        """The days of work between this stop and one that begins on `following`."""
        return (following - (self.resumed_on or self.end + timedelta(days=1))).days


def read_ends(reader: Reader, start: date) -> list[date | None]:
    """The last days asked about, each brought before the return to work; one None for no end."""
    ends = reader.days("stop_ends")
    single = reader.day("stop_end")
    if ends is not None and single is not None:
        raise CaseFault("stop_ends", "stop_end ou stop_ends", "Les deux clés sont données.")
    if ends == []:
        raise CaseFault("stop_ends", "au moins une date", "La liste des fins est vide.")
    for end in ends or ():
        if end < start:
            expected = f"le {start:%d/%m/%Y} ou après"
            reader.fault("stop_ends", expected, f"La fin du {end:%d/%m/%Y} précède le début.")
    wanted: list[date | None] = [*ends] if ends else [single]
    return [_returned(reader, start, end) for end in wanted]


def read_history(reader: Reader) -> list[PreviousStop]:
    """The stops of `previous_stops`, in the order given."""
    return each(reader.items("previous_stops"), "previous_stops", _previous)


def refuse_overlap(
    history: Iterable[PreviousStop],
    start: date,
    last: date,
    expected: str,
    sentence: str = "L'arrêt {days} couvre des jours de l'arrêt demandé.",
) -> None:
    """Refuse a history that has a stop on days from `start` to `last`."""
    for stop in history:
        if stop.start <= last and stop.end >= start:
            days = f"du {stop.start:%d/%m/%Y} au {stop.end:%d/%m/%Y}"
            raise CaseFault("previous_stops", expected, sentence.format(days=days))


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


def _previous(line: Reader) -> PreviousStop:
    line.only(_STOP_KEYS)
    start, end = line.required_day("start"), line.required_day("end")
    if end < start:
        line.fault("end", f"le {start:%d/%m/%Y} ou après", "La fin précède le début.")
    resumed = line.day("resumed_on")
    if resumed is not None and resumed <= start:
        line.fault("resumed_on", f"après le {start:%d/%m/%Y}", "La reprise précède l'arrêt.")
    served, paid = line.whole("carence_served"), line.whole("paid_days")
    if paid is not None and paid > (end - start).days + 1:
        line.fault("paid_days", "au plus les jours de l'arrêt", "Il y a plus de jours payés.")
    if served is not None and served > _MOST_WAITING:
        line.fault(
            "carence_served", f"au plus {_MOST_WAITING}", f"{served} jours de carence, c'est trop."
        )
    return PreviousStop(
        line.choice("benefit", BENEFITS),
        start,
        end if resumed is None else min(end, resumed - timedelta(days=1)),
        line.choice("kind", ("initial", "prolongation"), "initial"),
        bool(line.flag("ald")),
        served,
        paid,
        line.text("affection"),
        resumed,
    )
