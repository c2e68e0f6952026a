"""Whatever two employers say, whenever it is paid or sent back: each has its own part, once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guichet.benefits.sick_leave.service import assess_left_over, decide_by_agent, view_of
from guichet.journal.models import Event
from guichet.journal.service import rule
from guichet.ledger.models import Claim, DueAgain, PaymentOrder, PaymentRun, RecoveryLine, Share
from guichet.ledger.service import read_bank_file, run_payments
from guichet.people.models import Organisation
from tests.ledger.book import assert_firsts, undone
from tests.support import world
from tests.support.bank import Told, camt_054
from tests.support.jobs import TwoJobs
from tests.support.payslips import morning

pytestmark = pytest.mark.django_db
Moves = list[tuple[str, Any]]
BEGINS = date(2026, 10, 7)
WHO = st.sampled_from(["bakery", "workshop"])
DAYS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)
STORIES: Any = st.lists(
    st.one_of(
        st.integers(1, 9).map(lambda days: ("wait", days)),
        st.tuples(WHO, st.sampled_from([40_000, 90_000, 170_000])).map(lambda it: ("wage", it)),
        st.tuples(WHO, st.none() | DAYS).map(lambda it: ("keep", it)),
        st.just(("pay", None)),
        st.just(("pay", None)),
        st.just(("grant", None)),
        st.integers(0, 3).map(lambda rank: ("send_back", rank)),
    ),
    min_size=1,
    max_size=10,
)
WHOLE = [0, 20]
PAID_TO_BOTH: Moves = [("keep", ("bakery", WHOLE)), ("keep", ("workshop", WHOLE)), ("grant", None),
    ("wait", 20), ("pay", None)]  # fmt: skip


@dataclass
class Story:
    """What the two employers have said so far, by which the parts are redone."""

    jobs: TwoJobs
    now: datetime = field(default_factory=lambda: morning(BEGINS, 12))
    wages: dict[str, int] = field(default_factory=lambda: {"bakery": 200_000, "workshop": 50_000})
    kept: dict[str, Any] = field(default_factory=dict)

    # the sums

    def due(self) -> Counter[tuple[str, date]]:
        """From the fourth day: half of the daily base, each employer that keeps a day its part."""
        found: Counter[tuple[str, date]] = Counter()
        for n in range(3, 21):
            day, cents = world.FIRST + timedelta(days=n), self.daily()
            left = cents
            for who, part in self.parts(cents).items():
                kept = self.kept.get(who)
                if kept and kept[0] <= n <= kept[1]:
                    found[who, day] += part
                    left -= part
            found["insured", day] += left
        return +found

    def daily(self) -> int:
        claim = Claim.objects.filter(closed_at=None).first()
        assert claim is not None, "the end grants all the days"
        return claim.amount_cents

    def parts(self, cents: int) -> dict[str, int]:
        total = sum(self.wages.values())
        exact = {who: Fraction(cents * wage, total) for who, wage in self.wages.items()}
        whole = {who: int(part) for who, part in exact.items()}
        if sum(whole.values()) < cents:  # the bakery's SIRET comes first
            whole[max(exact, key=lambda who: (exact[who] - whole[who], who == "bakery"))] += 1
        return whole

    # the moves

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def wage(self, said: tuple[str, int]) -> None:
        self.wages = {**self.wages, said[0]: said[1]}
        self.tell(said[0])

    def keep(self, said: tuple[str, Any]) -> None:
        self.kept = {**self.kept, said[0]: said[1]}
        self.tell(said[0])

    def tell(self, who: str) -> None:
        """All that one employer knows, by its form."""
        self.now += timedelta(hours=1)
        days = self.kept.get(who)
        first, last = (world.FIRST + timedelta(days=n) for n in days or (0, 0))
        said = {"subrogation_from": first, "subrogation_to": last, "iban": world.EMPLOYER_IBAN}
        world.send_form(
            self.jobs.person,
            getattr(self.jobs, who),
            pays=world.pays_of_months(self.wages[who]),
            now=self.now,
            **({"subrogation": True, **said} if days else {}),
        )

    def grant(self, _how: object = None) -> None:
        self.now += timedelta(hours=1)
        decide_by_agent(
            self.jobs.case.id,
            actor=self.jobs.agent,
            author=world.AUTHOR,
            seen=view_of(self.jobs.case, now=self.now).seen,
            refusal=None,
            reason_text="vu",
            now=self.now,
        )

    def pay(self, _how: object = None) -> None:
        while PaymentRun.objects.filter(run_on=self.now.date()).exists():
            self.wait(1)
        run_payments(self.now.date(), actor=rule("payment.run"), clock=lambda: self.now)

    def send_back(self, rank: int) -> None:
        if standing := _standing():
            order = standing[rank % len(standing)]
            told = Told(order.number, code="AM05", cents=order.net_cents)
            content = camt_054([told], self.now.date())
            read_bank_file(content, "x.xml", actor=rule("bank.read"), clock=lambda: self.now)
            self.now += timedelta(minutes=5)
            assess_left_over(self.now)

    def play(self, moves: Moves) -> None:
        for what, how in moves:
            getattr(self, what)(how)
            self.holds_together()

    def end(self) -> None:
        """An agent grants what is then known, and all is paid: each has just its part."""
        for who in self.wages:
            self.tell(who)
        self.wait(60)
        self.grant()
        self.pay()
        self.holds_together()
        due = self.due()
        assert self.in_force(paid=True) == self.in_force(paid=False) == due

    # what always holds

    def holds_together(self) -> None:
        had = self.by_payee(self.received()) + self.by_payee(self.unsettled())
        asked, paid = self.by_payee(self.asked()), self.by_payee(self.in_force(paid=True).items())
        assert had == asked + paid
        for claim in Claim.objects.filter(closed_at=None).prefetch_related("shares"):
            assert sum(share.cents for share in claim.shares.all()) == claim.amount_cents
        assert_firsts()

    def in_force(self, *, paid: bool) -> Counter[tuple[str, date]]:
        found: Counter[tuple[str, date]] = Counter()
        for s in Share.objects.filter(claim__closed_at=None).select_related("claim"):
            cents = s.cents if not paid or s.order_id else s.settled_cents
            found[self.name(s.organisation), s.claim.day] += cents
        return +found

    def received(self) -> Iterator[tuple[tuple[str, object], int]]:
        return (((self.name(one.organisation), one), one.gross_cents) for one in _standing())

    def unsettled(self) -> Iterator[tuple[tuple[str, object], int]]:
        """Sent back after their days changed: a person looks, no rule pays them again."""
        told = Event.objects.filter(kind="payment.came_back")
        left = {one.data["order"] for one in told if not one.data["reopened"]}
        for order in PaymentOrder.objects.filter(pk__in=left):
            yield (self.name(order.organisation), order), order.gross_cents

    def asked(self) -> Iterator[tuple[tuple[str, object], int]]:
        for line in RecoveryLine.objects.select_related("recovery__organisation"):
            yield (self.name(line.recovery.organisation), line), line.cents
        for again in DueAgain.objects.select_related("line__recovery__organisation"):
            yield (self.name(again.line.recovery.organisation), again), -again.cents

    def name(self, firm: Organisation | None) -> str:
        known = {self.jobs.bakery.id: "bakery", self.jobs.workshop.id: "workshop"}
        return known[firm.id] if firm else "insured"

    @staticmethod
    def by_payee(rows: Any) -> Counter[str]:
        found: Counter[str] = Counter()
        for (name, _), cents in rows:
            found[name] += cents
        return +found


def _standing() -> list[PaymentOrder]:
    return [one for one in PaymentOrder.objects.order_by("number") if not one.came_back]


@pytest.fixture
def story() -> Story:
    return Story(TwoJobs({}, {}, now=morning(BEGINS)))


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(moves=[*PAID_TO_BOTH, ("wage", ("workshop", 170_000))])
@example(moves=[*PAID_TO_BOTH, ("send_back", 1), ("keep", ("workshop", None)), ("pay", None)])
@example(moves=[("pay", None), ("wait", 20), ("pay", None), ("keep", ("bakery", [5, 9]))])
@given(moves=STORIES)
def test_each_payee_has_its_part_of_each_day_once(story: Story, moves: Moves) -> None:
    with undone():
        told = Story(story.jobs)
        told.play(moves)
        told.end()
