"""The days of a file as a calendar: a table a month, a row a week."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from guichet.ledger.service import PaidDay

WEEKS = Calendar()


@dataclass(frozen=True)
class Cell:
    """A day of the month; `cents` is None when the file grants nothing for it.

    `elsewhere`: paid by the system before this one; `held`: its payment is suspended.
    """

    day: date
    cents: int | None
    ordered: bool
    elsewhere: bool = False
    held: bool = False


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Cell | None]]
    days: int
    cents: int


def weekdays() -> list[tuple[str, str]]:
    """The short and the full name of each day of the week, in the language in force."""
    return [(str(WEEKDAYS_ABBR[n]), str(WEEKDAYS[n])) for n in range(7)]


def months(days: Sequence[PaidDay], held_from: date | None = None) -> list[Month]:
    """The months in which the file grants days, in order; their payment may be suspended."""
    granted: dict[date, Cell] = {}
    for paid in days:
        known = granted.get(paid.day)
        cents = paid.cents + (known.cents or 0 if known else 0)
        ordered = not paid.left_cents and (known.ordered if known else True)
        held = not ordered and held_from is not None and held_from <= paid.day
        granted[paid.day] = Cell(paid.day, cents, ordered, paid.elsewhere_on is not None, held)
    return [_month(y, m, granted) for y, m in sorted({(d.year, d.month) for d in granted})]


def _month(year: int, month: int, granted: dict[date, Cell]) -> Month:
    weeks: list[list[Cell | None]] = [
        [granted.get(day, Cell(day, None, False)) if day.month == month else None for day in week]
        for week in WEEKS.monthdatescalendar(year, month)
    ]
    cells = [cell for week in weeks for cell in week if cell and cell.cents is not None]
    return Month(date(year, month, 1), weeks, len(cells), sum(cell.cents or 0 for cell in cells))
