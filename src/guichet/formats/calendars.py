"""French public holidays and working days (C. trav. L.3133-1, L.3134-13)."""

from datetime import date, timedelta
from functools import cache

import holidays

FRANCE = "FR"
ALSACE_MOSELLE = "FR-ALSACE-MOSELLE"
# The library silently gives the national list for "GES"; "57" has the two local days.
_SUBDIVISIONS = {FRANCE: None, ALSACE_MOSELLE: "57"}


@cache
def _year(calendar: str, year: int) -> frozenset[date]:
    found = holidays.country_holidays("FR", subdiv=_SUBDIVISIONS[calendar], years=year)
    return frozenset(found)


def is_public_holiday(day: date, calendar: str = FRANCE) -> bool:
    """Whether a day is a public holiday. Unknown calendar: KeyError."""
    return day in _year(calendar, day.year)


def is_day_off(day: date, calendar: str = FRANCE) -> bool:
    """Saturday, Sunday or public holiday: a time limit that ends there moves (CPC 642)."""
    return day.weekday() >= 5 or is_public_holiday(day, calendar)


def next_working_day(day: date, calendar: str = FRANCE) -> date:
    """The day itself if it is worked (Monday to Friday), else the next that is."""
    while is_day_off(day, calendar):
        day += timedelta(days=1)
    return day
