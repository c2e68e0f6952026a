"""What the system before this one says of a file: kept as it was said, and read as facts."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from guichet.benefits.sick_leave.facts import (
    PERIOD,
    TAKEN_BEFORE,
    TAKEN_NUMBER,
    TAKEN_OVER,
    TAKEN_PAID,
    TAKEN_UNTIL,
)
from guichet.benefits.sick_leave.wages import WAGE
from guichet.cases.service import NewFact, Source, SourceKind
from guichet.law.counters import spans
from guichet.ledger.service import PayeeKind


@dataclass(frozen=True)
class PaidLine:
    """Consecutive days paid alike: gross cents a day, net cents of the line, and when."""

    first: date
    last: date
    payee: PayeeKind
    daily_cents: int
    net_cents: int
    paid_on: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def gross_cents(self) -> int:
        return self.daily_cents * len(self.days)


@dataclass
class OldFile:
    """A file of the system before this one. `stops`, `wages`… as the values of the facts."""

    number: str
    nir: str = ""
    siret: str = ""
    last_day_worked: date | None = None
    contract_start: date | None = None
    rights_met: bool | None = None
    held: bool = False
    stops: dict[str, dict[str, Any]] = field(default_factory=dict)
    wages: dict[str, dict[str, Any]] = field(default_factory=dict)
    subrogation: tuple[date, date, str] | None = None
    paid: list[PaidLine] = field(default_factory=list)
    before: list[tuple[date, date]] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(min(self.stops))

    @property
    def last_day(self) -> date:
        return date.fromisoformat(max(stop["last_day"] for stop in self.stops.values()))

    @property
    def paid_until(self) -> date | None:
        return max((line.last for line in self.paid), default=None)

    def paid_days(self) -> dict[date, dict[PayeeKind, PaidLine]]:
        """Each day that was paid, with the line that paid it to each payee."""
        found: dict[date, dict[PayeeKind, PaidLine]] = defaultdict(dict)
        for line in self.paid:
            for day in line.days:
                found[day][line.payee] = line
        return dict(sorted(found.items()))


def to_json(old: OldFile) -> dict[str, Any]:
    """All but the person and the employer, whose rows are pointed at."""
    said = _several(old)
    said |= {"held": old.held, "rights_met": old.rights_met}
    said |= {
        name: day.isoformat()
        for name, day in (
            ("last_day_worked", old.last_day_worked),
            ("contract_start", old.contract_start),
        )
        if day
    }
    if old.subrogation:
        first, last, iban = old.subrogation
        said["subrogation"] = [first.isoformat(), last.isoformat(), iban]
    return said


def _several(old: OldFile) -> dict[str, Any]:
    return {
        "stops": old.stops,
        "wages": old.wages,
        "before": [[a.isoformat(), b.isoformat()] for a, b in old.before],
        "paid": [
            [
                line.first.isoformat(), line.last.isoformat(), line.payee.value,
                line.daily_cents, line.net_cents, line.paid_on.isoformat(),
            ]
            for line in old.paid
        ],
    }  # fmt: skip


def from_json(number: str, siret: str, said: Mapping[str, Any]) -> OldFile:
    """The file again, from what was kept of it."""
    day = date.fromisoformat
    kept = said.get("subrogation")
    return OldFile(
        number,
        siret=siret,
        last_day_worked=_day(said.get("last_day_worked")),
        contract_start=_day(said.get("contract_start")),
        rights_met=said["rights_met"],
        held=said["held"],
        stops=dict(said["stops"]),
        wages=dict(said["wages"]),
        subrogation=(day(kept[0]), day(kept[1]), kept[2]) if kept else None,
        paid=[
            PaidLine(day(a), day(b), PayeeKind(payee), daily, net, day(on))
            for a, b, payee, daily, net, on in said["paid"]
        ],
        before=[(day(a), day(b)) for a, b in said["before"]],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def values_of(old: OldFile) -> dict[str, Any]:
    """The values of the facts that the file gives, by key."""
    found: dict[str, Any] = {f"{PERIOD}{first}": stop for first, stop in old.stops.items()}
    found |= {f"{WAGE}{month}": wage for month, wage in old.wages.items()}
    found[TAKEN_NUMBER] = old.number
    if old.siret:
        found["employer.siret"] = old.siret
    if old.rights_met is not None:
        found["rights.met"] = old.rights_met
    if old.before:
        found[TAKEN_BEFORE] = _intervals(old.before)
    if old.paid:
        found[TAKEN_PAID] = _intervals(spans(list(old.paid_days())))
    for key, day in (
        ("employer.last_day_worked", old.last_day_worked),
        ("employer.contract_start", old.contract_start),
        (TAKEN_UNTIL, old.paid_until),
    ):
        if day:
            found[key] = day.isoformat()
    return found | _subrogation(old)


def _intervals(some: Sequence[tuple[date, date]]) -> str:
    return " ".join(f"{first.isoformat()}/{last.isoformat()}" for first, last in some)


def _subrogation(old: OldFile) -> dict[str, Any]:
    if old.subrogation is None:
        return {}
    first, last, iban = old.subrogation
    found: dict[str, Any] = {
        "subrogation": True,
        "subrogation.from": first.isoformat(),
        "subrogation.to": last.isoformat(),
    }
    return found | ({"subrogation.iban": iban} if iban else {})


def facts_of(old: OldFile, row_id: uuid.UUID) -> list[NewFact]:
    """The same as facts, whose source is the file of the system before this one."""
    source = Source(SourceKind.TAKEOVER, source_id=row_id)
    return [NewFact(key, value, source) for key, value in values_of(old).items()]


def stop(kind: str, last: date, prescribed_on: date, sent_on: date) -> dict[str, Any]:
    """A prescribed period, as the value of its fact."""
    return {
        "last_day": last.isoformat(),
        "kind": kind,
        "prescribed_on": prescribed_on.isoformat(),
        "sent_on": sent_on.isoformat(),
        "received_on": sent_on.isoformat(),
        "channel": TAKEN_OVER,
    }
