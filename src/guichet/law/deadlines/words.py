"""A counted date in plain words, French and English."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

_UNITS = {
    "fr": {
        "clear days": ("jour franc", "jours francs"),
        "days": ("jour", "jours"),
        "months": ("mois", "mois"),
        "years": ("an", "ans"),
        "h": (
            "heure, dimanches et jours fériés exclus",
            "heures, dimanches et jours fériés exclus",
        ),
        "ratio": ("", ""),
    },
    "en": {
        "clear days": ("clear day", "clear days"),
        "days": ("day", "days"),
        "months": ("month", "months"),
        "years": ("year", "years"),
        "h": ("hour, Sundays and holidays left out", "hours, Sundays and holidays left out"),
        "ratio": ("", ""),
    },
}
_OFF = {"samedi": "Saturday", "dimanche": "Sunday", "jour férié": "public holiday"}

# key: (French, English)
NAMES: dict[str, tuple[str, str]] = {
    "accident": ("l'accident", "the accident"),
    "answer_until": ("répondre au questionnaire jusqu'au", "answer the questionnaire until"),
    "appeal_received": ("la réception du recours", "receipt of the appeal"),
    "appeal_until": ("contester jusqu'au", "appeal until"),
    "certificate_received": (
        "la réception du certificat médical",
        "receipt of the medical certificate",
    ),
    "claim_until": ("demander le paiement jusqu'au", "claim the payment until"),
    "clock_start": ("le délai de la caisse court du", "the fund's time runs from"),
    "collect_from": ("récupération possible à partir du", "collection possible from"),
    "committee": ("la saisine du comité", "the seizure of the committee"),
    "committee_opinion_by": ("avis du comité au plus tard le", "opinion of the committee by"),
    "committee_seized": ("la saisine du comité", "the seizure of the committee"),
    "complete_on": ("le dossier complet", "the complete file"),
    "contested_on": ("la demande de rectification", "the request for rectification"),
    "dat_and_certificate_held": (
        "la réception de la déclaration et du certificat",
        "receipt of the declaration and the certificate",
    ),
    "dat_made": ("la déclaration de l'accident", "the declaration of the accident"),
    "dat_received": ("la réception de la déclaration", "receipt of the declaration"),
    "decide_before": ("décider au plus tard le", "decide by"),
    "decision_received": ("la réception de la décision", "receipt of the decision"),
    "declaration_certificate_and_tests_held": (
        "la réception de la déclaration, du certificat et des examens",
        "receipt of the declaration, certificate and tests",
    ),
    "declare_before": ("déclarer avant le", "declare before"),
    "declare_by": ("déclarer au plus tard le", "declare by"),
    "employer_informed": (
        "le moment où l'employeur a su",
        "the moment when the employer knew",
    ),
    "file_open_by": ("ouvrir le dossier au plus tard le", "open the file by"),
    "file_open_until": ("dossier ouvert jusqu'au", "file open until"),
    "file_opened": ("l'ouverture du dossier", "the opening of the file"),
    "file_opens": ("l'ouverture du dossier", "the opening of the file"),
    "first_accident_recognised_on": (
        "la reconnaissance de l'accident",
        "the recognition of the accident",
    ),
    "implicit_after": ("le silence vaut rejet après le", "silence is a rejection after"),
    "implicit_outcome": ("ce que vaut le silence", "what silence means"),
    "late_committee": ("comité saisi trop tard, le", "committee seized too late, on"),
    "late_investigation": (
        "enquête commencée trop tard, le",
        "investigation started too late, on",
    ),
    "last_day": ("dernier jour pour décider", "last day to decide"),
    "last_day_moved": (
        "reporté au jour ouvrable, ce serait le",
        "moved to a working day, it would be",
    ),
    "last_day_not_before": ("dernier jour, pas avant le", "last day, not before"),
    "launch_by": ("lancer l'enquête au plus tard le", "start the investigation by"),
    "nothing_paid": (
        "rien n'est payé : l'avis a été envoyé le",
        "nothing is paid: the notice was sent on",
    ),
    "notified_on": ("la notification", "the notification"),
    "observations_until": ("demander une rectification jusqu'au", "ask for a correction until"),
    "observe_until": ("consulter et commenter jusqu'au", "consult and comment until"),
    "ordinary_limit": ("limite ordinaire", "ordinary limit"),
    "parties_must_receive_dates_by": (
        "dates de consultation reçues au plus tard le",
        "dates of the consultation received by",
    ),
    "pieces_received": ("la réception des pièces", "receipt of the pieces"),
    "prescribed_on": ("la prescription de l'arrêt", "the prescription of the stop"),
    "questionnaire_received": ("la réception du questionnaire", "receipt of the questionnaire"),
    "reduced_from": ("indemnités réduites à partir du", "allowances reduced from"),
    "reference_date": ("la date de référence", "the reference date"),
    "requested": ("la demande", "the request"),
    "reserves_until": ("réserves possibles jusqu'au", "reserves possible until"),
    "send_before": ("envoyer l'avis au plus tard le", "send the notice by"),
    "victim_may_declare_until": (
        "la victime peut déclarer jusqu'au",
        "the victim may declare until",
    ),
    "work_stopped": ("l'arrêt du travail", "stopping work"),
}

# A date that another one starts from, as an event.
_EVENTS = {
    "clock_start": ("le départ du délai", "the start of the time"),
    "ordinary_limit": ("la limite ordinaire", "the ordinary limit"),
    "protected_until": ("la fin de la période protégée", "the end of the protected period"),
    "observations_until": ("la fin du délai de rectification", "the end of the time to correct"),
}


def sentence(step: Mapping[str, Any], lang: str = "fr") -> str:
    """One sentence: the date, from which event, how it is counted, what was passed over, the text.

    `step` is a step of the public answer.
    """
    side = 0 if lang == "fr" else 1
    name = NAMES.get(step["key"], (step["key"],) * 2)[side]
    said = f"{name[0].upper()}{name[1:]} {_when(step['value'], lang)}".rstrip()
    if step.get("unit") and step.get("count"):
        start = step["starts_from"]
        event = {**NAMES, **_EVENTS}.get(start, (start, start))[side]
        units = _UNITS[lang][step["unit"]]
        unit = units[0] if step["count"] == "1" else units[1]
        link = ("après", "after")[side]
        colon = (" :", ":")[side]
        said += f"{colon} {step['count']} {unit} {link} {event}" if unit else ""
        said += f" ({_when(step['start'], lang)})" if unit else ""
    if step.get("skipped"):
        days = ", ".join(
            f"{_when(one['day'], lang)} ({one['why'] if side == 0 else _OFF[one['why']]})"
            for one in step["skipped"]
        )
        said += (" ; jours passés : ", "; days passed over: ")[side] + days
    said += f". {step['article']}."
    if step.get("note") and side == 0:
        said += f" {step['note']}"
    return said


def sentences(steps: Sequence[Mapping[str, Any]], lang: str = "fr") -> list[str]:
    """Each step in a sentence."""
    return [sentence(step, lang) for step in steps]


def _when(text: str, lang: str) -> str:
    """A date or an instant as it is written in a letter; other texts as they are."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
    shape = "%d/%m/%Y à %H h %M" if lang == "fr" else "%d/%m/%Y at %H:%M"
    return moment.strftime(shape if isinstance(moment, datetime) else "%d/%m/%Y")
