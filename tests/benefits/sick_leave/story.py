"""A file with advances, its story told in moves, and beside it the few sums that must come out."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from guichet.benefits.sick_leave.service import (
    CannotDecide,
    assess_left_over,
    decide_by_agent,
    drop_advance,
    give_advance,
    propose_advance,
    view_of,
)
from guichet.cases.service import RefusedTransition
from guichet.journal.models import Event
from guichet.journal.service import Actor, rule
from guichet.ledger.models import Advance, Claim, PaymentOrder, PaymentRun, Share
from guichet.ledger.service import (
    RefusedAdvance,
    SameAgent,
    days_of_advance,
    read_bank_file,
    run_payments,
)
from tests.ledger.book import Cents, asked_back, assert_firsts, live, undone
from tests.support import world
from tests.support.bank import Told, camt_054
from tests.support.payslips import morning

BEGINS = date(2026, 10, 7)
STAY = st.integers(0, 20)
WAGE = st.tuples(st.integers(0, 2), st.sampled_from([100_000, 150_000, 200_000]))
MOVES: Any = st.lists(
    st.one_of(
        st.integers(1, 8).map(lambda days: ("wait", days)),
        WAGE.map(lambda said: ("wage", said)),
        st.one_of(st.none(), st.tuples(STAY, STAY)).map(lambda days: ("keep", days)),
        st.one_of(st.none(), STAY).map(lambda day: ("return", day)),
        st.just(("advance", None)),
        st.just(("advance", None)),
        st.just(("pay", None)),
        st.just(("pay", None)),
        st.sampled_from(["propose", "give", "drop", "grant", "refuse"]).map(
            lambda what: (what, None)
        ),
        st.integers(0, 3).map(lambda rank: ("send back", rank)),
    ),
    min_size=1,
    max_size=9,
)
# a wage is known, days have passed: an advance may be given
STORIES: Any = st.builds(
    lambda wage, days, moves: [("wage", wage), ("wait", days), *moves],
    WAGE,
    st.integers(1, 20),
    MOVES,
)


def make_stop() -> world.SickLeave:
    """A stop of twenty-one days in October; its employer has said that, and no wage."""
    who, firm = world.make_person(), world.make_employer()
    world.give_account(who)
    world.send_notice(who, now=morning(BEGINS))
    world.send_form(who, firm, pays=(), now=morning(BEGINS))
    return world.SickLeave(world.case_of(who), who, firm, world.make_agent())


@dataclass
class Story:
    """What was said of the stop so far, by which the sums are redone."""

    made: world.SickLeave
    other: Actor
    now: datetime = field(default_factory=lambda: morning(BEGINS, 12))
    wages: dict[str, int] = field(default_factory=dict)
    kept: tuple[date, date] | None = None
    returned: date | None = None

    # the sums

    def days(self) -> dict[date, int]:
        """What the law gives: three days of waiting, then half of the daily wage."""
        base = (sum(self.wages.values()) * 100 + 4562) // 9125  # cents, to the nearest one
        last = min(world.LAST, self.returned - timedelta(days=1) if self.returned else world.LAST)
        first = world.FIRST + timedelta(days=3)
        paid = range((last - first).days + 1) if self.wages else ()
        return {first + timedelta(days=n): base // 2 for n in paid}

    def payee(self, day: date) -> str:
        return "employer" if self.kept and self.kept[0] <= day <= self.kept[1] else "insured"

    def certain(self) -> dict[date, int]:
        """The days lived that are the insured person's, at what is known to be due."""
        days = self.days().items()
        today = self.now.date()
        return {d: cents for d, cents in days if d < today and self.payee(d) == "insured"}

    # the moves

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def tell(self) -> None:
        """The employer's form, all that it knows."""
        self.now += timedelta(hours=1)
        kept = dict(zip(("subrogation_from", "subrogation_to"), self.kept or (), strict=False))
        said = {"subrogation": True, "iban": world.EMPLOYER_IBAN, **kept} if kept else {}
        pays = [p for m, cents in self.wages.items() for p in world.pays_of_months(cents, (m,))]
        world.send_form(
            self.made.person,
            self.made.employer,
            pays=tuple(pays),
            returned_on=self.returned,
            now=self.now,
            **said,
        )

    def wage(self, said: tuple[int, int]) -> None:
        rank, cents = said
        self.wages = {**self.wages, world.MONTHS[rank]: cents}
        self.tell()

    def keep(self, days: tuple[int, int] | None) -> None:
        first, last = (world.FIRST + timedelta(days=n) for n in sorted(days or (0, 0)))
        self.kept = (first, last) if days else None
        self.tell()

    def return_(self, day: int | None) -> None:
        self.returned = None if day is None else world.FIRST + timedelta(days=day)
        self.tell()

    def propose(self, _how: object = None) -> None:
        try:
            propose_advance(self.made.case.id, actor=self.made.agent, now=self.now)
        except (RefusedAdvance, RefusedTransition):
            return
        for day, cents in days_of_advance(self._proposed()).items():
            assert cents <= self.certain().get(day, 0), "never more than is certain"

    def give(self, _how: object = None) -> None:
        if found := self._proposed():
            for actor in (self.made.agent, self.other):
                try:
                    give_advance(self.made.case.id, found.id, actor=actor, now=self.now)
                except SameAgent:
                    assert actor == self.made.agent
                except RefusedAdvance:
                    continue
        for one in Advance.objects.filter(state="given"):
            assert one.settled_by == self.other.id != one.proposed_by

    def drop(self, _how: object = None) -> None:
        if found := self._proposed():
            drop_advance(self.made.case.id, found.id, actor=self.made.agent, now=self.now)

    def advance(self, _how: object = None) -> None:
        self.propose()
        self.give()

    def _proposed(self) -> Any:
        return Advance.objects.filter(state="proposed").first()

    def grant(self, _how: object = None) -> None:
        self._decide(None)

    def refuse(self, _how: object = None) -> None:
        self._decide(world.REFUSAL)

    def _decide(self, refusal: Any) -> bool:
        self.now += timedelta(hours=1)
        try:
            decide_by_agent(
                self.made.case.id,
                actor=self.made.agent,
                author=world.AUTHOR,
                seen=view_of(self.made.now(), now=self.now).seen,
                refusal=refusal,
                reason_text="vu",
                now=self.now,
            )
        except CannotDecide:
            return False
        return True

    def pay(self, _how: object = None) -> None:
        """A payment day, the next one: of an advance it pays only what is still certain."""
        while PaymentRun.objects.filter(run_on=self.now.date()).exists():
            self.wait(1)
        before = set(PaymentOrder.objects.values_list("pk", flat=True))
        run_payments(self.now.date(), actor=rule("payment.run"), clock=lambda: self.now)
        new = Share.objects.exclude(order=None).exclude(order__in=before)
        for share in new.filter(claim__advance__isnull=False).select_related("claim"):
            assert share.payee_kind == "insured"
            assert share.cents <= self.certain().get(share.claim.day, 0), "no longer certain"

    def send_back(self, rank: int) -> None:
        if standing := _standing():
            order = standing[rank % len(standing)]
            told = Told(order.number, code="FF01", cents=order.net_cents)
            content = camt_054([told], self.now.date())
            read_bank_file(content, "x.xml", actor=rule("bank.read"), clock=lambda: self.now)
            self.now += timedelta(minutes=5)
            assess_left_over(self.now)  # as the worker does

    def play(self, moves: list[tuple[str, Any]]) -> None:
        for what, how in moves:
            getattr(self, {"return": "return_"}.get(what, what.replace(" ", "_")))(how)
            self.holds_together()

    def end(self) -> dict[str, int]:
        """The employer says what it had not, an agent decides, all is paid; what is due to each."""
        self.wages = {**dict.fromkeys(world.MONTHS, 200_000), **self.wages}
        self.tell()
        self.wait(40)
        granted = self._decide(None)
        if not granted:
            self._decide(world.REFUSAL)
        self.pay()
        self.holds_together()
        due: Counter[str] = Counter()
        for day, cents in self.days().items() if granted else ():
            due[self.payee(day)] += cents
        return +due

    # what always holds

    def holds_together(self) -> None:
        in_force = Claim.objects.filter(closed_at=None).values_list("day", flat=True)
        assert len(set(in_force)) == len(in_force), "a day is claimed once"
        asked, paid = by_payee(asked_back()), by_payee(live(paid=True))
        assert received() + unsettled() == asked + paid
        assert_firsts()
        if self.made.now().decision is None:
            given_days = [days_of_advance(one) for one in Advance.objects.filter(state="given")]
            assert received()["insured"] <= sum(sum(days.values()) for days in given_days)
            assert not received()["employer"]


def by_payee(sums: Cents) -> Counter[str]:
    found: Counter[str] = Counter()
    for (payee, _day), cents in sums.items():
        found[payee] += cents
    return found


def _standing() -> list[PaymentOrder]:
    return [one for one in PaymentOrder.objects.order_by("number") if not one.came_back]


def received() -> Counter[str]:
    """Gross cents of the transfers that did not come back."""
    found: Counter[str] = Counter()
    for order in _standing():
        found[order.payee_kind] += order.gross_cents
    return found


def unsettled() -> Counter[str]:
    """Of those that came back after their days changed: a person looks, no rule pays again."""
    found: Counter[str] = Counter()
    told = Event.objects.filter(kind="payment.came_back")
    left = {one.data["order"] for one in told if not one.data["reopened"]}
    for order in PaymentOrder.objects.filter(pk__in=left):
        found[order.payee_kind] += order.gross_cents
    return found


def live_through(story: Story, moves: list[tuple[str, Any]]) -> None:
    """A story of its own from the same beginning: to its end, where each has just what is due."""
    with undone():
        told = Story(story.made, story.other)
        told.play(moves)
        due = told.end()
        assert by_payee(live(paid=True)) == by_payee(live(paid=False)) == due
        assert received() + unsettled() == due + by_payee(asked_back())
