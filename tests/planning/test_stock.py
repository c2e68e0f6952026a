"""The stock: nothing is lost, nobody waits longer for more agents, and the fewest are found."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.planning.stock import WEEK, Days, NoStaff, Work, by_day, files_a_day

FILES = st.fractions(0, 900, max_denominator=7)
USUAL = Days((True,) * 5 + (False,) * 2)  # from a Monday
AGENT = files_a_day(1, 30, 1_500)  # ten files of thirty minutes on a worked day


@st.composite
def works(draw: st.DrawFn) -> Work:
    """A week or two of any days, some of them off; files in thirds."""
    count = WEEK * draw(st.integers(1, 2))
    comes = [Fraction(draw(st.integers(0, 900)), 3) for _ in range(count)]
    off = draw(st.sets(st.integers(0, count + 2)))
    return Work(draw(FILES), tuple(comes), Days(tuple(n not in off for n in range(count + 3))))


def a_month(stock: int, a_week: int) -> Work:
    """As many on each day of four weeks, the first day of which is a Monday."""
    comes = by_day([Fraction(a_week)] * 4, [Fraction(1, WEEK)] * WEEK)
    return Work(Fraction(stock), comes, Days(USUAL.worked * 4))


@given(work=works(), a_day=FILES)
def test_what_came_and_was_not_done_is_there(work: Work, a_day: Fraction) -> None:
    before = work.stock
    for n, week in enumerate(work.weeks(a_day)):
        days = work.days.worked[WEEK * n : WEEK * (n + 1)]
        assert week.came - week.done == week.stock - before
        assert 0 <= week.done <= a_day * sum(days)
        assert week.stock >= 0
        before = week.stock


@given(work=works(), agents=st.integers(0, 200))
def test_an_agent_more_never_leaves_more_nor_a_longer_wait(work: Work, agents: int) -> None:
    weeks = zip(work.weeks(agents * AGENT), work.weeks((agents + 1) * AGENT), strict=True)
    for less, more in weeks:
        assert more.stock <= less.stock
        assert less.days is None or (more.days is not None and more.days <= less.days)


@given(work=works(), raised=st.fractions(0, 3, max_denominator=20))
def test_more_arrivals_never_shorten_the_wait(work: Work, raised: Fraction) -> None:
    raised_ = Work(work.stock, tuple(files * (1 + raised) for files in work.comes), work.days)
    pairs = zip(work.weeks(Fraction(180)), raised_.weeks(Fraction(180)), strict=True)
    for one, other in pairs:
        assert one.stock <= other.stock
        assert one.days is not None is not other.days
        assert one.days <= other.days


@given(work=works(), days=st.integers(0, 90))
def test_the_fewest_agents_keep_the_promise_and_one_less_does_not(work: Work, days: int) -> None:
    def kept(agents: int) -> bool:
        waits = [week.days for week in work.weeks(agents * AGENT)]
        return all(wait is not None and wait <= days for wait in waits)

    try:
        agents = work.agents_to_keep(Fraction(days), AGENT)
    except NoStaff:
        assert days <= len(work.days.worked)  # what comes last meets no worked day in time
        return
    assert kept(agents)
    assert not agents or not kept(agents - 1)


def test_a_stock_worked_by_hand() -> None:
    """100 files, 70 a week come, an agent does 50, none on the week-end: 120, then 140 wait.

    Who comes midway through a worked day finds 95 before: ten worked days, a fortnight.
    """
    first, second, *_ = a_month(100, 70).weeks(AGENT)
    assert (first.came, first.done, first.stock) == (70, 50, 120)
    assert first.days == Fraction(5 * 14 + 2 * 16, 7)
    assert (second.done, second.stock, second.days) == (50, 140, Fraction(3 * 16 + 4 * 18, 7))


def test_who_has_time_to_spare_still_leaves_what_came_since_friday() -> None:
    """Ten a day come, a hundred could be done: next day, but those of Friday to Sunday Monday."""
    weeks = a_month(10, 70).weeks(Fraction(100))
    assert {(week.stock, week.days) for week in weeks} == {(30, Fraction(4 + 3 + 2 + 1, 7))}


def test_a_week_of_no_files_has_the_wait_of_who_would_come() -> None:
    assert [week.days for week in a_month(100, 0).weeks(AGENT)] == [5, 0, 0, 0]


def test_a_day_off_more_is_a_days_work_less() -> None:
    usual = a_month(100, 70)
    with_holiday = Work(usual.stock, usual.comes, Days((False, *usual.days.worked[1:])))
    less, more = with_holiday.weeks(AGENT), usual.weeks(AGENT)
    assert [one.stock - other.stock for one, other in zip(less, more, strict=True)] == [AGENT] * 4


def test_the_wait_is_walked_through_the_days_and_past_those_that_are_told() -> None:
    assert USUAL.until_done(Fraction(11), Fraction(10)) == 2
    assert USUAL.until_done(Fraction(10), Fraction(10), after=3) == 1
    assert USUAL.until_done(Fraction(10), Fraction(10), after=4) == 3  # five days in seven
    assert USUAL.until_done(Fraction(60), Fraction(10), after=6) == 8
    assert USUAL.until_done(Fraction(0), Fraction(0)) == 0
    assert USUAL.until_done(Fraction(1), Fraction(0)) is None


def test_nobody_at_work_is_a_wait_without_end() -> None:
    assert [week.days for week in a_month(10, 5).weeks(Fraction(0))] == [None] * 4


def test_a_delay_below_nought_is_refused() -> None:
    with pytest.raises(NoStaff):
        a_month(10, 5).agents_to_keep(Fraction(-1), AGENT)


def test_files_that_no_staff_could_do_are_said_so() -> None:
    with pytest.raises(NoStaff):
        a_month(10**9, 0).agents_to_keep(Fraction(1), files_a_day(1, 600, 1_500))


@pytest.mark.parametrize("minutes", [(0, 1_500), (30, 0)])
def test_work_that_takes_no_time_is_refused(minutes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="file"):
        files_a_day(1, *minutes)


@pytest.mark.parametrize(
    ("stock", "comes", "worked"),
    [(-1, [1] * 7, 7), (1, [-1] * 7, 7), (1, [1] * 6, 7), (1, [1] * 7, 6)],
)
def test_work_of_nothing_real_is_refused(stock: int, comes: list[int], worked: int) -> None:
    with pytest.raises(ValueError, match=r"comes|nought"):
        Work(Fraction(stock), tuple(map(Fraction, comes)), Days((True,) * worked))
