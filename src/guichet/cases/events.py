"""How the events of any file are told, in plain French."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.cases.enums import CaseChannel

Sentence = Callable[[Mapping[str, Any]], str]

SENTENCES: dict[str, Sentence] = {
    "case.opened": lambda d: _("Dossier ouvert ({channel}).").format(
        channel=CaseChannel(d["channel"]).label
    ),
}

TO_INSURED: dict[str, Sentence] = {
    "case.opened": lambda d: _("Votre dossier est ouvert."),
}
