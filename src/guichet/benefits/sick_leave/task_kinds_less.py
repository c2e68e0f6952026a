"""The reasons for which the law pays nothing, or less than all the days of a stop."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.ledger.service import euros
from guichet.tasks.service import TaskKind


def _look_then_confirm(data: Mapping[str, Any]) -> str:
    step = _("Vérifier ce qui a changé, puis confirmer le nouveau calcul.")
    if not (unpaid := data.get("unpaid")):
        return step
    waits = ngettext(
        "{n} jour à payer attend votre réponse.",
        "{n} jours à payer attendent votre réponse.",
        unpaid,
    )
    return f"{step} {waits.format(n=unpaid)}"


LESS: dict[str, TaskKind] = {
    "sick_leave.right_not_open": TaskKind(
        lambda d: _("Le droit n'est pas ouvert : ni les heures ni les salaires ne suffisent."),
        lambda d: _("Vérifier les autres périodes de travail, puis refuser ou corriger."),
    ),
    "sick_leave.only_waiting_days": TaskKind(
        lambda d: _("L'arrêt ne dépasse pas les trois jours d'attente : rien n'est dû."),
        lambda d: _("Refuser avec ce motif : la lettre l'expliquera."),
    ),
    "sick_leave.counter_reached": TaskKind(
        lambda d: ngettext(
            "{days} jour de l'arrêt dépasse les 360 jours payés en trois ans.",
            "{days} jours de l'arrêt dépassent les 360 jours payés en trois ans.",
            d["days"],
        ).format(days=d["days"]),
        lambda d: _("Vérifier le compteur et une éventuelle affection de longue durée."),
    ),
    "sick_leave.not_justified": TaskKind(
        lambda d: ngettext(
            "Avis du service médical : {days} jour n'est plus justifié.",
            "Avis du service médical : {days} jours ne sont plus justifiés.",
            d["days"],
        ).format(days=d["days"]),
        lambda d: _("Le notifier : les jours d'avant restent payés, rien n'est repris."),
    ),
    "sick_leave.prescriber_refused": TaskKind(
        lambda d: ngettext(
            "Prolongation d'un autre prescripteur, non admise : {days} jour n'est pas payé.",
            "Prolongation d'un autre prescripteur, non admise : {days} jours ne sont pas payés.",
            d["days"],
        ).format(days=d["days"]),
        lambda d: _("Le notifier : les autres jours restent payés."),
    ),
    "sick_leave.long_illness_over": TaskKind(
        lambda d: ngettext(
            "{days} jour de l'arrêt vient après les trois ans de l'affection de longue durée.",
            "{days} jours de l'arrêt viennent après les trois ans de l'affection de longue durée.",
            d["days"],
        ).format(days=d["days"]),
        lambda d: _(
            "Chercher une année de travail, qui ouvre trois nouvelles années. Sinon, notifier, et "
            "signaler le dossier au service médical pour une invalidité."
        ),
    ),
    "sick_leave.recalculation_reduces": TaskKind(
        lambda d: _("Le nouveau calcul retire {amount} brut.").format(amount=euros(d["cents"])),
        _look_then_confirm,
    ),
}
