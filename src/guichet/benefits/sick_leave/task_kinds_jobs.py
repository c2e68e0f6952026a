"""The reasons for which a person must look at a stop in several jobs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.enums import Several
from guichet.tasks.service import TaskKind


def _next_step(data: Mapping[str, Any]) -> str:
    told = {
        Several.STOP: _(
            "Demander à chacun le dernier jour travaillé, le motif et la reprise, puis corriger."
        ),
        Several.WAGES: _("Le demander à cet employeur, puis noter le salaire de chacun."),
        Several.ALIKE: _(
            "Demander aux employeurs. Si c'est le même emploi, mettre à zéro les salaires en trop."
        ),
        Several.PART_TIME: _(
            "Additionner le salaire perdu chez chaque employeur, le noter pour chaque mois, puis "
            "accorder."
        ),
        Several.SHARED: _("Vérifier la part de chacun, puis accorder."),
    }
    other = _(
        "Vérifier si elle est arrêtée partout, puis ajouter au dossier les salaires de l'autre "
        "employeur : chacun a sa part des jours."
    )
    return told.get(_why(data), other)


def _why(data: Mapping[str, Any]) -> Several:
    return Several(data.get("why", Several.UNDECLARED))


JOBS: dict[str, TaskKind] = {
    "sick_leave.several_employers": TaskKind(lambda d: str(_why(d).label), _next_step),
}
