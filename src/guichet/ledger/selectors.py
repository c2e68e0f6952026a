"""Shared reads of money: the calendar of days, orders, recoveries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from guichet.ledger.again import ASKED, PayeeKey, paid_cents, payee_key
from guichet.ledger.enums import AdvanceState, BankVerdict, PayeeKind
from guichet.ledger.models import (
    PAYABLE,
    Advance,
    BankAnswer,
    BankDetails,
    Hold,
    PaymentOrder,
    PaymentRun,
    Recovery,
    Share,
)
from guichet.ledger.runs import PAID_EVERY, owed, payable, standing


@dataclass(frozen=True)
class Due:
    """What a run of a date would pay: gross cents before CSG and CRDS."""

    cases: int
    days: int
    gross_cents: int


@dataclass(frozen=True)
class PaidDay:
    """A day of a person: granted cents, those still to be paid, the last order that paid of it.

    A day that several are paid for is there once for each, with its part. `employer`: the name of
    the one that is paid. `elsewhere_on`: when the system before this one paid it; no order does.
    """

    day: date
    cents: int
    payee_kind: str
    order: PaymentOrder | None
    left_cents: int
    elsewhere_on: date | None = None
    employer: str = ""


def days_of_case(case_id: uuid.UUID) -> list[PaidDay]:
    shares = list(
        Share.objects.filter(claim__case=case_id, claim__closed_at=None)
        .select_related("claim", "order__run", "organisation")
        .order_by("claim__day", "payee_kind", "organisation__siret")
    )
    before = _orders_before([s for s in shares if s.order is None and s.settled_cents])
    return [
        PaidDay(
            s.claim.day,
            s.cents,
            s.payee_kind,
            s.order or before.get((s.claim.day, payee_key(s))),
            s.cents - paid_cents(s),
            s.claim.paid_elsewhere_on,
            s.organisation.name if s.organisation else "",
        )
        for s in shares
    ]


def _orders_before(settled: Sequence[Share]) -> dict[tuple[date, PayeeKey], PaymentOrder]:
    """The last order that paid each day to its payee, through a share closed since."""
    if not settled:
        return {}
    paid = Share.objects.filter(
        order__isnull=False,
        claim__person=settled[0].claim.person_id,
        claim__exclusion_group=settled[0].claim.exclusion_group,
        claim__day__in={share.claim.day for share in settled},
    ).select_related("claim", "order__run")
    found: dict[tuple[date, PayeeKey], PaymentOrder] = {}
    for share in paid.order_by("order__ordered_at", "id"):
        if share.order:
            found[share.claim.day, payee_key(share)] = share.order
    return found


def orders_of_person(person_id: uuid.UUID, first: date, last: date) -> QuerySet[PaymentOrder]:
    """Orders made for a person's files, whoever was paid, ordered between two days."""
    return (
        PaymentOrder.objects.filter(case__person=person_id, run__run_on__range=(first, last))
        .select_related("case", "run", "organisation", "file")
        .prefetch_related("answers")
        .order_by("run__run_on", "number")
    )


def orders_of_organisation(organisation_id: uuid.UUID) -> QuerySet[PaymentOrder]:
    """Transfers to an employer that keeps the wage, newest first."""
    return (
        PaymentOrder.objects.filter(organisation=organisation_id)
        .select_related("case", "case__person", "run")
        .prefetch_related("answers")
        .order_by("-run__run_on", "-number")
    )


@dataclass(frozen=True)
class EmployerStatement:
    """What a payment day paid an employer, order by order, and in all, in cents.

    The sums leave out the orders that came back.
    """

    run: PaymentRun
    orders: Sequence[PaymentOrder]
    days: int
    gross_cents: int
    csg_cents: int
    crds_cents: int
    withheld_cents: int
    net_cents: int

    @property
    def returned(self) -> bool:
        """Whether the bank sent some of it back."""
        return any(order.came_back for order in self.orders)


def employer_statement(organisation_id: uuid.UUID, run_id: uuid.UUID) -> EmployerStatement | None:
    """The payment statement of an employer that keeps the wage; None for a day without any."""
    found = orders_of_organisation(organisation_id).filter(run=run_id).order_by("number")
    orders = list(found)
    if not orders:
        return None
    found = standing(found)
    columns = ("days", "gross_cents", "csg_cents", "crds_cents", "withheld_cents", "net_cents")
    sums = found.aggregate(**{f"all_{name}": Sum(name) for name in columns})
    return EmployerStatement(
        orders[0].run, orders, **{name: sums[f"all_{name}"] or 0 for name in columns}
    )


def orders_to_person(person_id: uuid.UUID) -> QuerySet[PaymentOrder]:
    """Transfers to a person, newest first."""
    return (
        PaymentOrder.objects.filter(person=person_id)
        .select_related("case", "run")
        .prefetch_related("answers")
        .order_by("-run__run_on", "-number")
    )


def orders_to_employers(person_id: uuid.UUID) -> QuerySet[PaymentOrder]:
    """Transfers for a person's days to employers that keep the wage, newest first."""
    return (
        PaymentOrder.objects.filter(case__person=person_id, organisation__isnull=False)
        .select_related("organisation", "run")
        .prefetch_related("answers")
        .order_by("-run__run_on", "-number")
    )


def orders_of_case(case_id: uuid.UUID) -> QuerySet[PaymentOrder]:
    return (
        PaymentOrder.objects.filter(case=case_id)
        .select_related("run", "organisation", "file")
        .prefetch_related("answers")
        .order_by("run__run_on", "number")
    )


def recoveries_of_case(case_id: uuid.UUID) -> QuerySet[Recovery]:
    return (
        Recovery.objects.filter(case=case_id).select_related("organisation").order_by("opened_at")
    )


def recovery_of_case(case_id: uuid.UUID, recovery_id: uuid.UUID) -> Recovery | None:
    """One recovery of a file that its reader was let into, with all that became of it."""
    return (
        recoveries_of_case(case_id)
        .select_related("case__person", "person")
        .prefetch_related(
            "lines", "repayments__order__run", "instalments", "objections", "withholdings"
        )
        .filter(pk=recovery_id)
        .first()
    )


def debts_of_person(person_id: uuid.UUID) -> QuerySet[Recovery]:
    """What a person is asked to pay back and has not, contested or not, oldest first."""
    asked = Recovery.objects.filter(person=person_id, state__in=ASKED)
    return asked.prefetch_related("instalments", "repayments", "withholdings").order_by(
        "opened_at", "id"
    )


def runs() -> QuerySet[PaymentRun]:
    return PaymentRun.objects.annotate(
        order_count=Count("orders"), net=Sum("orders__net_cents")
    ).order_by("-run_on")


@dataclass(frozen=True)
class Reconciled:
    """Orders of a payment day and their net cents: all, executed, come back, without an answer."""

    run: PaymentRun
    orders: int
    cents: int
    executed: int
    executed_cents: int
    returned: int
    returned_cents: int

    @property
    def waiting(self) -> int:
        return self.orders - self.executed - self.returned

    @property
    def waiting_cents(self) -> int:
        return self.cents - self.executed_cents - self.returned_cents


def reconciled(run: PaymentRun) -> Reconciled:
    """What was ordered, and what the bank says of it; come back prevails over executed."""
    answered = BankAnswer.objects.filter(order=OuterRef("pk"))
    orders = run.orders.annotate(
        back=Exists(answered.filter(verdict=BankVerdict.REJECTED)),
        done=Exists(answered.filter(verdict=BankVerdict.ACCEPTED)),
    )
    executed, returned = Q(done=True, back=False), Q(back=True)
    sums = orders.aggregate(
        orders=Count("id"),
        cents=Sum("net_cents"),
        executed=Count("id", filter=executed),
        executed_cents=Sum("net_cents", filter=executed),
        returned=Count("id", filter=returned),
        returned_cents=Sum("net_cents", filter=returned),
    )
    return Reconciled(run, **{name: value or 0 for name, value in sums.items()})


def run_by_id(run_id: uuid.UUID) -> PaymentRun | None:
    return runs().filter(pk=run_id).first()


def orders_of_run(run: PaymentRun) -> QuerySet[PaymentOrder]:
    orders = run.orders.select_related("case", "case__person", "organisation")
    return orders.prefetch_related("answers").order_by("number")


def due(run_on: date) -> Due:
    """What a payment day pays: elapsed days that nothing holds, whose turn has come."""
    return _sum(payable(run_on))


def due_to_person(person_id: uuid.UUID, run_on: date) -> Due:
    """All that is owed to a person themself and not paid yet, their fortnight come or not."""
    return _sum(owed(run_on).filter(person=person_id))


def next_turn(case_ids: Collection[uuid.UUID]) -> date | None:
    """When files that were paid once are paid again: after fourteen days, or at their end.

    An advance is no payment of theirs.
    """
    orders = PaymentOrder.objects.filter(case__in=case_ids, payee_kind=PayeeKind.INSURED)
    paid = standing(orders.filter(advance=None))
    last: date | None = paid.aggregate(last=Max("run__run_on"))["last"]
    live = Share.objects.filter(claim__case__in=case_ids, claim__closed_at=None)
    theirs = live.filter(payee_kind=PayeeKind.INSURED)
    end: date | None = theirs.aggregate(last=Max("claim__day"))["last"]
    if last is None or end is None:
        return None
    return min(last + PAID_EVERY, end + timedelta(days=1))


def hold_of(case_id: uuid.UUID) -> Hold | None:
    """What suspends the payment of a file until somebody has decided, from the first day on."""
    return Hold.objects.filter(case=case_id, lifted_at=None).order_by("from_day", "id").first()


def files_held(case_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The files, among some, of which days are not paid until somebody has decided."""
    rows = Hold.objects.filter(case__in=case_ids, lifted_at=None)
    return set(rows.values_list("case_id", flat=True))


def advance_of(case_id: uuid.UUID, *, lock: bool = False) -> Advance | None:
    """The advance of a file that waits for a second agent."""
    rows = Advance.objects.select_for_update() if lock else Advance.objects.all()
    return rows.filter(case=case_id, state=AdvanceState.PROPOSED).select_related("case").first()


def advances_given(case_id: uuid.UUID) -> Sequence[Advance]:
    """The advances of a file that a second agent gave, the first one first."""
    given = Advance.objects.filter(case=case_id, state=AdvanceState.GIVEN)
    return list(given.order_by("settled_at", "id"))


def advance_unpaid(case_id: uuid.UUID) -> bool:
    """Whether an advance of a file was given and is still to be paid, or paid anew."""
    live = Share.objects.filter(claim__case=case_id, claim__closed_at=None, order=None)
    return live.filter(claim__advance__isnull=False).exists()


def days_of_advance(advance: Advance) -> dict[date, int]:
    """The days of an advance, in gross cents."""
    found = {}
    for first, last, cents in advance.days:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        for n in range((end - start).days + 1):
            found[start + timedelta(days=n)] = cents
    return found


def _sum(shares: QuerySet[Share]) -> Due:
    sums = shares.aggregate(
        cases=Count("claim__case", distinct=True),
        days=Count("claim", distinct=True),
        cents=Sum(F("cents") - F("settled_cents")),
    )
    return Due(sums["cases"], sums["days"], sums["cents"] or 0)


def recoveries() -> QuerySet[Recovery]:
    """Money asked back, newest first."""
    return Recovery.objects.select_related("case", "case__person", "organisation").order_by(
        "-opened_at", "-id"
    )


def account_of(person_id: uuid.UUID) -> BankDetails | None:
    """Where a person is paid; none while the only account known waits to be confirmed."""
    return BankDetails.objects.filter(PAYABLE, person=person_id, closed_at=None).first()


def account_to_confirm(person_id: uuid.UUID) -> BankDetails | None:
    """The account that an agent typed and another one has not confirmed yet."""
    waiting = BankDetails.objects.exclude(PAYABLE)
    return waiting.filter(person=person_id, closed_at=None).first()


def single_daily_cents(order: PaymentOrder) -> int:
    """The daily amount that an order pays, 0 where its days are not all paid the same."""
    paid = {share.cents - share.settled_cents for share in order.shares.all()}
    return paid.pop() if len(paid) == 1 else 0


def employer_ibans(organisation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID | None, frozenset[str]]:
    """The accounts on which each employer has been paid, or may be."""
    found: dict[uuid.UUID | None, set[str]] = defaultdict(set)
    rows = BankDetails.objects.filter(organisation__in=list(organisation_ids), closed_at=None)
    for organisation_id, iban in rows.values_list("organisation_id", "iban"):
        found[organisation_id].add(iban)
    return {key: frozenset(ibans) for key, ibans in found.items()}
