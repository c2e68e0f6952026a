"""How the events of letters are told, and why an agent may be needed for one."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guichet.letters.catalogue.declarations import declaration, latest_version
from guichet.tasks.service import TaskKind

Sentence = Callable[[Mapping[str, Any]], str]


def _title(code: str) -> str:
    known = declaration(code, latest_version(code))
    return known.title_en if get_language() == "en" else known.title_fr


def _sent(data: Mapping[str, Any]) -> str:
    told = (
        _("Nous avons envoyé un courrier à votre employeur : {title}.")
        if data.get("to_employer")
        else _("Nous vous avons envoyé un courrier : {title}.")
    )
    return told.format(title=_title(data["code"]))


SENTENCES: dict[str, Sentence] = {
    "letter.written": lambda d: _("Courrier rédigé : {title}.").format(title=_title(d["code"])),
    "letter.sent": lambda d: _("Courrier envoyé : {title}.").format(title=_title(d["code"])),
}

# a letter is news for its person once it has left
TO_INSURED: dict[str, Sentence] = {"letter.sent": _sent}

TASKS: dict[str, TaskKind] = {
    "letter.name_cannot_be_printed": TaskKind(
        lambda d: _("Un courrier ne peut pas être imprimé : un caractère manque aux polices."),
        lambda d: _("Corriger le nom ou l'adresse de la personne, puis renvoyer le courrier."),
    ),
}
