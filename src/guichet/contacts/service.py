"""What other rooms may use of contacts."""

from guichet.contacts.actions import NewContact, RefusedContact, record_contacts
from guichet.contacts.enums import ContactChannel, ContactMode, ContactOutcome, ContactPublic
from guichet.contacts.models import Contact, Site
from guichet.contacts.motives import NOT_SAID, Motive, UnknownMotive, motive, motives

__all__ = [
    "NOT_SAID",
    "Contact",
    "ContactChannel",
    "ContactMode",
    "ContactOutcome",
    "ContactPublic",
    "Motive",
    "NewContact",
    "RefusedContact",
    "Site",
    "UnknownMotive",
    "motive",
    "motives",
    "record_contacts",
]
