"""The stock: nothing is lost, nobody waits longer for more agents, and the fewest are found."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.planning.stock import NoStaff, Work, days_to_do, weeks_ahead

FILES = st.fractions(0, 5_000, max_denominator=7)
WEEKS = st.lists(FILES, min_size=1, max_size=12)


def work(stock: int, comes: list[int], minutes: int = 30) -> Work:
    """An agent has 1 500 minutes a week: fifty files of thirty minutes."""
    weeks = tuple(map(Fraction, comes))
    return Work(Fraction(stock), weeks, Fraction(minutes), Fraction(1_500))


@given(stock=FILES, comes=WEEKS, done=FILES)
def test_what_came_and_was_not_done_is_there(
    stock: Fraction, comes: list[Fraction], done: Fraction
) -> None:
    before = stock
    for week in weeks_ahead(stock, comes, [done] * len(comes)):
        assert week.came - week.done == week.stock - before
        assert 0 <= week.done <= done
        assert week.stock >= 0
        before = week.stock


@given(stock=FILES, comes=WEEKS, agents=st.integers(0, 200))
def test_an_agent_more_never_leaves_more_nor_a_longer_wait(
    stock: Fraction, comes: list[Fraction], agents: int
) -> None:
    whole = Work(stock, tuple(comes), Fraction(30), Fraction(1_500))
    weeks = zip(whole.with_agents(agents), whole.with_agents(agents + 1), strict=True)
    for less, more in weeks:
        assert more.stock <= less.stock
        assert less.days is None or (more.days is not None and more.days <= less.days)


@given(stock=FILES, comes=WEEKS, raised=st.fractions(0, 3, max_denominator=20))
def test_more_arrivals_never_shorten_the_wait(
    stock: Fraction, comes: list[Fraction], raised: Fraction
) -> None:
    done = [Fraction(900)] * len(comes)
    usual = weeks_ahead(stock, comes, done)
    more = weeks_ahead(stock, [files * (1 + raised) for files in comes], done)
    for one, other in zip(usual, more, strict=True):
        assert one.stock <= other.stock
        assert one.days <= other.days


@given(stock=FILES, comes=WEEKS, days=st.fractions(0, 90, max_denominator=10))
def test_the_fewest_agents_keep_the_promise_and_one_less_does_not(
    stock: Fraction, comes: list[Fraction], days: Fraction
) -> None:
    whole = Work(stock, tuple(comes), Fraction(30), Fraction(1_500))
    agents = whole.agents_to_keep(days)
    assert all(week.days is not None and week.days <= days for week in whole.with_agents(agents))
    if agents:
        fewer = whole.with_agents(agents - 1)
        assert any(week.days is None or week.days > days for week in fewer)


def test_a_stock_worked_by_hand() -> None:
    """100 files, 60 a week come, one agent does 50: 110, then 120 wait, and 15.4, 16.8 days."""
    first, second = work(100, [60, 60]).with_agents(1)
    assert (first.done, first.stock, first.days) == (50, 110, Fraction(7 * 110, 50))
    assert (second.done, second.stock, second.days) == (50, 120, Fraction(7 * 120, 50))
    assert work(100, [60, 60]).agents_to_keep(Fraction(7)) == 2


def test_the_wait_is_walked_through_weeks_that_differ() -> None:
    assert days_to_do(Fraction(30), [Fraction(20), Fraction(40)]) == 7 + Fraction(7, 4)
    assert days_to_do(Fraction(0), [Fraction(0)]) == 0
    assert days_to_do(Fraction(1), [Fraction(0)]) is None


def test_nobody_at_work_is_a_wait_without_end() -> None:
    assert [week.days for week in work(10, [5, 5]).with_agents(0)] == [None, None]


def test_a_delay_below_nought_is_refused() -> None:
    with pytest.raises(NoStaff):
        work(10, [5]).agents_to_keep(Fraction(-1))


def test_files_that_no_staff_could_do_are_said_so() -> None:
    with pytest.raises(NoStaff):
        work(10**9, [0], minutes=60).agents_to_keep(Fraction(1))


@pytest.mark.parametrize(("stock", "comes", "minutes"), [(-1, [1], 30), (1, [-1], 30), (1, [1], 0)])
def test_work_of_nothing_real_is_refused(stock: int, comes: list[int], minutes: int) -> None:
    with pytest.raises(ValueError, match="file"):
        work(stock, comes, minutes)
