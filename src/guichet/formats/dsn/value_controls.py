"""Controls of one value: keys, which our own warnings judge, and the name of a job.

The specification of 2026 asks for these keys by CSL controls of its own; our reference (formats.md
1.5) knows none in the norm. Until one source decides, a wrong key is told and refuses nothing.
"""

import re

from guichet.formats.dsn.controls import ALL, Check, Control, Places, value_at
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.rules import SOURCE
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import siret_holds
from guichet.formats.identifiers import check_iban, check_siren

SIRET_DIGITS, SIREN_DIGITS = 14, 9
ESTABLISHMENT, AT_HOME = "01", "03"
_SIRET_WORDS = "La clé de ce SIRET n'est pas bonne. Vérifiez-le."
_IBAN_WORDS = "La clé de cet IBAN n'est pas bonne : un paiement serait rejeté. Vérifiez-le."
# Three times the same character, but a digit; four times an i.
_REPEATED = re.compile(r"([^0-9iI])\1\1|[iI]{4}", re.IGNORECASE)


def _whole(siret: str) -> bool:
    """Its length and digits are judged with the values."""
    return len(siret) == SIRET_DIGITS and siret.isdecimal()


def _siret(suffix: str) -> Check:
    def check(node: Node, head: Head) -> Places:
        siret = node.get(suffix) or ""
        if _whole(siret) and not siret_holds(siret):
            yield from value_at(node, suffix)

    return check


def _siren_and_nic(first: str, second: str) -> Check:
    """A wrong SIREN is told once, where the SIRET of the establishment is judged."""

    def check(node: Node, head: Head) -> Places:
        siren, nic = node.get(first) or "", node.get(second) or ""
        if _whole(siren + nic) and check_siren(siren).ok and not siret_holds(siren + nic):
            yield from value_at(node, second)

    return check


def _iban(suffix: str) -> Check:
    def check(node: Node, head: Head) -> Places:
        iban = node.get(suffix)
        if iban and not check_iban(iban).ok:
            yield node.line_of(suffix), ""

    return check


def _place_of_work(place: Node, head: Head) -> Places:
    if place.get("010") == ESTABLISHMENT:
        yield from _siret("001")(place, head)


def _siret_at_home(place: Node, head: Head) -> Places:
    siret = place.get("001") or ""
    if place.get("010") == AT_HOME and _whole(siret) and siret_holds(siret):
        yield from value_at(place, "001")


def _job(contract: Node, head: Head) -> Places:
    job = contract.get("006") or ""
    if job and (not job[0].isalnum() or _REPEATED.search(job)):
        yield from value_at(contract, "006")


def _key(rubric: str, code: str, message: str, check: Check, source: str) -> Control:
    return Control(rubric, code, ALL, message, check, blocking=False, source=source)


_INSEE, _ISO = "INSEE, clé de Luhn", "ISO 13616"
VALUE_CONTROLS = (
    _key("S21.G00.06.002", "siret-key", _SIRET_WORDS, _siren_and_nic("001", "002"), _INSEE),
    _key("S21.G00.41.012", "siret-key", _SIRET_WORDS, _siret("012"), _INSEE),
    _key("S21.G00.45.001", "siret-key", _SIRET_WORDS, _siret("001"), _INSEE),
    _key("S21.G00.85.001", "siret-key", _SIRET_WORDS, _place_of_work, _INSEE),
    _key("S89.G00.32.005", "siret-key", _SIRET_WORDS, _siren_and_nic("004", "005"), _INSEE),
    _key("S21.G00.20.004", "iban-key", _IBAN_WORDS, _iban("004"), _ISO),
    Control(
        "S21.G00.85.001",
        "CCH-13",
        frozenset({"01", "07", "08"}),
        "Un lieu de travail à domicile (85.010 vaut 03) n'a pas de SIRET. Corrigez l'identifiant "
        "ou la nature.",
        _siret_at_home,
        source=SOURCE,
        certainty="B",
        since="P25",
        perimeter=True,
    ),
    Control(
        "S21.G00.40.006",
        "CSL-00",
        ALL,
        "Le libellé de l'emploi commence par une lettre ou un chiffre et n'a pas trois fois de "
        "suite le même caractère. Corrigez-le.",
        _job,
        source=SOURCE,
        certainty="B",
        since="P25",
    ),
)
