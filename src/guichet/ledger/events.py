"""How the events of money are told, and why an agent may be needed for it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from guichet.law import wording
from guichet.ledger.enums import ObjectionOutcome, ObjectionWay, PayeeKind
from guichet.tasks.service import TaskKind

TO_COLLECT, LATE, CONTESTED = (
    "recovery.to_collect",
    "recovery.instalment_late",
    "recovery.contested",
)

Sentence = Callable[[Mapping[str, Any]], str]


def euros(cents: int) -> str:
    """1234567 -> 12 345,67 €, or €12,345.67 for who reads in English."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return wording.euros(f"{sign}{whole}.{rest:02d}", "en" if get_language() == "en" else "fr")


def day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


def _payee(data: Mapping[str, Any]) -> str:
    """Whose money it is, for an agent."""
    return _("l'autre employeur") if data.get("other") else str(PayeeKind(data["payee"]).label)


def _due_again(data: Mapping[str, Any]) -> str:
    told = (
        _(
            "Jours de nouveau dus : {amount} ne sont plus réclamés à {payee}, il reste {left} à "
            "rembourser."
        )
        if data["left_cents"]
        else _("Jours de nouveau dus : les {amount} réclamés à {payee} ne le sont plus.")
    )
    return told.format(
        amount=euros(data["cents"]),
        left=euros(data["left_cents"]),
        payee=_payee(data),
    )


def _came_back(data: Mapping[str, Any]) -> str:
    told = (
        _("Virement de {amount} à {payee} revenu ({code}) : les jours seront payés de nouveau.")
        if data["reopened"]
        else _("Virement de {amount} à {payee} revenu ({code}). Des jours ont changé depuis.")
    )
    return told.format(
        amount=euros(data["cents"]),
        payee=_payee(data),
        code=data["code"] or _("sans motif"),
    )


def _transfer(data: Mapping[str, Any]) -> str:
    withheld = data.get("withheld_cents", 0)  # none in the events of before
    told = (
        _(
            "Virement de {amount} préparé pour {payee}, jours du {first} au {last}, après une "
            "retenue de {withheld}."
        )
        if withheld
        else _("Virement de {amount} préparé pour {payee}, jours du {first} au {last}.")
    )
    if data.get("advance"):
        told = _("Acompte.") + " " + told
    return told.format(
        amount=euros(data["cents"]),
        payee=_payee(data),
        first=day(data["first_day"]),
        last=day(data["last_day"]),
        withheld=euros(withheld),
    )


SENTENCES: dict[str, Sentence] = {
    "run.opened": lambda d: _("Journée de paiement du {day} ouverte.").format(day=day(d["run_on"])),
    "run.filed": lambda d: _("Journée de paiement du {day} : {orders} virement(s).").format(
        day=day(d["run_on"]), orders=d["orders"]
    ),
    "payment.ordered": _transfer,
    "payment.held": lambda d: _(
        "Paiement suspendu à partir du {day}, le temps de vérifier."
    ).format(day=day(d["from_day"])),
    "payment.waits": lambda d: _(
        "Paiement en attente : le compte bancaire saisi par un agent n'est pas encore confirmé "
        "par un autre."
    ),
    "bank_details.recorded": lambda d: _("Nouvelles coordonnées bancaires enregistrées."),
    "bank_details.to_confirm": lambda d: _(
        "Nouvelles coordonnées bancaires saisies : un autre agent doit les confirmer, les "
        "paiements attendent."
    ),
    "bank_details.confirmed": lambda d: _(
        "Nouvelles coordonnées bancaires confirmées par un second agent."
    ),
    "bank_details.rejected": lambda d: _(
        "Nouvelles coordonnées bancaires écartées ; le compte d'avant reste."
    ),
    "recovery.opened": lambda d: _("Trop-perçu de {amount} réclamé à {payee}.").format(
        amount=euros(d["cents"]), payee=_payee(d)
    ),
    "recovery.due_again": _due_again,
    "recovery.prescribed": lambda d: _(
        "{amount} versés en trop à {payee} il y a plus de deux ans : non réclamés (prescription)."
    ).format(amount=euros(d["cents"]), payee=_payee(d)),
    "recovery.repaid": lambda d: _(
        "Remboursement de {amount} reçu de {payee}, il reste {left}."
    ).format(amount=euros(d["cents"]), payee=_payee(d), left=euros(d["left_cents"])),
    "recovery.remitted": lambda d: _(
        "Remise de {amount} sur le trop-perçu, il reste {left}."
    ).format(amount=euros(d["cents"]), left=euros(d["left_cents"])),
    "recovery.plan": lambda d: ngettext(
        "Échéancier accordé à {payee} : {months} mois, {amount} à partir du {first}.",
        "Échéancier accordé à {payee} : {months} mois, {amount} par mois à partir du {first}.",
        d["months"],
    ).format(
        payee=_payee(d),
        months=d["months"],
        amount=euros(d["cents"]),
        first=day(d["first_on"]),
    ),
    "recovery.withholding": lambda d: _(
        "Retenue décidée sur les paiements à venir de {payee}, pour {amount}."
    ).format(amount=euros(d["cents"]), payee=_payee(d)),
    "recovery.withholding_ended": lambda d: _("Retenue arrêtée par un agent."),
    "recovery.withheld": lambda d: _(
        "{amount} retenus sur un paiement de {payee}, il reste {left} à rembourser."
    ).format(amount=euros(d["cents"]), payee=_payee(d), left=euros(d["left_cents"])),
    "recovery.withheld_undone": lambda d: _(
        "Virement revenu : la retenue de {amount} est annulée, il reste {left} à rembourser."
    ).format(amount=euros(d["cents"]), left=euros(d["left_cents"])),
    "recovery.contested": lambda d: _("Trop-perçu contesté par {payee} : {way}.").format(
        payee=_payee(d), way=ObjectionWay(d["way"]).label
    ),
    "recovery.answered": lambda d: _(
        "Réponse à la contestation de {payee} : {outcome}, il reste {left}."
    ).format(
        payee=_payee(d),
        outcome=ObjectionOutcome(d["outcome"]).label,
        left=euros(d["left_cents"]),
    ),
    "payment.came_back": _came_back,
    "advance.proposed": lambda d: _advance(
        d, _("Acompte proposé : {amount} brut, {days} jour(s). Un autre agent le donne ou non.")
    ),
    "advance.given": lambda d: _advance(
        d, _("Acompte donné par un second agent : {amount} brut, {days} jour(s).")
    ),
    "advance.dropped": lambda d: _advance(d, _("Acompte écarté : {amount} brut, {days} jour(s).")),
}


def _advance(data: Mapping[str, Any], told: str) -> str:
    return told.format(amount=euros(data["cents"]), days=data["days"])


def _ordered(data: Mapping[str, Any]) -> str:
    told = (
        _("Nous vous payons {amount} pour les jours du {first} au {last}.")
        if data["payee"] == PayeeKind.INSURED
        else _(
            "Nous payons {amount} à votre employeur, qui garde votre salaire, pour les jours du "
            "{first} au {last}."
        )
    )
    if data.get("other"):
        told = _(
            "Nous payons {amount} à votre autre employeur, qui garde votre salaire, pour les jours "
            "du {first} au {last}."
        )
    if data.get("advance"):
        told = _("Nous vous versons un acompte de {amount} pour les jours du {first} au {last}.")
    first, last = day(data["first_day"]), day(data["last_day"])
    return told.format(amount=euros(data["cents"]), first=first, last=last)


def _asked_back(data: Mapping[str, Any]) -> str:
    told = (
        _("Nous vous demandons de rembourser {amount}, versés en trop.")
        if data["payee"] == PayeeKind.INSURED
        else _("Nous demandons à votre employeur de rembourser {amount}, versés en trop.")
    )
    return told.format(amount=euros(data["cents"]))


def _no_longer_asked(data: Mapping[str, Any]) -> str:
    insured = data["payee"] == PayeeKind.INSURED
    if data["left_cents"]:
        told = (
            _("Vous devez rembourser {amount} de moins : des jours sont de nouveau dus.")
            if insured
            else _("Votre employeur doit rembourser {amount} de moins.")
        )
    else:
        told = (
            _("Vous n'avez plus à rembourser {amount} : ces jours sont de nouveau dus.")
            if insured
            else _("Votre employeur n'a plus à rembourser {amount}.")
        )
    return told.format(amount=euros(data["cents"]))


def _withheld(data: Mapping[str, Any]) -> str:
    told = (
        _("Nous avons retenu {amount} sur votre paiement : il reste {left} à rembourser.")
        if data["payee"] == PayeeKind.INSURED
        else _("Nous avons retenu {amount} sur un paiement à votre employeur.")
    )
    return told.format(amount=euros(data["cents"]), left=euros(data["left_cents"]))


def _withholding(data: Mapping[str, Any]) -> str:
    told = (
        _("{amount} seront retenus peu à peu sur vos prochains paiements.")
        if data["payee"] == PayeeKind.INSURED
        else _("{amount} seront retenus sur les prochains paiements à votre employeur.")
    )
    return told.format(amount=euros(data["cents"]))


TO_INSURED: dict[str, Sentence] = {
    "advance.given": lambda d: _(
        "Nous vous accordons un acompte de {amount} brut, en attendant vos salaires. Il sera "
        "retiré de votre premier paiement."
    ).format(amount=euros(d["cents"])),
    "payment.ordered": _ordered,
    "payment.held": lambda d: _(
        "Nous suspendons le paiement à partir du {day}, le temps de vérifier."
    ).format(day=day(d["from_day"])),
    "payment.waits": lambda d: _(
        "Votre paiement attend : nous vérifions votre nouveau compte bancaire."
    ),
    "bank_details.recorded": lambda d: _("Vos coordonnées bancaires sont enregistrées."),
    "bank_details.to_confirm": lambda d: _(
        "Nous avons noté un nouveau compte bancaire pour vous ; nous le vérifions."
    ),
    "bank_details.confirmed": lambda d: _("Votre nouveau compte bancaire est vérifié."),
    "bank_details.rejected": lambda d: _(
        "Nous n'avons pas gardé le nouveau compte bancaire : rien n'est changé."
    ),
    "recovery.opened": _asked_back,
    "recovery.due_again": _no_longer_asked,
    "recovery.repaid": lambda d: (
        _("Nous avons reçu votre remboursement de {amount} : il reste {left}.")
        if d["payee"] == PayeeKind.INSURED
        else _("Votre employeur a remboursé {amount}.")
    ).format(amount=euros(d["cents"]), left=euros(d["left_cents"])),
    "recovery.remitted": lambda d: _(
        "Nous ne vous demandons plus {amount} : il reste {left} à rembourser."
    ).format(amount=euros(d["cents"]), left=euros(d["left_cents"])),
    "recovery.plan": lambda d: (
        ngettext(
            "Vous remboursez en {months} fois : {amount} le {first}.",
            "Vous remboursez en {months} fois : {amount} par mois à partir du {first}.",
            d["months"],
        )
        if d["payee"] == PayeeKind.INSURED
        else _("Votre employeur rembourse en plusieurs fois.")
    ).format(months=d["months"], amount=euros(d["cents"]), first=day(d["first_on"])),
    "recovery.withholding": _withholding,
    "recovery.withholding_ended": lambda d: (
        _("Nous ne retenons plus rien sur vos paiements.")
        if d["payee"] == PayeeKind.INSURED
        else _("Nous ne retenons plus rien sur les paiements à votre employeur.")
    ),
    "recovery.withheld": _withheld,
    "recovery.withheld_undone": lambda d: (
        _("Un virement est revenu : la retenue de {amount} ne compte pas.")
        if d["payee"] == PayeeKind.INSURED
        else _("Un virement à votre employeur est revenu : la retenue de {amount} ne compte pas.")
    ).format(amount=euros(d["cents"])),
    "recovery.contested": lambda d: (
        _("Vous contestez la somme réclamée : rien n'est prélevé avant notre réponse.")
        if d["payee"] == PayeeKind.INSURED
        else _("Votre employeur conteste la somme qui lui est réclamée.")
    ),
    "recovery.answered": lambda d: (
        _("Nous avons répondu à votre contestation : il reste {left} à rembourser.")
        if d["payee"] == PayeeKind.INSURED
        else _("Nous avons répondu à la contestation de votre employeur.")
    ).format(left=euros(d["left_cents"])),
    "payment.came_back": lambda d: (
        _("Notre virement de {amount} est revenu : donnez-nous un autre compte bancaire.")
        if d["payee"] == PayeeKind.INSURED
        else _("Notre virement de {amount} à votre employeur est revenu.")
    ).format(amount=euros(d["cents"])),
}


def _after_came_back(data: Mapping[str, Any]) -> str:
    if data["code"] == "MD07":
        return _("La banque dit la personne décédée : le vérifier avant tout courrier.")
    if not data["reopened"]:
        return _(
            "Des jours de ce virement ont changé depuis : comparer ce qui a été compté comme payé, "
            "et le dire au responsable."
        )
    return _("Demander un autre compte bancaire : les jours seront payés de nouveau ensuite.")


TASKS: dict[str, TaskKind] = {
    TO_COLLECT: TaskKind(
        lambda d: _("Trop-perçu de {amount} à recouvrer auprès de {payee}.").format(
            amount=euros(d["cents"]), payee=_payee(d)
        ),
        lambda d: _(
            "Appeler : un versement, un échéancier, ou une remise si la personne ne peut pas payer."
        ),
    ),
    LATE: TaskKind(
        lambda d: _("Échéance de trop-perçu non reçue de {payee} : {amount} restent dus.").format(
            amount=euros(d["cents"]), payee=_payee(d)
        ),
        lambda d: _("Appeler avant tout : un oubli, une difficulté, un autre échéancier."),
    ),
    CONTESTED: TaskKind(
        lambda d: _("Trop-perçu de {amount} contesté par {payee} : {way}.").format(
            amount=euros(d["cents"]),
            payee=_payee(d),
            way=ObjectionWay(d["way"]).label,
        ),
        lambda d: _(
            "Vérifier le dossier, le corriger s'il le faut, puis répondre ; rien n'est prélevé "
            "avant."
        ),
    ),
    "payment.came_back": TaskKind(
        lambda d: _("Virement {order} de {amount} revenu ({code}), pour {payee}.").format(
            order=d["order"],
            amount=euros(d["cents"]),
            code=d["code"] or _("sans motif"),
            payee=_payee(d),
        ),
        _after_came_back,
        by_hand=True,
    ),
    "payment.answer_unknown": TaskKind(
        lambda d: _("La banque parle d'un virement qui n'est pas le nôtre : {reference}.").format(
            reference=d["reference"]
        ),
        lambda d: _("Comparer la référence et le montant avec la journée de paiement."),
        by_hand=True,
    ),
    "payment.answers_differ": TaskKind(
        lambda d: _("La banque dit le virement {order} revenu, puis exécuté.").format(
            order=d["order"]
        ),
        lambda d: _("Appeler la banque avant de payer ces jours une seconde fois."),
        by_hand=True,
    ),
    "payment.bank_details_missing": TaskKind(
        lambda d: _("Coordonnées bancaires manquantes : le paiement de {payee} attend.").format(
            payee=_payee(d)
        ),
        lambda d: _("Demander un relevé d'identité bancaire, puis l'enregistrer."),
    ),
    "payment.account_to_confirm": TaskKind(
        lambda d: _("Compte bancaire saisi par un agent : les paiements de la personne attendent."),
        lambda d: _(
            "Un autre agent le compare au relevé d'identité bancaire, puis le confirme ou l'écarte."
        ),
    ),
}
