"""A file, its payees and its story, told in whole grants; and the sums that must hold together."""

import copy
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from guichet.benefits.sick_leave import procedure
from guichet.cases.models import Decision
from guichet.journal.service import Actor, new_id, rule
from guichet.ledger.models import DueAgain, PaymentOrder, Recovery, RecoveryLine, Share
from guichet.ledger.service import (
    DayGrant,
    Grant,
    Payee,
    PayeeKind,
    apply,
    hold,
    note_repayment,
    read_bank_file,
    remit,
    start_withholding,
)
from tests.support import world
from tests.support.bank import Told, camt_054

FIRST = date(2026, 9, 1)
AGENT, MANAGER = Actor("agent", new_id()), Actor("manager", new_id())
LATER = world.at(days=90)  # the two months to contest have passed
Cents = dict[tuple[str, date], int]


@dataclass
class Book:
    """A file, its payees, the most that was ever granted, and the running numbers of a story."""

    made: world.SickLeave
    decisions: int = 1
    runs: int = 0
    most: Cents = field(default_factory=dict)

    def grant(self, days: list[tuple[int, int]]) -> None:
        decision = copy.copy(self.made.case.decision)
        assert decision is not None
        self.decisions += 1
        decision.pk, decision.number, decision._state.adding = new_id(), self.decisions, True
        Decision.objects.bulk_create([decision])
        payees = (
            Payee(PayeeKind.INSURED, self.made.person.id),
            Payee(PayeeKind.EMPLOYER, self.made.employer.id, self.account),
        )
        granted = [
            DayGrant(
                FIRST + timedelta(days=n),
                tuple((payee, cents) for payee, cents in zip(payees, both, strict=True) if cents),
            )
            for n, both in enumerate(days)
            if any(both)
        ]
        for grant in granted:
            for payee, cents in grant.shares:
                key = (payee.kind.value, grant.day)
                self.most = {**self.most, key: max(cents, self.most.get(key, 0))}
        apply(
            [Grant(self.made.case, decision, procedure.KIND, procedure.EXCLUSION_GROUP, granted)],
            now=world.NOW,
        )

    @property
    def account(self) -> object:
        return self.made.employer.bankdetails_set.get().pk

    def pay(self, until: int) -> None:
        """A run is on a day of its own; what is elapsed is told by the days that it may pay."""
        self.runs += 1
        run_on = FIRST + timedelta(days=until)
        paid = PaymentOrder.objects.filter(run__run_on=run_on)
        if not paid.exists():
            world.pay(run_on)

    def send_back(self, rank: int) -> None:
        """The bank sends back one of the transfers that still stand, if any does."""
        standing = [o for o in PaymentOrder.objects.order_by("number") if not o.came_back]
        if standing:
            order = standing[rank % len(standing)]
            told = Told(order.number, code="FF01", cents=order.net_cents)
            content = camt_054([told], FIRST + timedelta(days=90))
            read_bank_file(content, "x.xml", actor=rule("bank.read"), clock=lambda: world.NOW)

    def repay(self, payee: str, cents: int | None = None) -> None:
        """The payee gives back what is still asked, or a part of it: the oldest demand first."""
        recovery = _still_asked(payee)
        if recovery:
            left = recovery.net_left_cents
            note_repayment(
                recovery.id, min(cents or left, left), world.TODAY, actor=AGENT, now=world.NOW
            )

    def remit(self, payee: str) -> None:
        recovery = _still_asked(payee)
        if recovery and payee == "insured":
            left = recovery.net_left_cents
            remit(recovery.id, left, reason="essai", honest=True, actor=MANAGER, now=world.NOW)

    def withhold(self, payee: str, **how: Any) -> None:
        """An agent decides that what is asked of a payee is taken from its coming payments."""
        recovery = _still_asked(payee)
        if recovery:
            start_withholding(recovery.id, reason="essai", actor=AGENT, now=LATER, **how)

    def hold(self, from_day: int) -> None:
        hold(self.made.case, from_day=FIRST + timedelta(days=from_day), reason="x", now=world.NOW)


def _still_asked(payee: str) -> Recovery | None:
    asked = Recovery.objects.filter(payee_kind=payee, state="notified")
    return asked.order_by("opened_at", "id").first()


def assert_firsts() -> None:
    """Of the orders of the only file that stand, one is the first, and one the first income."""
    standing = [one for one in PaymentOrder.objects.all() if not one.came_back]
    decided = [one for one in standing if not one.advance_id]
    incomes = [one for one in standing if one.payee_kind == "insured"]
    assert [one.is_first for one in decided].count(True) == min(len(decided), 1)
    assert [one.is_first_income for one in incomes].count(True) == min(len(incomes), 1)
    said = PaymentOrder.objects.filter(Q(is_first=True) | Q(is_first_income=True))
    assert {one.pk for one in said} <= {one.pk for one in standing}


def given_back() -> Cents:
    """What payees gave back in all, gross, by payee."""
    rows = ((one.payee_kind, FIRST, one.repaid_gross_cents) for one in Recovery.objects.all())
    return total(rows)


def ordered() -> Cents:
    """All that was ever ordered, by payee and day."""
    rows = Share.objects.filter(order__isnull=False).values_list(
        "payee_kind", "claim__day", F("cents") - F("settled_cents")
    )
    return total(rows)


def asked_back() -> Cents:
    """What payees are still asked to give back."""
    asked = RecoveryLine.objects.values_list("recovery__payee_kind", "day", "cents")
    again = DueAgain.objects.values_list("line__recovery__payee_kind", "line__day", "cents")
    return total([*asked, *((kind, day, -cents) for kind, day, cents in again)])


def left_to_ask() -> int:
    """The same in all, as the recoveries themselves tell it."""
    asked = Recovery.objects.exclude(state="cancelled")
    return sum(one.gross_cents - one.due_again_cents for one in asked)


def live(*, paid: bool) -> Cents:
    """What the claims in force grant; or only what has been paid of it."""
    shares = Share.objects.filter(claim__closed_at=None).select_related("claim")
    return total(
        (s.payee_kind, s.claim.day, s.cents if not paid or s.order_id else s.settled_cents)
        for s in shares
    )


def total(rows: object) -> Cents:
    sums: Counter[tuple[str, date]] = Counter()
    for kind, day, cents in rows:  # type: ignore[attr-defined]
        sums[kind, day] += cents
    return {key: cents for key, cents in sums.items() if cents}


class undone:  # noqa: N801  reads as what it does
    """Rolls back what happens inside, so that each example starts from the same book."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
