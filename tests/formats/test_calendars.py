"""Public holidays and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.formats.calendars import (
    ALSACE_MOSELLE,
    FRANCE,
    is_day_off,
    is_public_holiday,
    next_working_day,
)

CALENDARS = [FRANCE, ALSACE_MOSELLE]
# C. trav. L.3133-1, dates of 2026 (Easter Sunday: 5 April).
HOLIDAYS_2026 = [
    (1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25),
]  # fmt: skip


@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("day", HOLIDAYS_2026)
def test_the_eleven_holidays_of_the_country(calendar, day):
    assert is_public_holiday(date(2026, *day), calendar)


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 12, 26)])
def test_two_more_in_alsace_moselle(day):
    assert is_public_holiday(day, ALSACE_MOSELLE)
    assert not is_public_holiday(day)


@pytest.mark.parametrize(("calendar", "count"), [(FRANCE, 11), (ALSACE_MOSELLE, 13)])
def test_no_other_day_of_the_year_is_one(calendar, count):
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(is_public_holiday(day, calendar) for day in year) == count


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 5, 15), date(2026, 5, 15)),
        (date(2026, 5, 14), date(2026, 5, 15)),
        (date(2026, 5, 23), date(2026, 5, 26)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_a_limit_on_a_day_off_moves_to_the_next_working_day(day, moved):
    assert next_working_day(day) == moved


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from(CALENDARS))
def test_the_next_working_day_is_worked_and_is_the_first(day, calendar):
    moved = next_working_day(day, calendar)
    assert not is_day_off(moved, calendar)
    assert all(is_day_off(day + timedelta(days=n), calendar) for n in range((moved - day).days))


def test_an_unknown_calendar_is_an_error_and_not_the_national_list():
    with pytest.raises(KeyError):
        is_public_holiday(date(2026, 1, 1), "GES")
