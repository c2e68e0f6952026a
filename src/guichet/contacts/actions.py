"""Recording contacts: many at once, one is a batch of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from guichet.cases.service import Case, draft
from guichet.contacts.enums import ContactChannel, ContactMode, ContactOutcome, ContactPublic
from guichet.contacts.models import Contact, Site
from guichet.contacts.motives import motive
from guichet.journal.service import Actor, Draft, append, insert, new_id
from guichet.people.service import Account, Person


class RefusedContact(ValueError):
    """What is said of a contact cannot be; the text names the field, and nobody."""


@dataclass(frozen=True)
class NewContact:
    """A contact that took place. `mode` and `site` at the desk only; `answered_at` for what is
    answered later (a message, a letter)."""

    channel: ContactChannel
    public: ContactPublic
    motive: str
    outcome: ContactOutcome
    started_at: datetime
    mode: ContactMode = ContactMode.NONE
    site: Site | None = None
    answered_at: datetime | None = None
    duration_seconds: int | None = None
    person: Person | None = None
    case: Case | None = None
    taken_by: Account | None = None


@transaction.atomic
def record_contacts(
    actor: Actor, contacts: Sequence[NewContact], now: datetime
) -> Sequence[Contact]:
    """Keep contacts and their events, in the order given.

    Only the staff of the fund, or a rule of it. Raises PermissionError for anybody else,
    UnknownMotive or RefusedContact for what cannot be; then nothing is kept.
    """
    if actor.kind != "rule" and not actor.is_agent:
        raise PermissionError("contacts are recorded by the fund")
    for contact in contacts:
        _check(contact, now)
    rows = insert([_row(contact, now) for contact in contacts])
    append(
        [_event(new, row) for new, row in zip(contacts, rows, strict=True)], actor=actor, now=now
    )
    return rows


def _check(contact: NewContact, now: datetime) -> None:
    motive(contact.motive, localdate(contact.started_at))
    at_desk = contact.channel == ContactChannel.DESK
    answered_later = contact.channel in (ContactChannel.MESSAGE, ContactChannel.POST)
    answered = contact.answered_at
    of_file = contact.case
    refused = {
        "started_at": contact.started_at > now,
        "mode": at_desk != (contact.mode != ContactMode.NONE),
        "site": contact.site is not None and not at_desk,
        "duration_seconds": contact.duration_seconds is not None and contact.duration_seconds <= 0,
        "answered_at": answered is not None
        and not (answered_later and contact.started_at <= answered <= now),
        "case": of_file is not None
        and (contact.person is None or contact.person.id != of_file.person_id),
        "taken_by": contact.taken_by is not None and not contact.taken_by.is_staff_of_fund,
    }
    for name, wrong in refused.items():
        if wrong:
            raise RefusedContact(name)


def _row(new: NewContact, now: datetime) -> Contact:
    return Contact(
        id=new_id(),
        channel=new.channel,
        public=new.public,
        motive=new.motive,
        site=new.site,
        mode=new.mode,
        outcome=new.outcome,
        started_at=new.started_at,
        answered_at=new.answered_at,
        duration_seconds=new.duration_seconds,
        person=new.person,
        case=new.case,
        taken_by=new.taken_by,
        recorded_at=now,
    )


def _event(new: NewContact, row: Contact) -> Draft:
    """In the chain of its file, else of its person, else of the contacts of its day."""
    kind, data = "contact.recorded", {"contact": str(row.id), "channel": str(row.channel)}
    if new.case is not None:
        return draft(new.case, "contact.recorded", **data)
    if row.person_id is not None:
        return Draft(f"person:{row.person_id}", kind, data, person_id=row.person_id)
    return Draft(f"contacts:{localdate(row.started_at)}", kind, data)
