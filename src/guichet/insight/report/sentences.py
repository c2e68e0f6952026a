"""Sentences of chapters.yaml filled with figures; nothing is said of what is not known."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guichet.contacts.motives import NOT_SAID
from guichet.insight.periods import Period
from guichet.insight.report import printed
from guichet.insight.report.model import Table, Told

_OPTIONAL = re.compile(r"\[([^]]*)\]")
_BLANK = re.compile(r"\{([\w.]+)(?::([^{}|]*)\|([^{}]*))?\}")
MOST = 5


class Unknown(LookupError):
    """The figures do not hold what the sentence says."""


@dataclass(frozen=True)
class Words:
    """What the sentences of a section may name."""

    figures: Mapping[str, Told]
    tables: Mapping[str, Table]
    period: Period
    before: Period
    whole: bool

    def sentence(self, template: str) -> str | None:
        """The sentence, or None where one of its figures is not known."""
        try:
            return printed.typeset(self._filled(_OPTIONAL.sub(self._optional, template)))
        except Unknown:
            return None

    def _optional(self, found: re.Match[str]) -> str:
        try:
            return self._filled(found[1])
        except Unknown:
            return ""

    def _filled(self, template: str) -> str:
        return _BLANK.sub(lambda found: self._blank(found[1], found[2], found[3]), template)

    def _blank(self, name: str, one: str | None, many: str | None) -> str:
        if name in _OF_THE_YEAR:
            return _OF_THE_YEAR[name](self)
        code, _, what = name.partition(".")
        if what == "most":
            return _most(self.tables[code])
        told = self.figures[code]
        if told.value is None:
            raise Unknown(name)
        if one is not None and many is not None:
            return many if printed.plural(told.value) else one
        return self._said_of(told, what)

    def _said_of(self, told: Told, what: str) -> str:
        if what == "":
            return printed.value(told)
        if told.before is None or (what != "before" and told.growth is None):
            raise Unknown(told.id)
        if what == "before":
            return printed.before(told)
        return printed.trend(told, self.before, whole=self.whole)

    def _year_in(self) -> str:
        return f"en {self.period.first.year}" if self.whole else printed.span(self.period)


def _most(table: Table) -> str:
    """The parts that weigh most, with their shares, as a list in words."""
    named = [part for part in table.parts if part.key not in ("", NOT_SAID) and part.share]
    told = [f"{_inside(part.name)} ({printed.share(part.share)})" for part in named[:MOST]]
    if not told:
        raise Unknown(table.id)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} et {told[-1]}"


def _inside(name: str) -> str:
    """A name inside a sentence: no capital, but that of initials."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_OF_THE_YEAR: Mapping[str, Callable[[Words], str]] = {
    "year_in": Words._year_in,
    "year_long": lambda words: _capital(words._year_in()),
    "last_day": lambda words: printed.day(words.period.last),
}
