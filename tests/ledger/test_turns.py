"""When a file is paid: at once, then every fourteen days, and the last days as soon as it ends."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import due, due_to_person, next_turn
from tests.ledger.book import FIRST, Book, undone
from tests.support import world

pytestmark = pytest.mark.django_db

DAILY = 3000


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def paid_each_day(first: int, last: int) -> list[tuple[int, int, int]]:
    """A payment day each day; answers of each order: its day, its first and last day paid."""
    for number in range(first, last + 1):
        world.pay(day(number))
    return [
        ((o.run.run_on - FIRST).days, (o.first_day - FIRST).days, (o.last_day - FIRST).days)
        for o in PaymentOrder.objects.select_related("run").order_by("run__run_on", "number")
    ]


def test_first_at_once_then_every_fourteen_days_then_at_the_end(book: Book) -> None:
    book.grant([(DAILY, 0)] * 40)
    assert paid_each_day(5, 45) == [(5, 0, 4), (19, 5, 18), (33, 19, 32), (40, 33, 39)]


def test_a_stop_that_is_over_is_paid_whole_at_once(book: Book) -> None:
    book.grant([(DAILY, 0)] * 10)
    assert paid_each_day(12, 20) == [(12, 0, 9)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(length=st.integers(1, 45), decided=st.integers(1, 50))
def test_whatever_the_dates_all_is_paid_once_and_nobody_waits_longer(
    book: Book, length: int, decided: int
) -> None:
    with undone():
        book.grant([(DAILY, 0)] * length)
        orders = paid_each_day(decided, max(decided, length))
        assert sum(last - first + 1 for _on, first, last in orders) == length
        assert [first for _on, first, _last in orders] == [
            0, *(last + 1 for _on, _first, last in orders[:-1])
        ]  # fmt: skip
        days = [on for on, _first, _last in orders]
        assert days[0] == decided
        gaps = [after - before for before, after in pairwise(days)]
        assert all(gap == 14 for gap in gaps[:-1])
        assert all(gap <= 14 for gap in gaps)


def test_a_day_already_paid_that_is_raised_does_not_wait(book: Book) -> None:
    book.grant([(DAILY, 0)] * 30)
    world.pay(day(5))
    book.grant([(DAILY + 100, 0)] * 30)
    world.pay(day(7))
    last = PaymentOrder.objects.order_by("number").last()
    assert last is not None
    assert (last.gross_cents, last.last_day) == (500, day(4)), "days 5 and 6 keep their turn"


def test_a_transfer_that_came_back_is_paid_again_without_waiting(book: Book) -> None:
    book.grant([(DAILY, 0)] * 30)
    world.pay(day(5))
    book.send_back(0)
    assert paid_each_day(6, 6)[-1] == (6, 0, 5)


def test_each_payee_has_its_own_turn(book: Book) -> None:
    """The insured person is paid from the tenth day on: neither waits for the other's turn."""
    book.grant([(0, DAILY)] * 10 + [(DAILY, 0)] * 20)
    kinds = [
        (o.payee_kind, (o.run.run_on - FIRST).days)
        for o in (paid_each_day(5, 31) and PaymentOrder.objects.order_by("run__run_on", "number"))
    ]
    assert kinds == [("employer", 5), ("employer", 10), ("insured", 11), ("insured", 25),
                     ("insured", 30)]  # fmt: skip


def test_what_waits_for_its_turn_is_owed_and_its_day_is_told(book: Book) -> None:
    book.grant([(DAILY, 0)] * 30)
    assert next_turn([book.made.case.id]) is None, "the first payment comes at once"
    world.pay(day(5))
    assert due(day(9)).days == 0
    assert due_to_person(book.made.person.id, day(9)).days == 4
    assert next_turn([book.made.case.id]) == day(19)
    world.pay(day(19))
    assert next_turn([book.made.case.id]) == day(30), "the end comes before the fortnight"
