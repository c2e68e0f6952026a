"""SEPA credit transfer files (pain.001.001.09), composed by sepaxml and the same bytes each time.

sepaxml draws identifiers and reads the clock; both are replaced here by what the caller gives, and
the result is checked against the XSD that the library ships.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import sepaxml
from lxml import etree
from sepaxml import SepaTransfer
from text_unidecode import unidecode

from guichet.formats.identifiers import Verdict, check_bic, check_iban

SCHEMA = "pain.001.001.09"
NAMESPACE = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
IDENTIFIER = re.compile(r"[A-Za-z0-9/?:().,'+ -]{1,35}")
# The Latin set that every bank of the scheme takes (EPC217-08).
NOT_TAKEN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
PARIS = ZoneInfo("Europe/Paris")


class RefusedTransfer(ValueError):
    """A payment file cannot be made of this; the text says which order and what is wrong."""


@dataclass(frozen=True)
class Transfer:
    """One transfer. `cents` is a positive whole number; `end_to_end_id` comes back with the bank's
    answers."""

    end_to_end_id: str
    name: str
    iban: str
    bic: str | None
    cents: int
    remittance: str


@dataclass(frozen=True)
class CreditTransfer:
    message_id: str
    created_at: datetime
    execution_date: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    transfers: tuple[Transfer, ...]

    @property
    def total_cents(self) -> int:
        return sum(transfer.cents for transfer in self.transfers)


def sepa_text(text: str, most: int) -> str:
    """Text in the set that banks take: accents dropped, what has no letter becomes a space."""
    plain = text if text.isascii() else unidecode(unicodedata.normalize("NFC", text))
    return " ".join(NOT_TAKEN.sub(" ", plain).split())[:most].strip()


def credit_transfer(message: CreditTransfer) -> bytes:
    """The file's bytes, valid by the XSD. Raises RefusedTransfer in words."""
    _check(message)
    file = SepaTransfer(
        {
            "name": sepa_text(message.debtor_name, 70),
            "IBAN": message.debtor_iban,
            "BIC": message.debtor_bic,
            "batch": True,
            "currency": "EUR",
        },
        schema=SCHEMA,
    )
    for transfer in message.transfers:
        file.add_payment(_payment(transfer, message.execution_date))
    return _settled(file.export(validate=False), message)


def _payment(transfer: Transfer, execution_date: date) -> dict[str, object]:
    payment: dict[str, object] = {
        "name": sepa_text(transfer.name, 70),
        "IBAN": transfer.iban,
        "amount": transfer.cents,
        "execution_date": execution_date,
        "description": sepa_text(transfer.remittance, 140),
        "endtoend_id": transfer.end_to_end_id,
    }
    if transfer.bic:
        payment["BIC"] = transfer.bic
    return payment


def _settled(raw: bytes, message: CreditTransfer) -> bytes:
    """Replace what the library drew or read from the clock, and check the whole."""
    ET.register_namespace("", NAMESPACE["p"])
    root = ET.fromstring(raw)  # noqa: S314  our own bytes
    created = message.created_at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S")
    for path, text in (
        (".//p:GrpHdr/p:MsgId", message.message_id),
        (".//p:GrpHdr/p:CreDtTm", created),
        (".//p:PmtInf/p:PmtInfId", message.message_id),
    ):
        for node in root.findall(path, NAMESPACE):
            node.text = text
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    if not _schema().validate(etree.fromstring(content)):
        raise RefusedTransfer(f"{message.message_id} : le fichier ne suit pas le schéma.")
    return content


@cache
def _schema() -> etree.XMLSchema:
    """The scheme's XSD, as sepaxml ships it; libxml2 checks by it a hundred times faster."""
    folder = Path(sepaxml.__file__).parent / "schemas"
    return etree.XMLSchema(etree.parse(folder / f"{SCHEMA}.xsd"))


def _check(message: CreditTransfer) -> None:
    where = message.message_id
    if not message.transfers:
        raise RefusedTransfer(f"{where} : aucun virement, aucun fichier n'est à faire.")
    if not IDENTIFIER.fullmatch(where):
        raise RefusedTransfer(f"{where} : identifiant de 1 à 35 caractères simples attendu.")
    if message.created_at.tzinfo is None:
        raise RefusedTransfer(f"{where} : l'heure de création doit avoir son fuseau.")
    if fault := fault_of_account(message.debtor_name, message.debtor_iban, message.debtor_bic):
        raise RefusedTransfer(f"{where} : {fault}")
    seen: set[str] = set()
    for transfer in message.transfers:
        name = transfer.end_to_end_id
        if not IDENTIFIER.fullmatch(name):
            raise RefusedTransfer(f"{name} : identifiant de 1 à 35 caractères simples attendu.")
        if name in seen:
            raise RefusedTransfer(f"{name} : cet ordre est deux fois dans le fichier.")
        seen.add(name)
        if type(transfer.cents) is not int or not 0 < transfer.cents < 10**11:
            raise RefusedTransfer(f"{name} : un nombre entier et positif de centimes est attendu.")
        if fault := fault_of_account(transfer.name, transfer.iban, transfer.bic):
            raise RefusedTransfer(f"{name} : {fault}")


def fault_of_account(name: str, iban: str, bic: str | None = None) -> str:
    """Why no transfer can be written to an account as it is kept, in words; empty when one can."""
    if not sepa_text(name, 70):
        return "Le nom du titulaire doit s'écrire avec des lettres. Recopiez-le du relevé bancaire."
    known = check_iban(iban)
    if not known.ok or known.value != iban:
        return known.words or "IBAN attendu en majuscules, sans espaces."
    if bic and check_bic(bic) != Verdict(True, bic):
        return check_bic(bic).words or "BIC attendu en majuscules, sans espaces."
    return ""


def control_sum(content: bytes) -> Decimal:
    """The sum that a file announces, for whoever checks it."""
    root = ET.fromstring(content)  # noqa: S314  our own bytes
    node = root.find(".//p:GrpHdr/p:CtrlSum", NAMESPACE)
    if node is None or node.text is None:
        raise RefusedTransfer("aucune somme de contrôle dans ce fichier")
    return Decimal(node.text)
