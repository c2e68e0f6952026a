"""Why people contact the fund: a declared list, dated, in both languages (motives.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

NOT_SAID = "non_precise"
_FILE = Path(__file__).with_name("motives.yaml")


class UnknownMotive(LookupError):
    """No motive of that code is in use on that day."""


@dataclass(frozen=True)
class Motive:
    """In use from a day to another, both inclusive; without `until`, still."""

    code: str
    since: date
    until: date | None
    fr: str
    en: str

    @property
    def label(self) -> str:
        """Its name in the language in force."""
        return self.en if get_language() == "en" else self.fr

    def in_use(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def motives() -> Mapping[str, Motive]:
    """Every motive ever declared, by its code."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = [Motive(r["code"], r["from"], r.get("until"), r["fr"], r["en"]) for r in rows]
    return {motive.code: motive for motive in found}


def motive(code: str, day: date) -> Motive:
    """The motive of a contact of that civil day. Raises UnknownMotive."""
    found = motives().get(code)
    if found is None or not found.in_use(day):
        raise UnknownMotive(code)
    return found
