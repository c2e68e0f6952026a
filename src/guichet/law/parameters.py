"""The dated parameters of the law: data with article, source and certainty, checked when loaded."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from guichet.law import options
from guichet.law.names import said_fr

CODE_VERSION = "1"
UNITS = frozenset(
    {"EUR/h", "EUR/day", "EUR/month", "EUR/year", "h/week", "h", "x SMIC", "x PASS"}
    | {"ratio", "flag", "children", "thirds", "days", "clear days", "weeks", "months", "years"}
)
CERTAINTIES = frozenset("ABCU")


class ParameterFault(Exception):
    """The tables of parameters, or a question put to them, are not sound.

    `day`: the day that was asked about, where it is what no value covers.
    """

    def __init__(self, message: str, day: date | None = None) -> None:
        super().__init__(message)
        self.day = day


class UnknownParameter(ParameterFault):
    """No parameter has that name."""


class BeforeFirstKnownDate(ParameterFault):
    """The day asked about is earlier than the first known value."""


class AfterLastKnownDate(ParameterFault):
    """The day asked about is later than the last known value."""


@dataclass(frozen=True)
class Parameter:
    """One value of a parameter between two dates, both inclusive; no end means still in force."""

    name: str
    value: Decimal
    unit: str
    effective_from: date
    effective_to: date | None
    article: str
    source: str
    certainty: str
    date_key: str


class Parameters:
    """All the dated values. Build another one from changed values to ask "what if"."""

    def __init__(self, values: Iterable[Parameter]) -> None:
        self._by_name: dict[str, tuple[Parameter, ...]] = {}
        for value in sorted(values, key=lambda p: (p.name, p.effective_from)):
            self._by_name[value.name] = (*self._by_name.get(value.name, ()), value)
        for series in self._by_name.values():
            _check(series)
        self._starts = {n: [p.effective_from for p in s] for n, s in self._by_name.items()}
        self.digest = hashlib.sha256(repr(sorted(self._by_name.items())).encode()).hexdigest()

    def names(self) -> tuple[str, ...]:
        """The names of all parameters, sorted."""
        return tuple(self._by_name)

    def named(self, name: str) -> tuple[Parameter, ...]:
        """All the values of one parameter in order of date."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownParameter(f"Aucun paramètre ne s'appelle « {name} ».") from None

    def on(self, name: str, day: date) -> Parameter:
        """The value of `name` in force on `day`."""
        series = self.named(name)
        index = bisect_right(self._starts[name], day) - 1
        if index < 0:
            raise BeforeFirstKnownDate(
                f"Le paramètre « {said_fr(name)} » n'est connu qu'à partir du "
                f"{series[0].effective_from:%d/%m/%Y} ; il est demandé au {day:%d/%m/%Y}.",
                day,
            )
        found = series[index]
        if found.effective_to is not None and day > found.effective_to:
            raise AfterLastKnownDate(
                f"Le paramètre « {said_fr(name)} » n'est connu que jusqu'au "
                f"{found.effective_to:%d/%m/%Y} ; il est demandé au {day:%d/%m/%Y}.",
                day,
            )
        return found

    def all_on(self, day: date) -> tuple[Parameter, ...]:
        """Every parameter that has a value on `day`, by name."""
        return tuple(
            p
            for series in self._by_name.values()
            for p in series
            if p.effective_from <= day and (p.effective_to is None or day <= p.effective_to)
        )


@cache
def load() -> Parameters:
    """The parameters shipped with the law, read once."""
    from importlib.resources import files

    from guichet.law.documents import parse_yaml

    folder = files("guichet.law") / "data"
    values: list[Parameter] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            values += read(parse_yaml(file.read_text(encoding="utf-8")), file.name)
    return Parameters(values)


def read(document: Any, origin: str) -> list[Parameter]:
    """The values described by one parsed data file; `origin` names it in the faults."""
    try:
        return [
            Parameter(
                name=entry["name"],
                value=Decimal(value["value"]),
                unit=entry["unit"],
                effective_from=value["from"],
                effective_to=value["to"],
                article=value.get("article", entry["article"]),
                source=value["source"],
                certainty=value["certainty"],
                date_key=entry["date_key"],
            )
            for entry in document["parameters"]
            for value in entry["values"]
        ]
    except KeyError as error:
        raise ParameterFault(f"{origin} : la clé {error} manque.") from error


def law_version() -> str:
    """A short text that changes with the code, the default options or any parameter."""
    defaults = options.DEFAULT.digest_text().encode()
    return f"{CODE_VERSION}-{load().digest[:12]}-{hashlib.sha256(defaults).hexdigest()[:6]}"


def _check(series: tuple[Parameter, ...]) -> None:
    for value in series:
        where = f"{value.name}, {value.effective_from}"
        if value.unit not in UNITS:
            raise ParameterFault(f"{where} : unité inconnue « {value.unit} ».")
        if value.certainty not in CERTAINTIES:
            raise ParameterFault(f"{where} : certitude inconnue « {value.certainty} ».")
        if value.effective_to is not None and value.effective_to < value.effective_from:
            raise ParameterFault(f"{where} : la fin précède le début.")
    for before, after in pairwise(series):
        expected = before.effective_to and before.effective_to + timedelta(days=1)
        if expected is None or after.effective_from < expected:
            raise ParameterFault(f"{after.name}, {after.effective_from} : deux valeurs ce jour-là.")
        if after.effective_from > expected:
            raise ParameterFault(f"{after.name} : aucune valeur à partir du {expected}.")
