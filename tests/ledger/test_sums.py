"""Whatever is granted, paid and granted otherwise, no cent is paid twice and none is lost."""

import copy
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guichet.law.deductions import deductions
from guichet.ledger.models import (
    Claim,
    Hold,
    PaymentFile,
    PaymentOrder,
    Recovery,
    ReopenedShare,
    Share,
)
from tests.ledger.book import (
    FIRST,
    Book,
    asked_back,
    assert_firsts,
    given_back,
    left_to_ask,
    live,
    ordered,
    total,
    undone,
)
from tests.support import world

pytestmark = pytest.mark.django_db

DAYS = 4

# what a decision grants: for each day, cents to the insured person and to the employer
GRANTS = st.lists(
    st.tuples(st.sampled_from([0, 1, 1500, 3287]), st.sampled_from([0, 0, 1, 2000])),
    min_size=0,
    max_size=DAYS,
)
STEPS = st.lists(
    st.one_of(
        GRANTS.map(lambda days: ("grant", days)),
        st.integers(0, DAYS).map(lambda day: ("pay until", day)),
        st.integers(0, DAYS).map(lambda day: ("hold from", day)),
        st.integers(0, 3).map(lambda rank: ("send back", rank)),
        st.tuples(st.sampled_from(["insured", "employer"]), st.integers(1, 3000)).map(
            lambda back: ("repay", back)
        ),
        st.just(("remit", "insured")),
        st.sampled_from(["insured", "employer"]).map(lambda payee: ("withhold", payee)),
        st.just(("lift", None)),
    ),
    min_size=1,
    max_size=6,
)


def holds_together() -> None:
    assert_firsts()
    in_force = Claim.objects.filter(closed_at=None).values_list("day", flat=True)
    assert len(set(in_force)) == len(in_force)
    back, paid = asked_back(), live(paid=True)
    assert sum(back.values()) == left_to_ask()
    assert ordered() == total((*key, cents) for sums in (back, paid) for key, cents in sums.items())
    for order in PaymentOrder.objects.all():
        shares = shares_of(order)
        assert order.gross_cents == sum(s.cents - s.settled_cents for s in shares)
        assert order.days == len({s.claim.day for s in shares})
        assert order.withheld_cents == sum(r.cents for r in order.repayments.filter(undoes=None))
    for debt in Recovery.objects.all():
        assert debt.repaid_cents == sum(r.cents for r in debt.repayments.all())
    for file in PaymentFile.objects.all():
        assert file.total_cents == sum(o.net_cents for o in file.orders_in_file.all())


def shares_of(order: PaymentOrder) -> list[Share]:
    """What an order was made to pay, also where it came back and its days are to be paid again."""
    reopened = ReopenedShare.objects.filter(answer__order=order).select_related("share__claim")
    return [one.share for one in reopened] or list(order.shares.all())


def assert_nobody_has_more_than_was_ever_granted(story: Book) -> None:
    """A day that falls, is asked back and is granted again is not paid a second time.

    But to who gave it back: in all, they never hold more than the most that was ever theirs.
    """
    back, held, most = given_back(), Counter[str](), Counter[str]()
    for (payee, day), cents in ordered().items():
        assert back.get((payee, FIRST)) or cents <= story.most[payee, day]
        held[payee] += cents
    for (payee, _), cents in story.most.items():
        most[payee] += cents
    assert all(held[p] - back.get((p, FIRST), 0) <= most[p] for p in held)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(steps=[("grant", [(1500, 0)]), ("pay until", 2), ("send back", 0)], end=[(3287, 0)])
@example(steps=[("grant", [(0, 0), (1500, 0)]), ("pay until", 2)], end=[(1, 0)])
@given(steps=STEPS, end=GRANTS)
def test_ordered_is_always_what_stands_paid_and_what_was_asked_back(
    book: Book, steps: list[tuple[str, object]], end: list[tuple[int, int]]
) -> None:
    with undone():
        story = copy.copy(book)
        for what, how in steps:
            if what == "grant":
                story.grant(how)  # type: ignore[arg-type]
            elif what == "pay until":
                story.pay(how)  # type: ignore[arg-type]
            elif what == "send back":
                story.send_back(how)  # type: ignore[arg-type]
            elif what == "repay":
                story.repay(*how)  # type: ignore[misc]
            elif what == "remit":
                story.remit(how)  # type: ignore[arg-type]
            elif what == "withhold":
                story.withhold(how)  # type: ignore[arg-type]
            elif what == "hold from":
                story.hold(how)  # type: ignore[arg-type]
            else:
                lift(story)
            holds_together()
            assert_nobody_has_more_than_was_ever_granted(story)
        story.grant(end)
        lift(story)
        world.pay(FIRST + timedelta(days=60))
        holds_together()
        assert_nobody_has_more_than_was_ever_granted(story)
        # a cent that deductions take whole waits for more to be paid with it: a day never granted
        story.grant([*end, *[(0, 0)] * (DAYS - len(end)), (1500, 1500)])
        world.pay(FIRST + timedelta(days=61))
        holds_together()
        assert_nobody_has_more_than_was_ever_granted(story)
        assert live(paid=True) == live(paid=False), "in the end, all that is granted is paid"


def lift(story: Book) -> None:
    Hold.objects.filter(case=story.made.case, lifted_at=None).update(lifted_at=world.NOW)


def test_days_that_stay_as_they_were_are_left_alone(book: Book) -> None:
    book.grant([(1500, 0), (1500, 0)])
    before = set(Claim.objects.filter(closed_at=None).values_list("pk", flat=True))
    book.grant([(1500, 0), (3287, 0)])
    after = set(Claim.objects.filter(closed_at=None).values_list("pk", flat=True))
    assert len(before & after) == 1


def test_a_day_raised_after_it_was_paid_pays_the_difference(book: Book) -> None:
    book.grant([(1500, 0)])
    book.pay(2)
    book.grant([(3287, 0)])
    book.pay(3)
    assert list(PaymentOrder.objects.order_by("number").values_list("gross_cents", flat=True)) == [
        1500,
        1787,
    ]


def test_a_day_lowered_after_it_was_paid_is_asked_back_in_part(book: Book) -> None:
    book.grant([(3287, 0)])
    book.pay(2)
    book.grant([(1500, 0)])
    assert asked_back() == {("insured", FIRST): 1787}
    book.pay(3)
    assert PaymentOrder.objects.count() == 1


def test_a_cent_that_deductions_take_whole_waits_for_more_and_no_run_stops(book: Book) -> None:
    """Deductions are rounded on all that was paid: 6,7 % of 7 cents is none, of 8 cents is one."""
    book.grant([(7, 0)])
    book.pay(2)
    book.grant([(8, 0)])
    book.pay(3)
    assert PaymentOrder.objects.count() == 1
    book.grant([(1500, 0)])
    book.pay(4)
    assert [o.gross_cents for o in PaymentOrder.objects.order_by("number")] == [7, 1493]


@pytest.mark.parametrize("before", [8, 1501])
def test_the_parts_of_a_small_difference_are_never_less_than_nothing(
    book: Book, before: int
) -> None:
    """What is raised by a few cents was paid: CSG and CRDS, rounded on the whole, may cross."""
    paid_on = FIRST + timedelta(days=2)
    crossing = next(
        more
        for more in range(1, 200)
        if deductions(before + more, paid_on).crds < deductions(before, paid_on).crds
    )
    book.grant([(before, 0)])
    book.pay(2)
    book.grant([(before + crossing, 0)])
    book.pay(3)
    orders = PaymentOrder.objects.order_by("number")
    assert [order.gross_cents for order in orders] == [before, crossing]
    assert sum(o.net_cents for o in orders) == deductions(before + crossing, paid_on).net


def test_a_day_that_changes_payee_is_asked_of_the_first_and_paid_to_the_second(book: Book) -> None:
    book.grant([(3287, 0)])
    book.pay(2)
    book.grant([(0, 2000)])
    book.pay(3)
    assert asked_back() == {("insured", FIRST): 3287}
    assert ordered() == {("insured", FIRST): 3287, ("employer", FIRST): 2000}


def test_a_held_day_waits_and_is_paid_when_the_hold_is_lifted(book: Book) -> None:
    book.grant([(3287, 0), (3287, 0)])
    book.hold(1)
    book.pay(3)
    assert ordered() == {("insured", FIRST): 3287}
    lift(book)
    book.pay(4)
    assert ordered() == {("insured", FIRST): 3287, ("insured", FIRST + timedelta(days=1)): 3287}
