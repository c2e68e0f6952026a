"""What other rooms may use of people."""

from typing import cast

from guichet.journal.actor import Actor, ActorKind
from guichet.people.enums import Role
from guichet.people.models import Account, Organisation, Person, Professional
from guichet.people.selectors import find_organisation, find_person, find_persons

__all__ = [
    "Account",
    "Organisation",
    "Person",
    "Professional",
    "Role",
    "actor_of",
    "find_organisation",
    "find_person",
    "find_persons",
]


def actor_of(account: Account) -> Actor:
    """The actor that an account is, for an action."""
    kind = cast(ActorKind, account.role)
    return Actor(kind, account.id)
