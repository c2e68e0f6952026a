"""Rows written many at once are those that would be written one by one, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guichet.cases.models import Fact
from guichet.declarations.models import DeclaredPay, Deposit
from guichet.journal.bulk import BLOCKS, chunks, insert, insert_rows, update, update_rows
from guichet.journal.service import new_id
from tests.support import world

pytestmark = pytest.mark.django_db

MANY = 2 * sum(BLOCKS) - 1  # rows that fill none, one or two of each block
INSTANTS = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, 15, 1500, tzinfo=timezone(timedelta(hours=2))),
)


def pays(count: int) -> list[DeclaredPay]:
    """Pay lines with every kind of value, the empty ones among them."""
    employer = world.make_employer()
    deposit = Deposit.objects.create(channel="form", received_at=world.NOW)
    return [
        DeclaredPay(
            deposit=deposit,
            organisation=employer,
            nir="2800193901001",
            contract_number=f"{n:05d}\t\\N é",
            month="2026-10",
            kind="001",
            period_from=date(2026, 10, 1),
            period_to=date(2026, 10, 31),
            amount_cents=-n,
            hours=None if n % 2 else Decimal("151.67"),
            line=None if n % 2 else n,
            declared_at=INSTANTS[n % 2],
        )
        for n in range(count)
    ]


def said(row: DeclaredPay) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in DeclaredPay._meta.concrete_fields
        if field.attname != "id"
    }


def kept() -> list[dict[str, Any]]:
    return [said(row) for row in DeclaredPay.objects.order_by("contract_number")]


@pytest.mark.parametrize("count", [1, 40, MANY])
def test_what_is_inserted_together_is_read_back_as_it_was(count: int) -> None:
    rows = pays(count)
    insert(rows)
    assert kept() == [said(row) for row in rows]


def test_rows_given_as_values_are_the_same_rows() -> None:
    rows = pays(3)
    names = list(said(rows[0]))
    insert_rows(DeclaredPay, names, ([getattr(row, name) for name in names] for row in rows))
    assert kept() == [said(row) for row in rows]


def test_only_the_rows_and_fields_that_are_named_change() -> None:
    DeclaredPay.objects.bulk_create(pays(4))
    rows = list(DeclaredPay.objects.order_by("contract_number"))
    before = kept()
    rows[1].superseded_at, rows[1].hours, rows[1].line = INSTANTS[1], Decimal("7.5"), 3
    rows[2].superseded_at, rows[2].hours, rows[2].line = None, None, None
    rows[2].month = "2026-11"
    assert update(rows[1:3], ["superseded_at", "hours", "line"]) == 2
    changed = {"superseded_at": INSTANTS[1], "hours": Decimal("7.5"), "line": 3}
    emptied = {"superseded_at": None, "hours": None, "line": None}
    assert kept() == [before[0], before[1] | changed, before[2] | emptied, before[3]]


def test_the_answer_tells_a_row_that_is_not_there() -> None:
    DeclaredPay.objects.bulk_create(pays(1))
    key = DeclaredPay.objects.get().pk
    assert update_rows(DeclaredPay, ["amount_cents"], [(key, 5), (key + 1, 6)]) == 1
    assert DeclaredPay.objects.get().amount_cents == 5
    assert update_rows(DeclaredPay, ["amount_cents"], []) == 0


def test_each_of_many_rows_is_given_its_own_values() -> None:
    DeclaredPay.objects.bulk_create(pays(MANY))
    keys = list(DeclaredPay.objects.order_by("contract_number").values_list("pk", flat=True))
    given = [(key, 10 * n, None if n % 3 else n) for n, key in enumerate(keys)]
    assert update_rows(DeclaredPay, ["amount_cents", "line"], given) == MANY
    found = DeclaredPay.objects.order_by("contract_number")
    assert list(found.values_list("pk", "amount_cents", "line")) == given


def test_json_and_references_are_updated_too() -> None:
    deposits = [Deposit(channel="form", received_at=world.NOW) for _ in range(2)]
    Deposit.objects.bulk_create(deposits)
    employer = world.make_employer()
    rows = [(d.pk, {"à": [1, None]}, employer.pk if n else None) for n, d in enumerate(deposits)]
    assert update_rows(Deposit, ["summary", "organisation_id"], rows) == 2
    found = Deposit.objects.in_bulk()
    assert [(pk, found[pk].summary, found[pk].organisation_id) for pk, _, _ in rows] == rows


def test_the_guards_of_the_database_hold_for_many_rows_too() -> None:
    made = world.make_sick_leave()
    fact = Fact.objects.filter(case=made.case)[0]
    for values in ({"value": "another"}, {"case_id": new_id()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            update_rows(Fact, list(values), [(fact.pk, *values.values())])


@pytest.mark.parametrize(("many", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [2, 1]), (4, [2, 2])])
def test_chunks_hold_every_item_once_in_order(many: int, sizes: list[int]) -> None:
    found = list(chunks(range(many), 2))
    assert [len(chunk) for chunk in found] == sizes
    assert [item for chunk in found for item in chunk] == list(range(many))
