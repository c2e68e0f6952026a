"""How the events of a sick leave are told, and each reason for which a person must look."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.benefits.sick_leave.enums import NoticeChannel
from guichet.benefits.sick_leave.fields import label_of
from guichet.benefits.sick_leave.pieces import words_of_piece
from guichet.benefits.sick_leave.withdrawing import WithdrawalReason
from guichet.cases.service import Outcome, Owner
from guichet.declarations.service import StopNature
from guichet.ledger.service import euros
from guichet.tasks.service import TaskKind

Sentence = Callable[[Mapping[str, Any]], str]


def day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


def _month(text: str) -> str:
    return date_format(date.fromisoformat(f"{text}-01"), "F Y")


def _months(texts: Sequence[str]) -> str:
    return ", ".join(_month(text) for text in texts)


def _wages_to_compare(data: Mapping[str, Any]) -> str:
    step = _("Les comparer avec l'employeur, puis corriger ou confirmer le salaire.")
    if "least_cents" not in data:
        return step
    given = _("L'arrêt donne de {least} à {most} brut selon le salaire retenu.").format(
        least=euros(data["least_cents"]), most=euros(data["most_cents"])
    )
    return f"{given} {step}"


def _decided(data: Mapping[str, Any]) -> str:
    outcome = Outcome(data["outcome"]).label
    how = _("automatique") if data["automatic"] else _("prise par un agent")
    if not data["days"]:
        return _("Décision {number} ({how}) : {outcome}.").format(
            number=data["number"], how=how, outcome=outcome
        )
    return ngettext(
        "Décision {number} ({how}) : {outcome}, {days} jour, {amount} brut.",
        "Décision {number} ({how}) : {outcome}, {days} jours, {amount} brut.",
        data["days"],
    ).format(
        number=data["number"],
        how=how,
        outcome=outcome,
        days=data["days"],
        amount=euros(data["cents"]),
    )


def _piece(data: Mapping[str, Any]) -> str:
    return str(words_of_piece(data["piece"], _owed_by(data)).name)


def _owner(data: Mapping[str, Any]) -> str:
    return str(Owner(_owed_by(data)).label)


def _owed_by(data: Mapping[str, Any]) -> str:
    """Older events of a piece asked by hand do not say of whom: it was of the insured person."""
    return str(data.get("owed_by", Owner.INSURED))


SENTENCES: dict[str, Sentence] = {
    "sick_leave.notice_received": lambda d: _(
        "Avis d'arrêt reçu ({channel}) : du {first} au {last}."
    ).format(
        channel=NoticeChannel(d["channel"]).label,
        first=day(d["first_day"]),
        last=day(d["last_day"]),
    ),
    "sick_leave.stop_declared": lambda d: _(
        "L'employeur a déclaré l'arrêt ({nature}) : dernier jour travaillé le {day}."
    ).format(nature=StopNature(d["nature"]).label, day=day(d["last_day_worked"])),
    "sick_leave.return_declared": lambda d: _(
        "L'employeur a déclaré une reprise du travail le {day}."
    ).format(day=day(d["returned_on"])),
    "sick_leave.stop_annulled": lambda d: _("L'employeur a annulé l'arrêt qu'il avait déclaré."),
    "sick_leave.decided": _decided,
    "sick_leave.notice_dismissed": lambda d: _("Avis d'arrêt écarté par un agent."),
    "sick_leave.stop_dismissed": lambda d: _("Arrêt déclaré par l'employeur écarté par un agent."),
    "sick_leave.withdrawn": lambda d: _("Dossier retiré. Motif : {why}.").format(
        why=WithdrawalReason(d["why"]).label
    ),
    "sick_leave.piece_received": lambda d: _("La pièce demandée est arrivée."),
    "sick_leave.piece_asked": lambda d: _("Un agent a demandé : {piece}, à {owner}.").format(
        piece=_piece(d), owner=_owner(d)
    ),
    "case.paused": lambda d: _("Pièce attendue de {owner} : {piece}.").format(
        piece=_piece(d), owner=_owner(d)
    ),
    "case.in_review": lambda d: _("Le dossier est remis à un agent."),
    "case.fact_corrected": lambda d: _("Information corrigée par un agent : {label}.").format(
        label=label_of(d["key"])
    ),
    "sick_leave.piece_deposited": lambda d: _("La personne a envoyé un document demandé."),
    "sick_leave.wages_differ": lambda d: _(
        "Des envois de l'employeur donnent des salaires différents : {months}. Tous sont gardés, "
        "avec leur source."
    ).format(months=_months(d["months"])),
    "sick_leave.wages_agree": lambda d: _(
        "Les envois de l'employeur donnent de nouveau le même salaire : {months}."
    ).format(months=_months(d["months"])),
}

PIECE_TO_READ = "sick_leave.piece_to_read"


def _notice_to_insured(data: Mapping[str, Any]) -> str:
    told = {
        NoticeChannel.DOCTOR_ONLINE.value: _(
            "Votre médecin nous a envoyé votre avis d'arrêt : du {first} au {last}."
        ),
        NoticeChannel.INSURED_ONLINE.value: _(
            "Vous nous avez envoyé votre avis d'arrêt : du {first} au {last}."
        ),
    }.get(data["channel"], _("Nous avons reçu votre avis d'arrêt : du {first} au {last}."))
    return told.format(first=day(data["first_day"]), last=day(data["last_day"]))


def _decided_to_insured(data: Mapping[str, Any]) -> str:
    outcome = Outcome(data["outcome"])
    if data["days"]:
        told = ngettext(
            "Nous vous accordons {days} jour d'indemnités : {amount} avant CSG et CRDS.",
            "Nous vous accordons {days} jours d'indemnités : {amount} avant CSG et CRDS.",
            data["days"],
        ).format(days=data["days"], amount=euros(data["cents"]))
    elif outcome == Outcome.CANCELLED:
        told = _("Nous annulons le paiement de cet arrêt.")
    else:
        told = _("Nous avons refusé de payer cet arrêt.")
    how = (
        _("Décision automatique : un agent peut la revoir avec vous.")
        if data["automatic"]
        else _("Décision prise par un agent.")
    )
    return f"{told} {how}"


def _withdrawn_to_insured(data: Mapping[str, Any]) -> str:
    return {
        WithdrawalReason.ASKED_BY_PERSON: _("Nous avons retiré votre dossier, à votre demande."),
        WithdrawalReason.DUPLICATE: _(
            "Nous avons retiré ce dossier : un autre de vos dossiers traite le même arrêt."
        ),
        WithdrawalReason.OPENED_IN_ERROR: _(
            "Nous avons retiré ce dossier : il avait été ouvert par erreur."
        ),
    }[WithdrawalReason(data["why"])]


def _piece_awaited_to_insured(data: Mapping[str, Any]) -> str:
    what = words_of_piece(data["piece"], data["owed_by"]).what
    asked = {
        Owner.INSURED.value: _("Nous vous avons demandé {what}."),
        Owner.EMPLOYER.value: _("Nous avons demandé à votre employeur {what}."),
        Owner.PROFESSIONAL.value: _("Nous avons demandé à votre médecin {what}."),
    }.get(data["owed_by"], _("Nous cherchons {what}."))
    return asked.format(what=what)


def _piece_asked_to_insured(data: Mapping[str, Any]) -> str:
    if _owed_by(data) == Owner.EMPLOYER:
        return _("Un agent a demandé une pièce à votre employeur.")
    what = words_of_piece(data["piece"], Owner.INSURED).what
    return _("Un agent vous a demandé {what}.").format(what=what)


# The same said to the person whose leave it is. What a rule or an agent does to join papers to
# files without changing anything for the person is the fund's own.
TO_INSURED: dict[str, Sentence] = {
    "sick_leave.piece_deposited": lambda d: _("Vous nous avez envoyé un document."),
    "sick_leave.wages_differ": lambda d: _(
        "Votre employeur nous a envoyé des salaires différents : {months}."
    ).format(months=_months(d["months"])),
    "sick_leave.wages_agree": lambda d: _(
        "Votre employeur nous a envoyé de nouveau le même salaire : {months}."
    ).format(months=_months(d["months"])),
    "sick_leave.notice_received": _notice_to_insured,
    "sick_leave.stop_declared": lambda d: _(
        "Votre employeur a déclaré votre arrêt : dernier jour travaillé le {day}."
    ).format(day=day(d["last_day_worked"])),
    "sick_leave.return_declared": lambda d: _(
        "Votre employeur a déclaré votre reprise du travail le {day}."
    ).format(day=day(d["returned_on"])),
    "sick_leave.stop_annulled": lambda d: _(
        "Votre employeur a annulé l'arrêt qu'il avait déclaré."
    ),
    "sick_leave.decided": _decided_to_insured,
    "sick_leave.withdrawn": _withdrawn_to_insured,
    "sick_leave.piece_received": lambda d: _("Nous avons reçu la pièce demandée."),
    "sick_leave.piece_asked": _piece_asked_to_insured,
    "case.paused": _piece_awaited_to_insured,
    "case.in_review": lambda d: _("Un agent va étudier votre dossier."),
    "case.fact_corrected": lambda d: _(
        "Un agent a corrigé une information de votre dossier : {label}."
    ).format(label=label_of(d["key"])),
}


def _kind(title: Sentence, next_step: Sentence) -> TaskKind:
    return TaskKind(title, next_step)


TASKS: dict[str, TaskKind] = {
    "sick_leave.dates_differ": _kind(
        lambda d: _(
            "Dates différentes : arrêt le {notice}, dernier jour travaillé le {employer}."
        ).format(notice=day(d["notice"]), employer=day(d["employer"])),
        lambda d: _("Appeler l'employeur ou l'assuré, puis corriger la date fausse."),
    ),
    "sick_leave.notice_late": _kind(
        lambda d: _("Avis envoyé plus de deux jours après la prescription du {day}.").format(
            day=day(d["prescribed_on"])
        ),
        lambda d: _("Chercher une hospitalisation ou une impossibilité, puis décider (D.323-2)."),
    ),
    "sick_leave.reason_differs": _kind(
        lambda d: _("L'employeur déclare un autre motif que la maladie (code {reason}).").format(
            reason=d["reason"]
        ),
        lambda d: _("Vérifier s'il s'agit d'un accident du travail avant de payer."),
    ),
    "sick_leave.too_old": _kind(
        lambda d: _("Arrêt de plus de deux ans (début le {day}).").format(day=day(d["first_day"])),
        lambda d: _("Vérifier la prescription de deux ans (L.332-1)."),
    ),
    "sick_leave.long_stop": _kind(
        lambda d: _("L'arrêt dépasse six mois."),
        lambda d: _("Vérifier les droits au-delà de six mois (R.313-3, 2°)."),
    ),
    "sick_leave.provisional_nir": _kind(
        lambda d: _("Le numéro de la personne est provisoire."),
        lambda d: _("Attendre ou demander le NIR certifié, puis décider."),
    ),
    "sick_leave.several_employers": _kind(
        lambda d: _("Plusieurs employeurs ont payé la personne pendant les mois de référence."),
        lambda d: _("Vérifier si elle est arrêtée partout, et additionner les salaires."),
    ),
    "sick_leave.employer_account_differs": _kind(
        lambda d: _("L'employeur demande le paiement sur un compte inconnu jusqu'ici."),
        lambda d: _("Appeler l'employeur à un numéro déjà connu avant de payer sur ce compte."),
    ),
    "sick_leave.payee_changes": _kind(
        lambda d: _("Des jours déjà accordés iraient à un autre bénéficiaire."),
        lambda d: _("Vérifier les dates de subrogation avec l'employeur, puis décider."),
    ),
    "sick_leave.stop_after_return": _kind(
        lambda d: _("Un arrêt est prescrit après la reprise déclarée le {day}.").format(
            day=day(d["returned_on"])
        ),
        lambda d: _(
            "Demander à l'employeur si la reprise a eu lieu : c'est peut-être un nouvel arrêt."
        ),
    ),
    "sick_leave.notice_to_check": _kind(
        lambda d: _("L'avis d'arrêt vient de l'assuré, pas du prescripteur."),
        lambda d: _("Vérifier l'avis du médecin (papier ou appel), puis accorder."),
    ),
    "sick_leave.prescribed_after": _kind(
        lambda d: _("L'arrêt est prescrit plus de deux jours après son début."),
        lambda d: _("Vérifier avec le prescripteur avant de payer les jours d'avant."),
    ),
    "sick_leave.name_differs": _kind(
        lambda d: _("Le nom donné par l'employeur n'est pas celui de la personne."),
        lambda d: _("Vérifier avec l'employeur qu'il s'agit bien de son salarié."),
    ),
    "sick_leave.wage_unusual": _kind(
        lambda d: _("Salaire inhabituel déclaré pour {month}.").format(month=_month(d["month"])),
        lambda d: _("Vérifier le montant avec l'employeur, puis le corriger ou le confirmer."),
    ),
    "sick_leave.wages_differ": _kind(
        lambda d: _("Salaires différents selon les envois de l'employeur : {months}.").format(
            months=_months(d["months"])
        ),
        _wages_to_compare,
    ),
    "sick_leave.law_refuses": _kind(
        lambda d: _("Le calcul est impossible : {message}").format(message=d["message"]),
        lambda d: _("Corriger l'information en cause."),
    ),
    "sick_leave.right_unknown": _kind(
        lambda d: _("Les heures et salaires connus ne disent pas si le droit est ouvert."),
        lambda d: _("Demander six mois de salaires, ou dire si les conditions sont remplies."),
    ),
    "sick_leave.right_not_open": _kind(
        lambda d: _("Le droit n'est pas ouvert : ni les heures ni les salaires ne suffisent."),
        lambda d: _("Vérifier les autres périodes de travail, puis refuser ou corriger."),
    ),
    "sick_leave.only_waiting_days": _kind(
        lambda d: _("L'arrêt ne dépasse pas les trois jours d'attente : rien n'est dû."),
        lambda d: _("Refuser avec ce motif : la lettre l'expliquera."),
    ),
    "sick_leave.days_already_paid": _kind(
        lambda d: _("{days} jours sont déjà payés par un autre dossier (dès le {first}).").format(
            days=d["days"], first=day(d["first"])
        ),
        lambda d: _("Comparer les deux dossiers et corriger celui qui est faux."),
    ),
    "sick_leave.counter_reached": _kind(
        lambda d: ngettext(
            "{days} jour de l'arrêt dépasse les 360 jours payés en trois ans.",
            "{days} jours de l'arrêt dépassent les 360 jours payés en trois ans.",
            d["days"],
        ).format(days=d["days"]),
        lambda d: _("Vérifier le compteur et une éventuelle affection de longue durée."),
    ),
    "sick_leave.recalculation_reduces": _kind(
        lambda d: _("Le nouveau calcul retire {amount} brut.").format(amount=euros(d["cents"])),
        lambda d: _("Vérifier ce qui a changé, puis confirmer le nouveau calcul."),
    ),
    "sick_leave.stop_cancelled": _kind(
        lambda d: _("L'employeur annule l'arrêt qu'il avait déclaré (motif 99)."),
        lambda d: _("Appeler l'employeur, puis confirmer l'annulation ou la rejeter."),
    ),
    PIECE_TO_READ: _kind(
        lambda d: _("Un document demandé est arrivé."),
        lambda d: _("Le lire, corriger les informations s'il le faut, puis dire qu'il est lu."),
    ),
    "sick_leave.proposed": _kind(
        lambda d: _("Décision favorable proposée."),
        lambda d: _("Relire et confirmer."),
    ),
    "sick_leave.prolongation_without_stop": _kind(
        lambda d: _("Prolongation reçue, mais aucun arrêt ne la précède."),
        lambda d: _("Chercher l'arrêt initial, ou traiter l'avis comme un arrêt initial."),
    ),
    "sick_leave.notice_overlaps": _kind(
        lambda d: _("Un avis d'arrêt chevauche un arrêt déjà connu."),
        lambda d: _("Comparer les deux avis et rattacher le bon."),
    ),
    "sick_leave.notice_not_sure": _kind(
        lambda d: _(
            "Avis d'arrêt à partir du {day} : l'employeur a déclaré un arrêt à une date proche."
        ).format(day=day(d["first_day"])),
        lambda d: _("Comparer les deux dates, puis rattacher l'avis ou ouvrir un dossier."),
    ),
    "sick_leave.stop_not_sure": _kind(
        lambda d: _(
            "Arrêt déclaré par l'employeur sans dossier sûr (dernier jour : {day})."
        ).format(day=day(d["last_day_worked"])),
        lambda d: _("Comparer avec les avis de la personne et rattacher."),
    ),
    "sick_leave.notice_of_unknown_person": _kind(
        lambda d: _("Avis d'arrêt d'une personne inconnue de la caisse."),
        lambda d: _("Vérifier le NIR et la date de naissance ; transmettre à la bonne caisse."),
    ),
    "sick_leave.stop_of_unknown_person": _kind(
        lambda d: _("Arrêt déclaré pour une personne inconnue de la caisse."),
        lambda d: _("Vérifier le NIR et la date de naissance avec l'employeur."),
    ),
}

# Those that no new assessment makes needless (they concern a notice or a declared stop that is not
# yet of a file, or a document to read): only a person closes them.
BY_A_PERSON = frozenset(
    {
        PIECE_TO_READ,
        "sick_leave.prolongation_without_stop",
        "sick_leave.notice_overlaps",
        "sick_leave.notice_not_sure",
        "sick_leave.stop_not_sure",
        "sick_leave.notice_of_unknown_person",
        "sick_leave.stop_of_unknown_person",
    }
)
