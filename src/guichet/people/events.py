"""How the events of a person are told, in plain French."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

Sentence = Callable[[Mapping[str, Any]], str]

SENTENCES: dict[str, Sentence] = {
    "person.contact_changed": lambda d: _("Coordonnées mises à jour."),
}
