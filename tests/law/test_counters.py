"""360 days in any three years: the days paid are those a loop over each day would pay."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from guichet.law.counters import Interval, days_paid, days_used, window_start

DAY = timedelta(days=1)


def each_day(intervals) -> set[date]:
    return {one.first + n * DAY for one in intervals for n in range(one.days)}


def years_before(day: date, years: int) -> date:
    """The first day of the years that end the day before: no day of fewer years is left out."""
    aimed, first = (day.year - years, day.month, day.day), day
    while ((first - DAY).year, (first - DAY).month, (first - DAY).day) >= aimed:
        first -= DAY
    return first


def naive(already, asked, limit, years) -> set[date]:
    before, paid = each_day(already), set[date]()
    for day in sorted(each_day(asked)):
        first = years_before(day, years)
        if len([d for d in before | paid if first <= d < day]) < limit:
            paid.add(day)
    return paid


def drawn(random: Random, start: date, count: int, gap: int, length: int) -> list[Interval]:
    found = []
    for _ in range(count):
        start += random.randint(1, gap) * DAY
        found.append(Interval(start, start + random.randrange(length) * DAY))
        start = found[-1].last + DAY
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_same_days_as_a_loop_over_each_day(seed):
    random = Random(seed)  # noqa: S311
    years = random.choice((1, 1, 2, 3, 4))
    already = drawn(random, date(2018, 11, 20), random.randrange(6), 90, 60)
    last = already[-1].last if already else date(2019, 1, 1)
    asked = drawn(random, last + random.choice((0, 30, 330, 690)) * DAY, 3, 60, 80)
    limit = random.choice((1, 2, 20, 60, 100, 360))
    paid = days_paid(already, asked, limit, years)
    assert each_day(paid) == naive(already, asked, limit, years)
    assert all(one.last + DAY < two.first for one, two in pairwise(paid))
    first = asked[0].first
    inside = [d for d in each_day(already) if years_before(first, years) <= d < first]
    assert days_used(already, first, years) == len(inside)


def test_a_stop_of_two_years_is_paid_for_360_days():
    (paid,) = days_paid([], [Interval(date(2021, 1, 4), date(2023, 1, 3))], 360, 3)
    assert paid == Interval(date(2021, 1, 4), date(2021, 12, 29))


def test_each_day_that_leaves_the_window_frees_one_day():
    already = [Interval(date(2020, 1, 1), date(2020, 12, 25))]  # 360 days, 29 February among them
    asked = [Interval(date(2022, 12, 30), date(2023, 1, 3))]
    assert days_paid(already, asked, 360, 3) == [Interval(date(2023, 1, 2), date(2023, 1, 3))]


@pytest.mark.parametrize(
    ("already", "first_paid"),
    [
        (date(2020, 2, 28), date(2023, 3, 1)),  # its window is gone on 1 March: no 29 in 2023
        (date(2020, 2, 29), date(2023, 3, 1)),
        (date(2020, 3, 1), date(2023, 3, 2)),
        (date(2021, 2, 28), date(2024, 2, 29)),  # whose three years begin on 1 March 2021
        (date(2021, 2, 27), date(2024, 2, 28)),
    ],
)
def test_three_years_from_date_to_date_around_a_29_february(already, first_paid):
    asked = [Interval(date(first_paid.year, 2, 20), date(first_paid.year, 3, 10))]
    (paid,) = days_paid([Interval(already, already)], asked, 1, 3)
    assert paid == Interval(first_paid, first_paid)


def test_the_window_of_a_day():
    assert window_start(date(2026, 3, 10), 3) == date(2023, 3, 10)
    assert window_start(date(2024, 2, 29), 3) == date(2021, 3, 1)


def test_a_day_given_twice_counts_once():
    twice = [
        Interval(date(2025, 1, 1), date(2025, 1, 10)),
        Interval(date(2025, 1, 6), date(2025, 1, 12)),
    ]
    assert days_used(twice, date(2026, 1, 1), 3) == 12


def test_a_counter_of_nothing_pays_nothing():
    asked = [Interval(date(2025, 1, 1), date(2025, 1, 10))]
    assert days_paid([], asked, 0, 3) == []
    assert days_paid([], asked, 3, 3) == [Interval(date(2025, 1, 1), date(2025, 1, 3))]
