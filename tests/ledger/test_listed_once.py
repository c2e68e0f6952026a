"""A payment day lists what is due once, and asks each file again when it is locked."""

from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.ledger import runs
from guichet.ledger.models import PaymentOrder
from guichet.ledger.service import hold
from tests.support import world

pytestmark = pytest.mark.django_db


def test_what_is_due_is_listed_once_for_all_files() -> None:
    for _ in range(3):
        world.make_case_decided()
    with mock.patch.object(runs, "CHUNK", 1), CaptureQueriesContext(connection) as seen:
        world.pay()
    assert PaymentOrder.objects.count() == 3
    asked = [query["sql"] for query in seen.captured_queries]
    listed = [sql for sql in asked if sql.startswith('SELECT DISTINCT "ledger_claim"')]
    assert len(listed) == 2, "and once more past the last file, for what was decided meanwhile"


def test_a_file_held_after_it_was_listed_is_not_paid() -> None:
    made = [world.make_case_decided() for _ in range(2)]
    last = max((one.case for one in made), key=lambda case: case.id)
    order = runs._order_chunk

    def held_meanwhile(*given: Any, **named: Any) -> bool:
        done = order(*given, **named)
        hold(last, from_day=date(2026, 1, 1), reason="test", now=world.at(days=1))
        return done

    with mock.patch.multiple(runs, CHUNK=1, _order_chunk=held_meanwhile):
        world.pay()
    assert [one.case_id for one in PaymentOrder.objects.all()] == [
        one.case.id for one in made if one.case.id != last.id
    ]


def test_a_file_decided_after_the_list_was_made_is_paid_the_same_day() -> None:
    world.make_case_decided()
    order = runs._order_chunk

    def decided_meanwhile(*given: Any, **named: Any) -> bool:
        done = order(*given, **named)
        if PaymentOrder.objects.count() == 1:
            world.make_case_decided()
        return done

    with mock.patch.object(runs, "_order_chunk", decided_meanwhile):
        run = world.pay(world.TODAY + timedelta(days=30))
    assert (PaymentOrder.objects.count(), run.orders_made) == (2, 2)
