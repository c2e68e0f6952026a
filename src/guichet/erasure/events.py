"""How an erasure is told."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.erasure.enums import ErasureReason

SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "person.erased": lambda d: _("Personne effacée. Motif : {reason}.").format(
        reason=ErasureReason(d["reason"]).label
    ),
}
