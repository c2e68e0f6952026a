"""Days asked back and granted again: paid once, and no longer asked."""

import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from guichet.cases.models import Case
from guichet.journal.service import new_id
from guichet.law.deductions import deductions
from guichet.ledger.models import DueAgain, PaymentOrder, Recovery, RecoveryLine, Share
from tests.ledger.book import FIRST, Book, asked_back, ordered, undone
from tests.support import world

pytestmark = pytest.mark.django_db


def test_a_day_granted_again_is_not_paid_twice_and_is_no_longer_asked_back(book: Book) -> None:
    book.grant([(3287, 0), (3287, 0)])
    book.pay(2)
    book.grant([])
    book.grant([(3287, 0), (3287, 0)])
    book.pay(3)
    assert PaymentOrder.objects.count() == 1
    assert asked_back() == {}
    assert Recovery.objects.get().state == "cancelled"


def test_a_day_granted_again_for_less_or_more_is_asked_or_paid_for_the_difference(
    book: Book,
) -> None:
    second = FIRST + timedelta(days=1)
    book.grant([(1500, 0), (3287, 0)])
    book.pay(2)
    book.grant([])
    book.grant([(3287, 0), (1500, 0)])
    assert asked_back() == {("insured", second): 1787}
    assert Recovery.objects.get().state == "notified"
    assert Recovery.objects.get().net_left_cents == deductions(1787, world.TODAY).net
    book.pay(3)
    assert ordered() == {("insured", FIRST): 3287, ("insured", second): 3287}
    book.grant([(3287, 0), (3287, 0)])
    book.pay(4)
    assert (asked_back(), PaymentOrder.objects.count()) == ({}, 2)


def test_a_day_granted_again_to_another_payee_is_still_asked_of_the_first(book: Book) -> None:
    book.grant([(3287, 0)])
    book.pay(2)
    book.grant([])
    book.grant([(0, 3287)])
    book.pay(3)
    assert asked_back() == {("insured", FIRST): 3287}
    assert ordered() == {("insured", FIRST): 3287, ("employer", FIRST): 3287}


def test_a_day_that_another_file_of_the_person_is_granted_is_not_paid_twice(book: Book) -> None:
    """A stop annulled, then declared anew in a file of its own."""
    book.grant([(3287, 0), (3287, 0)])
    book.pay(2)
    book.grant([])
    other = copy.copy(book.made.case)
    other.pk, other.number, other._state.adding = new_id(), "AM-2026-999999", True
    other.event_key = "declared anew"
    Case.objects.bulk_create([other])
    anew = replace(book, made=replace(book.made, case=other))
    anew.grant([(3287, 0)])
    assert asked_back() == {("insured", FIRST + timedelta(days=1)): 3287}
    book.pay(3)
    assert PaymentOrder.objects.count() == 1


def test_the_database_ties_what_is_due_again_to_its_day_its_payee_and_an_open_recovery(
    book: Book,
) -> None:
    """Beside sums that would allow it: only the line of the share's own day and payee passes."""
    book.grant([(3287, 2000), (3287, 2000)])
    book.pay(2)
    book.grant([(1500, 1000), (1500, 1000)])
    share = Share.objects.get(claim__closed_at=None, claim__day=FIRST, payee_kind="insured")

    def refused(payee: str, day: date) -> bool:
        line = RecoveryLine.objects.get(recovery__payee_kind=payee, day=day)
        try:
            with undone():
                DueAgain.objects.create(line=line, share=share, cents=1)
        except IntegrityError:
            return True
        return False

    assert not refused("insured", FIRST)
    assert refused("insured", FIRST + timedelta(days=1))
    assert refused("employer", FIRST)
    book.repay("insured")
    assert refused("insured", FIRST)


@pytest.mark.parametrize(
    ("ended_by", "paid_again", "after"),
    [("repay", [3287], "paid"), ("remit", [], "cancelled")],
)
def test_a_day_due_again_is_paid_anew_only_to_who_gave_the_money_back(
    book: Book, ended_by: str, paid_again: list[int], after: str
) -> None:
    """Whoever was spared a debt still has what was paid; whoever paid it back has nothing."""
    book.grant([(3287, 0)])
    book.pay(2)
    book.grant([])
    getattr(book, ended_by)("insured")
    book.grant([(3287, 0)])
    book.pay(3)
    orders = [o.gross_cents for o in PaymentOrder.objects.order_by("number")]
    assert (orders, Recovery.objects.get().state) == ([3287, *paid_again], after)


def test_what_was_given_back_in_part_is_of_the_oldest_days(book: Book) -> None:
    """Two days asked back, the net of one and a half repaid: half of the second is still held."""
    book.grant([(3000, 0), (3000, 0)])
    book.pay(2)
    book.grant([])
    book.repay("insured", deductions(4500, world.TODAY).net)
    assert Recovery.objects.get().net_left_cents == deductions(6000, world.TODAY).net - (
        deductions(4500, world.TODAY).net
    )
    book.grant([(3000, 0), (3000, 0)])
    book.pay(3)
    orders = [o.gross_cents for o in PaymentOrder.objects.order_by("number")]
    assert (orders, Recovery.objects.get().state) == ([6000, 4500], "paid")
