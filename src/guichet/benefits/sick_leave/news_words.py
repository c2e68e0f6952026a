"""Where a file that is not paid is, in easy words: what it waits for, who owes it, by when.

The same for the person's message, their letter, and the agent on the phone. No health data.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.pieces import words_of_piece
from guichet.benefits.sick_leave.procedure import PAY_LOST
from guichet.cases.service import Owner

STUDY, HELD, RECEIVED, DSN = "study", "held", "received", "dsn"


def standing_words(data: Mapping[str, Any]) -> list[str]:
    """`data`: `about` (a piece's code, STUDY, HELD, RECEIVED, DSN), `owed_by`, `by`, `today`."""
    about, owed_by = data["about"], data["owed_by"]
    if about == RECEIVED:
        return [_("Nous avons reçu votre arrêt. L'étude va commencer."), _nothing_to_do()]
    if about == STUDY:
        return [_("Un agent étudie votre dossier."), _nothing_to_do()]
    if about == HELD:
        held = _("Le paiement de certains jours est suspendu jusqu'à sa réponse.")
        return [_("Un agent étudie votre dossier."), held, _nothing_to_do()]
    if about == DSN:
        return _not_due_yet(data)
    what = words_of_piece(about, owed_by).what
    awaited = _("Votre dossier attend {what}.").format(what=what)
    late = data["by"] < data["today"]
    if owed_by == Owner.INSURED:
        told = (
            _("C'est à vous de nous l'envoyer. Nous l'attendions avant le {day}.")
            if late
            else _("C'est à vous de nous l'envoyer, avant le {day}.")
        )
    elif owed_by == Owner.EMPLOYER:
        told = (
            _("C'est à votre employeur de répondre. Nous l'attendions avant le {day}.")
            if late
            else _("C'est à votre employeur de répondre, avant le {day}.")
        )
    else:
        return [awaited, _("Nous nous en occupons."), _nothing_to_do()]
    return [awaited, told.format(day=_day(data["by"]))]


def next_steps(data: Mapping[str, Any]) -> list[str]:
    """What the person may do meanwhile; `again`: the employer was asked twice."""
    if data["owed_by"] != Owner.EMPLOYER or data["about"] == DSN:
        return []
    remind = _("Vous pouvez le rappeler à votre employeur.")
    if not data.get("again"):
        return [remind]
    if data["about"] == PAY_LOST:  # no payslip tells it by itself
        return [_("Nous le lui avons demandé deux fois."), remind]
    return [
        _("Nous le lui avons demandé deux fois."),
        remind,
        _("Envoyez-nous vos bulletins de salaire : un agent les regardera."),
    ]


def _not_due_yet(data: Mapping[str, Any]) -> list[str]:
    """The month's DSN is not late: whoever owes it, its day, and what happens after."""
    awaited = _("Votre dossier attend vos derniers salaires.")
    if data["by"] < data["today"]:
        late = _("Votre employeur devait les déclarer le {day}. Nous les lui demandons bientôt.")
        return [awaited, late.format(day=_day(data["by"])), _nothing_to_do()]
    told = _("Votre employeur a jusqu'au {day} pour les déclarer : il n'est pas en retard.")
    return [awaited, told.format(day=_day(data["by"])), _nothing_to_do()]


def _nothing_to_do() -> str:
    return _("Vous n'avez rien à faire.")


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")
