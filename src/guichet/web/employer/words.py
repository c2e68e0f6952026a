"""How deposits and what they hold are told to an employer."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.benefits.sick_leave.service import EmployerRequest
from guichet.declarations.service import Channel, DeclaredStop, Deposit, DepositState, MatchState
from guichet.web.months import of_months
from guichet.web.stop_form import REASONS

BADGES = {
    DepositState.RECEIVED: "info",
    DepositState.TAKEN: "success",
    DepositState.PARTLY: "warning",
    DepositState.REFUSED: "error",
}
NATURES = {
    "form": gettext_lazy("attestation de salaire"),
    "01": gettext_lazy("déclaration mensuelle"),
    "04": gettext_lazy("signalement d'arrêt de travail"),
    "05": gettext_lazy("signalement de reprise"),
    "07": gettext_lazy("signalement de fin de contrat"),
}
PAY_KINDS = {
    "001": gettext_lazy("Salaire brut"),
    "002": gettext_lazy("Salaire soumis à l'assurance chômage"),
    "003": gettext_lazy("Salaire rétabli"),
}
# The same whether or not the fund knows the person or holds a notice: whoever types a number must
# not learn from the answer that somebody is stopped.
RECEIVED = (
    "info",
    gettext_lazy(
        "Reçu. Si quelque chose nous manque, nous vous le demanderons. Vérifiez le NIR et la date "
        "de naissance : s'ils sont faux, nous ne trouverons pas la personne."
    ),
)
OTHER_BENEFIT = (
    "neutral",
    gettext_lazy("Ce motif ne relève pas des indemnités maladie : un autre service le traite."),
)
OUTCOMES = {
    MatchState.REPLACED: ("neutral", gettext_lazy("Remplacé par un envoi plus récent.")),
    MatchState.DISMISSED: ("neutral", gettext_lazy("Écarté par un agent après vérification.")),
}


def asked(request: EmployerRequest) -> str:
    """What is asked, without anything of the person's health or money."""
    if request.pay_lost_is_asked:
        told = _("le salaire perdu en temps partiel {months}")
        return told.format(months=of_months(request.months))
    wages = _("les salaires {months}").format(months=of_months(request.months))
    if request.stop_is_asked:
        return _("la déclaration de l'arrêt et {wages}").format(wages=wages)
    return wages


def deposit_name(deposit: Deposit, employee: str = "") -> str:
    """The file's name; for a form, whom it was about."""
    if deposit.document is not None:
        return deposit.document.name
    label = capfirst(str(Channel(deposit.channel).label))
    return f"{label} : {employee}" if employee else label


def outcome_of(stop: DeclaredStop) -> tuple[str, str]:
    """The badge and the sentence of what happens next, from what the employer said alone.

    Or from what an agent decided of it; never from what others sent, see RECEIVED.
    """
    first = RECEIVED if stop.reason in REASONS else OTHER_BENEFIT
    badge, words = OUTCOMES.get(MatchState(stop.match), first)
    return badge, str(words)
