"""What other rooms may use of people."""

from typing import cast

from guichet.journal.actor import Actor, ActorKind
from guichet.people.access import NotYours, person_for_staff
from guichet.people.contact import Contact, change_contact, contact_of
from guichet.people.enums import NirStatus, Role
from guichet.people.models import Account, Organisation, Person, Professional
from guichet.people.selectors import (
    find_person,
    find_persons,
    names_of,
    persons_by_id,
    persons_like,
    working_agents,
)
from guichet.people.sms import BadNumber, agree_to_sms, sms_number_of, sms_numbers, withdraw_sms
from guichet.people.table import BadCell, Fault, RefusedTable, identifier, past_day, words_of

__all__ = [
    "Account",
    "BadCell",
    "BadNumber",
    "Contact",
    "Fault",
    "NirStatus",
    "NotYours",
    "Organisation",
    "Person",
    "Professional",
    "RefusedTable",
    "Role",
    "actor_of",
    "agree_to_sms",
    "change_contact",
    "contact_of",
    "find_person",
    "find_persons",
    "identifier",
    "names_of",
    "past_day",
    "person_for_staff",
    "persons_by_id",
    "persons_like",
    "sms_number_of",
    "sms_numbers",
    "withdraw_sms",
    "words_of",
    "working_agents",
]


def actor_of(account: Account) -> Actor:
    """The actor that an account is, for an action."""
    kind = cast(ActorKind, account.role)
    return Actor(kind, account.id)
