"""Typed reading of one case's input: each fault names the key and what was expected."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from guichet.law import money
from guichet.law.dates import FIRST_DAY, LAST_DAY
from guichet.law.explanation import Refusal

MOST_SAID = 60
_NUMBERS = (str, int, Decimal)  # a union would be built anew at each reading
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def iso_day(text: str) -> date | None:
    """The date written AAAA-MM-JJ, or None."""
    if not _DAY.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def said(value: Any) -> str:
    """A given value inside a message: short, and never a whole structure."""
    if isinstance(value, str | int | Decimal | date):
        text = str(value)
        return f"« {text[:MOST_SAID]}… »" if len(text) > MOST_SAID else f"« {text} »"
    return "Ce qui est donné"


def key_that_gives(data: Mapping[str, Any], day: date | None, otherwise: str) -> str:
    """The key of a case that gives a day, alone or within a list; `otherwise` when none does."""
    given = (key for key, value in data.items() if day is not None and _gives(value, day))
    return next(given, otherwise)


def _gives(value: Any, day: date) -> bool:
    """Whether a value is the day, or has it in a line of its own."""
    lines = value if isinstance(value, list | tuple) else [value]
    found = (
        one for line in lines for one in (line.values() if isinstance(line, Mapping) else [line])
    )
    return any(one == day or (isinstance(one, str) and iso_day(one) == day) for one in found)


class CaseFault(Exception):
    """A case cannot be answered; `refusal` says why."""

    def __init__(self, key: str, expected: str, message: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(key, expected, message)


class Reader:
    """Reads one mapping; `path` is where it lies in the case, for the messages."""

    def __init__(self, data: Any, path: str = "") -> None:
        if not isinstance(data, Mapping):
            where = path.rstrip(".") or "input"
            raise CaseFault(where, "un ensemble de clés", f"« {where} » n'est pas lisible.")
        self.data = data
        self.path = path

    def has(self, key: str) -> bool:
        """Whether the key is given; an empty value counts as left out."""
        return self.data.get(key) is not None

    def only(self, known: frozenset[str]) -> None:
        """Refuse a key that is not in the contract: it may be a misspelt one."""
        for key in self.data:
            if key not in known:
                self.fault(
                    str(key)[:MOST_SAID],
                    "une clé du contrat",
                    f"La clé {said(key)} n'est pas connue.",
                )

    def day(self, key: str) -> date | None:
        """A date, ISO 8601."""
        value = self.data.get(key)
        if value is None:
            return None
        found = iso_day(value) if isinstance(value, str) else value
        if not isinstance(found, date) or isinstance(found, datetime):
            self.fault(key, "une date AAAA-MM-JJ", f"{said(value)} n'est pas une date.")
        return self.within_reach(key, found)

    def within_reach(self, key: str, day: date) -> date:
        """The day, unless it is so far that it can only be a mistake of writing."""
        if FIRST_DAY <= day <= LAST_DAY:
            return day
        expected = f"une date du {FIRST_DAY:%d/%m/%Y} au {LAST_DAY:%d/%m/%Y}"
        self.fault(key, expected, f"La date {said(day)} est trop lointaine.")

    def required_day(self, key: str) -> date:
        """A date that must be given."""
        return self.day(key) or self.fault(key, "une date AAAA-MM-JJ", "La date manque.")

    def days(self, key: str) -> list[date] | None:
        """A list of dates."""
        if not self.has(key):
            return None
        inner = [Reader({key: value}, self.path) for value in self.items(key)]
        return [reader.required_day(key) for reader in inner]

    def items(self, key: str) -> Sequence[Any]:
        """A list, empty when left out."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fault(key, "une liste", f"« {key} » n'est pas une liste.")
        return value

    def flag(self, key: str) -> bool | None:
        """True, false, or left out."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault(key, "true ou false", f"{said(value)} n'est ni vrai ni faux.")

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One word of a list."""
        value = self.data.get(key, default)
        if value is None:
            value = default
        if isinstance(value, str) and value in allowed:
            return value
        problem = "La clé manque." if value is None else f"{said(value)} n'est pas connu."
        self.fault(key, ", ".join(allowed), problem)

    def number(self, key: str) -> Decimal | None:
        """An exact number."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, _NUMBERS) and not isinstance(value, bool):
            try:
                found = Decimal(value)
            except InvalidOperation:
                found = Decimal("NaN")
            if found.is_finite() and abs(found.adjusted()) < 30:
                return found
        comma = isinstance(value, str) and "," in value
        expected = "un nombre, avec un point et non une virgule" if comma else "un nombre"
        self.fault(key, expected, f"{said(value)} n'est pas un nombre.")

    def whole(self, key: str) -> int | None:
        """A whole number, 0 or more."""
        found = self.number(key)
        if found is None:
            return None
        if found < 0 or found != int(found):
            expected = "un nombre entier, zéro ou plus"
            self.fault(key, expected, f"{said(found)} n'est pas un nombre entier positif ou nul.")
        return int(found)

    def cents(self, key: str) -> int | None:
        """An amount in euros with at most two decimals, as cents."""
        amount = self.number(key)
        if amount is None:
            return None
        found = money.cents(amount)
        if found is None:
            self.fault(
                key,
                "un montant avec deux décimales au plus",
                f"{said(amount)} a trop de décimales.",
            )
        return found

    def text(self, key: str) -> str | None:
        """A text."""
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value
        self.fault(key, "un texte", f"{said(value)} n'est pas un texte.")

    def name(self, key: str, default: int) -> str | int:
        """What a case is called: its text or number, else its rank."""
        value = self.data.get(key)
        return value if isinstance(value, str | int) else default

    def fault(self, key: str, expected: str, message: str) -> NoReturn:
        """Stop reading this case."""
        raise CaseFault(f"{self.path}{key}", expected, message)
