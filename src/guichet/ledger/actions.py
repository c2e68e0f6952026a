"""Bank details and holds."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from guichet.cases.service import Case, cases_of
from guichet.formats.identifiers import check_bic, check_iban
from guichet.formats.sepa import fault_of_account
from guichet.journal.service import Actor, Draft, append
from guichet.ledger.enums import PayeeKind
from guichet.ledger.models import PAYABLE, BankDetails, Hold
from guichet.ledger.notifications import account_changed
from guichet.people.service import Organisation, Person
from guichet.tasks.service import NewTask, TaskState, close_tasks, open_tasks

TO_CONFIRM = "payment.account_to_confirm"


class BadAccount(ValueError):
    """The account number cannot be used; the text says why, in words for the person."""


class OwnEntry(PermissionError):
    """An agent does not confirm the account that they typed themself."""


class StaleAccount(LookupError):
    """The account that was looked at is not the one that waits any more."""


@transaction.atomic
def record_person_account(
    person: Person, *, holder: str, iban: str, now: datetime, entered_by: uuid.UUID | None = None
) -> BankDetails:
    """Set where a person is paid, and close what that replaces.

    Declared by the person, it is in force at once and the account before is closed. Typed by an
    agent (`entered_by`), it waits for another agent and the account before stays until then.
    """
    clean = _checked(iban, holder)
    Person.objects.select_for_update().get(pk=person.pk)
    replaced = BankDetails.objects.filter(person=person, closed_at=None)
    if entered_by is not None:
        replaced = replaced.exclude(PAYABLE)
    replaced.update(closed_at=now)
    return BankDetails.objects.create(
        payee_kind=PayeeKind.INSURED,
        person=person,
        holder=holder,
        iban=clean,
        recorded_at=now,
        entered_by=entered_by,
    )


@transaction.atomic
def change_person_account(
    person: Person, *, holder: str, iban: str, why: str, actor: Actor, now: datetime
) -> BankDetails:
    """The same with its event on the person's timeline; `why` is a code, never free text.

    A mail tells the person that something changed, never what: a thief's change is seen.

    What an agent types becomes a task for another one, see `confirm_account`. Payments that
    waited for an account only wait for the next run. Raises BadAccount.
    """
    by_agent = actor.id if actor.is_agent else None
    row = record_person_account(person, holder=holder, iban=iban, now=now, entered_by=by_agent)
    kind = "bank_details.to_confirm" if by_agent else "bank_details.recorded"
    _tell(person, kind, row, why=why, actor=actor, now=now)
    if by_agent:
        open_tasks([account_to_confirm_task(person.id)], now=now)
    else:
        _nothing_to_confirm(person, "replaced", actor=actor, now=now, state=TaskState.CANCELLED)
    account_changed(row, person, now=now)
    close_tasks(
        [f"case:{case.id}" for case in cases_of(person.id)],
        actor=actor,
        now=now,
        kinds=["payment.bank_details_missing"],
        outcome="recorded",
    )
    return row


@transaction.atomic
def confirm_account(person: Person, seen: uuid.UUID, *, actor: Actor, now: datetime) -> BankDetails:
    """A second agent has compared the account `seen` with its proof: it is paid on from now on.

    Raises StaleAccount if another account waits by now, or none; OwnEntry to who typed it.
    """
    row = _awaiting(person, seen)
    if actor.id is None or not actor.is_agent or actor.id == row.entered_by:
        raise OwnEntry
    BankDetails.objects.filter(PAYABLE, person=person, closed_at=None).update(closed_at=now)
    row.confirmed_by, row.confirmed_at = actor.id, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell(person, "bank_details.confirmed", row, actor=actor, now=now)
    _nothing_to_confirm(person, "confirmed", actor=actor, now=now)
    return row


@transaction.atomic
def reject_account(person: Person, seen: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """The account `seen` is not kept; the one in force before stays. Raises StaleAccount."""
    row = _awaiting(person, seen)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    _tell(person, "bank_details.rejected", row, actor=actor, now=now)
    _nothing_to_confirm(person, "rejected", actor=actor, now=now)


def account_to_confirm_task(person_id: uuid.UUID) -> NewTask:
    return NewTask(TO_CONFIRM, f"person:{person_id}", person_id=person_id)


def _awaiting(person: Person, seen: uuid.UUID) -> BankDetails:
    Person.objects.select_for_update().get(pk=person.pk)
    waiting = BankDetails.objects.select_for_update().exclude(PAYABLE)
    row = waiting.filter(pk=seen, person=person, closed_at=None).first()
    if row is None:
        raise StaleAccount
    return row


def _nothing_to_confirm(
    person: Person,
    outcome: str,
    *,
    actor: Actor,
    now: datetime,
    state: TaskState = TaskState.DONE,
) -> None:
    subjects, kinds = [f"person:{person.id}"], [TO_CONFIRM]
    close_tasks(subjects, actor=actor, now=now, kinds=kinds, outcome=outcome, state=state)


def _tell(
    person: Person, kind: str, row: BankDetails, *, actor: Actor, now: datetime, **data: str
) -> None:
    about = {"account": str(row.id), **data}
    append([Draft(f"person:{person.id}", kind, about, person_id=person.id)], actor=actor, now=now)


def employer_account(
    organisation: Organisation, *, iban: str, bic: str, now: datetime
) -> BankDetails:
    """The row for an account that an employer declared; made the first time. Raises BadAccount.

    The IBAN alone says where the money goes: a BIC that is not one is left out.
    """
    known_bic = check_bic(bic)
    row, _ = BankDetails.objects.get_or_create(
        payee_kind=PayeeKind.EMPLOYER,
        organisation=organisation,
        iban=_checked(iban, organisation.name),
        closed_at=None,
        defaults={
            "holder": organisation.name[:70],
            "bic": known_bic.value if known_bic.ok else "",
            "recorded_at": now,
        },
    )
    return row


def hold(case: Case, *, from_day: date, reason: str, now: datetime) -> Hold:
    """Do not pay days from `from_day` on until somebody has decided."""
    row, _ = Hold.objects.update_or_create(
        case=case,
        reason=reason,
        lifted_at=None,
        defaults={"from_day": from_day},
        create_defaults={"from_day": from_day, "placed_at": now},
    )
    return row


def hold_anew(case: Case, *, from_day: date, reason: str, now: datetime) -> bool:
    """Hold days for a reason, unless another one keeps them already; whether more days wait."""
    rows = Hold.objects.filter(case=case, lifted_at=None).values_list("reason", "from_day")
    live = dict(rows)
    if any(first <= from_day for other, first in live.items() if other != reason):
        return False
    hold(case, from_day=from_day, reason=reason, now=now)
    return all(from_day < first for first in live.values())


def lift_holds(case_ids: Iterable[uuid.UUID], *, now: datetime, reason: str = "") -> int:
    """The days of these files may be paid again: a decision was taken, or a `reason` has gone."""
    found = Hold.objects.filter(case__in=list(case_ids), lifted_at=None)
    return (found.filter(reason=reason) if reason else found).update(lifted_at=now)


def _checked(iban: str, holder: str) -> str:
    """The bare IBAN of an account that a transfer can be written to."""
    verdict = check_iban(iban)
    if fault := verdict.words or fault_of_account(holder, verdict.value):
        raise BadAccount(fault)
    return verdict.value
