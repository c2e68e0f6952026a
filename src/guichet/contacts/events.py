"""How a contact is told."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.contacts.enums import ContactChannel

Sentence = Callable[[Mapping[str, Any]], str]


def _channel(data: Mapping[str, Any]) -> str:
    return str(ContactChannel(data["channel"]).label)


SENTENCES: dict[str, Sentence] = {
    "contact.recorded": lambda d: _("Contact enregistré : {channel}.").format(channel=_channel(d)),
}

TO_INSURED: dict[str, Sentence] = {
    "contact.recorded": lambda d: _("Vous avez contacté la caisse : {channel}.").format(
        channel=_channel(d)
    ),
}
