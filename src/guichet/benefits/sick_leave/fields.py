"""The facts that an agent may set by hand: their words, and how what is typed becomes a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.employers import split_key
from guichet.benefits.sick_leave.enums import Circumstance
from guichet.benefits.sick_leave.facts import (
    CIRCUMSTANCE,
    LATE,
    OPINION_LINK,
    OPINION_STOP,
    ORIGINAL,
    PAY_GAP,
    PERIOD,
    PRESCRIBER,
    TAKEN_BEFORE,
    TAKEN_NUMBER,
    TAKEN_PAID,
    TAKEN_UNTIL,
)
from guichet.benefits.sick_leave.part_time import PART_TIME_FROM, PART_TIME_TO, PAY_LOST
from guichet.benefits.sick_leave.wages import OTHER_WAGE, WAGE, month_of_other

SIRET = 14  # digits


class BadValue(ValueError):
    """What was typed is not a value of this fact; the text is for the agent."""


@dataclass(frozen=True)
class Field:
    label: str | Promise
    kind: str  # day, choice, yes_no, wage, pay_lost
    parse: Callable[[Any], Any]


def _day(value: Any) -> str | None:
    if value in ("", None):
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise BadValue(str(_("Une date est attendue, par exemple 31/03/2026."))) from None
    if not 1990 <= day.year <= 2100:
        raise BadValue(str(_("L'année n'est pas vraisemblable. Vérifiez la date.")))
    return day.isoformat()


def _yes_no(value: Any) -> bool | None:
    if value in (True, "yes", "true"):
        return True
    if value in (False, "no", "false"):
        return False
    if value in ("", None):
        return None
    raise BadValue(str(_("Répondez par oui ou par non.")))


def cents(value: Any) -> int:
    """Euros as typed (1 234,56) to whole cents."""
    text = str(value).replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadValue(str(_("Un montant en euros est attendu, par exemple 1 850,40."))) from None
    if not amount.is_finite() or amount < 0 or amount > 999_999 or amount * 100 % 1:
        raise BadValue(
            str(_("Le montant doit être entre 0 et 999 999 €, avec deux chiffres au plus."))
        )
    return int(amount * 100)


def _wage(value: Mapping[str, Any]) -> dict[str, Any]:
    hours, restored = value.get("hours"), value.get("restored")
    try:
        worked = Decimal(str(hours).replace(",", ".")) if hours not in ("", None) else None
    except InvalidOperation:
        raise BadValue(str(_("Un nombre d'heures est attendu, par exemple 151,67."))) from None
    if worked is not None and not 0 <= worked <= 400:
        raise BadValue(str(_("Le nombre d'heures du mois doit être entre 0 et 400.")))
    return {
        "gross_cents": cents(value.get("gross", "")),
        "hours": str(worked) if worked is not None else None,
        "restored_cents": cents(restored) if restored not in ("", None) else None,
    }


FIELDS: dict[str, Field] = {
    "employer.last_day_worked": Field(_("Dernier jour travaillé"), "day", _day),
    "employer.leave_until": Field(_("Congés jusqu'au, selon l'employeur"), "day", _day),
    "employer.reason": Field(_("Motif déclaré par l'employeur"), "choice", str),
    "return.on": Field(_("Reprise du travail le"), "day", _day),
    "subrogation": Field(_("L'employeur garde le salaire (subrogation)"), "yes_no", _yes_no),
    "subrogation.from": Field(_("Subrogation à partir du"), "day", _day),
    "subrogation.to": Field(_("Subrogation jusqu'au"), "day", _day),
    "rights.met": Field(_("Conditions d'ouverture du droit remplies"), "yes_no", _yes_no),
    PART_TIME_FROM: Field(_("Temps partiel thérapeutique à partir du"), "day", _day),
    PART_TIME_TO: Field(_("Temps partiel thérapeutique jusqu'au"), "day", _day),
    PAY_GAP: Field(_("Payer ici les jours que l'ancien système n'a pas payés"), "yes_no", _yes_no),
    "stop.cancelled": Field(_("Arrêt annulé par l'employeur"), "yes_no", _yes_no),
}
FIELDS |= {f"{CIRCUMSTANCE}{one}": Field(one.label, "yes_no", _yes_no) for one in Circumstance}
PRESCRIBER_FIELD = Field(_("Autre prescripteur admis (L.162-4-4)"), "yes_no", _yes_no)
WAGE_FIELD = Field(_("Salaire du mois"), "wage", _wage)


# What an agent may set for another employer, beside its wages.
OF_EMPLOYERS = (
    "employer.last_day_worked",
    "employer.reason",
    "return.on",
    "subrogation",
    "subrogation.from",
    "subrogation.to",
)


def _pay_lost(first: date) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Reads the gross pay lost in a period of part-time that begins on a day."""

    def parse(value: Mapping[str, Any]) -> dict[str, Any]:
        last = _day(value.get("last"))
        if last is None or last < first.isoformat():
            day = date_format(first, "j F Y")
            raise BadValue(str(_("Le dernier jour est le {day} ou après.")).format(day=day))
        return {"last_day": last, "gross_cents": cents(value.get("gross", ""))}

    return parse


def field_of(key: str) -> Field | None:
    """How a fact is set by hand; None for one that is not."""
    siret, rest = split_key(key)
    if siret:
        known = len(siret) == SIRET and siret.isdecimal()
        of_one = rest in OF_EMPLOYERS or rest.startswith(WAGE)
        return field_of(rest) if known and of_one else None
    if key.startswith(WAGE):
        return WAGE_FIELD
    if _first_of(key, PRESCRIBER):
        return PRESCRIBER_FIELD
    if first := _first_of(key, PAY_LOST):
        return Field(_("Salaire perdu en temps partiel"), "pay_lost", _pay_lost(first))
    return FIELDS.get(key)


def _first_of(key: str, prefix: str) -> date | None:
    """The first day that a key of a period names, if it is one of these."""
    if not key.startswith(prefix):
        return None
    try:
        return date.fromisoformat(key.removeprefix(prefix))
    except ValueError:
        return None


def parse(key: str, value: Any) -> Any:
    """The JSON value of what an agent typed. Raises BadValue."""
    field = field_of(key)
    if field is None:
        raise BadValue(str(_("Cette information ne se corrige pas à la main.")))
    return field.parse(value)


_WITH_A_VOWEL = (4, 8, 10)  # avril, août, octobre: French shortens "de" before them


def label_of(key: str) -> str:
    """What a fact is called on the desk."""
    siret, rest = split_key(key)
    if siret:
        return _("{fact}, chez l'autre employeur ({siret})").format(
            fact=label_of(rest), siret=siret
        )
    if key.startswith(WAGE):
        first = date.fromisoformat(f"{key.removeprefix(WAGE)}-01")
        wage = _("Salaire d'{month}") if first.month in _WITH_A_VOWEL else _("Salaire de {month}")
        return str(wage).format(month=date_format(first, "F Y"))
    if key.startswith(OTHER_WAGE):
        wage = label_of(f"{WAGE}{month_of_other(key)}")
        return str(_("{wage}, selon un autre envoi")).format(wage=wage)
    for prefix, label in _OF_A_PERIOD.items():
        if key.startswith(prefix):
            first = date.fromisoformat(key.removeprefix(prefix))
            return str(label).format(day=date_format(first, "j F Y"))
    if key in FIELDS:
        return str(FIELDS[key].label)
    return str(_LABELS.get(key, key))


_OF_A_PERIOD = {
    PERIOD: _("Période prescrite à partir du {day}"),
    LATE: _("Retard de l'avis de la période du {day}"),
    PRESCRIBER: _("Autre prescripteur admis pour la prolongation du {day} (L.162-4-4)"),
    PAY_LOST: _("Salaire perdu en temps partiel à partir du {day}"),
    ORIGINAL: _("Original de l'avis de la période du {day}"),
}
_LABELS = {
    TAKEN_NUMBER: _("Numéro dans l'ancien système"),
    TAKEN_UNTIL: _("Payé par l'ancien système jusqu'au"),
    TAKEN_PAID: _("Jours payés par l'ancien système"),
    TAKEN_BEFORE: _("Jours payés pour des arrêts d'avant, selon l'ancien système"),
    OPINION_STOP: _("Avis du service médical sur l'arrêt"),
    OPINION_LINK: _("Lien dit par le service médical"),
    "employer.siret": _("SIRET de l'employeur"),
    "employer.names_the_person": _("Le nom donné par l'employeur est celui de la personne"),
    "employer.contract": _("Numéro de contrat"),
    "employer.contract_start": _("Début du contrat"),
    "employer.contract_nature": _("Nature du contrat"),
    "employer.expected_end": _("Fin prévue, selon l'employeur"),
    "subrogation.iban": _("IBAN de l'employeur"),
    "subrogation.bic": _("BIC de l'employeur"),
}
