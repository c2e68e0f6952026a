"""The export of an old system: read whole, every fault by line and column, and compared."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.takeover.service import (
    ExportFromTheFuture,
    ImportedBefore,
    TooManyFaults,
    standing,
)
from guichet.cases.models import Case
from guichet.ledger.models import Claim
from guichet.people.service import RefusedTable
from tests.support import portfolio, world
from tests.support.portfolio import paid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "line", "column"),
    [
        ({"said": {"nir": "1"}}, 2, "nir"),
        ({"said": {"nir": "2800193999999"}}, 2, "nir"),
        ({"said": {"siret": "12"}}, 2, "siret"),
        ({"said": {"state": "dead"}}, 2, "state"),
        ({"said": {"gross": "12"}}, 2, "gross"),
        ({"last": date(2026, 10, 1)}, 3, "last_day"),
        ({"paid": [paid(payee="nobody")]}, 7, "payee"),
        ({"paid": [paid(daily_gross="32,87")]}, 7, "daily_gross"),
        ({"paid": [paid(daily_gross="0", net=0)]}, 7, "daily_gross"),
        ({"paid": [paid(net=9_000_000)]}, 7, "net"),
        ({"paid": [paid(last=date(2026, 11, 16))]}, 7, "last_day"),
        ({"paid": [paid(), paid(date(2026, 11, 12))]}, 8, "first_day"),
        ({"more": [{"record": "wage", "month": "2026-07", "gross": 1}]}, 8, "month"),
        ({"more": [{"record": "else"}]}, 8, "record"),
        (
            {"more": [{"record": "before", "number": "B", **{"first_day": "2026-01-01"}}]},
            8,
            "number",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_is_kept(
    tmp_path: Path, said: dict[str, Any], line: int, column: str
) -> None:
    wrong, right = portfolio.make_old("A-1", **said), portfolio.make_old("A-2")
    with pytest.raises(TooManyFaults) as refused:
        portfolio.import_all(tmp_path, wrong, right)
    assert refused.value.count >= 1
    assert (line, column) in {(fault.line, fault.column) for fault in refused.value.faults}
    assert TakenFile.objects.count() == 0


def test_a_day_paid_to_two_payees_is_no_fault(tmp_path: Path) -> None:
    lines = [paid(daily=2000), paid(daily=1287, payee="employer")]
    portfolio.switched(tmp_path, portfolio.make_old("A-1", paid=lines))
    assert set(
        Claim.objects.filter(paid_elsewhere_on__isnull=False).values_list("amount_cents", flat=True)
    ) == {3287}


def test_what_is_not_such_a_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content in (b"number;nir\n1;2\n", b""):
        path.write_bytes(content)
        with pytest.raises(RefusedTable):
            portfolio.import_portfolio(
                path, portfolio.AS_OF, actor=portfolio.OPERATOR, now=world.NOW
            )
    header = portfolio.text_of([])
    for text in (header, header + "file;A-1\n", header + '"file;A'):
        path.write_text(text)
        with pytest.raises(TooManyFaults):
            portfolio.import_portfolio(
                path, portfolio.AS_OF, actor=portfolio.OPERATOR, now=world.NOW
            )
    path.write_bytes(header.encode() + b"file;\xff\n")
    with pytest.raises(TooManyFaults) as refused:
        portfolio.import_portfolio(path, portfolio.AS_OF, actor=portfolio.OPERATOR, now=world.NOW)
    assert "UTF-8" in refused.value.faults[0].words


def test_the_same_export_is_taken_once_and_a_newer_one_replaces_it(tmp_path: Path) -> None:
    old = portfolio.make_old("A-1")
    portfolio.import_all(tmp_path, old)
    with pytest.raises(ImportedBefore):
        portfolio.import_all(tmp_path, old)
    with pytest.raises(ExportFromTheFuture):
        portfolio.import_all(tmp_path, old, as_of=date(2026, 12, 1))
    old.wage = 210_000
    portfolio.import_all(tmp_path, old)
    assert list(TakenFile.objects.order_by("id").values_list("state", flat=True)) == [
        "replaced", "shadow",
    ]  # fmt: skip


def test_what_is_ours_is_left_aside_by_a_later_import(tmp_path: Path) -> None:
    old = portfolio.make_old("A-1")
    portfolio.switched(tmp_path, old)
    old.wage = 210_000
    portfolio.import_all(tmp_path, old)
    assert [row.state for row in TakenFile.objects.all()] == ["switched"]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ({}, ""),
        ({"paid": [paid(daily=3200)]}, "amount"),
        ({"paid": [paid(date(2026, 10, 6))]}, "waiting_days"),
        ({"paid": [paid(date(2026, 10, 12))]}, "unpaid"),
        ({"paid": [paid(), paid(date(2026, 9, 1), date(2026, 9, 2))]}, "not_due"),
        ({"paid": [paid(payee="employer")]}, "payee"),
        ({"said": {"rights_met": "no"}}, "right_not_open"),
        ({"said": {"last_day_worked": ""}}, "missing"),
    ],
)
def test_shadow_says_what_differs_and_pays_nothing(
    tmp_path: Path, said: dict[str, Any], cause: str
) -> None:
    portfolio.import_all(tmp_path, portfolio.make_old("A-1", **said))
    assert standing().not_compared == portfolio.compare() == 1
    row = TakenFile.objects.get()
    assert row.cause == cause
    assert row.verdict == {"": "equal", "missing": "unanswered"}.get(cause, "different")
    assert Case.objects.count() == Claim.objects.count() == 0
    (group,) = standing().groups
    assert (group.cause, group.files) == (cause, 1)
