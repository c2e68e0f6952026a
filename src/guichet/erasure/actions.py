"""Erasing a person: what names them goes in one transaction, what counts stays.

Files on disk go after it, by the outbox. RGPD art. 17, loi 78-17; what the fund may refuse or
keep: art. 17.3 b and e (docs/doubts.md).
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.cases.service import CaseState, locked, move
from guichet.erasure.declared import Whom
from guichet.erasure.enums import ErasureReason
from guichet.erasure.hindrances import hindrances
from guichet.erasure.inventory import TABLES, faults
from guichet.erasure.inventory.people import papers_of
from guichet.erasure.inventory.records import subjects_of
from guichet.erasure.selectors import ERASED, whom
from guichet.journal.service import Actor, Draft, append, begin_again, checkpoint
from guichet.letters.models import Letter
from guichet.outbox.service import Message, MessageKind, ToSend, enqueue
from guichet.people.models import Person

CLOSED_BY = "person_erased"


class RefusedErasure(ValueError):
    """The person is not erased; `reasons` says why and what to do, a sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(f"{len(reasons)} reason(s)")
        self.reasons = reasons


class NoSuchPerson(LookupError):
    """No person has this identifier."""


def erase_person(
    person_id: uuid.UUID, reason: ErasureReason, *, actor: Actor, now: datetime
) -> None:
    """Erase what names a person, for ever; days, sums, states, dates stay, and the journal.

    A manager's gesture, or the operator's. Raises RefusedErasure in words while something of
    theirs is not over, NoSuchPerson.
    """
    if actor.kind not in ("manager", "rule"):
        raise PermissionError("a manager erases a person")
    begin_again(lambda: _erase(person_id, reason, actor, now))


@transaction.atomic
def _erase(person_id: uuid.UUID, reason: ErasureReason, actor: Actor, now: datetime) -> None:
    if undeclared := faults():
        raise RuntimeError(f"no erasure while fields are not declared: {undeclared}")
    found = _locked(person_id, now)
    if reasons := list(hindrances(found)):
        raise RefusedErasure(reasons)
    removal = _files_of(found)
    decided = [case for case in locked(found.cases) if case.state == CaseState.DECIDED]
    move(decided, CaseState.CLOSED, now=now, closing_reason=CLOSED_BY)
    for table in TABLES:
        if table.rows is not None:
            rows = table.rows(found)
            if table.deletes:
                rows.delete()
            else:
                rows.update(**table.values(found))
    checkpoint("erasure.rows_written")
    told = Draft(f"person:{person_id}", ERASED, {"reason": reason.value}, person_id=person_id)
    append([told], actor=actor, now=now)
    enqueue([ToSend(f"erasure:{person_id}", MessageKind.REMOVAL, removal)], now=now)
    checkpoint("erasure.before_commit")


def _locked(person_id: uuid.UUID, now: datetime) -> Whom:
    """The person and their files, locked in the order of whoever writes to a file."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson
    locked(whom(person, now).cases)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.erased_at is not None:
        raise RefusedErasure([_("Cette personne est déjà effacée.")])
    return whom(person, now)


def _files_of(found: Whom) -> dict[str, Any]:
    """The names of the files to remove, taken before what leads to them is gone."""
    letters = Letter.objects.filter(case__in=found.cases)
    sent = Message.objects.filter(subjects_of(found)).values_list("id", flat=True)
    return {
        "documents": list(papers_of(found).values_list("storage_key", flat=True)),
        "letters": list(letters.values_list("number", flat=True)),
        "mails": [str(one) for one in sent.filter(kind=MessageKind.MAIL)],
        "texts": [str(one) for one in sent.filter(kind=MessageKind.SMS)],
    }
