"""Civil dates, one day at a time.

Choices: a period of months or years runs to the eve of the same day number, or to the end of the
month that has no such day; "within" such a period includes the same day number itself.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

ONE = timedelta(days=1)


def every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def first_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def days_of(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:]))[1]


def eve_of_month(day: date) -> date:
    """The last day of the civil month before."""
    return day.replace(day=1) - ONE


def months_before(day: date, count: int) -> list[str]:
    """The civil months before the month of `day`, oldest first."""
    found: list[str] = []
    for _ in range(count):
        day = eve_of_month(day)
        found.insert(0, month_of(day))
    return found


def after_months(day: date, count: int) -> date:
    """The first day after a period of `count` months that starts on `day`."""
    month = day.year * 12 + day.month - 1 + count
    year, number = divmod(month, 12)
    if day.day > monthrange(year, number + 1)[1]:
        return date(year + (number == 11), (number + 1) % 12 + 1, 1)
    return date(year, number + 1, day.day)


def same_day(day: date, months: int) -> date:
    """The day with the same number `months` later; the last day of a month that is too short."""
    year, number = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def three_years_before(day: date) -> date:
    """The first of the three years that end on the eve of `day` (1 March for a 29 February)."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 3, 3, 1)
    return day.replace(year=day.year - 3)
