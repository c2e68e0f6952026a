"""When the month's DSN is due, and from when an employer is late: dated rules, no database.

CSS R.133-14 I: the 5th of the next month from fifty employees paid within the month, the 15th for
all others; a day off moves it to the next working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.formats.calendars import next_working_day

# The fund's promise: asked three days after, again ten days later, called when that had its time.
ASK_AFTER = timedelta(days=3)
AGAIN_AFTER = timedelta(days=10)
CALL_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class DueRule:
    """In force for the months from `since`: `large_day` for whoever has `large` employees."""

    since: str
    day: int
    large_day: int
    large: int


RULES = (DueRule(since="2017-01", day=15, large_day=5, large=50),)


@dataclass(frozen=True)
class Filer:
    """How an employer files: its employees in its last message, and when it filed which month."""

    employees: int = 0
    filed_on: Mapping[str, date] | None = None


UNKNOWN = Filer()


def rule_of(month: str) -> DueRule:
    """The rule of a month (YYYY-MM); the first one for a month before all."""
    return next((rule for rule in reversed(RULES) if rule.since <= month), RULES[0])


def due_on(month: str, filer: Filer = UNKNOWN) -> date:
    """The day by which the DSN of a month (YYYY-MM) is due.

    The earlier day only where both say so: the size, and every past filing that is known. An
    employer that pays the month after has the later day, and nobody is asked too early.
    """
    rule = rule_of(month)
    past = filer.filed_on or {}
    large = filer.employees >= rule.large and bool(past)
    early = large and all(day <= _next_month(m, rule.large_day) for m, day in past.items())
    return _next_month(month, rule.large_day if early else rule.day)


def latest_due(month: str) -> date:
    """The day by which the DSN of a month is due whoever the employer is."""
    return _next_month(month, rule_of(month).day)


def is_late(due: date, today: date) -> bool:
    """Whether an employer is to be asked today for what was due on a day."""
    return today >= due + ASK_AFTER


def _next_month(month: str, day: int) -> date:
    year, number = int(month[:4]), int(month[5:])
    return next_working_day(date(year + number // 12, number % 12 + 1, day))
