"""Payslips stand in for an employer that does not answer, until it does."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from guichet.benefits.sick_leave.service import (
    BadValue,
    correct_fact,
    remind_provisional,
    replay,
    send_payslips,
)
from guichet.cases.models import Case, Decision, Fact
from guichet.cases.service import RefusedTransition, open_pieces
from guichet.documents.models import Document
from guichet.documents.service import RefusedFile, Upload
from guichet.journal.service import of_case, tell, tell_insured
from guichet.ledger.models import PaymentOrder, Recovery
from guichet.letters.models import Letter
from guichet.tasks.models import Task
from guichet.tasks.service import finish
from tests.support import payslips, world
from tests.support.payslips import make_asked_twice, make_provisional, morning, read
from tests.support.pdf import pdf

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10"
LATER = date(2026, 12, 14)


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def tasks(case: Case) -> set[str]:
    return set(Task.objects.filter(case_id=case.id, state="open").values_list("kind", flat=True))


def decisions(case: Case) -> list[tuple[str, bool, bool]]:
    """Each decision: its outcome, whether it is provisional, whether a rule took it."""
    rows = Decision.objects.filter(case=case).order_by("number")
    return [(one.outcome, one.provisional, one.decided_by is None) for one in rows]


def sources(case: Case) -> dict[str, str]:
    live = Fact.objects.filter(case=case, superseded_at=None, source="payslip")
    return dict(live.values_list("key", "source"))


def last_told(case: Case) -> tuple[str, str]:
    event = of_case(case.id).filter(kind="sick_leave.decided").order_by("id").last()
    assert event is not None
    return tell(event), tell_insured(event) or ""


def answer(made: world.SickLeave, gross_cents: int, day: date = LATER) -> None:
    """The employer's monthly message comes in the end."""
    world.send_month(made.person, made.employer, OCTOBER, gross_cents, now=morning(day))


def test_the_person_sends_payslips_once_the_employer_was_asked_twice() -> None:
    made = make_asked_twice()
    actor, now = world.insured_actor(made.person), morning(date(2026, 11, 30))
    send_payslips(made.case, Upload("octobre.pdf", pdf()), actor=actor, now=now)
    assert Document.objects.get(case_id=made.case.id).kind == "payslips"
    assert "sick_leave.payslips_to_read" in tasks(made.case)
    assert made.now().state == "waiting", "an agent has still to read them"


def test_before_that_or_with_a_bad_file_nothing_is_taken() -> None:
    made = make_asked_twice()
    actor, now = world.insured_actor(made.person), morning(date(2026, 11, 30))
    with pytest.raises(RefusedFile):
        send_payslips(made.case, Upload("octobre.exe", b"MZ\x90"), actor=actor, now=now)
    open_pieces(made.case).update(reminded_at=None)
    with pytest.raises(RefusedTransition):
        send_payslips(made.case, Upload("octobre.pdf", pdf()), actor=actor, now=now)
    assert not Document.objects.exists()
    assert "sick_leave.payslips_to_read" not in tasks(made.case)


def test_what_is_read_is_proposed_and_the_agent_grants_it_provisionally() -> None:
    made = make_asked_twice()
    read(made)
    assert sources(made.case) == {f"wage.{OCTOBER}": "payslip"}
    assert made.now().state == "in_review"
    assert "sick_leave.proposed" in tasks(made.case)
    assert not open_pieces(made.case).exists(), "the employer holds nothing up any more"
    world.agent_decides(made, days=10, hours=1)
    assert decisions(made.case) == [("granted", True, False)]
    letter = Letter.objects.get(case=made.case, code="ij_decision")
    assert letter.content["provisional"] is True
    history, to_insured = last_told(made.case)
    assert "Provisoire" in history
    assert "provisoire" in to_insured
    assert world.pay(LATER).orders.filter(case=made.case).exists(), "it is paid like another"
    assert replay(made.case.id) == []


def test_the_same_wage_confirms_the_decision_and_says_so() -> None:
    made = make_provisional()
    answer(made, 200_000)
    assert decisions(made.case) == [("granted", True, False), ("granted", False, True)]
    assert not sources(made.case)
    letter = Letter.objects.filter(case=made.case, code="ij_decision").order_by("number").last()
    assert letter is not None
    assert letter.content["provisional"] is False
    assert letter.content["changes"] == [
        "Vos salaires sont connus : la décision n'est plus provisoire.",
        "Le montant ne change pas.",
    ]
    assert "n'est plus provisoire" in last_told(made.case)[1]
    assert not Recovery.objects.exists()


def test_a_higher_wage_pays_the_rest() -> None:
    made = make_provisional()
    world.pay(date(2026, 12, 1))
    answer(made, 260_000)
    world.pay(LATER)
    first, rest = PaymentOrder.objects.filter(case=made.case).order_by("number")
    claims = made.now().decision.result["total_cents"]  # type: ignore[union-attr]
    assert first.gross_cents + rest.gross_cents == claims > first.gross_cents
    assert decisions(made.case)[-1] == ("granted", False, True)


def test_a_lower_wage_takes_nothing_back_without_an_agent() -> None:
    made = make_provisional()
    world.pay(date(2026, 12, 1))
    answer(made, 140_000)
    assert decisions(made.case) == [("granted", True, False)], "a rule takes nothing back"
    assert "sick_leave.recalculation_reduces" in tasks(made.case)
    assert not Recovery.objects.exists()
    world.agent_decides(made, days=25)
    debt = Recovery.objects.get(case=made.case)
    paid = PaymentOrder.objects.get(case=made.case).gross_cents
    assert debt.gross_cents == paid - made.now().decision.result["total_cents"]  # type: ignore[union-attr]


def test_one_month_said_of_two_leaves_it_provisional() -> None:
    made = make_asked_twice(known=1)
    read(made, "2026-09", OCTOBER)
    world.agent_decides(made, days=10, hours=1)
    answer(made, 200_000)
    assert decisions(made.case) == [("granted", True, False)]
    assert sources(made.case) == {"wage.2026-09": "payslip"}
    world.send_month(made.person, made.employer, "2026-09", now=morning(LATER, 10))
    assert decisions(made.case)[-1] == ("granted", False, True)


def test_nothing_from_the_employer_payslips_stand_in_for_the_stop_too() -> None:
    made = make_asked_twice(known=-1)
    said: dict[str, Any] = {"last_day_worked": payslips.WORKED, "keeps_wage": False}
    read(made, *payslips.MONTHS, **said)
    world.agent_decides(made, days=10, hours=1)
    assert decisions(made.case) == [("granted", True, False)]
    for month in payslips.MONTHS:
        world.send_month(made.person, made.employer, month, now=morning(LATER))
    assert made.now().decision.provisional, "the stop itself is still said by the person alone"  # type: ignore[union-attr]
    pays = world.pays_of_months(months=payslips.MONTHS)
    world.send_form(
        made.person,
        made.employer,
        pays=pays,
        last_day_worked=payslips.WORKED,
        now=morning(LATER, 10),
    )
    assert decisions(made.case)[-1] == ("granted", False, True)


REFUSED = {
    "the last day worked": {"keeps_wage": False},
    "in the future": {"last_day_worked": date(2027, 1, 1), "keeps_wage": False},
    "whether the wage is kept": {"last_day_worked": payslips.WORKED},
    "the wage is kept": {"last_day_worked": payslips.WORKED, "keeps_wage": True},
    "the paper": {"last_day_worked": payslips.WORKED, "keeps_wage": False, "scan": None},
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_stand_in_is_refused_in_words_and_nothing_is_kept(why: str) -> None:
    made = make_asked_twice(known=-1)
    with pytest.raises(BadValue) as refused:
        read(made, *payslips.MONTHS, **REFUSED[why])
    assert str(refused.value).endswith(".")
    assert not sources(made.case)
    assert not Document.objects.exists()
    assert made.now().state == "waiting"


def test_only_the_months_that_lack_and_only_by_an_agent() -> None:
    made = make_asked_twice()
    for months in (("2026-09",), ("2026-09", OCTOBER)):
        with pytest.raises(RefusedTransition):
            read(made, *months)
    with pytest.raises(PermissionError):
        read(
            world.SickLeave(made.case, made.person, made.employer, world.insured_actor(made.person))
        )
    answer(made, 200_000, date(2026, 11, 30))
    with pytest.raises(RefusedTransition):
        read(made)
    assert decisions(made.case) == [("granted", False, True)]


def test_a_slip_of_the_typist_is_typed_again() -> None:
    made = make_asked_twice()
    read(made, gross_cents=20_000)
    read(made, gross_cents=200_000, scan=None)
    wage = Fact.objects.get(case=made.case, key=f"wage.{OCTOBER}", superseded_at=None)
    assert wage.value["gross_cents"] == 200_000
    assert wage.document_id == Document.objects.get(case_id=made.case.id).id


def test_while_nothing_comes_it_stays_and_an_agent_is_reminded() -> None:
    made = make_provisional()
    decided = made.now().decision.decided_at  # type: ignore[union-attr]
    soon, late = decided + timedelta(days=29), decided + timedelta(days=30)
    assert (remind_provisional(soon), remind_provisional(late)) == (0, 1)
    assert remind_provisional(late + timedelta(days=1)) == 0, "once while it is open"
    task = Task.objects.get(kind="sick_leave.still_provisional")
    finish(task.id, actor=made.agent, now=late + timedelta(days=1))
    assert remind_provisional(late + timedelta(days=29)) == 0
    assert remind_provisional(late + timedelta(days=31)) == 1
    assert decisions(made.case) == [("granted", True, False)]


def test_an_agent_who_knows_that_nothing_will_come_confirms_what_was_read() -> None:
    made = make_provisional()
    value = {"gross": "2 000", "hours": "151,67"}
    reason, now = "employeur disparu", morning(LATER)
    correct_fact(made.case.id, f"wage.{OCTOBER}", value, reason=reason, actor=made.agent, now=now)
    assert "sick_leave.proposed" in tasks(made.case)
    world.agent_decides(made, days=25)
    assert decisions(made.case) == [("granted", True, False), ("granted", False, False)]
