"""What the bank answers: executed or come back; what came back is to be paid again.

An order stays in its file for ever. When its transfer comes back, the days that it was to pay lose
it, by a line that says why, and the next payment day orders them anew, on another account. Days
that changed since are a person's: no rule undoes what was settled or asked back on that money.
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from guichet.cases.service import Case, draft, locked, to_assess
from guichet.formats.bank_answers import Answer, answers
from guichet.journal.service import Actor, Draft, append, checkpoint, insert
from guichet.ledger.advances import due_anew
from guichet.ledger.enums import BankVerdict, PayeeKind
from guichet.ledger.models import (
    BankAnswer,
    BankDetails,
    BankFile,
    PaymentFile,
    PaymentOrder,
    ReopenedShare,
    Share,
)
from guichet.ledger.naming import of_another_employer
from guichet.ledger.notifications import transfer_came_back
from guichet.ledger.runs import standing
from guichet.ledger.withholding import files_withheld_for, undo_withheld
from guichet.tasks.service import NewTask, open_tasks

# The transfer itself was faulty, not the account that it went to.
TECHNICAL = frozenset({"AM05", "CURR", "DT01", "DUPL", "ED05", "FF01", "TM01"})
DECEASED = "MD07"
CAME_BACK, UNKNOWN, AGAINST = (
    "payment.came_back",
    "payment.answer_unknown",
    "payment.answers_differ",
)


@dataclass
class BankRead:
    """What reading a file of answers did, in orders; `already`: the same file was read before."""

    already: bool = False
    accepted: int = 0
    returned: int = 0
    returned_cents: int = 0
    known: int = 0
    unknown: list[str] = field(default_factory=list)


def read_bank_file(
    content: bytes, name: str, *, actor: Actor, clock: Callable[[], datetime]
) -> BankRead:
    """Read a file of the bank's answers, whole or not at all. Raises BadBankFile in words."""
    told = answers(content)
    digest = hashlib.sha256(content).hexdigest()
    if BankFile.objects.filter(sha256=digest).exists():
        return BankRead(already=True)
    now = clock()
    with transaction.atomic():
        file, created = BankFile.objects.get_or_create(
            sha256=digest, defaults={"name": name[-120:], "content": content, "read_at": now}
        )
        if not created:
            return BankRead(already=True)
        checkpoint("bank.file_kept")
        return _take(file, told, actor=actor, now=now)


@dataclass
class _Taking:
    """What a file of answers does, gathered: written at its end, in the same transaction."""

    file: BankFile
    cases: Mapping[uuid.UUID, Case]
    said: Mapping[uuid.UUID, dict[BankVerdict, date]]
    actor: Actor
    now: datetime
    done: BankRead = field(default_factory=BankRead)
    events: list[Draft] = field(default_factory=list)
    tasks: list[NewTask] = field(default_factory=list)

    def take(self, answer: Answer, order: PaymentOrder) -> None:
        """One answer about one order; what was said of it already changes nothing."""
        verdict, before = BankVerdict(answer.verdict), self.said[order.id]
        if verdict in before:
            self.done.known += 1
            return
        on = answer.on or localdate(self.now)
        row = BankAnswer.objects.create(
            order=order, file=self.file, verdict=verdict, code=answer.code, answered_on=on
        )
        back = before.get(BankVerdict.REJECTED)
        before[verdict] = on
        if verdict == BankVerdict.REJECTED:
            self._came_back(row, order)
            return
        self.done.accepted += 1
        if back is not None and back <= on:
            self.tasks.append(_against(self.cases[order.case_id], order))

    def _came_back(self, answer: BankAnswer, order: PaymentOrder) -> None:
        case, code = self.cases[order.case_id], answer.code
        self.done.returned += 1
        self.done.returned_cents += order.net_cents
        first_anew(order)
        reopened = _reopen(answer, order) or due_anew(order, now=self.now)
        if reopened:  # else what was withheld stays: the days still count as paid
            on, by = answer.answered_on, self.actor
            self.events += undo_withheld(order, self.cases, on, actor=by, now=self.now)
        if reopened and order.advance_id and case.decision_id is None:
            to_assess([case.id], now=self.now)  # its days may be less certain than they were
        self.tasks.append(_came_back(case, order, code, reopened=reopened))
        self.events.append(_returned(case, order, code, reopened=reopened))
        if code not in TECHNICAL:
            _close_account(order, now=self.now)
        if code not in TECHNICAL | {DECEASED}:
            transfer_came_back(answer, order, case.person, now=self.now)


def said_dead(person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The persons whom the bank says dead and for whom no account was given since.

    They are written to no more by a rule: the task of the transfer that came back is an agent's.
    """
    said = BankAnswer.objects.filter(
        code=DECEASED, order__payee_kind=PayeeKind.INSURED, order__person__in=set(person_ids)
    )
    dead = set(said.values_list("order__person_id", flat=True))
    alive = BankDetails.objects.filter(person__in=dead, closed_at=None)
    return dead - set(alive.values_list("person_id", flat=True))


def _take(file: BankFile, told: Sequence[Answer], *, actor: Actor, now: datetime) -> BankRead:
    orders = _orders_of(told)
    all_told = [order for some in orders for order in some]
    wanted = {order.case_id for order in all_told} | files_withheld_for(all_told)
    cases = {case.id: case for case in locked(wanted)}
    taking = _Taking(file, cases, _said({order.id for order in all_told}), actor, now)
    for rank, (answer, some) in enumerate(zip(told, orders, strict=True)):
        if not some or (answer.cents is not None and answer.cents != some[0].net_cents):
            taking.done.unknown.append(answer.reference)
            taking.tasks.append(_unknown(file, rank, answer))
            continue
        for order in some:
            taking.take(answer, order)
    checkpoint("bank.answers_written")
    open_tasks(taking.tasks, now=now)
    append(taking.events, actor=actor, now=now)
    checkpoint("bank.before_commit")
    return taking.done


def _orders_of(told: Sequence[Answer]) -> list[list[PaymentOrder]]:
    """The orders that each answer speaks of; none for what was never sent."""
    sent = PaymentOrder.objects.filter(file__isnull=False).select_related("organisation")
    numbers = {answer.reference for answer in told if answer.about == "transfer"}
    by_number = {order.number: order for order in sent.filter(number__in=numbers)}
    messages = {f"{answer.reference}.xml" for answer in told if answer.about == "message"}
    by_file: dict[str, list[PaymentOrder]] = defaultdict(list)
    files = dict(PaymentFile.objects.filter(name__in=messages).values_list("id", "name"))
    for order in sent.filter(file__in=files).order_by("number"):
        by_file[files[order.file_id]].append(order)  # type: ignore[index]
    return [
        by_file.get(f"{answer.reference}.xml", [])
        if answer.about == "message"
        else [by_number[answer.reference]]
        if answer.reference in by_number
        else []
        for answer in told
    ]


def _said(order_ids: set[uuid.UUID]) -> Mapping[uuid.UUID, dict[BankVerdict, date]]:
    found: dict[uuid.UUID, dict[BankVerdict, date]] = defaultdict(dict)
    for row in BankAnswer.objects.filter(order__in=order_ids):
        found[row.order_id][BankVerdict(row.verdict)] = row.answered_on
    return found


def _reopen(answer: BankAnswer, order: PaymentOrder) -> bool:
    """Let the days of an order be ordered again; not where one of them has changed since."""
    shares = list(Share.objects.filter(order=order).select_related("claim").order_by("id"))
    if any(share.claim.closed_at for share in shares):
        return False
    insert([ReopenedShare(answer=answer, share=share) for share in shares])
    ids = [share.id for share in shares]
    if Share.objects.filter(pk__in=ids, order=order).update(order=None) != len(ids):
        raise RuntimeError("a share of the order is gone")
    return True


def first_anew(order: PaymentOrder) -> None:
    """An order that came back is no first one; the next of its file that stands is."""
    PaymentOrder.objects.filter(pk=order.pk).update(is_first=False, is_first_income=False)
    stand = standing(PaymentOrder.objects.filter(case=order.case_id)).order_by(
        "run__run_on", "number"
    )
    for said, some in (
        ("is_first", stand.filter(advance=None)),
        ("is_first_income", stand.filter(payee_kind=PayeeKind.INSURED)),
    ):
        first = some.first()
        if first is not None and not getattr(first, said):
            PaymentOrder.objects.filter(pk=first.pk).update(**{said: True})


def _close_account(order: PaymentOrder, *, now: datetime) -> None:
    BankDetails.objects.filter(
        payee_kind=order.payee_kind,
        person=order.person_id,
        organisation=order.organisation_id,
        iban=order.iban,
        closed_at=None,
    ).update(closed_at=now)


def _unknown(file: BankFile, rank: int, answer: Answer) -> NewTask:
    data = {"reference": answer.reference[:35], "verdict": answer.verdict}
    return NewTask(UNKNOWN, f"bank:{file.id}:{rank}", data=data)


def _came_back(case: Case, order: PaymentOrder, code: str, *, reopened: bool) -> NewTask:
    data = {
        "order": order.number,
        "cents": order.net_cents,
        "payee": order.payee_kind,
        "code": code,
        "reopened": reopened,
        **of_another_employer(case, order.organisation_id),
    }
    return NewTask(
        CAME_BACK, f"order:{order.id}", case_id=case.id, person_id=case.person_id, data=data
    )


def _against(case: Case, order: PaymentOrder) -> NewTask:
    data = {"order": order.number, "cents": order.net_cents}
    return NewTask(AGAINST, f"order:{order.id}", case_id=case.id, data=data)


def _returned(case: Case, order: PaymentOrder, code: str, *, reopened: bool) -> Draft:
    return draft(
        case,
        "payment.came_back",
        order=str(order.id),
        cents=order.net_cents,
        payee=order.payee_kind,
        code=code,
        reopened=reopened,
        **of_another_employer(case, order.organisation_id),
    )
