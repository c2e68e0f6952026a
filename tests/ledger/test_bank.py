"""What the bank sends back is paid again, once; what it executed is reconciled to the cent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from guichet.formats.bank_answers import BadBankFile
from guichet.journal.models import Event
from guichet.journal.service import rule
from guichet.ledger.models import BankAnswer, BankDetails, BankFile, PaymentOrder, Recovery, Share
from guichet.ledger.service import BankRead, account_of, read_bank_file, reconciled, run_payments
from guichet.outbox.models import Message
from guichet.tasks.models import Task
from tests.ledger.book import Book
from tests.support import world
from tests.support.bank import Told, camt_054, pain_002

pytestmark = pytest.mark.django_db

BACK_ON = date(2026, 11, 24)
NEXT = date(2026, 11, 27)


def read(content: bytes, now: datetime | None = None) -> BankRead:
    return read_bank_file(
        content,
        "retours.xml",
        actor=rule("bank.read"),
        clock=lambda: now or world.at(days=4),
    )


def came_back(*orders: PaymentOrder, code: str = "AC04") -> bytes:
    return camt_054([Told(o.number, code=code, cents=o.net_cents) for o in orders], BACK_ON)


def pay_again(day: date = NEXT) -> list[PaymentOrder]:
    """The orders of a later payment day."""
    run = run_payments(day, actor=rule("payment.run"), clock=lambda: world.at(days=9))
    return list(run.orders.all())


def paid_order(made: world.SickLeave) -> PaymentOrder:
    return PaymentOrder.objects.get(case=made.case)


def tasks(kind: str) -> Sequence[Task]:
    return list(Task.objects.filter(kind=kind, state="open"))


def test_a_transfer_that_came_back_is_paid_again_to_another_account_and_once() -> None:
    made = world.make_case_paid()
    first = paid_order(made)
    done = read(came_back(first))
    assert (done.returned, done.returned_cents, done.unknown) == (1, first.net_cents, [])
    assert account_of(made.person.id) is None, "the closed account is not used again"
    assert pay_again() == []
    assert [t.case_id for t in tasks("payment.bank_details_missing")] == [made.case.id]
    world.give_account(made.person, world.OTHER_IBAN)
    (again,) = pay_again(NEXT + timedelta(days=1))
    assert (again.iban, again.net_cents, again.days) == (
        world.OTHER_IBAN,
        first.net_cents,
        first.days,
    )
    assert pay_again(NEXT + timedelta(days=2)) == []
    assert not Share.objects.filter(claim__closed_at=None, order=None).exists()


def test_the_payee_is_asked_by_a_mail_that_tells_no_sum_and_an_agent_by_a_task() -> None:
    made = world.make_case_paid()
    made.person.email = "camille@exemple.invalid"
    made.person.save(update_fields=["email"])
    order = paid_order(made)
    read(came_back(order))
    mail = Message.objects.get(key__startswith="mail:came-back:")
    assert mail.payload["to"] == made.person.email
    assert "est revenu" in mail.payload["text"]
    assert not any(c in mail.payload["text"] for c in ("552", "arrêt", "maladie", order.iban))
    (task,) = tasks("payment.came_back")
    assert (task.data["code"], task.data["reopened"]) == ("AC04", True)
    assert Event.objects.filter(kind="payment.came_back", case_id=made.case.id).count() == 1


def test_nobody_writes_to_somebody_whom_the_bank_says_dead() -> None:
    made = world.make_case_paid()
    made.person.email = "camille@exemple.invalid"
    made.person.save(update_fields=["email"])
    read(came_back(paid_order(made), code="MD07"))
    assert not Message.objects.filter(key__startswith="mail:came-back:").exists()
    assert [t.data["code"] for t in tasks("payment.came_back")] == ["MD07"]


def test_a_transfer_that_was_badly_written_leaves_the_account_alone() -> None:
    made = world.make_case_paid()
    order = paid_order(made)
    read(came_back(order, code="FF01"))
    assert account_of(made.person.id) is not None
    (again,) = pay_again()
    assert (again.iban, again.net_cents) == (order.iban, order.net_cents)


def test_the_same_file_or_the_same_answer_twice_changes_nothing() -> None:
    made = world.make_case_paid()
    order = paid_order(made)
    content = came_back(order)
    read(content)
    assert read(content).already
    told = read(pain_002([Told(order.number, "RJCT", "AC04", order.net_cents)]))
    assert (told.returned, told.known) == (0, 1)
    assert (BankFile.objects.count(), BankAnswer.objects.count()) == (2, 1)
    assert len(tasks("payment.came_back")) == 1


def test_a_whole_message_refused_reopens_all_its_orders() -> None:
    one, two = world.make_case_decided(), world.make_case_decided()
    run = world.pay()
    done = read(pain_002(message="GUICHET-20261120", status="RJCT", code="FF01"))
    assert done.returned == run.orders.count() == 2
    again = pay_again()
    assert {order.case_id for order in again} == {one.case.id, two.case.id}


def test_an_unknown_reference_or_another_amount_is_a_task_and_moves_no_day() -> None:
    made = world.make_case_paid()
    order = paid_order(made)
    told = [Told("NOT-OURS", cents=5), Told(order.number, cents=order.net_cents - 1)]
    done = read(camt_054(told, BACK_ON))
    assert done.unknown == ["NOT-OURS", order.number]
    assert len(tasks("payment.answer_unknown")) == 2
    assert not BankAnswer.objects.exists()
    assert Share.objects.filter(order=order).count() == order.days


def test_days_that_changed_since_are_left_to_a_person() -> None:
    """The order's days fell meanwhile, and its money was asked back: no rule undoes that."""
    made = world.make_case_paid()
    order = paid_order(made)
    Book(made).grant([])
    assert Recovery.objects.filter(case=made.case).exists()
    read(came_back(order))
    (task,) = tasks("payment.came_back")
    assert task.data["reopened"] is False
    assert Share.objects.filter(order=order).count() == order.days
    assert pay_again() == []


def test_executed_after_come_back_is_told_before_days_are_paid_twice() -> None:
    made = world.make_case_paid()
    order = paid_order(made)
    read(came_back(order))
    executed = camt_054([Told(order.number, cents=order.net_cents)], BACK_ON, back=False)
    assert read(executed).accepted == 1
    assert len(tasks("payment.answers_differ")) == 1


def test_executed_then_come_back_is_come_back() -> None:
    made = world.make_case_paid()
    order = paid_order(made)
    day_before = BACK_ON - timedelta(days=1)
    read(camt_054([Told(order.number, cents=order.net_cents)], day_before, back=False))
    sums = reconciled(order.run)
    assert (sums.executed, sums.executed_cents) == (1, order.net_cents)
    read(came_back(order))
    sums = reconciled(order.run)
    assert (sums.executed, sums.returned, sums.returned_cents) == (0, 1, order.net_cents)
    assert (sums.waiting, sums.waiting_cents) == (0, 0)
    assert not tasks("payment.answers_differ")


def test_every_cent_of_a_day_is_executed_come_back_or_waits() -> None:
    made = [world.make_case_decided() for _ in range(3)]
    run = world.pay()
    one, two, three = run.orders.order_by("number")
    assert len(made) == 3
    read(camt_054([Told(one.number, cents=one.net_cents)], BACK_ON, back=False))
    read(came_back(two))
    sums = reconciled(run)
    assert (sums.orders, sums.executed, sums.returned, sums.waiting) == (3, 1, 1, 1)
    assert sums.cents == sum(order.net_cents for order in (one, two, three))
    assert sums.executed_cents + sums.returned_cents + sums.waiting_cents == sums.cents


def test_an_employers_transfer_that_came_back_waits_for_another_account() -> None:
    made = world.make_wage_kept()
    world.pay()
    order = paid_order(made)
    read(came_back(order))
    assert not BankDetails.objects.filter(organisation=made.employer, closed_at=None).exists()
    assert pay_again() == []
    assert [t.data["payee"] for t in tasks("payment.bank_details_missing")] == ["employer"]


def test_days_that_fall_after_their_money_came_back_are_not_asked_back() -> None:
    """The days fall once their money is back: nothing is asked of who received nothing."""
    made = world.make_case_paid()
    order = paid_order(made)
    read(came_back(order, code="FF01"))
    Book(made).grant([])
    assert not Recovery.objects.filter(case=made.case).exists()


def test_a_file_that_is_no_answer_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(BadBankFile):
        read(b"<Document/>")
    assert not BankFile.objects.exists()
