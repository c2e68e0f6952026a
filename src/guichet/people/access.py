"""From an identifier to a person, for a given actor; anything else is as if it did not exist."""

import uuid
from datetime import datetime

from guichet.journal.service import Actor, record_reading
from guichet.people.models import Person


class NotYours(LookupError):
    """No such person for this actor: absent and forbidden are told alike."""


def person_for_staff(person_id: uuid.UUID, *, actor: Actor, now: datetime, page: str) -> Person:
    """A person for an agent of the fund; the reading leaves its trace."""
    person = Person.objects.filter(pk=person_id).first() if actor.is_agent else None
    if person is None:
        raise NotYours
    record_reading(actor=actor, now=now, page=page, person_id=person.id)
    return person
