"""Bank details and holds."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from guichet.cases.service import Case, cases_of
from guichet.formats.identifiers import check_iban
from guichet.journal.service import Actor, Draft, append
from guichet.ledger.enums import PayeeKind
from guichet.ledger.models import BankDetails, Hold
from guichet.ledger.notifications import account_changed
from guichet.people.service import Organisation, Person
from guichet.tasks.service import close_tasks


class BadAccount(ValueError):
    """The account number cannot be used; the text says why, in words for the person."""


@transaction.atomic
def record_person_account(person: Person, *, holder: str, iban: str, now: datetime) -> BankDetails:
    """Set where a person is paid; the account before is closed."""
    clean = _checked(iban)
    Person.objects.select_for_update().get(pk=person.pk)
    BankDetails.objects.filter(person=person, closed_at=None).update(closed_at=now)
    return BankDetails.objects.create(
        payee_kind=PayeeKind.INSURED, person=person, holder=holder, iban=clean, recorded_at=now
    )


@transaction.atomic
def change_person_account(
    person: Person, *, holder: str, iban: str, why: str, actor: Actor, now: datetime
) -> BankDetails:
    """The same with its event on the person's timeline; `why` is a code, never free text.

    A mail tells the person that something changed, never what: a thief's change is seen.

    Payments that waited for an account only wait for the next run. Raises BadAccount.
    """
    row = record_person_account(person, holder=holder, iban=iban, now=now)
    stream = f"person:{person.id}"
    data = {"account": str(row.id), "why": why}
    append(
        [Draft(stream, "bank_details.recorded", data, person_id=person.id)], actor=actor, now=now
    )
    account_changed(row, person, now=now)
    close_tasks(
        [f"case:{case.id}" for case in cases_of(person.id)],
        actor=actor,
        now=now,
        kinds=["payment.bank_details_missing"],
        outcome="recorded",
    )
    return row


def employer_account(
    organisation: Organisation, *, iban: str, bic: str, now: datetime
) -> BankDetails:
    """The row for an account that an employer declared; made the first time."""
    row, _ = BankDetails.objects.get_or_create(
        payee_kind=PayeeKind.EMPLOYER,
        organisation=organisation,
        iban=_checked(iban),
        closed_at=None,
        defaults={"holder": organisation.name[:70], "bic": bic, "recorded_at": now},
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


def lift_holds(case_ids: Iterable[uuid.UUID], *, now: datetime) -> int:
    """A decision has been taken: the days of these files may be paid again."""
    return Hold.objects.filter(case__in=list(case_ids), lifted_at=None).update(lifted_at=now)


def _checked(iban: str) -> str:
    verdict = check_iban(iban)
    if not verdict.ok:
        raise BadAccount(verdict.words)
    return verdict.value
