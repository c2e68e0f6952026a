"""The mobile that a person agrees to be written to on: given, changed, withdrawn, each kept."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from guichet.formats.phones import check_mobile
from guichet.journal.service import Actor, Draft, append
from guichet.people.enums import SmsThrough
from guichet.people.models import Person, SmsNumber


class BadNumber(ValueError):
    """Not a number that a text message can go to; the text says what is expected."""


def sms_number_of(person: Person) -> SmsNumber | None:
    """The number in force, with who gave it and when."""
    return SmsNumber.objects.filter(person=person, withdrawn_at=None).first()


def sms_numbers(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The numbers of the persons who have agreed to be written to so."""
    live = SmsNumber.objects.filter(person__in=set(person_ids), withdrawn_at=None)
    return dict(live.values_list("person_id", "number"))


@transaction.atomic
def agree_to_sms(
    person: Person, number: str, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Keep the mobile on which a person agrees to be told; the same one changes nothing.

    An agent says how the person agreed. Raises BadNumber in words.
    """
    through = _through(person, actor, reason)
    verdict = check_mobile(number)
    if not verdict.ok:
        raise BadNumber(verdict.words)
    before = _locked(person)
    if before is not None:
        if before.number == verdict.value:
            return
        _end(before, actor=actor, now=now, reason=reason)
    SmsNumber.objects.create(
        person=person,
        number=verdict.value,
        given_at=now,
        given_by=actor.id,
        given_through=through,
        given_reason=reason.strip(),
    )
    _tell(person, "person.sms_agreed", actor=actor, now=now)


@transaction.atomic
def withdraw_sms(person: Person, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """No text message leaves for this person any more; without a number, it changes nothing."""
    _through(person, actor, reason)
    before = _locked(person)
    if before is not None:
        _end(before, actor=actor, now=now, reason=reason)
        _tell(person, "person.sms_withdrawn", actor=actor, now=now)


def _through(person: Person, actor: Actor, reason: str) -> SmsThrough:
    if actor.id is None or not (actor.is_agent or actor.kind == "insured"):
        raise PermissionError("the person or an agent says how the person is told")
    if actor.is_agent and not reason.strip():
        raise PermissionError("an agent says how the person agreed")
    return SmsThrough.AGENT if actor.is_agent else SmsThrough.ACCOUNT


def _locked(person: Person) -> SmsNumber | None:
    Person.objects.select_for_update().get(pk=person.pk)
    return sms_number_of(person)


def _end(row: SmsNumber, *, actor: Actor, now: datetime, reason: str) -> None:
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, actor.id, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _tell(person: Person, kind: str, *, actor: Actor, now: datetime) -> None:
    append([Draft(f"person:{person.id}", kind, {}, person_id=person.id)], actor=actor, now=now)
