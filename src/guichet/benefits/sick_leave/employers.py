"""The other employers of a person stopped in several jobs: their facts, read beside the first's.

A file has one employer, the first that declared the stop. What another one says of the same stop
is kept under the same keys, after `other_employer.<SIRET>.`: nothing of one replaces the other's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from guichet.benefits.sick_leave.part_time import FULL_STOP, KnownPartTime, read_part_time
from guichet.benefits.sick_leave.wages import (
    OTHER_WAGE,
    WAGE,
    month_of_other,
    read_other_wages,
    read_wages,
)
from guichet.cases.service import LiveFact, NewFact
from guichet.law.dates import DAY
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sharing import summed

OTHER_EMPLOYER = "other_employer."
SIREN = slice(9)


@dataclass(frozen=True)
class Keeping:
    """The days on which an employer keeps the wage, if it does, and the account that it names."""

    subrogation: bool = False
    first: date | None = None
    last: date | None = None
    iban: str = ""
    bic: str = ""

    def holds(self, day: date) -> bool:
        """Subrogation has its dates; a day outside them is the insured person's."""
        if not self.subrogation or self.first is None:
            return False
        return self.first <= day <= (self.last or self.first)


@dataclass(frozen=True)
class OtherEmployer:
    """What another employer said of the stop; wages alone, where an agent typed them for it."""

    siret: str
    last_day_worked: date | None = None
    reason: str | None = None
    expected_end: date | None = None
    keeping: Keeping = Keeping()
    returned_on: date | None = None
    cancelled: bool = False
    names_the_person: bool = True
    wages: Mapping[str, MonthlyWage] = field(default_factory=dict)
    said_twice: frozenset[str] = frozenset()
    part_time: KnownPartTime = FULL_STOP

    @property
    def declared(self) -> bool:
        """It declared the stop itself."""
        return self.last_day_worked is not None

    @property
    def keeps(self) -> Keeping:
        """The days that it is paid for: none once annulled, none from its return on."""
        if self.cancelled:
            return Keeping()
        back, last = self.returned_on, self.keeping.last or self.keeping.first
        if back is None or last is None or last < back:
            return self.keeping
        return replace(self.keeping, last=back - DAY)


def is_other_company(siret: str | None, other: str) -> bool:
    """Whether a SIRET is of another company than the one known.

    Two establishments of one company are more often one job told twice: a person looks.
    """
    return bool(siret) and str(siret)[SIREN] != other[SIREN]


def split_key(key: str) -> tuple[str, str]:
    """The SIRET of the other employer that a fact is of, and its key there; none for the first's.

    `other_employer.12345678900011.wage.2026-07`: the SIRET, then `wage.2026-07`.
    """
    if not key.startswith(OTHER_EMPLOYER):
        return "", key
    siret, _, rest = key.removeprefix(OTHER_EMPLOYER).partition(".")
    return siret, rest


def key_at(siret: str, key: str) -> str:
    """The key of a fact of another employer."""
    return f"{OTHER_EMPLOYER}{siret}.{key}"


def facts_at(siret: str, facts: Iterable[NewFact]) -> list[NewFact]:
    """Facts as another employer said them."""
    return [replace(fact, key=key_at(siret, fact.key)) for fact in facts]


def declared_sirets(live: Mapping[str, LiveFact]) -> list[str]:
    """The other employers that declared the stop, in the order of their SIRET."""
    pairs = map(split_key, live)
    return sorted({siret for siret, rest in pairs if siret and rest == "employer.last_day_worked"})


def is_other_wage(key: str) -> bool:
    """Whether a fact is another thing said of a month, by any of the employers."""
    return split_key(key)[1].startswith(OTHER_WAGE)


def month_of(key: str) -> str:
    """The month that a wage is of, whoever paid it; empty for any other fact."""
    rest = split_key(key)[1]
    if rest.startswith(OTHER_WAGE):
        return month_of_other(rest)
    return rest.removeprefix(WAGE) if rest.startswith(WAGE) else ""


def read_others(facts: Mapping[str, Any]) -> tuple[OtherEmployer, ...]:
    """The other employers, in the order of their SIRET."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for key, value in facts.items():
        siret, rest = split_key(key)
        if siret:
            found[siret][rest] = value
    return tuple(_read(siret, said) for siret, said in sorted(found.items()))


def _read(siret: str, said: Mapping[str, Any]) -> OtherEmployer:
    return OtherEmployer(
        siret=siret,
        last_day_worked=_day(said.get("employer.last_day_worked")),
        reason=said.get("employer.reason"),
        expected_end=_day(said.get("employer.expected_end")),
        keeping=read_keeping(said),
        returned_on=_day(said.get("return.on")),
        cancelled=bool(said.get("stop.cancelled")),
        names_the_person=said.get("employer.names_the_person") is not False,
        wages=read_wages(said),
        said_twice=frozenset(read_other_wages(said)),
        part_time=read_part_time(said),
    )


def read_keeping(said: Mapping[str, Any]) -> Keeping:
    """Whether one employer keeps the wage; without a last day, until the end that it expects."""
    last = said.get("subrogation.to") or said.get("employer.expected_end")
    return Keeping(
        subrogation=bool(said.get("subrogation")),
        first=_day(said.get("subrogation.from")),
        last=_day(last),
        iban=said.get("subrogation.iban") or "",
        bic=said.get("subrogation.bic") or "",
    )


def added(
    wages: Mapping[str, MonthlyWage], others: Iterable[OtherEmployer]
) -> dict[str, MonthlyWage]:
    """The wages of the first employer's months with those of the others (R.323-4).

    A month that the first one has not told stays unknown: what the others paid is not all of it.
    """
    paid = [wages, *(one.wages for one in others)]
    return {month: summed([own[month] for own in paid if month in own]) for month in wages}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
