"""Payment runs: elapsed days become orders, orders become files, files leave by the outbox.

A run is taken up again where it was interrupted: shares that have an order are not ordered again,
orders that have a file are not filed again, and a file is written under a name that never changes.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate

from guichet.cases.service import Case, draft, locked
from guichet.formats.identifiers import check_bic
from guichet.formats.sepa import fault_of_account
from guichet.journal.service import (
    Actor,
    Draft,
    append,
    checkpoint,
    chunks,
    count_anew,
    insert,
    last_of,
    update_rows,
)
from guichet.law.deductions import Deductions, deductions
from guichet.ledger.actions import account_to_confirm_task
from guichet.ledger.claims import PayeeKey
from guichet.ledger.enums import BankVerdict, PayeeKind, RunState
from guichet.ledger.filing import file_orders, run_event
from guichet.ledger.models import (
    PAYABLE,
    BankAnswer,
    BankDetails,
    Claim,
    Hold,
    PaymentOrder,
    PaymentRun,
    Share,
)
from guichet.ledger.naming import of_another_employer
from guichet.ledger.recovering import keep
from guichet.ledger.withholding import files_of_debts, withhold
from guichet.tasks.service import NewTask, open_tasks

CHUNK = 300
PAID_EVERY = timedelta(days=14)


class DueShare(NamedTuple):
    """A share to order: its day, cents left to pay; the account and the advance if it names one."""

    id: int
    day: date
    bank_details_id: uuid.UUID | None
    advance_id: uuid.UUID | None
    cents: int


Groups = dict[tuple[uuid.UUID, PayeeKey], list[DueShare]]


class FutureRun(ValueError):
    """A payment day is today's or an earlier one: days not yet lived are not paid."""


def owed(run_on: date) -> QuerySet[Share]:
    """Shares of elapsed days, not held, not yet ordered, with something left to pay.

    A file with news that nobody has looked at yet may be held by them: it waits for that.
    """
    held = Hold.objects.filter(
        case=OuterRef("claim__case"), lifted_at=None, from_day__lte=OuterRef("claim__day")
    )
    return Share.objects.filter(
        ~Exists(held),
        order=None,
        cents__gt=F("settled_cents"),
        claim__closed_at=None,
        claim__day__lt=run_on,
        claim__case__to_assess_since=None,
    )


def payable(run_on: date) -> QuerySet[Share]:
    """What is owed and its turn: the first payment at once, then every fourteen days.

    The last days are paid as soon as nothing more is to come to their payee. A day up to the last
    one paid, which was corrected or whose transfer came back, never waits. An advance waits for no
    turn and takes none.
    """
    claim, payee = "claim__case", {"payee_kind": OuterRef("payee_kind")}
    same = Q(organisation=None) | Q(organisation=OuterRef("organisation"))
    recent = standing(
        PaymentOrder.objects.filter(
            same,
            case=OuterRef(claim),
            run__run_on__gt=run_on - PAID_EVERY,
            last_day__lt=OuterRef("claim__day"),
            advance=None,
            **payee,
        )
    )
    to_come = Share.objects.filter(
        same,
        claim__case=OuterRef(claim),
        claim__closed_at=None,
        claim__day__gte=run_on,
        **payee,
    )
    return owed(run_on).filter(~(Exists(recent) & Exists(to_come)))


def standing(orders: QuerySet[PaymentOrder]) -> QuerySet[PaymentOrder]:
    """Those that the bank has not said to have come back."""
    back = BankAnswer.objects.filter(order=OuterRef("pk"), verdict=BankVerdict.REJECTED)
    return orders.filter(~Exists(back))


def run_payments(run_on: date, *, actor: Actor, clock: Callable[[], datetime]) -> PaymentRun:
    """Pay all that is due on a date, once; called again, it goes on or changes nothing."""
    if run_on > localdate(clock()):
        raise FutureRun
    run = _open(run_on, actor=actor, now=clock())
    checkpoint("run.opened")
    count_anew(Claim, Share)
    if run.state == RunState.OPEN:
        _order_due(run, actor=actor, clock=clock)
    while run.state == RunState.OPEN:
        run = file_orders(run, actor=actor, now=clock())
        checkpoint("run.file_committed")
    return run


@transaction.atomic
def _open(run_on: date, *, actor: Actor, now: datetime) -> PaymentRun:
    run, created = PaymentRun.objects.get_or_create(run_on=run_on, defaults={"started_at": now})
    if created:
        append([run_event(run, "run.opened")], actor=actor, now=now)
    return run


def _order_due(run: PaymentRun, *, actor: Actor, clock: Callable[[], datetime]) -> None:
    """Order all that is due: listed once, each file asked again when it is locked.

    What is due is long to list where many wait; past the last file it is listed again, for those
    that were decided meanwhile.
    """
    last: uuid.UUID | None = None
    while ids := _due_files(run.run_on, last):
        for some in chunks(ids, CHUNK):
            if not _order_chunk(run, some, actor=actor, now=clock()):
                return
            checkpoint("run.chunk_committed")
        last = ids[-1]


def _due_files(run_on: date, after: uuid.UUID | None) -> list[uuid.UUID]:
    """The files, past one of them, that have something to order, in their order."""
    due = payable(run_on)
    if after is not None:
        due = due.filter(claim__case__gt=after)
    return list(due.order_by("claim__case").values_list("claim__case_id", flat=True).distinct())


@transaction.atomic
def _order_chunk(run: PaymentRun, ids: Sequence[uuid.UUID], *, actor: Actor, now: datetime) -> bool:
    """Order what is due, once they are locked, for some files; False if the run is filed by now."""
    # with the files of the debts that are withheld from the same payees
    cases = {case.id: case for case in locked({*ids, *files_of_debts(ids)}, related=())}
    checkpoint("run.files_locked")
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.OPEN:
        return False
    groups = _confirmed(_due_by_payee(run, ids), cases, actor=actor, now=now)
    orders = _orders(run, groups, cases, now=now)
    debts, told = withhold([o for o, _ in orders], cases, run.run_on, now=now)
    _write_orders(orders)
    for debt in debts:
        keep(debt, actor=actor, now=now)
    run.orders_made += len(orders)
    run.save(update_fields=["orders_made"])
    events = [_ordered(cases[o.case_id], o) for o, _ in orders]
    append([*events, *told], actor=actor, now=now)
    checkpoint("run.before_chunk_commit")
    return True


def _due_by_payee(run: PaymentRun, case_ids: Sequence[uuid.UUID]) -> Groups:
    """What is due for locked files, by file and payee, in the order of the days.

    What is owed first: asked for both at once, PostgreSQL reads all that is still to order.
    """
    groups: Groups = defaultdict(list)
    owing = owed(run.run_on).filter(claim__case__in=case_ids).values_list("pk", flat=True)
    due = payable(run.run_on).filter(pk__in=list(owing)).order_by("claim__day", "id")
    columns = (
        "claim__case_id", "payee_kind", "person_id", "organisation_id",
        "id", "claim__day", "bank_details_id", "claim__advance_id",
    )  # fmt: skip
    for case_id, kind, person, firm, *share in due.values_list(
        *columns, F("cents") - F("settled_cents")
    ):
        groups[case_id, (kind, person or firm)].append(DueShare(*share))
    return groups


def _write_orders(orders: Sequence[tuple[PaymentOrder, Sequence[DueShare]]]) -> None:
    insert([order for order, _ in orders])
    checkpoint("run.orders_written")
    # a share that another order took meanwhile is refused by the database
    marked = [(share.id, order.id) for order, shares in orders for share in shares]
    if update_rows(Share, ["order_id"], marked) != len(marked):
        raise RuntimeError("a share is gone")
    checkpoint("run.shares_ordered")


def _ordered(case: Case, order: PaymentOrder) -> Draft:
    return draft(
        case,
        "payment.ordered",
        order=str(order.id),
        cents=order.net_cents,
        withheld_cents=order.withheld_cents,
        first_day=order.first_day.isoformat(),
        last_day=order.last_day.isoformat(),
        payee=order.payee_kind,
        **({"advance": True} if order.advance_id else {}),
        **of_another_employer(case, order.organisation_id),
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
    told = last_of("payment.waits", {case_id for case_id, _ in waiting})
    untold = [
        cases[case_id]
        for (case_id, _), since in sorted(waiting.items())
        if case_id not in told or told[case_id] < since
    ]
    append([draft(case, "payment.waits") for case in untold], actor=actor, now=now)
    return {key: shares for key, shares in groups.items() if key not in waiting}


def _orders(
    run: PaymentRun, groups: Groups, cases: Mapping[uuid.UUID, Case], *, now: datetime
) -> list[tuple[PaymentOrder, list[DueShare]]]:
    """Orders for payees whose account is known; a task for each that is not."""
    accounts = _accounts(groups)
    orders: list[tuple[PaymentOrder, list[DueShare]]] = []
    missing: list[NewTask] = []
    before, begun = _ordered_before({case_id for case_id, _ in groups})
    for (case_id, payee), shares in sorted(groups.items(), key=_rank):
        account = accounts.get((case_id, payee))
        if account is None:
            missing.append(
                NewTask(
                    "payment.bank_details_missing",
                    f"case:{case_id}",
                    case_id=case_id,
                    person_id=cases[case_id].person_id,
                    data={"payee": payee[0]},
                )
            )
            continue
        number = f"{run.run_on:%Y%m%d}-{run.orders_made + len(orders) + 1:06d}"
        to, paid = (case_id, payee), before[case_id, payee]
        order = _order(run, number, to, shares, account, paid_before=paid, now=now)
        if order.net_cents > 0:  # else its last cents wait for more: deductions take them all
            order.is_first = order.advance_id is None and case_id not in begun
            order.is_first_income = order.payee_kind == PayeeKind.INSURED and not paid
            if order.is_first:
                begun.add(case_id)
            orders.append((order, shares))
    open_tasks(missing, now=now)
    return orders


def _rank(group: tuple[tuple[uuid.UUID, PayeeKey], list[DueShare]]) -> tuple[uuid.UUID, str, int]:
    """By file, employers first, in the order in which their shares were written."""
    (case_id, (kind, _)), shares = group
    return case_id, kind, shares[0].id


def _accounts(groups: Groups) -> dict[tuple[uuid.UUID, PayeeKey], BankDetails]:
    """The account of each payee: the one its shares name, if it lives, else its only live one.

    One that no transfer can be written to is as none: it would keep the whole file from leaving.
    """
    named = {s.bank_details_id for shares in groups.values() for s in shares} - {None}
    people = {holder for _, (kind, holder) in groups if kind == PayeeKind.INSURED}
    firms = {holder for _, (kind, holder) in groups if kind == PayeeKind.EMPLOYER}
    known = {
        row.pk: row
        for row in BankDetails.objects.filter(PAYABLE, closed_at=None).filter(
            Q(pk__in=named) | Q(person__in=people) | Q(organisation__in=firms)
        )
    }
    by_person = {row.person_id: row for row in known.values() if row.person_id}
    of_firm: dict[uuid.UUID | None, list[BankDetails]] = defaultdict(list)
    for row in known.values():
        if row.organisation_id:
            of_firm[row.organisation_id].append(row)
    found = {}
    for key, shares in groups.items():
        holder = key[1][1]
        named_here = [known[s.bank_details_id] for s in shares if s.bank_details_id in known]
        only = of_firm[holder][0] if len(of_firm[holder]) == 1 else by_person.get(holder)
        account = named_here[-1] if named_here else only
        if account is not None and not fault_of_account(account.holder, account.iban):
            found[key] = account
    return found


def _ordered_before(
    case_ids: set[uuid.UUID],
) -> tuple[dict[tuple[uuid.UUID, PayeeKey], int], set[uuid.UUID]]:
    """What was ordered and has not come back: gross cents by file and payee.

    And the files of which something decided was ordered, which an advance is not.
    """
    found: dict[tuple[uuid.UUID, PayeeKey], int] = defaultdict(int)
    begun: set[uuid.UUID] = set()
    rows = standing(PaymentOrder.objects.filter(case__in=case_ids)).values_list(
        "case", "payee_kind", "person", "organisation", "gross_cents", "advance"
    )
    for case_id, kind, person, organisation, gross, advance in rows:
        found[case_id, (kind, person or organisation)] += gross
        if advance is None:
            begun.add(case_id)
    return found, begun


def _deducted(gross: int, paid_before: int, run_on: date) -> Deductions:
    """CSG and CRDS of an order: those of all paid so far less those of what came before.

    Rounded on the whole, so that payments in parts add up to the sum that the letter tells. Of a
    few cents the two may round apart: a share that would be less than nothing is the other's.
    """
    before, after = deductions(paid_before, run_on), deductions(paid_before + gross, run_on)
    net = after.net - before.net
    csg = min(max(after.csg - before.csg, 0), gross - net)
    return Deductions(gross, csg, gross - net - csg, net, run_on)


def _order(
    run: PaymentRun,
    number: str,
    to: tuple[uuid.UUID, PayeeKey],
    shares: Sequence[DueShare],
    account: BankDetails,
    *,
    paid_before: int,
    now: datetime,
) -> PaymentOrder:
    case_id, (kind, holder) = to
    sums = _deducted(sum(share.cents for share in shares), paid_before, run.run_on)
    bic = check_bic(account.bic)  # the IBAN alone says where the money goes
    return PaymentOrder(
        number=number,
        run=run,
        case_id=case_id,
        payee_kind=kind,
        person_id=holder if kind == PayeeKind.INSURED else None,
        organisation_id=holder if kind == PayeeKind.EMPLOYER else None,
        advance_id=shares[-1].advance_id,
        holder=account.holder,
        iban=account.iban,
        bic=bic.value if bic.ok else "",
        first_day=shares[0].day,
        last_day=shares[-1].day,
        days=len(shares),
        gross_cents=sums.gross,
        csg_cents=sums.csg,
        crds_cents=sums.crds,
        net_cents=sums.net,
        ordered_at=now,
    )


def totals(run: PaymentRun) -> dict[str, int]:
    """Sums of a run, in cents."""
    sums = run.orders.aggregate(gross=Sum("gross_cents"), net=Sum("net_cents"))
    return {"gross": sums["gross"] or 0, "net": sums["net"] or 0}
