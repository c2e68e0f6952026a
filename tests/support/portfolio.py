"""A made-up export of an old system: files in progress, what was paid of them, as CSV."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from guichet.benefits.sick_leave.models import TakeoverImport
from guichet.benefits.sick_leave.takeover.reading import COLUMNS
from guichet.benefits.sick_leave.takeover.service import (
    Scope,
    Switched,
    compare_portfolio,
    import_portfolio,
    switch,
)
from guichet.journal.service import rule
from guichet.people.models import Organisation, Person
from tests.support import world

# a stop of two months, paid until the middle of the second; switched three days after
FIRST, LAST = date(2026, 10, 5), date(2026, 11, 30)
PAID_FROM, PAID_UNTIL = date(2026, 10, 8), date(2026, 11, 12)
AS_OF = date(2026, 11, 15)
DAILY = 3287
OPERATOR = rule("operator.command")

_numbers = itertools.count(500_000)


@dataclass
class Old:
    """A file of the old system; every call of `rows` says it anew."""

    number: str
    person: Person
    employer: Organisation | None
    said: dict[str, Any] = field(default_factory=dict)
    paid: list[dict[str, Any]] = field(default_factory=list)
    more: list[dict[str, Any]] = field(default_factory=list)
    last: date = LAST
    wage: int = 200_000

    def rows(self) -> Iterator[dict[str, Any]]:
        siret = self.employer.siret if self.employer else ""
        said: dict[str, Any] = {
            "nir": self.person.nir, "siret": siret, "state": "open",
            "last_day_worked": world.LAST_WORKED, "rights_met": "yes",
        }  # fmt: skip
        yield {"record": "file", **said, **self.said}
        yield {
            "record": "stop", "first_day": FIRST, "last_day": self.last, "kind": "initial",
            "prescribed_on": FIRST,
        }  # fmt: skip
        for month in world.MONTHS:
            yield {"record": "wage", "month": month, "gross": self.wage, "hours": "151,67"}
        for line in self.paid:
            yield {"record": "paid", **line}
        for line in self.more:
            yield line


def paid(
    first: date = PAID_FROM,
    last: date = PAID_UNTIL,
    daily: int = DAILY,
    payee: str = "insured",
    **said: Any,
) -> dict[str, Any]:
    days = (last - first).days + 1
    return {
        "first_day": first, "last_day": last, "payee": payee, "daily_gross": daily,
        "net": daily * days * 933 // 1000, "paid_on": min(last + timedelta(days=1), AS_OF), **said,
    }  # fmt: skip


def make_employer(**known: Any) -> Organisation:
    """One whose number has its key, as a table must give it."""
    siren = _keyed(f"00{next(_numbers):06d}")
    return world.make_employer(siret=_keyed(f"{siren}0001"), **known)


def _keyed(digits: str) -> str:
    """The digits and the one that ends their sum at a ten (Luhn)."""
    doubled = [int(digit) * (2 - n % 2) for n, digit in enumerate(reversed(digits))]
    return f"{digits}{-sum(n // 10 + n % 10 for n in doubled) % 10}"


def make_old(number: str, **said: Any) -> Old:
    """A file that the old system paid just as the law says, unless `said` changes it."""
    person = said.pop("person", None) or world.make_person()
    employer = said.pop("employer", None) or make_employer()
    return Old(number, person, employer, **{"paid": [paid()], **said})


def text_of(olds: Iterable[Old]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    for old in olds:
        writer.writerows({"number": old.number, **row} for row in old.rows())
    return stream.getvalue()


def import_all(folder: Path, *olds: Old, as_of: date = AS_OF, name: str = "a") -> TakeoverImport:
    path = folder / f"{name}.csv"
    path.write_text(text_of(olds), encoding="utf-8")
    return import_portfolio(path, as_of, actor=OPERATOR, now=world.NOW)


def compare() -> int:
    return compare_portfolio(clock=lambda: world.NOW)


def take(share: int = 100, *, on: date = AS_OF, numbers: Iterable[str] = ()) -> Switched:
    return switch(Scope(on, share, frozenset(numbers)), clock=lambda: world.at(hours=1))


def switched(folder: Path, *olds: Old, name: str = "a") -> Switched:
    """Imported, compared, switched."""
    import_all(folder, *olds, name=name)
    compare()
    return take()
