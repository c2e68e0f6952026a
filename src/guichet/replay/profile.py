"""Profiles: what a fund's year was like, read strictly; a fault names its key in one sentence."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from guichet.contacts.service import NOT_SAID, UnknownMotive, motive
from guichet.law.documents import Unreadable, parse_yaml

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")
_HERE = Path(__file__).parent


class Reading(Enum):
    """How a figure of a profile is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class ProfileFault(ValueError):
    """The profile is not sound; the text names the key and what is expected, for a person."""


@dataclass(frozen=True)
class Figure:
    """A number and how it is meant; `most` for what is said between two numbers."""

    value: Decimal
    reading: Reading = Reading.EXACT
    most: Decimal | None = None


@dataclass(frozen=True)
class Shares:
    """Percents by code; an exclusive group has a remainder: what the profile does not detail."""

    of: Mapping[str, Decimal]
    exclusive: bool = True

    @property
    def remainder(self) -> Decimal:
        return Decimal(100) - sum(self.of.values(), Decimal(0))


@dataclass
class Profile:
    """What is said, by the path of its key (`phone.calls`)."""

    digest: str
    figures: dict[str, Figure] = field(default_factory=dict)
    shares: dict[str, Shares] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    names: dict[str, list[Any]] = field(default_factory=dict)
    months: dict[str, dict[str, Decimal]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return int(self.figures["fund.year"].value)

    def count(self, path: str) -> int:
        """A count; 0 where the profile says nothing of it."""
        found = self.figures.get(path)
        return int(found.value) if found else 0


def read_profile(name: str) -> Profile:
    """The profile of a file, or one of those that come with the program, by its name.

    Raises ProfileFault, or OSError for a file that does not open.
    """
    own = _HERE / "profiles" / f"{name}.yaml"
    path = own if re.fullmatch(r"[\w-]+", name) and own.exists() else Path(name)
    return parse_profile(path.read_bytes())


@cache
def known_profiles() -> Mapping[str, str]:
    """The profiles that come with the program: their names by the digests of their texts."""
    found = sorted((_HERE / "profiles").glob("*.yaml"))
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path.stem for path in found}


def parse_profile(content: bytes) -> Profile:
    """The profile in a YAML text. Raises ProfileFault."""
    try:
        found = parse_yaml(content.decode())
    except (Unreadable, UnicodeDecodeError) as error:
        raise ProfileFault(f"Le profil ne se lit pas : {error}.") from error
    profile = Profile(hashlib.sha256(content).hexdigest())
    fund = found.get("fund") if isinstance(found, dict) else None
    year = fund.get("year") if isinstance(fund, dict) else None
    if type(year) is not int or not 2000 <= year <= 2100:
        raise ProfileFault("fund.year : l'année du profil est attendue, de 2000 à 2100.")
    _Reader(profile, year).read("", found, _keys())
    department = profile.texts.get("fund.department", "")
    if not re.fullmatch(r"\d\d", department):
        raise ProfileFault("fund.department : deux chiffres sont attendus, entre guillemets.")
    return profile


@cache
def _keys() -> Mapping[str, Any]:
    found: Mapping[str, Any] = parse_yaml((_HERE / "profile_keys.yaml").read_text("utf-8"))
    return found


@dataclass(frozen=True)
class _Reader:
    profile: Profile
    year: int

    def read(self, path: str, value: Any, known: Any) -> None:
        if isinstance(known, str):
            _KINDS[known](self, path, value)
            return
        if not isinstance(value, dict):
            raise ProfileFault(f"{path or 'profil'} : des clés sont attendues.")
        for key, under in value.items():
            inner = f"{path}.{key}" if path else key
            if key not in known:
                raise ProfileFault(f"{inner} : cette clé n'est pas connue.")
            self.read(inner, under, known[key])

    def text(self, path: str, value: Any) -> None:
        if not isinstance(value, str) or not value:
            raise ProfileFault(f"{path} : un texte est attendu.")
        self.profile.texts[path] = value

    def day(self, path: str, value: Any) -> None:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ProfileFault(f"{path} : une date AAAA-MM-JJ est attendue.")
        if value.year != self.year:
            raise ProfileFault(f"{path} : cette date n'est pas de l'année {self.year}.")
        self.profile.days[path] = value

    def month(self, path: str, value: Any) -> None:
        if not isinstance(value, str) or not _MONTH.match(value):
            raise ProfileFault(f"{path} : un mois AAAA-MM est attendu.")
        if not value.startswith(f"{self.year}-"):
            raise ProfileFault(f"{path} : ce mois n'est pas de l'année {self.year}.")
        self.profile.texts[path] = value

    def listed(self, path: str, value: Any) -> None:
        if not isinstance(value, list):
            raise ProfileFault(f"{path} : une liste est attendue.")
        self.profile.names[path] = value

    def listed_names(self, path: str, value: Any) -> None:
        self.listed(path, value)
        for one in value:
            alone = [one] if isinstance(one, str) else one
            if not isinstance(alone, list) or not all(isinstance(n, str) and n for n in alone):
                raise ProfileFault(f"{path} : des noms sont attendus.")

    def figure(self, path: str, value: Any) -> Figure:
        if not isinstance(value, dict):
            return Figure(_number(path, value))
        said = set(value)
        numbers = {key: _number(f"{path}.{key}", one) for key, one in value.items()}
        if said == {"min", "max"} and numbers["min"] <= numbers["max"]:
            return Figure(numbers["min"], Reading.BETWEEN, numbers["max"])
        for key, reading in _READINGS.items():
            if said == {key}:
                return Figure(numbers[key], reading)
        raise ProfileFault(f"{path} : un nombre, about, min ou max est attendu.")

    def number(self, path: str, value: Any) -> None:
        self.profile.figures[path] = self.figure(path, value)

    def count(self, path: str, value: Any) -> None:
        found = self.figure(path, value)
        if found.value < 0 or found.value % 1:
            raise ProfileFault(f"{path} : un nombre entier, au moins 0, est attendu.")
        self.profile.figures[path] = found

    def share(self, path: str, value: Any) -> None:
        found = self.figure(path, value)
        if not 0 <= found.value <= (found.most or found.value) <= 100:
            raise ProfileFault(f"{path} : une part est attendue, de 0 à 100.")
        self.profile.figures[path] = found

    def group(self, path: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise ProfileFault(f"{path} : des parts sont attendues, par code.")
        exclusive = value.get("exclusive", True)
        if not isinstance(exclusive, bool):
            raise ProfileFault(f"{path}.exclusive : true ou false est attendu.")
        parts = {}
        for code, one in value.items():
            if code == "exclusive":
                continue
            parts[code] = _number(f"{path}.{code}", one)
            if not 0 <= parts[code] <= 100:
                raise ProfileFault(f"{path}.{code} : une part est attendue, de 0 à 100.")
        total = sum(parts.values(), Decimal(0))
        if exclusive and total > 100:
            raise ProfileFault(f"{path} : la somme des parts est {total}, au plus 100 est attendu.")
        self.profile.shares[path] = Shares(parts, exclusive)

    def motives(self, path: str, value: Any) -> None:
        self.group(path, value)
        for code in self.profile.shares[path].of:
            try:
                motive(code, date(self.year, 12, 31))
            except UnknownMotive:
                raise ProfileFault(f"{path}.{code} : ce motif n'est pas connu.") from None
            if code == NOT_SAID:
                raise ProfileFault(f"{path}.{code} : ce motif est ce qui reste, il ne se dit pas.")
        if not self.profile.shares[path].exclusive:
            raise ProfileFault(f"{path}.exclusive : un contact n'a qu'un motif.")

    def by_month(self, path: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise ProfileFault(f"{path} : des nombres sont attendus, par mois AAAA-MM.")
        for key in value:
            if key[:1].isdigit() and not _MONTH.match(key):
                raise ProfileFault(f"{path}.{key} : un mois AAAA-MM est attendu.")
            if key[:1].isdigit() and not key.startswith(f"{self.year}-"):
                raise ProfileFault(f"{path}.{key} : ce mois n'est pas de l'année {self.year}.")
        self.profile.months[path] = {k: _number(f"{path}.{k}", v) for k, v in value.items()}


def _number(path: str, value: Any) -> Decimal:
    if type(value) is not int and not isinstance(value, Decimal):
        raise ProfileFault(f"{path} : un nombre est attendu.")
    return Decimal(value)


_READINGS = {"about": Reading.ABOUT, "min": Reading.AT_LEAST, "max": Reading.AT_MOST}
_KINDS: Mapping[str, Callable[[_Reader, str, Any], None]] = {
    "text": _Reader.text,
    "names": _Reader.listed_names,
    "list": _Reader.listed,
    "day": _Reader.day,
    "month": _Reader.month,
    "count": _Reader.count,
    "number": _Reader.number,
    "share": _Reader.share,
    "shares": _Reader.group,
    "motives": _Reader.motives,
    "months": _Reader.by_month,
}
