"""Short names of reasons, owners and other keys that figures are split by."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.cases.enums import CaseChannel, Outcome, Owner
from guichet.insight.enums import Dimension
from guichet.ledger.enums import PayeeKind
from guichet.letters.catalogue.declarations import DECLARATIONS

PROCEDURES = {"sick_leave": gettext_lazy("Arrêts maladie")}


def key_in_words(dimension: Dimension, key: str, task_name: Callable[[str], str] = str) -> str:
    """A part of a figure, as a reader says it; `task_name` names the reasons of tasks."""
    if dimension == Dimension.REASON:
        return task_name(key)
    if dimension == Dimension.AGE:
        least, dash, most = key.partition("-")
        if not dash:
            return _("plus de {n} jours").format(n=int(key.rstrip("+")) - 1)
        return _("de {least} à {most} jours").format(least=least, most=most)
    return str(_labels(dimension).get(key, key)) or _("non précisé")


def _labels(dimension: Dimension) -> dict[str, object]:
    return {
        Dimension.OWNER: dict(Owner.choices),
        Dimension.CHANNEL: dict(CaseChannel.choices),
        Dimension.OUTCOME: dict(Outcome.choices),
        Dimension.PAYEE: dict(PayeeKind.choices),
        Dimension.PROCEDURE: PROCEDURES,
        Dimension.LETTER: {one.code: one.title_fr for one in DECLARATIONS},
    }.get(dimension, {})
