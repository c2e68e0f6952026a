"""Money asked back, taken from the coming payments of whoever owes it (retenue sur prestations).

An agent decides it (CSS L.133-4-1, R.133-9-2), once the time to contest has passed; each payment
then leaves a person what the law leaves of a month (guichet.law.seizable). It stops when nothing is
left, when the debtor contests, or when an agent says so. What an order withheld is undone if the
bank sends that order back.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.cases.service import Case, draft
from guichet.journal.service import Actor, Draft, append
from guichet.law.dates import DAY, add_months
from guichet.law.parameters import ParameterFault
from guichet.law.seizable import Seizable, seizable
from guichet.ledger.again import PayeeKey, end_withholding, payee_key
from guichet.ledger.enums import BankVerdict, PayeeKind, WithholdingEnd
from guichet.ledger.events import LATE, TO_COLLECT, day
from guichet.ledger.models import (
    BankAnswer,
    PaymentOrder,
    Recovery,
    Repayment,
    Share,
    Withholding,
)
from guichet.ledger.recovering import (
    RefusedStep,
    about,
    close_chase,
    collect_from,
    keep,
    not_contested,
    plan_now,
    taken_debt,
    withholding_of,
)

# What is left of each transfer, so that every order has its line at the bank.
LEAST_TRANSFER = 100
MOST_DEPENDANTS = 20


@transaction.atomic
def start_withholding(
    recovery_id: uuid.UUID,
    *,
    reason: str,
    dependants: int = 0,
    most_cents: int | None = None,
    actor: Actor,
    now: datetime,
) -> Withholding:
    """Take a debt from the coming payments of its debtor; what was decided before is replaced.

    `most_cents`: no more in a month, though the law would allow it. Raises RefusedStep: too early,
    contested, without a reason, or while instalments are paid as agreed.
    """
    case, recovery = taken_debt(recovery_id, actor)
    _may_start(recovery, reason, dependants, most_cents, localdate(now))
    end_withholding(recovery, WithholdingEnd.WITHDRAWN, now=now)
    recovery.instalments.filter(ended_at=None).update(ended_at=now)
    row = Withholding.objects.create(
        recovery=recovery,
        reason=reason.strip()[:300],
        dependants=dependants if recovery.payee_kind == PayeeKind.INSURED else 0,
        most_cents=most_cents,
        decided_at=now,
        decided_by=actor.id,  # type: ignore[misc]  # an agent's: taken_debt has seen to it
    )
    close_chase(recovery, [TO_COLLECT, LATE], actor=actor, now=now)
    told = draft(case, "recovery.withholding", **about(recovery), cents=recovery.net_left_cents)
    append([told], actor=actor, now=now)
    return row


def _may_start(
    recovery: Recovery, reason: str, dependants: int, most_cents: int | None, today: date
) -> None:
    not_contested(recovery)
    first = collect_from(recovery)
    if today < first:
        raise RefusedStep(
            _("Rien n'est retenu avant le {day} : la personne peut encore contester.").format(
                day=day(first.isoformat())
            )
        )
    due, repaid = plan_now(recovery, today)
    if due is not None and repaid >= due:
        raise RefusedStep(_("Un échéancier est suivi : rien n'est retenu tant qu'il l'est."))
    if not reason.strip():
        raise RefusedStep(_("Dites pourquoi la somme est retenue : la lettre le dit."))
    if not 0 <= dependants <= MOST_DEPENDANTS:
        raise RefusedStep(_("Personnes à charge : entre 0 et 20."))
    if most_cents is not None and most_cents < LEAST_TRANSFER:
        raise RefusedStep(_("Somme au plus par mois : 1 € au moins, ou rien."))


@transaction.atomic
def stop_withholding(
    recovery_id: uuid.UUID, *, reason: str, actor: Actor, now: datetime
) -> Recovery:
    """Withhold no more for a debt that is still asked; the letter says why. Raises RefusedStep."""
    case, recovery = taken_debt(recovery_id, actor)
    if withholding_of(recovery) is None:
        raise RefusedStep(_("Aucune retenue n'est en cours sur ce trop-perçu."))
    if not reason.strip():
        raise RefusedStep(_("Dites pourquoi la retenue s'arrête."))
    end_withholding(recovery, WithholdingEnd.WITHDRAWN, now=now)
    told = draft(case, "recovery.withholding_ended", **about(recovery))
    append([told], actor=actor, now=now)
    return recovery


def files_of_debts(case_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The files of what is withheld from the payees of some files: to be locked with them."""
    people = Case.objects.filter(pk__in=case_ids).values("person")
    firms = Share.objects.filter(
        claim__case__in=case_ids, claim__closed_at=None, order=None, organisation__isnull=False
    ).values("organisation")
    live = Withholding.objects.filter(ended_at=None).filter(
        Q(recovery__person__in=people) | Q(recovery__organisation__in=firms)
    )
    return set(live.values_list("recovery__case_id", flat=True))


@dataclass
class _Debtor:
    """A payee who owes: the debts, oldest first, and what the month has paid and withheld."""

    debts: list[Recovery] = field(default_factory=list)
    live: dict[uuid.UUID, Withholding] = field(default_factory=dict)
    net: int = 0
    withheld: int = 0
    of_debt: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))

    def room(self, order: PaymentOrder, run_on: date) -> int:
        """What of an order may be withheld, the month being paid so far what it says."""
        most = order.net_cents - LEAST_TRANSFER
        if order.payee_kind == PayeeKind.INSURED:
            dependants = max(one.dependants for one in self.live.values())
            try:
                found = seizable(self.net + order.net_cents, dependants, run_on)
            except ParameterFault:  # no threshold is known for that month: nothing is taken
                return 0
            most = min(most, found.cents - self.withheld)
        return max(most, 0)


def withhold(
    orders: Sequence[PaymentOrder],
    cases: Mapping[uuid.UUID, Case],
    run_on: date,
    *,
    now: datetime,
) -> tuple[list[Recovery], list[Draft]]:
    """Take from orders about to be written what is withheld from their payees, in their order.

    Writes what they repay; the debts are kept once the orders are (`keep`). Answers the debts and
    the lines of history. Only debts whose file is among `cases`, locked by the caller.
    """
    debtors = _debtors(orders, cases, run_on)
    touched: dict[uuid.UUID, Recovery] = {}
    told: list[Draft] = []
    for order in orders:
        debtor = debtors.get(payee_key(order))
        if debtor is None:
            continue
        room, due = debtor.room(order, run_on), order.net_cents
        for debt in debtor.debts:
            taken = _take(order, debt, debtor, room, now=now)
            if taken:
                room -= taken
                touched[debt.id] = debt
                told.append(_told(cases[debt.case_id], debt, order, taken))
        debtor.net += due
    return list(touched.values()), told


def _take(order: PaymentOrder, debt: Recovery, debtor: _Debtor, room: int, *, now: datetime) -> int:
    """Withhold of an order for one debt; answers the cents taken."""
    cents = min(room, debt.net_left_cents)
    most = debtor.live[debt.id].most_cents
    if most is not None:
        cents = min(cents, most - debtor.of_debt[debt.id])
    if cents <= 0:
        return 0
    Repayment.objects.create(
        recovery=debt, order_id=order.id, cents=cents, received_on=order.run.run_on, noted_at=now
    )
    debt.repaid_cents += cents
    order.withheld_cents += cents
    order.net_cents -= cents
    debtor.withheld += cents
    debtor.of_debt[debt.id] += cents
    return cents


def _told(case: Case, debt: Recovery, order: PaymentOrder, cents: int) -> Draft:
    left = debt.net_left_cents
    return draft(
        case,
        "recovery.withheld",
        **about(debt),
        order=str(order.id),
        cents=cents,
        left_cents=left,
    )


def _debtors(
    orders: Sequence[PaymentOrder], cases: Mapping[uuid.UUID, Case], run_on: date
) -> dict[PayeeKey, _Debtor]:
    """The payees of orders who owe, with what their month holds; their debts are locked."""
    people = {one.person_id for one in orders} - {None}
    firms = {one.organisation_id for one in orders} - {None}
    payees = Q(person__in=people) | Q(organisation__in=firms)
    withheld = Withholding.objects.filter(recovery=OuterRef("pk"), ended_at=None)
    debts = locked_debts(Recovery.objects.filter(Exists(withheld), payees, case__in=cases))
    # read after the lock: what ended meanwhile takes nothing
    rows = Withholding.objects.filter(recovery__in=debts, ended_at=None)
    live = {one.recovery_id: one for one in rows}
    found: dict[PayeeKey, _Debtor] = defaultdict(_Debtor)
    for debt in debts:
        if debt.id in live:
            found[payee_key(debt)].debts.append(debt)
            found[payee_key(debt)].live[debt.id] = live[debt.id]
    if found:
        _count_the_month(found, payees, run_on)
    return dict(found)


def month_so_far(recovery: Recovery, dependants: int, on: date) -> tuple[int, int, Seizable | None]:
    """What the month of a day has paid to a debtor, what it withheld, and what the law allows.

    No limit for an employer, whose own money it is.
    """
    debtor = _Debtor([recovery])
    payee = Q(person=recovery.person_id, organisation=recovery.organisation_id)
    _count_the_month({payee_key(recovery): debtor}, payee, on)
    insured = recovery.payee_kind == PayeeKind.INSURED
    return debtor.net, debtor.withheld, seizable(debtor.net, dependants, on) if insured else None


def locked_debts(debts: QuerySet[Recovery]) -> list[Recovery]:
    """Debts locked in the one order in which all do it, oldest first."""
    return list(debts.select_for_update(of=("self",)).order_by("opened_at", "id"))


def _count_the_month(found: dict[PayeeKey, _Debtor], payees: Q, run_on: date) -> None:
    """What the civil month of a payment day has paid and withheld already, came back left out."""
    first = run_on.replace(day=1)
    month = (first, add_months(first, 1) - DAY)
    back = BankAnswer.objects.filter(verdict=BankVerdict.REJECTED).values("order")
    orders = PaymentOrder.objects.filter(payees, run__run_on__range=month).exclude(pk__in=back)
    columns = ("payee_kind", "person", "organisation")
    for kind, person, firm, net, withheld in orders.values_list(*columns).annotate(
        net=Sum(F("net_cents") + F("withheld_cents")), kept=Sum("withheld_cents")
    ):
        if debtor := found.get((kind, person or firm)):
            debtor.net, debtor.withheld = net, withheld
    taken = Repayment.objects.filter(order__in=orders, undoes=None)
    of_debt = dict(taken.values_list("recovery").annotate(sum=Sum("cents")))
    for debtor in found.values():
        debtor.of_debt.update({one.id: of_debt.get(one.id, 0) for one in debtor.debts})


def files_withheld_for(orders: Iterable[PaymentOrder]) -> set[uuid.UUID]:
    """The files of the debts that orders withheld for: to be locked before these are undone."""
    taken = Repayment.objects.filter(order__in=[one.pk for one in orders], undoes=None)
    return set(taken.values_list("recovery__case_id", flat=True))


def undo_withheld(
    order: PaymentOrder, cases: Mapping[uuid.UUID, Case], on: date, *, actor: Actor, now: datetime
) -> list[Draft]:
    """The bank sent an order back: what it withheld is owed again, and its days are to be paid."""
    rows = {
        one.recovery_id: one
        for one in Repayment.objects.filter(order=order, undoes=None, undone_by=None)
    }
    told = []
    for debt in locked_debts(Recovery.objects.filter(pk__in=rows)):
        row = rows[debt.id]
        Repayment.objects.create(
            recovery=debt,
            order=order,
            undoes=row,
            cents=-row.cents,
            received_on=on,
            noted_at=now,
        )
        debt.repaid_cents -= row.cents
        keep(debt, actor=actor, now=now)
        told.append(
            draft(
                cases[debt.case_id],
                "recovery.withheld_undone",
                **about(debt),
                cents=row.cents,
                left_cents=debt.net_left_cents,
            )
        )
    return told
