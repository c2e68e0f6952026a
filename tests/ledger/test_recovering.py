"""Money asked back: repaid, spread, contested, given up; and what a person must then do."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from guichet.journal.models import Event
from guichet.law.deductions import deductions
from guichet.ledger.models import Instalment, PaymentOrder, Recovery
from guichet.ledger.service import (
    ObjectionOutcome,
    ObjectionWay,
    RefusedStep,
    agree_plan,
    answer_by,
    answer_objection,
    chase,
    collect_from,
    contest,
    note_repayment,
    remit,
)
from guichet.tasks.service import basket
from tests.ledger.book import AGENT, FIRST, MANAGER, Book
from tests.support import world

pytestmark = pytest.mark.django_db

NET = deductions(6000, world.TODAY).net


@pytest.fixture
def debt(book: Book) -> Recovery:
    """Two days of 30 € paid to the insured person, then taken back."""
    book.grant([(3000, 0), (3000, 0)])
    book.pay(2)
    book.grant([])
    return Recovery.objects.get()


def kinds() -> list[str]:
    return sorted(basket().filter(subject__startswith="recovery:").values_list("kind", flat=True))


def at_day(day: date) -> datetime:
    return world.NOW + (day - world.TODAY)


def test_it_is_to_collect_once_the_two_months_to_contest_have_passed(debt: Recovery) -> None:
    first = collect_from(debt)
    assert first == date(2027, 1, 21)
    assert (chase(at_day(first - timedelta(days=1))), kinds()) == (0, [])
    assert chase(at_day(first)) == 1
    assert chase(at_day(first)) == 1
    assert kinds() == ["recovery.to_collect"]
    note_repayment(debt.id, NET, world.TODAY, actor=AGENT, now=at_day(first))
    assert (Recovery.objects.get().state, kinds(), chase(at_day(first))) == ("paid", [], 0)


def test_a_plan_spreads_every_cent_and_is_late_only_when_an_instalment_is(debt: Recovery) -> None:
    rows = agree_plan(debt.id, date(2026, 12, 1), 7, actor=AGENT, now=world.NOW)
    assert sum(row.cents for row in rows) == NET
    assert max(row.cents for row in rows) - min(row.cents for row in rows) <= 1
    assert rows[-1].due_on == date(2027, 6, 1)
    assert chase(at_day(date(2026, 12, 1))) == 0, "the day itself is still in time"
    assert (chase(at_day(date(2026, 12, 2))), kinds()) == (1, ["recovery.instalment_late"])
    note_repayment(debt.id, rows[0].cents, world.TODAY, actor=AGENT, now=at_day(date(2026, 12, 3)))
    assert (kinds(), chase(at_day(date(2026, 12, 31)))) == ([], 0)


def test_a_new_plan_ends_the_one_before_and_what_was_repaid_counts(debt: Recovery) -> None:
    agree_plan(debt.id, date(2026, 12, 1), 2, actor=AGENT, now=world.NOW)
    note_repayment(debt.id, 1000, world.TODAY, actor=AGENT, now=world.NOW)
    rows = agree_plan(debt.id, date(2026, 12, 1), 3, actor=AGENT, now=world.at(hours=1))
    assert sum(row.cents for row in rows) == NET - 1000
    assert Instalment.objects.filter(ended_at=None).count() == 3


@pytest.mark.parametrize("months", [0, 13])
def test_a_plan_is_of_one_to_twelve_months(debt: Recovery, months: int) -> None:
    with pytest.raises(RefusedStep, match="12 mois"):
        agree_plan(debt.id, date(2026, 12, 1), months, actor=AGENT, now=world.NOW)


def test_nothing_is_collected_while_an_objection_waits(debt: Recovery) -> None:
    chase(at_day(collect_from(debt)))
    now = at_day(collect_from(debt))
    row = contest(debt.id, ObjectionWay.CRA, now.date(), "Non.", actor=AGENT, now=now)
    assert answer_by(row) == date(2027, 3, 21)
    assert (kinds(), chase(now)) == (["recovery.contested"], 0)
    with pytest.raises(RefusedStep, match="attend déjà"):
        agree_plan(debt.id, now.date(), 2, actor=AGENT, now=now)
    with pytest.raises(RefusedStep, match="attend déjà"):
        contest(debt.id, ObjectionWay.CRA, now.date(), "Encore.", actor=AGENT, now=now)
    answer_objection(debt.id, ObjectionOutcome.MAINTAINED, "Vu.", actor=AGENT, now=now)
    assert (chase(now), kinds()) == (1, ["recovery.to_collect"])


def test_an_objection_is_answered_also_when_the_debt_has_fallen_meanwhile(
    book: Book, debt: Recovery
) -> None:
    """The file is corrected first: the days are granted again, then the debtor is answered."""
    contest(debt.id, ObjectionWay.RECTIFICATION, world.TODAY, "", actor=AGENT, now=world.NOW)
    book.grant([(3000, 0), (3000, 0)])
    assert (Recovery.objects.get().state, kinds()) == ("cancelled", ["recovery.contested"])
    answer_objection(debt.id, ObjectionOutcome.CORRECTED, "Corrigé.", actor=AGENT, now=world.NOW)
    assert (Recovery.objects.get().state, kinds()) == ("cancelled", [])
    assert PaymentOrder.objects.count() == 1


def test_a_part_given_up_and_the_rest_repaid_end_the_debt_as_remitted(debt: Recovery) -> None:
    remit(debt.id, 1000, reason="Ressources.", honest=True, actor=MANAGER, now=world.NOW)
    assert Recovery.objects.get().net_left_cents == NET - 1000
    note_repayment(debt.id, NET - 1000, world.TODAY, actor=AGENT, now=world.NOW)
    found = Recovery.objects.get()
    assert (found.state, found.net_left_cents) == ("remitted", 0)
    assert [one.reason for one in found.remissions.all()] == ["Ressources."]
    told = Event.objects.get(kind="recovery.remitted")
    assert "reason" not in told.data, "what an agent writes must stay erasable"


def test_only_a_manager_gives_up_a_debt_and_never_an_employers(book: Book, debt: Recovery) -> None:
    with pytest.raises(PermissionError):
        remit(debt.id, 1000, reason="x", honest=True, actor=AGENT, now=world.NOW)
    book.grant([(0, 3000)])
    book.pay(3)
    book.grant([])
    firm = Recovery.objects.get(payee_kind="employer")
    with pytest.raises(RefusedStep, match="pas pour un employeur"):
        remit(firm.id, 1000, reason="x", honest=True, actor=MANAGER, now=world.NOW)


@pytest.mark.parametrize("cents", [0, -1, NET + 1])
def test_no_more_than_what_is_owed_comes_back(debt: Recovery, cents: int) -> None:
    with pytest.raises(RefusedStep, match="Il reste"):
        note_repayment(debt.id, cents, world.TODAY, actor=AGENT, now=world.NOW)


@pytest.mark.parametrize("day", [world.TODAY - timedelta(days=1), world.TODAY + timedelta(days=1)])
def test_money_is_received_between_the_demand_and_today(debt: Recovery, day: date) -> None:
    with pytest.raises(RefusedStep, match="date de réception"):
        note_repayment(debt.id, 1, day, actor=AGENT, now=world.NOW)


@pytest.mark.parametrize("cents", range(1, 400, 7))
def test_the_gross_of_what_was_repaid_has_just_that_net(cents: int) -> None:
    """Whatever the rounding: no cent is held by nobody."""
    one = Recovery(opened_at=world.NOW, repaid_cents=cents)
    assert deductions(one.repaid_gross_cents, world.TODAY).net == cents


def test_what_was_paid_more_than_two_years_ago_is_not_asked_back(book: Book) -> None:
    """L.332-1: but if it is granted again, it is not paid a second time either."""
    book.grant([(3000, 0), (3000, 0)])
    book.pay(1)
    book.pay(2)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_paymentrun SET run_on = %s WHERE run_on = %s",
            [date(2024, 11, 1), FIRST + timedelta(days=1)],
        )
    book.grant([])
    sums = {one.state: one.gross_cents for one in Recovery.objects.all()}
    assert sums == {"notified": 3000, "prescribed": 3000}
    assert Recovery.objects.get(state="prescribed").net_left_cents == 0
    book.grant([(3000, 0), (3000, 0)])
    book.pay(3)
    assert PaymentOrder.objects.count() == 2
    assert {one.state for one in Recovery.objects.all()} == {"cancelled"}


def test_the_database_counts_what_was_repaid(debt: Recovery) -> None:
    note_repayment(debt.id, 100, world.TODAY, actor=AGENT, now=world.NOW)
    with pytest.raises(DatabaseError):
        Recovery.objects.update(repaid_cents=200)


def test_collecting_waits_for_the_last_working_day_to_contest(debt: Recovery) -> None:
    debt.opened_at = world.NOW.replace(month=12, day=2)  # two months: Tuesday 2 February 2027
    assert collect_from(debt) == date(2027, 2, 3)
    debt.opened_at = world.NOW.replace(month=11, day=2)  # Saturday, 2 January
    assert collect_from(debt) == date(2027, 1, 5)
