"""Figures are counted by two connections at once, where no transaction hides what it wrote."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from guichet.insight.report.as_json import as_json
from guichet.insight.report.making import make_report
from guichet.insight.side_by_side import side_by_side
from guichet.people.models import Person
from tests.support import world

pytestmark = pytest.mark.django_db(transaction=True)


class Fault(Exception):
    """A count that fails."""


def counting_persons(seen: list[int]) -> Callable[[], int]:
    def count() -> int:
        seen.append(threading.get_ident())
        return Person.objects.count()

    return count


def test_answers_are_in_the_order_of_what_is_asked() -> None:
    world.make_person()
    works = [lambda n=n: n * Person.objects.count() for n in range(9)]
    assert side_by_side(works) == list(range(9))


def test_two_are_counted_at_once_on_postgresql_and_one_on_sqlite() -> None:
    both = threading.Barrier(2)

    def meets_another() -> bool:
        Person.objects.exists()
        try:
            both.wait(timeout=1)
        except threading.BrokenBarrierError:
            return False
        return True

    at_once = connection.vendor == "postgresql"
    assert side_by_side([meets_another, meets_another]) == [at_once, at_once]


def test_in_a_transaction_all_is_counted_by_its_own_connection() -> None:
    seen: list[int] = []
    with transaction.atomic():
        world.make_person()
        assert side_by_side([counting_persons(seen)] * 4) == [1] * 4
    assert set(seen) == {threading.get_ident()}


def test_a_count_that_fails_fails_the_whole_and_leaves_no_connection() -> None:
    def fails() -> int:
        raise Fault

    with pytest.raises(Fault):
        side_by_side([fails, *[counting_persons([])] * 4])
    with pytest.raises(Fault):
        side_by_side([*[counting_persons([])] * 4, fails])
    assert others_end(within=5)


def others_end(*, within: int) -> bool:
    """Whether the database has no other connection than this one, after some seconds at most."""
    if connection.vendor == "sqlite":
        return True
    asked = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(within * 20):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def test_a_report_counted_side_by_side_is_the_one_counted_in_a_row() -> None:
    world.make_case_paid()
    number, now = world.TODAY.year, world.at(days=2)
    side = as_json(make_report(number, now=now))
    with transaction.atomic():
        assert as_json(make_report(number, now=now)) == side
    assert "stops.paid" in str(side)
