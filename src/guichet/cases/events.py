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
    "case.in_review": lambda d: _("Le dossier est remis à un agent."),
    "case.fact_corrected": lambda d: _("Une information du dossier est corrigée par un agent."),
}


def asked(owed_by: str) -> str:
    """To the person: a piece is asked, and of whom."""
    return {
        Owner.INSURED.value: _("Nous vous avons demandé une pièce."),
        Owner.EMPLOYER.value: _("Nous avons demandé une pièce à votre employeur."),
        Owner.PROFESSIONAL.value: _("Nous avons demandé une pièce à votre médecin."),
    }.get(owed_by, _("Nous cherchons une pièce de votre dossier."))


TO_INSURED: dict[str, Sentence] = {
    "case.opened": lambda d: _("Votre dossier est ouvert."),
    "case.paused": lambda d: asked(d["owed_by"]),
    "case.in_review": lambda d: _("Un agent va étudier votre dossier."),
    "case.fact_corrected": lambda d: _("Un agent a corrigé une information de votre dossier."),
}
