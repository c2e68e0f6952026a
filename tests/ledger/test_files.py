"""A payment day of many orders: as many files as no bank finds too long, each whole, none twice."""

from collections import Counter
from decimal import Decimal
from unittest import mock

import pytest

from guichet.formats.sepa import control_sum
from guichet.journal.models import Event
from guichet.ledger import filing
from guichet.ledger.models import PaymentFile, PaymentOrder, PaymentRun
from guichet.outbox.models import Message
from tests.support import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("orders", "names"),
    [
        (1, ["GUICHET-20261120.xml"]),
        (2, ["GUICHET-20261120.xml"]),
        (4, ["GUICHET-20261120.xml", "GUICHET-20261120-2.xml"]),
        (5, ["GUICHET-20261120.xml", "GUICHET-20261120-2.xml", "GUICHET-20261120-3.xml"]),
    ],
)
def test_each_order_is_in_one_file_and_each_file_leaves_once(orders: int, names: list[str]) -> None:
    for _ in range(orders):
        world.make_case_decided()
    with mock.patch.object(filing, "MOST", 2):
        world.pay()
        world.pay()
    files = list(PaymentFile.objects.order_by("number"))
    assert [file.name for file in files] == names
    assert [file.number for file in files] == [*range(1, len(names) + 1)]
    assert Counter(PaymentOrder.objects.values_list("file__name", flat=True)) == {
        file.name: file.orders for file in files
    }
    assert sum(file.orders for file in files) == orders
    for file in files:
        cents = sum(file.orders_in_file.values_list("net_cents", flat=True))
        assert file.total_cents == cents
        assert control_sum(bytes(file.content)) == Decimal(cents) / 100
    keys = Message.objects.filter(kind="payment_file").values_list("key", flat=True)
    assert sorted(keys) == sorted(f"payment-file:{name}" for name in names)
    assert PaymentRun.objects.get().state == "filed"
    filed = Event.objects.get(kind="run.filed")
    assert (filed.data["orders"], filed.data["files"]) == (orders, len(names))


def test_a_day_with_nothing_to_pay_makes_no_file() -> None:
    world.pay()
    assert PaymentRun.objects.get().state == "filed"
    assert not PaymentFile.objects.exists()
