"""Each unit of time against a slow count, day by day or hour by hour."""

import calendar
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.formats.calendars import ALSACE_MOSELLE, FRANCE, is_public_holiday
from guichet.law.dates import add_months
from guichet.law.deadlines.counting import (
    Pause,
    clear_days,
    counted_hours,
    moved,
    with_pauses,
)


def at(text: str) -> datetime:
    """A wall-clock time of France."""
    return datetime.fromisoformat(text)


DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(at("2018-01-01T00:00"), at("2035-12-01T00:00")).map(
    lambda m: m.replace(second=0, microsecond=0)
)
CALENDARS = st.sampled_from([FRANCE, ALSACE_MOSELLE])


PAUSES = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), max_size=4)


@given(DAYS, st.integers(1, 60), PAUSES)
def test_a_day_of_a_pause_is_not_of_the_time(start: date, length: int, drawn: Any) -> None:
    """The oracle runs day after day, and stands still on the days of any pause."""
    pauses = [
        Pause(start + timedelta(days=first), start + timedelta(days=first + days))
        for first, days in drawn
    ]
    day, left = start, length
    while left or any(one.first <= day < one.again for one in pauses):
        left -= not any(one.first <= day < one.again for one in pauses)
        day += timedelta(days=1)
    assert with_pauses(start + timedelta(days=length), pauses) == day


@given(DAYS, st.integers(0, 150))
def test_neither_the_first_nor_the_last_clear_day_counts(start: date, count: int) -> None:
    between = 0
    day = start
    while between < count:
        day += timedelta(days=1)
        between += 1
    assert clear_days(start, count) == day + timedelta(days=1)


@given(DAYS, st.integers(0, 40))
def test_months_keep_the_day_number_or_take_the_last_day(start: date, count: int) -> None:
    year, month = start.year, start.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = calendar.monthrange(year, month)[1]
    assert add_months(start, count) == date(year, month, min(start.day, last))


@given(MOMENTS, st.integers(0, 100), CALENDARS)
def test_hours_are_those_of_days_that_count(start: datetime, hours: int, where: str) -> None:
    """Minute by minute is too slow: the oracle walks quarter by quarter from the same minute."""
    left, now = hours * 4, start
    while left:
        if now.weekday() == 6 or is_public_holiday(now.date(), where):
            now = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
            continue
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        step = min(timedelta(minutes=15), midnight - now)
        if step < timedelta(minutes=15):
            # a quarter cut by midnight goes on after what does not count
            rest = timedelta(minutes=15) - step
            now = midnight
            while now.weekday() == 6 or is_public_holiday(now.date(), where):
                now += timedelta(days=1)
            now += rest
        else:
            now += step
        left -= 1
    found, _skipped = counted_hours(start, hours, where)
    if now.time() == datetime.min.time() and found != now:
        # the same instant: the end of a day that counts, or the start of the next that does
        assert not [
            d
            for d in _days_between(found.date(), now.date())
            if not (d.weekday() == 6 or is_public_holiday(d, where))
        ]
    else:
        assert found == now or hours == 0


def _days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days)]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Friday 10:00 -> Saturday 10:00 -> Sunday does not count -> Monday 10:00
        (at("2025-03-07T10:00"), at("2025-03-10T10:00")),
        # Good Friday -> Saturday -> Easter Sunday and Monday do not count -> Tuesday
        (at("2025-04-18T10:00"), at("2025-04-22T10:00")),
        # a start on a Sunday is the first minute of Monday
        (at("2025-03-09T15:00"), at("2025-03-12T00:00")),
        # the clocks change on a Sunday, which does not count
        (at("2025-03-29T12:00"), at("2025-04-01T12:00")),
    ],
)
def test_forty_eight_hours_worked_by_hand(start: datetime, end: datetime) -> None:
    assert counted_hours(start, 48)[0] == end


def test_alsace_moselle_has_two_days_more() -> None:
    good_friday = at("2025-04-17T10:00")
    assert counted_hours(good_friday, 24)[0] == at("2025-04-18T10:00")
    assert counted_hours(good_friday, 24, ALSACE_MOSELLE)[0] == at("2025-04-19T10:00")
    assert moved(date(2025, 12, 26), FRANCE)[0] == date(2025, 12, 26)
    assert moved(date(2025, 12, 26), ALSACE_MOSELLE)[0] == date(2025, 12, 29)


@given(DAYS, CALENDARS)
def test_a_limit_moves_past_every_day_off_and_says_which(day: date, where: str) -> None:
    found, skipped = moved(day, where)
    assert found.weekday() < 5
    assert not is_public_holiday(found, where)
    assert [one.day for one in skipped] == _days_between(day, found)
    assert all(one.why for one in skipped)
