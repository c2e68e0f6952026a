"""The made-up department: everybody by a number, with numbers that cannot be anybody's.

Communes from 901 on are of no department (the registry stops far below), a SIREN in 000 is of no
company, an RPPS in 997 of nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import accumulate

from guichet.demo.people import siret_of
from guichet.formats.identifiers import check_rpps
from guichet.people.service import Person
from guichet.replay.assumptions import assumed

YEARS, MONTHS, ORDERS = range(1955, 2000), range(1, 13), 999
BIRTHS = 2 * len(YEARS) * len(MONTHS)


@dataclass(frozen=True)
class Someone:
    """An insured person."""

    nir: str
    birth: date
    family_name: str
    given_names: str
    street: str
    town: str


@dataclass(frozen=True)
class MadeUpFund:
    department: str
    persons: int
    accounts: int
    agents: int
    prescribers: int

    def person(self, number: int) -> Someone:
        """The person of a number, from 0 to `persons`."""
        rest, sex = divmod(number, 2)
        rest, year = divmod(rest, len(YEARS))
        rest, month = divmod(rest, len(MONTHS))
        commune, order = divmod(rest, ORDERS)
        born = date(YEARS[year], MONTHS[month], 1 + number % 28)
        families, given = assumed("fund.family_names"), assumed("fund.given_names")
        towns = assumed("fund.towns")
        town = number % len(towns)
        return Someone(
            nir=f"{1 + sex}{born:%y%m}{self.department}{901 + commune:03d}{1 + order:03d}",
            birth=born,
            family_name=families[number * 7 % len(families)],
            given_names=given[(number // 3 * 2 + sex) % len(given)],
            street=f"{1 + number % 90} rue des Essais",
            town=f"{self.department}{901 + town} {towns[town]}",
        )

    @cached_property
    def _sizes(self) -> list[int]:
        return list(accumulate(assumed("fund.employer_sizes")))

    def employer(self, number: int) -> int:
        """The employer's number of a person."""
        turn, place = divmod(number, self._sizes[-1])
        return turn * len(self._sizes) + bisect_right(self._sizes, place)

    @property
    def employers(self) -> int:
        return self.employer(self.persons - 1) + 1

    def found(self, numbers: Iterable[int]) -> dict[int, Person]:
        """The rows of persons, by their number."""
        nirs = {self.person(number).nir: number for number in numbers}
        rows = Person.objects.filter(nir__in=list(nirs))
        return {nirs[row.nir]: row for row in rows}


@cache
def siret(number: int) -> str:
    """An employer's; at most 99 999 of them. Raises ValueError beyond."""
    if number >= 99_999:
        raise ValueError("more employers than numbers of nobody")
    return siret_of(_with_key(f"000{number + 1:05d}"))


def rpps(number: int) -> str:
    """A prescriber's."""
    body = f"997{number:07d}"
    return next(f"{body}{key}" for key in range(10) if check_rpps(f"{body}{key}").ok)


def agent_login(number: int) -> str:
    return f"agent-invente-{number:04d}"


def prescriber_login(number: int) -> str:
    return f"prescripteur-invente-{number:04d}"


def _with_key(body: str) -> str:
    """A SIREN: eight digits and their key (Luhn)."""
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in map(int, body[::-1][::2])]
    return f"{body}{-(sum(doubled) + sum(map(int, body[::-1][1::2]))) % 10}"
