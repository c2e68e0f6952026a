"""How the desk puts things: facts and their sources, delays, masked numbers, names of tasks."""

import itertools
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guichet.benefits.sick_leave.service import (
    HoldReason,
    LateOutcome,
    NoticeKind,
    PaperProof,
    WithdrawalReason,
    split_key,
    words_of_piece,
)
from guichet.benefits.sick_leave.takeover.service import (
    TAKEN_BEFORE,
    TAKEN_PAID,
    read_intervals,
)
from guichet.cases.service import Fact, Piece, PieceState, SourceKind
from guichet.documents.service import Document
from guichet.erasure.service import CLOSED_BY
from guichet.ledger.service import Hold, euros
from guichet.medical.service import Conclusion
from guichet.people.service import Person

REASONS = {
    "01": gettext_lazy("maladie"),
    "02": gettext_lazy("maternité"),
    "03": gettext_lazy("paternité et accueil de l'enfant"),
    "04": gettext_lazy("accident de trajet"),
    "05": gettext_lazy("maladie professionnelle"),
    "06": gettext_lazy("accident du travail"),
    "99": gettext_lazy("annulation"),
}
NATURES = {
    "01": gettext_lazy("durée indéterminée"),
    "02": gettext_lazy("durée déterminée"),
    "03": gettext_lazy("mission d'intérim"),
    "08": gettext_lazy("intérim à durée indéterminée"),
}
CODED = {
    "employer.reason": (REASONS, gettext_lazy("autre motif")),
    "employer.contract_nature": (NATURES, gettext_lazy("autre contrat")),
}
FACT_ORDER = (
    "period.",
    "original.",
    "opinion.",
    "late.",
    "prescriber.",
    "employer.siret",
    "employer.contract",
    "employer.last_day_worked",
    "employer.leave_until",
    "employer.reason",
    "employer.expected_end",
    "stop.",
    "return.",
    "part_time.",
    "pay_lost.",
    "wage.",
    "rights.",
    "circumstance.",
    "subrogation",
)
TASK_NAMES = {
    "sick_leave.employer_late": gettext_lazy("Employeur en retard"),
    "sick_leave.fifth_month": gettext_lazy("Bientôt six mois d'arrêt"),
    "sick_leave.jobseeker": gettext_lazy("Au chômage"),
    "sick_leave.self_employed": gettext_lazy("À son compte"),
    "sick_leave.agency_worker": gettext_lazy("Intérim"),
    "sick_leave.part_time": gettext_lazy("Temps partiel thérapeutique"),
    "sick_leave.other_scheme": gettext_lazy("Autre caisse ou régime"),
    "sick_leave.employer_liquidated": gettext_lazy("Employeur en liquidation"),
    "sick_leave.stop_abroad": gettext_lazy("Arrêt à l'étranger"),
    "sick_leave.just_hired": gettext_lazy("Embauche récente"),
    "sick_leave.other_prescriber": gettext_lazy("Autre prescripteur"),
    "sick_leave.takeover_differs": gettext_lazy("Ancien système : payé autrement"),
    "sick_leave.takeover_returned": gettext_lazy("Reprise du travail, jours payés ailleurs"),
    "sick_leave.dates_differ": gettext_lazy("Dates différentes"),
    "sick_leave.opinion_asked": gettext_lazy("Avis demandé au service médical"),
    "sick_leave.not_justified": gettext_lazy("Arrêt qui n'est plus justifié"),
    "sick_leave.linked_to_work": gettext_lazy("Maladie professionnelle possible"),
    "sick_leave.notice_late": gettext_lazy("Avis envoyé en retard"),
    "sick_leave.notice_after_end": gettext_lazy("Avis envoyé après la fin"),
    "sick_leave.reason_differs": gettext_lazy("Autre motif que la maladie"),
    "sick_leave.too_old": gettext_lazy("Arrêt de plus de deux ans"),
    "sick_leave.long_stop": gettext_lazy("Arrêt de plus de six mois"),
    "sick_leave.provisional_nir": gettext_lazy("NIR provisoire"),
    "sick_leave.several_employers": gettext_lazy("Plusieurs employeurs"),
    "sick_leave.wage_unusual": gettext_lazy("Salaire inhabituel"),
    "sick_leave.wages_differ": gettext_lazy("Salaires différents"),
    "sick_leave.notice_not_sure": gettext_lazy("Avis à rattacher"),
    "sick_leave.notice_to_check": gettext_lazy("Avis à vérifier"),
    "sick_leave.prescribed_after": gettext_lazy("Prescrit après le début"),
    "sick_leave.name_differs": gettext_lazy("Nom différent"),
    "sick_leave.payee_changes": gettext_lazy("Bénéficiaire changé"),
    "sick_leave.employer_account_differs": gettext_lazy("Compte d'employeur inconnu"),
    "sick_leave.stop_after_return": gettext_lazy("Arrêt après une reprise"),
    "sick_leave.law_refuses": gettext_lazy("Calcul impossible"),
    "sick_leave.right_unknown": gettext_lazy("Droit à vérifier"),
    "sick_leave.right_not_open": gettext_lazy("Droit non ouvert"),
    "sick_leave.only_waiting_days": gettext_lazy("Jours d'attente seulement"),
    "sick_leave.days_already_paid": gettext_lazy("Jours déjà payés"),
    "sick_leave.counter_reached": gettext_lazy("360 jours atteints"),
    "sick_leave.prescriber_refused": gettext_lazy("Prescripteur non admis"),
    "sick_leave.long_illness_over": gettext_lazy("Trois ans d'ALD passés"),
    "sick_leave.recalculation_reduces": gettext_lazy("Calcul en baisse"),
    "sick_leave.not_assessed": gettext_lazy("Étude en panne"),
    "sick_leave.deposit_not_read": gettext_lazy("Envoi d'employeur non lu"),
    "sick_leave.stop_cancelled": gettext_lazy("Arrêt annulé"),
    "sick_leave.piece_to_read": gettext_lazy("Document à lire"),
    "sick_leave.advance_to_give": gettext_lazy("Acompte à donner"),
    "sick_leave.payslips_to_read": gettext_lazy("Bulletins de salaire à lire"),
    "sick_leave.still_provisional": gettext_lazy("Accord encore provisoire"),
    "sick_leave.proposed": gettext_lazy("Accord à confirmer"),
    "sick_leave.prolongation_without_stop": gettext_lazy("Prolongation sans arrêt"),
    "sick_leave.notice_overlaps": gettext_lazy("Avis qui se chevauchent"),
    "sick_leave.notice_adjoins": gettext_lazy("Avis initial près d'un autre arrêt"),
    "sick_leave.stop_not_sure": gettext_lazy("Arrêt employeur à rattacher"),
    "sick_leave.notice_of_unknown_person": gettext_lazy("Avis d'un inconnu"),
    "sick_leave.stop_of_unknown_person": gettext_lazy("Arrêt employeur d'un inconnu"),
    "payment.bank_details_missing": gettext_lazy("Coordonnées bancaires manquantes"),
    "payment.came_back": gettext_lazy("Virement revenu"),
    "sick_leave.appeal": gettext_lazy("Recours"),
    "sick_leave.no_income": gettext_lazy("Sans revenu depuis 30 jours"),
    "sick_leave.hardship": gettext_lazy("N'a plus de quoi vivre"),
    "recovery.to_collect": gettext_lazy("Trop-perçu à recouvrer"),
    "recovery.instalment_late": gettext_lazy("Échéance non reçue"),
    "recovery.contested": gettext_lazy("Trop-perçu contesté"),
    "payment.answer_unknown": gettext_lazy("Réponse de banque inconnue"),
    "payment.answers_differ": gettext_lazy("Réponses de banque contraires"),
    "payment.account_to_confirm": gettext_lazy("Compte bancaire à confirmer"),
    "letter.name_cannot_be_printed": gettext_lazy("Courrier impossible à imprimer"),
}


def task_name(kind: str) -> str:
    """The short name of a reason; the code itself for one that nobody has named."""
    return str(TASK_NAMES.get(kind, kind))


def piece_name(piece: Piece) -> str:
    return str(words_of_piece(piece.code, piece.owed_by).name)


def piece_age(piece: Piece, now: datetime) -> str:
    """Since when a piece is asked, or by when it comes by itself."""
    if piece.state == PieceState.EXPECTED:
        return _("pas encore due : attendue au plus tard le {day}").format(day=day(piece.due_on))
    told = age(piece.asked_at, now)
    if piece.reminded_at is None:
        return told
    return _("{age}, relancée le {day}").format(age=told, day=day(localdate(piece.reminded_at)))


def ending(reason: str) -> str:
    """Why a file ended, in words; empty for one that lives."""
    known = {choice.value: str(choice.label) for choice in WithdrawalReason}
    known[CLOSED_BY] = _("la personne est effacée")
    known["handed_back"] = _("Rendu à l'ancien système")
    return known.get(reason, reason)


def masked_name(person: Person) -> str:
    """`C. EXEMPLE`, for a list that strangers may see over a shoulder."""
    return f"{person.given_names[:1]}. {person.family_name}"


def masked_nir(nir: str) -> str:
    """Sex, then the last three characters; the rest on request only."""
    return f"{nir[:1]} •• •• •• ••• {nir[-3:]}"


def spaced_nir(nir: str) -> str:
    cuts = (0, 1, 3, 5, 7, 10, 13)
    return " ".join(nir[a:b] for a, b in itertools.pairwise(cuts))


def masked_iban(iban: str) -> str:
    return f"{iban[:4]} •••• {iban[-4:]}" if iban else ""


def spaced_iban(iban: str) -> str:
    """The whole number in fours, as bank statements print it."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def in_days(days: int) -> str:
    if days < 1:
        return _("moins d'un jour")
    return ngettext("{n} jour", "{n} jours", days).format(n=days)


def age(since: datetime, now: datetime) -> str:
    """For how long, in whole civil days."""
    days = (localdate(now) - localdate(since)).days
    if days < 1:
        return _("aujourd'hui")
    return ngettext("depuis {n} jour", "depuis {n} jours", days).format(n=days)


def day(value: date | str | None) -> str:
    if not value:
        return _("non connu")
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(known, "j F Y")


def month(value: str) -> str:
    return date_format(date.fromisoformat(f"{value}-01"), "F Y")


def fact_rank(key: str) -> tuple[int, str]:
    """Where a fact stands in the agent's table: the stop, the employer, the pay, the payee."""
    siret, key = split_key(key)
    key = key.removeprefix("other_") + siret  # beside the wage of the same month
    ranks = (n for n, start in enumerate(FACT_ORDER) if key.startswith(start))
    return next(ranks, len(FACT_ORDER)), key


def fact_in_words(key: str, value: Any) -> str:
    """The value of a fact of a sick leave, as an agent reads it."""
    key = split_key(key)[1]
    if key.startswith("period."):
        return _period(value)
    if isinstance(value, Mapping) or key in (TAKEN_PAID, TAKEN_BEFORE):
        return _several(value) if isinstance(value, Mapping) else _intervals(value)
    if value is None or value == "" or isinstance(value, bool):
        return yes_no(None if value == "" else value)
    if key in CODED:
        known, other = CODED[key]
        return f"{known.get(value, other)} ({value})"
    if key == "subrogation.iban":
        return masked_iban(value)
    return day(value) if _is_day(value) else str(value)


def _intervals(text: str) -> str:
    """Days of an old system, in words."""
    told = (
        _("du {first} au {last}").format(first=day(one.first), last=day(one.last))
        for one in read_intervals(text)
    )
    return ", ".join(told)


def yes_no(value: bool | None) -> str:
    return {True: _("oui"), False: _("non"), None: _("non connu")}[value]


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"


def _period(value: Mapping[str, Any]) -> str:
    told = _("jusqu'au {last} ; {kind}, prescrit le {prescribed}, envoyé le {sent}").format(
        last=day(value["last_day"]),
        kind=NoticeKind(value["kind"]).label,
        prescribed=day(value["prescribed_on"]),
        sent=day(value["sent_on"]),
    )
    if "part_time_from" not in value:
        return told
    part = _("à temps partiel dès le {day}").format(day=day(value["part_time_from"]))
    return f"{told} ; {part}"


def _several(value: Mapping[str, Any]) -> str:
    """What was settled of a late notice, an opinion, the original of a notice, or an amount."""
    if "outcome" in value:
        return str(LateOutcome(value["outcome"]).label)
    if "conclusion" in value:
        conclusion = Conclusion(value["conclusion"]).label
        return _("{conclusion} ({day})").format(conclusion=conclusion, day=day(value["from"]))
    if "last_day" in value:
        amount = euros(value["gross_cents"])
        return _("jusqu'au {last} : {amount} brut").format(
            last=day(value["last_day"]), amount=amount
        )
    return _original(value) if "proof" in value else _wage(value)


def _original(value: Mapping[str, Any]) -> str:
    proof = str(PaperProof(value["proof"]).label)
    if not value["received_on"]:
        return proof
    return _("{proof}, reçu le {day}").format(proof=proof, day=day(value["received_on"]))


def _wage(value: Mapping[str, Any]) -> str:
    parts = [_("{amount} brut").format(amount=euros(value["gross_cents"]))]
    if value.get("hours") is not None:
        hours = number_format(value["hours"], use_l10n=True)
        parts.append(_("{hours} heures").format(hours=hours))
    if value.get("restored_cents") is not None:
        parts.append(_("rétabli à {amount}").format(amount=euros(value["restored_cents"])))
    return ", ".join(parts)


def source_in_words(
    fact: Fact, documents: Mapping[uuid.UUID, Document], names: Mapping[uuid.UUID, str]
) -> str:
    """Who says it: the line of a DSN, the notice, the form, or an agent with the reason."""
    on = date_format(localdate(fact.recorded_at), "j F Y")
    if fact.source == SourceKind.AGENT:
        name = names.get(fact.recorded_by, "") if fact.recorded_by else ""
        return _("{name}, le {day} : « {reason} »").format(name=name, day=on, reason=fact.reason)
    document = documents.get(fact.document_id) if fact.document_id else None
    where = SourceKind(fact.source).label
    if document and fact.line:
        return _("{where}, ligne {line} du fichier {file}, le {day}").format(
            where=where, line=fact.line, file=document.name, day=on
        )
    if document:
        return _("{where}, fichier {file}, le {day}").format(
            where=where, file=document.name, day=on
        )
    return _("{where}, le {day}").format(where=where, day=on)


def why_held(held: Hold) -> str:
    """Why the payment of a file is suspended."""
    return str(HoldReason(held.reason).label)
