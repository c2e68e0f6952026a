"""Payment runs: elapsed days become orders, orders become one file, the file leaves by the outbox.

A run is taken up again where it was interrupted: shares that have an order are not ordered again,
orders that have a file are not filed again, and a file is written under a name that never changes.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate

from guichet.cases.service import Case, draft, locked
from guichet.formats.calendars import next_working_day
from guichet.formats.sepa import CreditTransfer, Transfer, credit_transfer
from guichet.journal.service import Actor, Draft, append, checkpoint, insert, of_case
from guichet.law.deductions import Deductions, deductions
from guichet.ledger.actions import account_to_confirm_task
from guichet.ledger.claims import PayeeKey, payee_key
from guichet.ledger.enums import PayeeKind, RunState
from guichet.ledger.models import (
    PAYABLE,
    BankDetails,
    Hold,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Share,
)
from guichet.outbox.service import MessageKind, ToSend, enqueue
from guichet.tasks.service import NewTask, open_tasks

CHUNK = 300
Groups = dict[tuple[uuid.UUID, PayeeKey], list[Share]]


class FutureRun(ValueError):
    """A payment day is today's or an earlier one: days not yet lived are not paid."""


def payable(run_on: date) -> QuerySet[Share]:
    """Shares of elapsed days, not held, not yet ordered, with something left to pay."""
    held = Hold.objects.filter(
        case=OuterRef("claim__case"), lifted_at=None, from_day__lte=OuterRef("claim__day")
    )
    return Share.objects.filter(
        ~Exists(held),
        order=None,
        cents__gt=F("settled_cents"),
        claim__closed_at=None,
        claim__day__lt=run_on,
    )


def run_payments(run_on: date, *, actor: Actor, clock: Callable[[], datetime]) -> PaymentRun:
    """Pay all that is due on a date, once; called again, it goes on or changes nothing."""
    if run_on > localdate(clock()):
        raise FutureRun
    run = _open(run_on, actor=actor, now=clock())
    checkpoint("run.opened")
    last: uuid.UUID | None = None
    while run.state == RunState.OPEN:
        last = _order_chunk(run, last, actor=actor, now=clock())
        checkpoint("run.chunk_committed")
        if last is None:
            run = _file(run, actor=actor, now=clock())
    return run


@transaction.atomic
def _open(run_on: date, *, actor: Actor, now: datetime) -> PaymentRun:
    run, created = PaymentRun.objects.get_or_create(run_on=run_on, defaults={"started_at": now})
    if created:
        append([_event(run, "run.opened")], actor=actor, now=now)
    return run


@transaction.atomic
def _order_chunk(
    run: PaymentRun, after: uuid.UUID | None, *, actor: Actor, now: datetime
) -> uuid.UUID | None:
    """Order what is due for the next files; answers the last of them, None when all are done."""
    due = payable(run.run_on)
    if after is not None:
        due = due.filter(claim__case__gt=after)
    ids = list(
        due.order_by("claim__case").values_list("claim__case_id", flat=True).distinct()[:CHUNK]
    )
    if not ids:
        return None
    cases = {case.id: case for case in locked(ids)}
    checkpoint("run.files_locked")
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.OPEN:
        return None
    groups: Groups = defaultdict(list)
    for share in payable(run.run_on).filter(claim__case__in=ids).select_related("claim"):
        groups[share.claim.case_id, payee_key(share)].append(share)
    orders = _orders(run, _confirmed(groups, cases, actor=actor, now=now), now=now)
    _write_orders(orders)
    run.orders_made += len(orders)
    run.save(update_fields=["orders_made"])
    append([_ordered(cases[o.case_id], o) for o, _ in orders], actor=actor, now=now)
    checkpoint("run.before_chunk_commit")
    return ids[-1]


def _write_orders(orders: Sequence[tuple[PaymentOrder, Sequence[Share]]]) -> None:
    insert([order for order, _ in orders])
    checkpoint("run.orders_written")
    for order, shares in orders:
        marked = Share.objects.filter(pk__in=[s.pk for s in shares], order=None)
        if marked.update(order=order) != len(shares):
            raise RuntimeError("a share entered another order meanwhile")
    checkpoint("run.shares_ordered")


def _ordered(case: Case, order: PaymentOrder) -> Draft:
    return draft(
        case,
        "payment.ordered",
        order=str(order.id),
        cents=order.net_cents,
        first_day=order.first_day.isoformat(),
        last_day=order.last_day.isoformat(),
        payee=order.payee_kind,
    )


def _confirmed(
    groups: Groups, cases: Mapping[uuid.UUID, Case], *, actor: Actor, now: datetime
) -> Groups:
    """Without the payees whose account awaits a second agent: a task and a line of history each."""
    rows = BankDetails.objects.exclude(PAYABLE).filter(closed_at=None)
    people = {holder for _, (kind, holder) in groups if kind == PayeeKind.INSURED}
    entered = dict(rows.filter(person__in=people).values_list("person", "recorded_at"))
    waiting = {key: entered[key[1][1]] for key in groups if key[1][1] in entered}
    if not waiting:
        return groups
    open_tasks([account_to_confirm_task(holder) for holder in sorted(entered)], now=now)
    untold = [
        cases[case_id]
        for (case_id, _), since in sorted(waiting.items())
        if not of_case(case_id).filter(kind="payment.waits", at__gte=since).exists()
    ]
    append([draft(case, "payment.waits") for case in untold], actor=actor, now=now)
    return {key: shares for key, shares in groups.items() if key not in waiting}


def _orders(
    run: PaymentRun, groups: Groups, *, now: datetime
) -> list[tuple[PaymentOrder, list[Share]]]:
    """Orders for payees whose account is known; a task for each that is not."""
    accounts = _accounts(groups)
    orders: list[tuple[PaymentOrder, list[Share]]] = []
    missing: list[NewTask] = []
    before = _ordered_before({case_id for case_id, _ in groups})
    for (case_id, payee), shares in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1])):
        account = accounts.get((case_id, payee))
        if account is None:
            missing.append(
                NewTask(
                    "payment.bank_details_missing",
                    f"case:{case_id}",
                    case_id=case_id,
                    person_id=shares[0].claim.person_id,
                    data={"payee": payee[0]},
                )
            )
            continue
        number = f"{run.run_on:%Y%m%d}-{run.orders_made + len(orders) + 1:06d}"
        paid = before[case_id, payee]
        orders.append((_order(run, number, shares, account, paid, now=now), shares))
    open_tasks(missing, now=now)
    return orders


def _accounts(groups: Groups) -> dict[tuple[uuid.UUID, PayeeKey], BankDetails]:
    """The account of each payee: the one its shares name, else its only live one."""
    named = {s.bank_details_id for shares in groups.values() for s in shares} - {None}
    people = {holder for _, (kind, holder) in groups if kind == PayeeKind.INSURED}
    firms = {holder for _, (kind, holder) in groups if kind == PayeeKind.EMPLOYER}
    known = {
        row.pk: row
        for row in BankDetails.objects.filter(PAYABLE).filter(
            Q(pk__in=named)
            | Q(person__in=people, closed_at=None)
            | Q(organisation__in=firms, closed_at=None)
        )
    }
    by_person = {
        row.person_id: row for row in known.values() if row.person_id and not row.closed_at
    }
    of_firm: dict[uuid.UUID | None, list[BankDetails]] = defaultdict(list)
    for row in known.values():
        if row.organisation_id and not row.closed_at:
            of_firm[row.organisation_id].append(row)
    found = {}
    for key, shares in groups.items():
        holder = key[1][1]
        named_here = [known[s.bank_details_id] for s in shares if s.bank_details_id in known]
        only = of_firm[holder][0] if len(of_firm[holder]) == 1 else by_person.get(holder)
        account = named_here[-1] if named_here else only
        if account is not None:
            found[key] = account
    return found


def _ordered_before(case_ids: set[uuid.UUID]) -> dict[tuple[uuid.UUID, PayeeKey], int]:
    """Gross cents already ordered, by file and payee."""
    found: dict[tuple[uuid.UUID, PayeeKey], int] = defaultdict(int)
    rows = PaymentOrder.objects.filter(case__in=case_ids).values_list(
        "case", "payee_kind", "person", "organisation", "gross_cents"
    )
    for case_id, kind, person, organisation, gross in rows:
        found[case_id, (kind, person or organisation)] += gross
    return found


def _deducted(gross: int, paid_before: int, run_on: date) -> Deductions:
    """CSG and CRDS of an order: those of all paid so far less those of what came before.

    Rounded on the whole, so that payments in parts add up to the sum that the letter tells.
    """
    before, after = deductions(paid_before, run_on), deductions(paid_before + gross, run_on)
    return Deductions(
        gross, after.csg - before.csg, after.crds - before.crds, after.net - before.net, run_on
    )


def _order(
    run: PaymentRun,
    number: str,
    shares: Sequence[Share],
    account: BankDetails,
    paid_before: int,
    *,
    now: datetime,
) -> PaymentOrder:
    claim = shares[0].claim
    days = sorted(share.claim.day for share in shares)
    gross = sum(s.cents - s.settled_cents for s in shares)
    sums = _deducted(gross, paid_before, run.run_on)
    return PaymentOrder(
        number=number,
        run=run,
        case_id=claim.case_id,
        payee_kind=shares[0].payee_kind,
        person_id=shares[0].person_id,
        organisation_id=shares[0].organisation_id,
        holder=account.holder,
        iban=account.iban,
        bic=account.bic,
        first_day=days[0],
        last_day=days[-1],
        days=len(days),
        gross_cents=sums.gross,
        csg_cents=sums.csg,
        crds_cents=sums.crds,
        net_cents=sums.net,
        ordered_at=now,
    )


@transaction.atomic
def _file(run: PaymentRun, *, actor: Actor, now: datetime) -> PaymentRun:
    """Put all orders of the run into its one file, and queue the file to leave."""
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state == RunState.FILED:
        return run
    orders = list(run.orders.filter(file=None).order_by("number"))
    if orders:
        _write_file(run, orders, now=now)
    run.state, run.filed_at = RunState.FILED, now
    run.save(update_fields=["state", "filed_at"])
    append([_event(run, "run.filed", orders=len(orders))], actor=actor, now=now)
    checkpoint("run.before_file_commit")
    return run


def _write_file(run: PaymentRun, orders: Sequence[PaymentOrder], *, now: datetime) -> None:
    name = f"GUICHET-{run.run_on:%Y%m%d}.xml"
    content = credit_transfer(_transfer(run, orders, now))
    checkpoint("run.file_composed")
    file = PaymentFile.objects.create(
        run=run,
        name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        orders=len(orders),
        total_cents=sum(order.net_cents for order in orders),
        made_at=now,
    )
    filed = run.orders.filter(file=None).update(file=file)
    if filed != len(orders):
        raise RuntimeError("an order entered the run while its file was being made")
    checkpoint("run.file_written")
    enqueue(
        [ToSend(f"payment-file:{name}", MessageKind.PAYMENT_FILE, {"file": str(file.id)})], now=now
    )


def _transfer(run: PaymentRun, orders: Sequence[PaymentOrder], now: datetime) -> CreditTransfer:
    return CreditTransfer(
        message_id=f"GUICHET-{run.run_on:%Y%m%d}",
        created_at=now,
        execution_date=next_working_day(run.run_on),
        debtor_name=settings.FUND.name,
        debtor_iban=settings.FUND.iban,
        debtor_bic=settings.FUND.bic,
        transfers=tuple(
            Transfer(
                end_to_end_id=order.number,
                name=order.holder,
                iban=order.iban,
                bic=order.bic or None,
                cents=order.net_cents,
                remittance=f"IJ {order.first_day:%d%m%y} {order.last_day:%d%m%y} {order.number}",
            )
            for order in orders
        ),
    )


def _event(run: PaymentRun, kind: str, **data: object) -> Draft:
    return Draft(f"run:{run.id}", kind, {"run_on": run.run_on.isoformat(), **data})


def totals(run: PaymentRun) -> dict[str, int]:
    """Sums of a run, in cents."""
    sums = run.orders.aggregate(gross=Sum("gross_cents"), net=Sum("net_cents"))
    return {"gross": sums["gross"] or 0, "net": sums["net"] or 0}
