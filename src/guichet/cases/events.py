"""How the events of any file are told, in plain French."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.cases.enums import CaseChannel, Owner

Sentence = Callable[[Mapping[str, Any]], str]

SENTENCES: dict[str, Sentence] = {
    "case.opened": lambda d: _("Dossier ouvert ({channel}).").format(
        channel=CaseChannel(d["channel"]).label
    ),
    "case.paused": lambda d: _("Le dossier attend une pièce que doit {owner}.").format(
        owner=Owner(d["owed_by"]).label
    ),
    "case.resumed": lambda d: _("L'étude du dossier reprend."),
    "case.in_review": lambda d: _("Un agent va étudier le dossier."),
    "case.fact_corrected": lambda d: _("Un agent a corrigé une information du dossier."),
    "case.closed": lambda d: _("Dossier clos."),
}
