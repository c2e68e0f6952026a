"""How a person is reached: address, telephone, e-mail, language."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from guichet.journal.service import Actor, Draft, append, new_id
from guichet.outbox.service import MailWords, enqueue, mail
from guichet.people.models import Person

ADDRESS_CHANGED = MailWords(
    _("{fund} : votre adresse e-mail a changé"),
    _(
        "Bonjour,\n\nNous écrirons désormais à une autre adresse e-mail. "
        "Si ce n'est pas vous, appelez-nous tout de suite au {phone}.\n\n{fund}\n"
    ),
)


@dataclass(frozen=True)
class Contact:
    """`address` holds the lines under the name."""

    address: Sequence[str]
    email: str
    phone: str
    language: str


def contact_of(person: Person) -> Contact:
    return Contact(list(person.address), person.email, person.phone, person.language)


@transaction.atomic
def change_contact(person: Person, new: Contact, *, actor: Actor, now: datetime) -> list[str]:
    """Change how a person is reached; answers the names of what changed.

    A new e-mail address is announced to the one before: whoever loses it must know.
    """
    known = Person.objects.select_for_update().get(pk=person.pk)
    before, after = asdict(contact_of(known)), asdict(new)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return []
    if "email" in changed and known.email:
        _announce(known, now=now)
    for name in changed:
        setattr(known, name, after[name])
    known.save(update_fields=changed)
    stream = f"person:{person.id}"
    event = Draft(stream, "person.contact_changed", {"changed": changed}, person_id=person.id)
    append([event], actor=actor, now=now)
    return changed


def _announce(person: Person, *, now: datetime) -> None:
    key = f"mail:contact:{new_id()}"
    enqueue(mail(key, ADDRESS_CHANGED, person.email, person.language, person_id=person.id), now=now)
