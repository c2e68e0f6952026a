"""How the events of a person are told, in plain French."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

Sentence = Callable[[Mapping[str, Any]], str]

SENTENCES: dict[str, Sentence] = {
    "person.contact_changed": lambda d: _("Coordonnées mises à jour."),
    "person.sms_agreed": lambda d: _("Accord pour recevoir les nouvelles par SMS."),
    "person.sms_withdrawn": lambda d: _("Plus de SMS : accord retiré."),
    "person.recorded": lambda d: _("Personne enregistrée par la caisse."),
    "account.opened": lambda d: _("Compte ouvert par la caisse."),
    "account.reopened": lambda d: _("Compte rouvert par la caisse."),
    "account.closed": lambda d: _("Compte fermé par la caisse."),
    "account.password_renewed": lambda d: (
        _("Mot de passe provisoire donné par la caisse, téléphone à relier de nouveau.")
        if d["second_factor"]
        else _("Mot de passe provisoire donné par la caisse.")
    ),
    "table.imported": lambda d: _("Table de la caisse enregistrée : {n} ligne(s).").format(
        n=d["lines"]
    ),
}
