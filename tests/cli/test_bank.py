"""`guichet bank`: answers read from files, and what is left unanswered."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet.cli.bank import bank
from guichet.ledger.models import PaymentOrder
from tests.support import world
from tests.support.bank import Told, camt_054

pytestmark = pytest.mark.django_db


def invoke(*arguments: str):
    return CliRunner().invoke(bank, list(arguments))


def came_back(folder: Path, *told: Told) -> str:
    path = folder / "retours.xml"
    path.write_bytes(camt_054(told, date(2026, 11, 24)))
    return str(path)


def test_a_return_is_told_in_words_and_reconciled_to_the_cent(tmp_path: Path) -> None:
    made = world.make_case_paid()
    order = PaymentOrder.objects.get(case=made.case)
    path = came_back(tmp_path, Told(order.number, cents=order.net_cents))
    done = invoke("read", path)
    assert done.exit_code == 0
    assert (
        "retours.xml : 0 virement(s) exécuté(s), 1 revenu(s) (552,02\N{NO-BREAK SPACE}€)"
        in done.output
    )
    assert "déjà lu, rien n'a changé" in invoke("read", path).output
    told = json.loads(invoke("reconcile", "--on", "2026-11-20", "--json").output)
    assert told == {
        "days": [
            {
                "run_on": "2026-11-20",
                "orders": {"count": 1, "net": "552.02"},
                "executed": {"count": 0, "net": "0.00"},
                "returned": {"count": 1, "net": "552.02"},
                "waiting": {"count": 0, "net": "0.00"},
            }
        ]
    }
    assert "revenus 1, 552,02\N{NO-BREAK SPACE}€" in invoke("reconcile").output


def test_a_file_that_is_refused_does_not_stop_the_others(tmp_path: Path) -> None:
    made = world.make_case_paid()
    order = PaymentOrder.objects.get(case=made.case)
    good = came_back(tmp_path, Told(order.number, cents=order.net_cents))
    bad = tmp_path / "bad.xml"
    bad.write_text("essai")
    done = invoke("read", "--json", str(bad), str(tmp_path / "none.xml"), good)
    assert done.exit_code == 2
    first, second, third = json.loads(done.output)["files"]
    assert "XML" in first["error"]
    assert "lu" in second["error"]
    assert third["returned"] == 1


def test_a_transfer_that_is_not_ours_is_told_by_the_exit_status(tmp_path: Path) -> None:
    done = invoke("read", came_back(tmp_path, Told("THEIRS", cents=5)))
    assert done.exit_code == 1
    assert "1 qui ne sont pas les nôtres" in done.output


def test_without_a_payment_day_there_is_nothing_to_reconcile() -> None:
    assert "Aucun jour de paiement." in invoke("reconcile").output
