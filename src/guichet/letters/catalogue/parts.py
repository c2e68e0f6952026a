"""The parts that letters share: who writes, to whom, about which file, and how to contest."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from guichet.letters.catalogue.wire import ContentRefused, fields_of, from_wire, to_wire

# NF Z 10-011 as La Poste describes it.
ADDRESS_LINES_MAX = 6
ADDRESS_LINE_LENGTH_MAX = 38
# Unicode's controls, surrogates, and separators of lines and paragraphs
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class AddressRefused(ContentRefused):
    """The recipient block does not follow NF Z 10-011: somebody must shorten or correct it."""


class AppealBlockMissing(ContentRefused):
    """An unfavourable letter that does not say how to contest: the time limit would never run."""


class Lang(StrEnum):
    FR = "fr"
    EN = "en"


class Payee(StrEnum):
    INSURED = "insured"
    EMPLOYER = "employer"


class Committee(StrEnum):
    """Who hears a first appeal (CSS R.142-1, R.142-8); the name is what a letter is kept with."""

    CRA = "cra"
    CMRA = "cmra"


class OwedBy(StrEnum):
    """Who owes a missing piece."""

    INSURED = "insured"
    EMPLOYER = "employer"
    DOCTOR = "doctor"


def refuse_if(wrong: bool, message: str) -> None:
    if wrong:
        raise ContentRefused(message)


@dataclass(frozen=True)
class Part:
    """A value of a letter: checked when built, so that no wrong letter can exist."""

    def __post_init__(self) -> None:
        for field in fields_of(type(self)):
            value = getattr(self, field.name)
            if field.name.endswith("_cents") and value is not None and type(value) is not int:
                raise ContentRefused(f"{self._where(field)} : centimes entiers attendus.")
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    self._check_text(text, field)
        self.check()

    def _check_text(self, text: str, field: dataclasses.Field[Any]) -> None:
        if field.default is dataclasses.MISSING and not text.strip():
            raise ContentRefused(f"{self._where(field)} : un texte était attendu, il est vide.")
        if INVISIBLE.search(text):
            raise ContentRefused(
                f"{self._where(field)} : caractère de contrôle ou saut de ligne, à retirer."
            )

    def _where(self, field: dataclasses.Field[Any]) -> str:
        return f"{type(self).__name__}.{field.name}"

    def check(self) -> None:
        """Rules of the part beyond its types."""

    def to_json(self) -> dict[str, Any]:
        wire: dict[str, Any] = to_wire(self)
        return wire

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        return from_wire(cls, raw, cls.__name__)


@dataclass(frozen=True)
class Period(Part):
    """Calendar days from `start` to `end`, both included."""

    start: date
    end: date

    def check(self) -> None:
        refuse_if(self.end < self.start, "Période : la fin précède le début.")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def holds(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True)
class Fund(Part):
    """The fund that writes. `place` is the town of « Fait à »; `web` leads to the account."""

    name: str
    address_lines: tuple[str, ...]
    place: str
    phone: str
    hours: str
    web: str
    data_protection: str
    """How to reach the data-protection officer, e.g. an address."""

    def check(self) -> None:
        refuse_if(not self.address_lines, "Caisse : l'adresse manque.")


@dataclass(frozen=True)
class Recipient(Part):
    """The address block, name first, as it shows in the envelope's window (NF Z 10-011)."""

    lines: tuple[str, ...]

    def check(self) -> None:
        if not 1 <= len(self.lines) <= ADDRESS_LINES_MAX:
            raise AddressRefused(
                f"Destinataire : {len(self.lines)} lignes d'adresse, il en faut de 1 à "
                f"{ADDRESS_LINES_MAX}."
            )
        for number, line in enumerate(self.lines, start=1):
            if not line.strip() or len(line) > ADDRESS_LINE_LENGTH_MAX:
                raise AddressRefused(
                    f"Destinataire, ligne {number} : {len(line)} caractères, il en faut de 1 à "
                    f"{ADDRESS_LINE_LENGTH_MAX}. Abrégez la ligne."
                )


@dataclass(frozen=True)
class Header(Part):
    """The references a person quotes when calling, and the date and language of the letter."""

    file_number: str
    letter_number: str
    dated_on: date
    lang: Lang = Lang.FR


@dataclass(frozen=True)
class Signatory(Part):
    """Who decided: CRPA L.212-1 asks the name and the capacity of the author."""

    name: str
    role: str


@dataclass(frozen=True)
class AppealBlock(Part):
    """The first appeal before a committee of the fund, CSS R.142-1 or R.142-8; then the court.

    The two months run only if the letter shows them, so nothing here is optional but `web`.
    """

    address_lines: tuple[str, ...]
    court: str
    """The court that comes next, e.g. « pôle social du tribunal judiciaire de Bobigny »."""
    months: int = 2
    article: str = "article R. 142-1 du code de la sécurité sociale"
    web: str = ""
    committee: Committee = Committee.CRA
    answer_months: int = 2
    """Months after which the committee's silence rejects."""
    other_lines: tuple[str, ...] = ()
    """Of a medical refusal: where to contest anything else in the letter, before the CRA."""

    def check(self) -> None:
        refuse_if(not self.address_lines, "Recours : l'adresse de la commission manque.")
        refuse_if(self.months != 2, "Recours : le délai est de deux mois (R. 142-1).")
        medical = self.committee is Committee.CMRA
        refuse_if(
            medical != bool(self.other_lines),
            "Recours : un refus médical dit aussi où contester le reste, et lui seul.",
        )


def needs_appeal(appeal: AppealBlock | None, letter: str) -> None:
    """Refuse an unfavourable letter without its appeal block."""
    if appeal is None:
        raise AppealBlockMissing(
            f"{letter} : cette décision est défavorable et n'indique pas comment la contester. "
            "Ajoutez le bloc de recours."
        )


@dataclass(frozen=True)
class Letter(Part):
    """What every letter has: who writes, to whom, about which file."""

    fund: Fund
    recipient: Recipient
    header: Header

    @property
    def subject(self) -> str:
        """The letter's title in its language: what lists show and what the PDF is titled."""
        raise NotImplementedError

    def _tr(self, french: str, english: str) -> str:
        return french if self.header.lang is Lang.FR else english

    @property
    def unfavourable(self) -> bool:
        """Whether the letter must show how to contest it."""
        return False


@dataclass(frozen=True)
class Deductions(Part):
    """CSG and CRDS on the whole letter; `net_cents` is before the income tax."""

    csg_cents: int
    crds_cents: int
    net_cents: int
