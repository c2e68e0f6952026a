"""The words in which the book says what arrives: which gesture, with which details."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.scenarios.reading import BadBook, day_of
from tests.scenarios.sums import cents

DAY = r"(\d\d/\d\d/\d{4})"
SUM = r"(\d[\d ]*(?:,\d\d)?)"
WHO = r"(l'assuré|l'employeur B|l'employeur)"
MONTH = r"(\d\d)/(\d{4})"
FULL_TIME = Decimal("151.67")


@dataclass(frozen=True)
class Pay:
    """A month that an employer declares; `month` empty: each of the reference months."""

    month: str
    cents: int
    hours: Decimal | None = FULL_TIME
    restored_cents: int | None = None


@dataclass(frozen=True)
class Gesture:
    """What arrives: the name of the act, what its phrase holds, and the details that follow."""

    name: str
    held: tuple[str, ...]
    details: Mapping[str, Any]
    pays: tuple[Pay, ...]


def _hours(text: str | None) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


def _month(found: re.Match[str], where: str) -> Pay:
    number, year, gross, hours, unknown, restored = found.groups()
    worked = None if unknown else _hours(hours) or FULL_TIME
    back = cents(restored, where) if restored else None
    return Pay(f"{year}-{number}", cents(gross, where), worked, back)


def _each_month(found: re.Match[str], where: str) -> Pay:
    gross, hours, unknown = found.groups()
    return Pay("", cents(gross, where), None if unknown else _hours(hours) or FULL_TIME)


HOURS = r"(?:, (\d+(?:,\d+)?) heures|, (heures inconnues))?"
PAYS: list[tuple[str, Callable[[re.Match[str], str], Pay]]] = [
    (rf"{SUM} par mois{HOURS}", _each_month),
    (rf"{MONTH} {SUM}{HOURS}(?:, rétabli {SUM})?", _month),
]
# Details that are a day, then those that are words or say a thing by being there.
DAYS = {
    "prescrit le": "prescribed_on",
    "prescrite le": "prescribed_on",
    "envoyé le": "sent_on",
    "envoyée le": "sent_on",
    "née le": "birth_date",
    "fin prévue le": "expected_end",
    "reprise le": "returned_on",
    "reprise à temps partiel le": "part_time_on",
    "avis précédent prescrit le": "previous",
    "travaillé jusqu'au": "worked",
    "embauché le": "hired_on",
}
WORDS = {
    r"motif (\d\d)": "reason",
    r"nom (\w+)": "family_name",
    r"contrat (\w+)": "contract_number",
    r"parce que (.+)": "because",
    r"on lui propose (.+)": "offered",
    r"dossier du " + DAY: "file",
}
SAID = {
    "sans salaires": "silent",
    "d'une personne inconnue": "unknown",
    "d'un autre médecin": "other_doctor",
    "chez l'employeur B": "other",
    "sur un compte nouveau": "new_account",
    "une fausse déclaration est établie": "fraud",
}
BETWEEN = re.compile(rf"subrogation du {DAY} au {DAY}\Z")
LOST = re.compile(rf"temps partiel du {DAY} au {DAY}, {SUM} perdus\Z")
FROM = re.compile(rf"subrogation à partir du {DAY}\Z")

EMPLOYER = (
    "formulaire de l'employeur",
    "attestation papier saisie par l'agent",
    "fichier DSIJ de l'employeur",
    "DSN, arrêt",
    "DSN, arrêt de remplacement",
    "DSN, reprise",
    "DSN, annulation",
)
PHRASES: dict[str, str] = {
    rf"(avis|prolongation) du médecin : du {DAY} au {DAY}": "notice",
    rf"(avis|prolongation) de l'assuré : du {DAY} au {DAY}": "own_notice",
    rf"(avis|prolongation) scanné par l'assuré : du {DAY} au {DAY}": "scanned_notice",
    rf"(avis|prolongation) sur papier saisi par l'agent : du {DAY} au {DAY}": "posted_notice",
    rf"({'|'.join(EMPLOYER)}) : travaillé jusqu'au {DAY}": "employer",
    rf"DSN mensuelle(, remplacement)? : {MONTH} {SUM}(?:, (\d+(?:,\d+)?) heures)?": "month",
    rf"l'employeur dit le salaire perdu : {SUM}": "pay_lost",
    r"l'assuré donne (un|un autre) compte bancaire": "account",
    r"l'agent saisit un autre compte bancaire": "typed_account",
    r"(l'agent|un autre agent) (confirme|écarte) le compte bancaire": "judged_account",
    r"l'agent accorde": "grant",
    r"l'agent refuse : (.+)": "refuse",
    r"l'agent corrige : (.+?) = (.+)": "correct",
    rf"l'agent règle le retard de l'avis du {DAY} : (.+)": "late",
    r"l'agent rattache (l'avis|l'arrêt déclaré)": "attach",
    r"l'agent ouvre un dossier pour (l'avis|l'arrêt déclaré)": "open",
    r"l'agent écarte (l'avis|l'arrêt déclaré) : (.+)": "dismiss",
    r"l'agent retire le dossier : (.+)": "withdraw",
    r"l'agent demande à (l'assuré|l'employeur) : (.+)": "ask",
    r"l'assuré envoie ses bulletins de salaire": "payslips",
    r"l'agent lit les bulletins de salaire": "read",
    r"l'agent propose un acompte": "propose_advance",
    r"(l'agent|un autre agent) (donne|écarte) l'acompte": "settle_advance",
    r"l'agent note la pièce arrivée : (.+)": "came",
    rf"l'agent note l'original de l'avis du {DAY}, reçu le {DAY}": "original",
    rf"l'agent admet la copie de l'avis du {DAY}, d'un médecin à l'étranger": "copy_admitted",
    r"l'assuré dit n'avoir plus de quoi vivre, (.+)": "hardship",
    r"l'agent note l'appel : (.+)": "called",
    r"l'agent dit la tâche faite : (.+)": "done",
    rf"{WHO} rembourse {SUM}": "repaid",
    rf"l'agent accorde à {WHO} un échéancier de (\d+) mois à partir du {DAY}": "spread",
    rf"{WHO} conteste la somme : (.+)": "contested",
    rf"l'agent répond à {WHO} : (.+)": "answered",
    rf"le responsable remet à {WHO} {SUM}": "remitted",
    rf"l'agent retient sur les paiements à {WHO}(?:, (\d+) personnes? à charge)?": "withheld",
    r"l'assuré fait un recours devant la (CRA|CMRA|CMRA et la CRA)": "appealed",
    r"la (commission|CRA|CMRA) répond : (.+)": "appeal_answered",
    r"l'agent demande l'avis du service médical": "opinion_asked",
    rf"le service médical : (.+), le {DAY}": "opinion",
    rf"dossier repris, payé par l'ancien système du {DAY} au {DAY}, {SUM} par jour": "taken_over",
    r"journée de paiement": "pay",
    r"la banque \((pain\.002|camt\.054)\) : virement à (l'assuré|l'employeur B|l'employeur) "
    r"(exécuté|revenu, (\w+))": "bank",
    r"le même fichier de la banque est relu": "bank_again",
    r"rien de nouveau": "nothing",
}


def gesture(text: str, where: str) -> Gesture:
    """The gesture of a cell. Raises BadBook for words that no phrase knows."""
    said, *more = text.split(" ; ")
    for pattern, name in PHRASES.items():
        if found := re.fullmatch(pattern, said):
            details, pays = _details(more, where)
            return Gesture(name, tuple(group or "" for group in found.groups()), details, pays)
    raise BadBook(f"{where}: on ne sait pas ce qui arrive : « {said} »")


def _details(more: list[str], where: str) -> tuple[dict[str, Any], tuple[Pay, ...]]:
    details: dict[str, Any] = {}
    pays: list[Pay] = []
    for one in more:
        if pay := _pay(one, where):
            pays.append(pay)
            continue
        known = _detail(one, where)
        if known.keys() & details.keys():
            raise BadBook(f"{where}: dit deux fois : « {one} »")
        details |= known
    return details, tuple(pays)


def _pay(text: str, where: str) -> Pay | None:
    for pattern, read in PAYS:
        if found := re.fullmatch(pattern, text):
            return read(found, where)
    return None


def _detail(text: str, where: str) -> dict[str, Any]:
    if text in SAID:
        return {SAID[text]: True}
    if found := BETWEEN.match(text):
        first, last = (day_of(one, where) for one in found.groups())
        return {"subrogation_from": first, "subrogation_to": last}
    if found := LOST.match(text):
        return {"lost": found.groups()}
    if found := FROM.match(text):
        return {"subrogation_from": day_of(found[1], where)}
    words, _, last_word = text.rpartition(" ")
    if words in DAYS:
        return {DAYS[words]: day_of(last_word, where)}
    for pattern, name in WORDS.items():
        if found := re.fullmatch(pattern, text):
            return {name: found[1]}
    raise BadBook(f"{where}: détail inconnu : « {text} »")


def days(held: tuple[str, ...], where: str) -> list[date]:
    return [day_of(one, where) for one in held]
