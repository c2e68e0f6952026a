from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.letters.catalogue.declarations import declaration, latest_version
from guichet.tasks.service import TaskKind

Sentence = Callable[[Mapping[str, Any]], str]


def _title(code: str) -> str:
    return declaration(code, latest_version(code)).title_fr


SENTENCES: dict[str, Sentence] = {
    "letter.written": lambda d: _("Courrier rédigé : {title}.").format(title=_title(d["code"])),
    "letter.sent": lambda d: _("Courrier envoyé : {title}.").format(title=_title(d["code"])),
}

TASKS: dict[str, TaskKind] = {
    "letter.name_cannot_be_printed": TaskKind(
        lambda d: _("Un courrier ne peut pas être imprimé : un caractère manque aux polices."),
        lambda d: _("Corriger le nom ou l'adresse de la personne, puis renvoyer le courrier."),
    ),
}
