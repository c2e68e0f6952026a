"""How the events of a sick leave are told, and each reason for which a person must look."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guichet.benefits.sick_leave.enums import (
    AppealOutcome,
    CallOutcome,
    Committee,
    HardshipChannel,
    Help,
    LateOutcome,
    NewsMark,
    NoticeChannel,
    PaperProof,
)
from guichet.benefits.sick_leave.events_of_stops import OF_STOPS, OF_STOPS_TO_INSURED
from guichet.benefits.sick_leave.fields import label_of
from guichet.benefits.sick_leave.news_words import standing_words
from guichet.benefits.sick_leave.pieces import words_of_piece
from guichet.benefits.sick_leave.procedure import PAY_LOST
from guichet.benefits.sick_leave.saying import Sentence, day, months
from guichet.benefits.sick_leave.withdrawing import WithdrawalReason
from guichet.cases.service import Outcome, Owner
from guichet.ledger.service import euros


def _decided(data: Mapping[str, Any]) -> str:
    told = _outcome_told(data)
    if data.get("provisional"):
        told += " " + _("Provisoire : des bulletins de salaire tiennent lieu de déclaration.")
    return told + " " + _("Elle n'est plus provisoire.") if data.get("confirms") else told


def _outcome_told(data: Mapping[str, Any]) -> str:
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


def _taken_over(data: Mapping[str, Any]) -> str:
    said = _("Dossier {number} de l'ancien système repris ici.").format(number=data["number"])
    if not data["days"]:
        return said
    paid = ngettext(
        "{days} jour payé avant, {amount} brut, jusqu'au {day}.",
        "{days} jours payés avant, {amount} brut, jusqu'au {day}.",
        data["days"],
    ).format(days=data["days"], amount=euros(data["cents"]), day=day(data["until"]))
    return f"{said} {paid}"


def _taken_over_to_insured(data: Mapping[str, Any]) -> str:
    said = _("Nous avons changé de système informatique. Votre dossier continue ici.")
    if not data["days"]:
        return said
    paid = _("Les jours payés jusqu'au {day} ne changent pas.").format(day=day(data["until"]))
    return f"{said} {paid}"


def _which(data: Mapping[str, Any]) -> str:
    """Which committee, where a dispute went to both."""
    return f"{data['committee'].upper()} : " if data.get("both") else ""


# How an appeal to both committees is acknowledged: each has its day.
_BOTH = {
    Committee.CMRA: gettext_lazy(
        "Nous avons reçu votre recours. La commission médicale (CMRA) revoit l'avis du service "
        "médical : elle répond avant le {day}."
    ),
    Committee.CRA: gettext_lazy(
        "La commission de recours amiable (CRA) attend cet avis pour décider du reste : elle "
        "répond avant le {day}."
    ),
}


def part_time_told(data: Mapping[str, Any]) -> str:
    """Where a notice prescribes part-time, from when; said after the rest."""
    if "part_time_from" not in data:
        return ""
    told = _("À temps partiel à partir du {day}.").format(day=day(data["part_time_from"]))
    return f" {told}"


SENTENCES: dict[str, Sentence] = {
    **OF_STOPS,
    "sick_leave.taken_over": _taken_over,
    "sick_leave.handed_back": lambda d: _("Dossier rendu à l'ancien système."),
    "takeover.imported": lambda d: _(
        "Portefeuille de l'ancien système importé : {files} dossiers, arrêté au {day}."
    ).format(files=d["files"], day=day(d["as_of"])),
    "sick_leave.notice_received": lambda d: (
        _("Avis d'arrêt reçu ({channel}) : du {first} au {last}.").format(
            channel=NoticeChannel(d["channel"]).label,
            first=day(d["first_day"]),
            last=day(d["last_day"]),
        )
        + part_time_told(d)
    ),
    "sick_leave.payee_in_question": lambda d: _(
        "Paiement suspendu à partir du {day} : l'employeur dit autrement qui doit le recevoir."
    ).format(day=day(d["from_day"])),
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
    "sick_leave.late_settled": lambda d: _("Retard de l'avis du {day} : {outcome}.").format(
        day=day(d["first"]), outcome=LateOutcome(d["outcome"]).label
    ),
    "sick_leave.original_received": lambda d: _("Original de l'avis du {day} : {proof}.").format(
        day=day(d["first"]), proof=PaperProof(d["proof"]).label
    ),
    "sick_leave.dsn_expected": lambda d: _(
        "Salaires attendus par la DSN ({months}), au plus tard le {day} : personne n'est relancé."
    ).format(months=months(d["months"]), day=day(d["due_on"])),
    "sick_leave.employer_asked_again": lambda d: _(
        "Employeur relancé, dix jours après la demande : {piece}."
    ).format(piece=words_of_piece(d["piece"], Owner.EMPLOYER).name),
    "sick_leave.payslips_sent": lambda d: _("La personne a envoyé des bulletins de salaire."),
    "sick_leave.payslips_read": lambda d: _(
        "Un agent a lu des bulletins de salaire, à la place de l'employeur : {months}."
    ).format(months=months(d["months"])),
    "sick_leave.opinion_asked": lambda d: _("L'avis du service médical est demandé."),
    "sick_leave.opinion_given": lambda d: _("Le service médical a donné son avis."),
    "case.in_review": lambda d: _("Le dossier est remis à un agent."),
    "sick_leave.appealed": lambda d: _(
        "Recours reçu contre la décision {number} : {committee}, réponse avant le {day}."
    ).format(
        number=d["number"],
        committee=Committee(d["committee"]).label,
        day=day(d["silent_from"]),
    ),
    "sick_leave.appeal_answered": lambda d: (
        _which(d)
        + _("Recours contre la décision {number} : {outcome}.").format(
            number=d["number"], outcome=AppealOutcome(d["outcome"]).label
        )
    ),
    "sick_leave.appeal_silent": lambda d: (
        _which(d)
        + _(
            "Recours contre la décision {number} sans réponse le {day} : rejet par le silence, dit "
            "à la personne."
        ).format(number=d["number"], day=day(d["silent_from"]))
    ),
    "sick_leave.news": lambda d: _("Nouvelles données à la personne ({why}).").format(
        why=NewsMark(d["mark"]).label
    ),
    "sick_leave.hardship": lambda d: _(
        "La personne dit n'avoir plus de quoi vivre ({channel})."
    ).format(channel=HardshipChannel(d["channel"]).label),
    "sick_leave.called": lambda d: _("Appel à la personne : {outcome}. {offered}").format(
        outcome=CallOutcome(d["outcome"]).label,
        offered=" ; ".join(str(Help(one).label) for one in d["offered"]),
    ),
    "case.fact_corrected": lambda d: _("Information corrigée par un agent : {label}.").format(
        label=label_of(d["key"])
    ),
    "sick_leave.piece_deposited": lambda d: _("La personne a envoyé un document demandé."),
    "sick_leave.wages_differ": lambda d: _(
        "Des envois de l'employeur donnent des salaires différents : {months}. Tous sont gardés, "
        "avec leur source."
    ).format(months=months(d["months"])),
    "sick_leave.wages_agree": lambda d: _(
        "Les envois de l'employeur donnent de nouveau le même salaire : {months}."
    ).format(months=months(d["months"])),
}

LATE_TO_INSURED = {
    LateOutcome.WARNED: gettext_lazy(
        "Votre avis d'arrêt est parti en retard : cette fois, cela ne change rien."
    ),
    LateOutcome.HALVED: gettext_lazy(
        "Votre avis d'arrêt est parti en retard une seconde fois : une partie des jours ne peut "
        "être payée qu'à moitié. Une décision va suivre."
    ),
    LateOutcome.EXCUSED: gettext_lazy("Nous avons excusé le retard de votre avis d'arrêt."),
    LateOutcome.NOT_CONTROLLED: gettext_lazy(
        "Votre avis d'arrêt est parti après la fin de l'arrêt : ces jours n'ont pas pu être "
        "contrôlés. Une décision va suivre."
    ),
}


def _notice_to_insured(data: Mapping[str, Any]) -> str:
    told = {
        NoticeChannel.DOCTOR_ONLINE.value: _(
            "Votre médecin nous a envoyé votre avis d'arrêt : du {first} au {last}."
        ),
        NoticeChannel.INSURED_ONLINE.value: _(
            "Vous nous avez envoyé votre avis d'arrêt : du {first} au {last}."
        ),
    }.get(data["channel"], _("Nous avons reçu votre avis d'arrêt : du {first} au {last}."))
    dates = told.format(first=day(data["first_day"]), last=day(data["last_day"]))
    return dates + part_time_told(data)


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
    standing = ""
    if data.get("provisional"):
        standing = " " + _(
            "Ce montant est provisoire : il sera revu quand votre employeur aura répondu."
        )
    elif data.get("confirms"):
        standing = " " + _("La décision n'est plus provisoire.")
    return f"{told} {how}{standing}"


def _withdrawn_to_insured(data: Mapping[str, Any]) -> str:
    return {
        WithdrawalReason.ASKED_BY_PERSON: _("Nous avons retiré votre dossier, à votre demande."),
        WithdrawalReason.DUPLICATE: _(
            "Nous avons retiré ce dossier : un autre de vos dossiers traite le même arrêt."
        ),
        WithdrawalReason.OTHER_SCHEME: _(
            "Vous relevez d'une autre caisse ou d'un autre régime : nous lui avons transmis votre "
            "arrêt. C'est elle qui vous paiera."
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


def _asked_again_to_insured(piece: str) -> str:
    if piece == PAY_LOST:
        return _("Nous avons relancé votre employeur, qui doit déclarer le salaire perdu.")
    return _(
        "Nous avons relancé votre employeur. S'il ne répond pas, vos bulletins de salaire peuvent "
        "remplacer sa réponse : un agent les vérifiera, et le calcul sera revu quand il répondra."
    )


# The same said to the person whose leave it is. What a rule or an agent does to join papers to
# files without changing anything for the person is the fund's own.
TO_INSURED: dict[str, Sentence] = {
    **OF_STOPS_TO_INSURED,
    "sick_leave.piece_deposited": lambda d: _("Vous nous avez envoyé un document."),
    "sick_leave.wages_differ": lambda d: _(
        "Votre employeur nous a envoyé des salaires différents : {months}."
    ).format(months=months(d["months"])),
    "sick_leave.wages_agree": lambda d: _(
        "Votre employeur nous a envoyé de nouveau le même salaire : {months}."
    ).format(months=months(d["months"])),
    "sick_leave.notice_received": _notice_to_insured,
    "sick_leave.payee_in_question": lambda d: _(
        "Nous suspendons le paiement à partir du {day} : nous vérifions avec votre employeur s'il "
        "est pour vous ou pour lui."
    ).format(day=day(d["from_day"])),
    "sick_leave.taken_over": _taken_over_to_insured,
    "sick_leave.handed_back": lambda d: _(
        "Votre dossier est de nouveau traité par notre ancien système, qui paie la suite."
    ),
    "sick_leave.decided": _decided_to_insured,
    "sick_leave.withdrawn": _withdrawn_to_insured,
    "sick_leave.piece_received": lambda d: _("Nous avons reçu la pièce demandée."),
    "sick_leave.piece_asked": _piece_asked_to_insured,
    "case.paused": _piece_awaited_to_insured,
    "sick_leave.late_settled": lambda d: str(LATE_TO_INSURED[LateOutcome(d["outcome"])]),
    "sick_leave.original_received": lambda d: (
        _("Nous acceptons la copie de votre avis d'arrêt.")
        if d["proof"] == PaperProof.ABROAD
        else _("Nous avons reçu l'original de votre avis d'arrêt.")
    ),
    "sick_leave.dsn_expected": lambda d: _(
        "Votre dossier attend vos salaires ({months}). Votre employeur a jusqu'au {day} pour les "
        "déclarer."
    ).format(months=months(d["months"]), day=day(d["due_on"])),
    "sick_leave.employer_asked_again": lambda d: _asked_again_to_insured(d["piece"]),
    "sick_leave.payslips_sent": lambda d: _("Vous nous avez envoyé des bulletins de salaire."),
    "sick_leave.payslips_read": lambda d: _(
        "Un agent a lu vos bulletins de salaire : {months}."
    ).format(months=months(d["months"])),
    "sick_leave.opinion_asked": lambda d: _("Nous avons demandé l'avis du service médical."),
    "sick_leave.opinion_given": lambda d: _("Le service médical a donné son avis sur votre arrêt."),
    "case.in_review": lambda d: _("Un agent va étudier votre dossier."),
    "sick_leave.appealed": lambda d: (
        _BOTH[Committee(d["committee"])]
        if d.get("both")
        else _("Nous avons reçu votre recours. La commission répond avant le {day}.")
    ).format(day=day(d["silent_from"])),
    "sick_leave.appeal_answered": lambda d: (
        _which(d)
        + {
            AppealOutcome.MAINTAINED: _(
                "La commission a maintenu notre décision. Sa lettre le dit."
            ),
            AppealOutcome.REVERSED: _(
                "La commission vous a donné raison. Une nouvelle décision va suivre."
            ),
            AppealOutcome.WITHDRAWN: _("Vous avez retiré votre recours."),
        }[AppealOutcome(d["outcome"])]
    ),
    "sick_leave.appeal_silent": lambda d: (
        _which(d)
        + _(
            "La commission n'a pas répondu à temps : vous pouvez saisir le tribunal. Notre lettre "
            "dit comment."
        )
    ),
    "sick_leave.news": lambda d: " ".join(standing_words(d)),
    "sick_leave.hardship": lambda d: _(
        "Vous nous avez dit que vous n'avez plus de quoi vivre. Un agent vous appelle sous deux "
        "jours ouvrés."
    ),
    "sick_leave.called": lambda d: {
        CallOutcome.REACHED: _("Nous vous avons appelé et parlé de votre dossier."),
        CallOutcome.MESSAGE: _("Nous vous avons appelé et laissé un message. Nous rappelons."),
        CallOutcome.NOT_REACHED: _("Nous vous avons appelé, sans réponse. Nous rappelons."),
    }[CallOutcome(d["outcome"])],
    "case.fact_corrected": lambda d: _(
        "Un agent a corrigé une information de votre dossier : {label}."
    ).format(label=label_of(d["key"])),
}
