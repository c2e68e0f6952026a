"""Civil dates by months and years, without any calendar of days off."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
# Before or after these, a date is a mistake of writing; between them, none is beyond reach.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


def add_months(start: date, count: int) -> date:
    """The same day number, else the last day of the month (CPC 641)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def after_months(day: date, count: int) -> date:
    """The first day beyond a period of months counted from a day, both ends within."""
    later = add_months(day, count)
    return later if later.day == day.day else later + DAY
