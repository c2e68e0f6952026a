"""Money asked back, taken from coming payments: within what the law leaves, to the cent, undone."""

import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.db.models import Sum

from guichet.cases.models import Case, Decision
from guichet.journal.models import Event
from guichet.journal.selectors import broken
from guichet.journal.service import new_id, rule
from guichet.law.deductions import deductions
from guichet.law.seizable import seizable
from guichet.ledger.models import PaymentOrder, Recovery, Repayment, Withholding
from guichet.ledger.service import (
    ObjectionWay,
    RefusedStep,
    agree_plan,
    chase,
    collect_from,
    contest,
    note_repayment,
    read_bank_file,
    reconciled,
    run_payments,
    start_withholding,
    stop_withholding,
)
from guichet.tasks.service import basket
from tests.ledger.book import AGENT, Book
from tests.support import world
from tests.support.bank import Told, camt_054

pytestmark = pytest.mark.django_db

DAILY = 3000
FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def debt(book: Book) -> Recovery:
    """Four days of 30 € paid to the insured person, then taken back."""
    book.grant([(DAILY, 0)] * 4)
    book.pay(4)
    book.grant([])
    return Recovery.objects.get()


def on(day: date) -> datetime:
    return world.NOW + (day - world.TODAY)


def withhold(debt: Recovery, day: date = FEBRUARY, **how: object) -> Withholding:
    given = {"reason": "Aucune réponse à nos appels.", **how}
    return start_withholding(debt.id, actor=AGENT, now=on(day), **given)  # type: ignore[arg-type]


def pay(day: date = FEBRUARY) -> list[PaymentOrder]:
    run = run_payments(day, actor=rule("payment.run"), clock=lambda: on(day))
    return list(run.orders.order_by("number"))


def send_back(order: PaymentOrder, day: date) -> None:
    told = camt_054([Told(order.number, code="FF01", cents=order.net_cents)], day)
    read_bank_file(told, "x.xml", actor=rule("bank.read"), clock=lambda: on(day))


def days(count: int, skipped: int = 4) -> list[tuple[int, int]]:
    """So many days granted to the person, none of those that were asked back."""
    return [(0, 0)] * skipped + [(DAILY, 0)] * count


def test_a_month_leaves_what_the_law_leaves_and_the_rest_repays(book: Book, debt: Recovery) -> None:
    withhold(debt)
    book.grant(days(30))
    (order,) = pay()
    net = deductions(30 * DAILY, FEBRUARY).net
    taken = seizable(net, 0, FEBRUARY).cents
    assert 0 < taken < debt.net_cents
    assert (order.withheld_cents, order.net_cents, order.due_cents) == (taken, net - taken, net)
    assert b"%d.%02d</InstdAmt>" % divmod(net - taken, 100) in bytes(order.file.content)
    row = Repayment.objects.get()
    assert (row.order, row.cents, row.noted_by, row.received_on) == (order, taken, None, FEBRUARY)
    found = Recovery.objects.get()
    assert (found.state, found.net_left_cents) == ("notified", debt.net_cents - taken)
    kinds = Event.objects.filter(kind="recovery.withheld").values_list("data__cents", flat=True)
    assert list(kinds) == [taken]
    assert list(broken()) == []


def test_two_payments_of_a_month_share_its_limit_and_the_next_month_has_its_own(
    book: Book, debt: Recovery
) -> None:
    withhold(debt)
    book.grant(days(25))
    pay(FEBRUARY)
    book.grant(days(30))
    pay(FEBRUARY + timedelta(days=20))
    of_february = PaymentOrder.objects.filter(run__run_on__gte=FEBRUARY)
    sums = of_february.aggregate(net=Sum("net_cents"), kept=Sum("withheld_cents"))
    assert sums["kept"] == seizable(sums["net"] + sums["kept"], 0, FEBRUARY).cents
    book.grant(days(60))
    (of_march,) = pay(date(2027, 3, 1))
    left = debt.net_cents - sums["kept"]
    assert of_march.withheld_cents == min(left, seizable(of_march.due_cents, 0, FEBRUARY).cents)


def test_nothing_is_taken_of_a_month_below_the_rsa(book: Book, debt: Recovery) -> None:
    withhold(debt)
    book.grant(days(20))
    (order,) = pay()
    assert (order.withheld_cents, Repayment.objects.count()) == (0, 0)


def test_dependants_and_a_lower_sum_agreed_leave_more(book: Book, debt: Recovery) -> None:
    withhold(debt, dependants=3, most_cents=2000)
    book.grant(days(45))
    (order,) = pay()
    assert order.withheld_cents == 2000
    withhold(debt, dependants=3)
    book.grant(days(60))
    (order,) = pay(date(2027, 3, 1))
    assert order.withheld_cents == seizable(order.due_cents, 3, FEBRUARY).cents
    assert Withholding.objects.filter(end="withdrawn").count() == 1


def test_it_stops_when_nothing_is_left_and_never_takes_a_cent_more(
    book: Book, debt: Recovery
) -> None:
    note_repayment(debt.id, debt.net_cents - 500, world.TODAY, actor=AGENT, now=on(FEBRUARY))
    withhold(debt)
    book.grant(days(30))
    (order,) = pay()
    assert order.withheld_cents == 500
    assert Recovery.objects.get().state == "paid"
    assert Withholding.objects.get().end == "settled"
    book.grant(days(60))
    assert [o.withheld_cents for o in pay(date(2027, 3, 1))] == [0]


def test_it_stops_when_contested_or_withdrawn_or_spread(book: Book, debt: Recovery) -> None:
    book.grant(days(30))
    withhold(debt)
    stop_withholding(debt.id, reason="Situation vue.", actor=AGENT, now=on(FEBRUARY))
    withhold(debt)
    agree_plan(debt.id, FEBRUARY, 2, actor=AGENT, now=on(FEBRUARY))
    assert sorted(Withholding.objects.values_list("end", flat=True)) == ["plan", "withdrawn"]
    withhold(debt, FEBRUARY + timedelta(days=1))  # the instalment of the day before did not come
    contest(debt.id, ObjectionWay.CRA, FEBRUARY, "Non.", actor=AGENT, now=on(FEBRUARY))
    assert [o.withheld_cents for o in pay(FEBRUARY + timedelta(days=2))] == [0]
    with pytest.raises(RefusedStep, match="Aucune retenue"):
        stop_withholding(debt.id, reason="x", actor=AGENT, now=on(FEBRUARY))


def test_it_is_refused_too_early_contested_unexplained_or_while_instalments_are_paid(
    debt: Recovery,
) -> None:
    with pytest.raises(RefusedStep, match="21 janvier 2027"):
        withhold(debt, collect_from(debt) - timedelta(days=1))
    with pytest.raises(RefusedStep, match="pourquoi"):
        withhold(debt, reason=" ")
    with pytest.raises(RefusedStep, match="charge"):
        withhold(debt, dependants=21)
    with pytest.raises(RefusedStep, match="1 €"):
        withhold(debt, most_cents=99)
    agree_plan(debt.id, FEBRUARY, 2, actor=AGENT, now=on(FEBRUARY))
    with pytest.raises(RefusedStep, match="échéancier"):
        withhold(debt)
    contest(debt.id, ObjectionWay.CRA, FEBRUARY, "", actor=AGENT, now=on(FEBRUARY))
    with pytest.raises(RefusedStep, match="attend déjà"):
        withhold(debt, FEBRUARY + timedelta(days=40))
    with pytest.raises(PermissionError):
        start_withholding(debt.id, reason="x", actor=rule("r"), now=on(FEBRUARY))


def test_a_transfer_that_came_back_owes_again_what_it_withheld_and_the_next_one_takes_it(
    book: Book, debt: Recovery
) -> None:
    withhold(debt)
    book.grant(days(60))
    (first,) = pay()
    assert first.withheld_cents == debt.net_cents, "a debt ended by it"
    send_back(first, FEBRUARY + timedelta(days=2))
    found = Recovery.objects.get()
    assert (found.state, found.net_left_cents, found.repaid_cents) == (
        "notified", debt.net_cents, 0,
    )  # fmt: skip
    assert sorted(Repayment.objects.values_list("cents", flat=True)) == [
        -debt.net_cents, debt.net_cents,
    ]  # fmt: skip
    withhold(debt, FEBRUARY + timedelta(days=3))
    (again,) = pay(FEBRUARY + timedelta(days=4))
    assert (again.withheld_cents, again.net_cents) == (first.withheld_cents, first.net_cents)
    assert reconciled(first.run).returned_cents == first.net_cents


def test_what_was_withheld_stays_where_the_days_have_changed_since(
    book: Book, debt: Recovery
) -> None:
    """The days fell, and their money was asked back whole: what was withheld repaid a debt."""
    withhold(debt)
    book.grant(days(30))
    (order,) = pay()
    book.grant([])
    send_back(order, FEBRUARY + timedelta(days=2))
    assert Repayment.objects.get().cents == order.withheld_cents


def test_an_employers_debt_is_taken_from_its_own_payments_but_for_a_euro(book: Book) -> None:
    book.grant([(0, DAILY)] * 2)
    book.pay(2)
    book.grant([])
    debt = Recovery.objects.get()
    withhold(debt)
    book.grant([(0, 0), (0, 0), (0, DAILY)])
    (order,) = pay()
    assert (order.net_cents, order.withheld_cents) == (100, deductions(DAILY, FEBRUARY).net - 100)


def another_file(book: Book) -> Book:
    """A second file of the same person, decided."""
    case = book.made.now()
    names = [f.attname for f in Case._meta.concrete_fields if f.attname not in ("id", "number")]
    given = {name: getattr(case, name) for name in names}
    other = Case.objects.create(**{**given, "event_key": "b", "number": f"{case.number}b"})
    decision = copy.copy(case.decision)
    assert decision is not None
    decision.pk, decision.case, decision._state.adding = new_id(), other, True
    Decision.objects.bulk_create([decision])
    other.decision = decision
    return Book(replace(book.made, case=other))


def test_a_debt_is_taken_from_another_file_of_the_person_and_told_on_its_own(
    book: Book, debt: Recovery
) -> None:
    withhold(debt)
    other = another_file(book)
    other.grant(days(30))
    (order,) = pay()
    assert order.case_id == other.made.case.id != debt.case_id
    assert order.withheld_cents > 0
    assert Event.objects.get(kind="recovery.withheld").case_id == debt.case_id
    send_back(order, FEBRUARY + timedelta(days=2))
    assert Event.objects.get(kind="recovery.withheld_undone").case_id == debt.case_id
    assert Recovery.objects.get().repaid_cents == 0


def test_the_oldest_debt_is_repaid_first(book: Book, debt: Recovery) -> None:
    book.grant(days(1))
    book.pay(5)
    book.grant([])
    first, second = Recovery.objects.order_by("opened_at", "id")
    for one in (second, first):
        withhold(one)
    book.grant(days(30, skipped=5))
    (order,) = pay()
    assert list(order.repayments.values_list("recovery", "cents")) == [
        (first.id, order.withheld_cents)
    ]


def test_one_that_finds_nothing_to_take_for_three_months_is_a_persons(debt: Recovery) -> None:
    chase(on(FEBRUARY))
    withhold(debt)
    kinds = basket().filter(subject=debt.subject).values_list("kind", flat=True)
    assert list(kinds) == [], "nobody has to call"
    assert chase(on(FEBRUARY + timedelta(days=90))) == 0
    assert chase(on(FEBRUARY + timedelta(days=91))) == 1
    assert list(kinds.all()) == ["recovery.to_collect"]


def test_debts_are_chased_in_so_many_queries_whatever_their_number(
    book: Book, debt: Recovery, django_assert_max_num_queries: object
) -> None:
    for n in range(3):
        book.grant(days(1, skipped=5 + n))
        book.pay(10)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        chase(on(FEBRUARY))


def test_the_database_lets_nothing_be_withheld_that_nobody_decided(
    book: Book, debt: Recovery
) -> None:
    with pytest.raises(DatabaseError):
        Repayment.objects.create(
            recovery=debt, order_id=new_id(), cents=1, received_on=FEBRUARY, noted_at=on(FEBRUARY)
        )
