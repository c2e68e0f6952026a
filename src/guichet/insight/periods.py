"""Periods of civil days, both ends in, and the instants that bound them."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on the day it starts, or after")

    @property
    def starts_at(self) -> datetime:
        """The first instant of the period."""
        return make_aware(datetime.combine(self.first, time()))

    @property
    def ends_at(self) -> datetime:
        """The first instant after the period."""
        return make_aware(datetime.combine(self.last + DAY, time()))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def year_before(self) -> "Period":
        """The same days of the year before; the end of February stays the end of February."""
        return Period(_year_before(self.first), _year_before(self.last, self._is_month_end()))

    def _is_month_end(self) -> bool:
        return (self.last + DAY).day == 1

    def months(self) -> list["Period"]:
        """Its months, the first and the last as far as it goes."""
        found, first = [], self.first
        while first <= self.last:
            end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            found.append(Period(first, min(end, self.last)))
            first = end + DAY
        return found

    def before(self) -> "Period":
        """As many days, just before."""
        return Period(self.first - timedelta(days=self.days), self.first - DAY)


def _year_before(day: date, month_end: bool = False) -> date:
    longest = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, longest if month_end else min(day.day, longest))


def year(of: int) -> Period:
    return Period(date(of, 1, 1), date(of, 12, 31))


def months(of: int) -> list[Period]:
    return year(of).months()


def ending(last: date, days: int) -> Period:
    """So many days up to one."""
    return Period(last - timedelta(days=days - 1), last)
