"""From a DSN deposit to declared stops and pay: reads the file once, keeps every line number."""

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings

from guichet.declarations.enums import StopNature
from guichet.declarations.models import DeclaredStop, Deposit
from guichet.formats.dsn.extract import (
    DsnContract,
    DsnDeclaration,
    DsnPartTime,
    DsnPay,
    DsnPerson,
    DsnStop,
)
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import read
from guichet.people.service import Organisation

# Gross, the hours of paid work, restored salary.
KEPT_PAYS = ("001", "002", "003")
# Faults of a file told one by one; past them one line a control, and never more lines than this.
ONE_BY_ONE = 1_000
MOST_KEPT = 4_000


class Said(NamedTuple):
    """What a DSN file says, of which `sha256` is the digest: declarations and faults."""

    sha256: str
    items: Sequence[DsnDeclaration | Fault]


class NewPay(NamedTuple):
    """A pay line that an establishment declares, in whole cents; `line` where a file says it.

    `contract_nature`: that of the contract paid (S21.G00.40.007), on its own line; "" where unsaid.
    """

    siret: str
    nir: str
    contract_number: str
    month: str
    kind: str
    period_from: date
    period_to: date
    amount_cents: int
    hours: Decimal | None
    line: int | None
    contract_nature: str = ""
    nature_line: int | None = None


@dataclass
class Reading:
    """What a file said; each stop with the SIRET of the establishment it is to be attached to.

    `certificates`: a file of salary certificates, not of DSN messages.
    """

    stops: list[tuple[str, DeclaredStop]] = field(default_factory=list)
    pays: list[NewPay] = field(default_factory=list)
    replaced_months: list[tuple[str, str]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    fault_count: int = 0
    refused: int = 0
    tests: int = 0
    natures: Counter[str] = field(default_factory=Counter)
    phase: str = ""
    certificates: bool = False


def said_in(content: bytes) -> Said:
    """What a DSN file says. It asks no database: any process may read it beforehand."""
    return Said(hashlib.sha256(content).hexdigest(), tuple(_items(io.BytesIO(content))))


def read_file(
    deposit: Deposit,
    path: Path,
    *,
    now: datetime,
    allowed_siren: str | None,
    said: Said | None = None,
) -> Reading:
    """Read a DSN file; what has a blocking fault is refused declaration by declaration.

    Where it is the very file of `said`, it is not read again.
    """
    reading = Reading()
    same = said if deposit.document and said and said.sha256 == deposit.document.sha256 else None
    with path.open("rb") as stream:
        for item in same.items if same else _items(stream):
            if isinstance(item, Fault):
                keep_fault(reading, item)
            else:
                _take(reading, deposit, item, now=now, allowed_siren=allowed_siren)
    return reading


def _items(stream: BinaryIO) -> Iterator[DsnDeclaration | Fault]:
    return read(stream, mode="tolerant", max_faults=ONE_BY_ONE)


def keep_fault(reading: Reading, fault: Fault) -> None:
    """Count a fault, as many times as it stands for, and keep it among those that are shown."""
    reading.fault_count += fault.times
    if len(reading.faults) < MOST_KEPT:
        reading.faults.append(
            {
                "line": fault.line,
                "rubric": fault.rubric,
                "code": fault.code,
                "blocking": fault.blocking,
                "message": fault.message,
                "times": fault.times,
            }
        )


def _take(
    reading: Reading,
    deposit: Deposit,
    declaration: DsnDeclaration,
    *,
    now: datetime,
    allowed_siren: str | None,
) -> None:
    reading.phase = declaration.phase
    if declaration.has_blocking_faults:
        reading.refused += 1
        return
    if allowed_siren is not None and not declaration.siret.startswith(allowed_siren):
        reading.refused += 1
        keep_fault(reading, _other_employer(declaration))
        return
    if declaration.test and not settings.DSN_TAKE_TEST_SENDINGS:
        reading.refused += 1
        keep_fault(reading, _test_sending(declaration))
        return
    reading.tests += declaration.test
    reading.natures[declaration.nature] += 1
    if declaration.nature == "01" and declaration.main_month and declaration.kind in ("03", "05"):
        reading.replaced_months.append((declaration.siret, declaration.main_month))
    for stop in _stops(deposit, declaration, now):
        reading.stops.append((declaration.siret, stop))
    reading.pays += _pays(declaration)


def _other_employer(declaration: DsnDeclaration) -> Fault:
    return Fault(
        line=declaration.line,
        rubric="S21.G00.06.001",
        code="employer",
        blocking=True,
        message="Cette déclaration concerne une autre entreprise que la vôtre. Déposez-la depuis "
        "l'espace de cette entreprise.",
        value="",
    )


def _test_sending(declaration: DsnDeclaration) -> Fault:
    return Fault(
        line=declaration.line,
        rubric="S10.G00.00.005",
        code="test-sending",
        blocking=True,
        message="Cet envoi est un essai (01) : il n'ouvre aucun droit ici. Envoyez-le en réel.",
        value="01",
    )


def _stops(deposit: Deposit, declaration: DsnDeclaration, now: datetime) -> Iterator[DeclaredStop]:
    if declaration.nature not in StopNature.values:
        return  # an end of contract or another event says nothing that a sick leave uses
    nature = StopNature(declaration.nature)
    for record in declaration.persons:
        for contract, stop in record.stops:
            row = _stop_row(record.person, contract, stop)
            row.deposit, row.nature, row.declared_at = deposit, nature, now
            row.replaces = declaration.kind == "03"
            row.order_number = declaration.order_number
            row.declaration = _identifier(declaration)
            row.replaces_declaration = declaration.replaces or ""
            row.fingerprint = fingerprint(declaration.siret, row)
            yield row


def _identifier(declaration: DsnDeclaration) -> str:
    """What a replacement names (S20.G00.05.006): the file date followed by the order number."""
    day = f"{declaration.file_date:%d%m%Y}" if declaration.file_date else ""
    return f"{day}{declaration.order_number}"


def _stop_row(person: DsnPerson, contract: DsnContract, stop: DsnStop) -> DeclaredStop:
    return DeclaredStop(
        nir=person.nir or "",
        birth_date=person.birth_date,
        family_name=person.family_name,
        given_names=person.given_names,
        contract_number=contract.number,
        contract_start=contract.started_on,
        reason=stop.reason,
        last_day_worked=stop.last_day_worked,
        expected_end=stop.expected_end,
        subrogation=stop.subrogation,
        subrogation_from=stop.subrogation_from,
        subrogation_to=stop.subrogation_to,
        iban=stop.iban or "",
        bic=stop.bic or "",
        returned_on=stop.returned_on,
        return_kind=stop.return_kind or "",
        part_times=part_time_rows(stop.part_times),
        lines=dict(stop.lines),
    )


def part_time_rows(periods: Iterable[DsnPartTime]) -> list[dict[str, Any]]:
    """Periods of part-time as a declared stop keeps them; no line where no file says them."""
    return [
        {
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "lost_cents": one.lost_cents,
            "line": one.line or None,
        }
        for one in periods
    ]


def fingerprint(siret: str, row: DeclaredStop) -> str:
    """What makes two declarations the same: all that they say, and their rank among replacements.

    A monthly message repeats a stop month after month; it is the same news, seen once.
    """
    rank = row.order_number if row.nature in (StopNature.EVENT, StopNature.RETURN) else ""
    said = [
        siret,
        row.nature,
        rank,
        row.nir,
        row.birth_date,
        row.contract_number,
        row.contract_start,
        row.reason,
        row.last_day_worked,
        row.expected_end,
        row.subrogation,
        row.subrogation_from,
        row.subrogation_to,
        row.iban,
        row.bic,
        row.returned_on,
        row.return_kind,
    ]
    # a message that says none keeps the fingerprint that it had before they were read
    said += [(one["first"], one["last"], one["lost_cents"]) for one in row.part_times]
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()


def _pays(declaration: DsnDeclaration) -> Iterator[NewPay]:
    for record in declaration.persons:
        if record.person.nir is None:
            continue
        contracts = {contract.number: contract for contract in record.contracts}
        for pay in record.pays:
            if pay.kind in KEPT_PAYS:
                paid = contracts.get(pay.contract_number)
                yield _new_pay(declaration.siret, record.person.nir, pay, paid)


def _new_pay(siret: str, nir: str, pay: DsnPay, paid: DsnContract | None) -> NewPay:
    return NewPay(
        siret=siret,
        nir=nir,
        contract_number=pay.contract_number,
        month=pay.period_from.isoformat()[:7],
        kind=pay.kind,
        period_from=pay.period_from,
        period_to=pay.period_to,
        amount_cents=pay.gross_cents,
        hours=pay.hours,
        line=pay.line,
        contract_nature=(paid and paid.nature) or "",
        nature_line=(paid and paid.nature_line) or None,
    )


def organisations(sirets: set[str], now: datetime) -> dict[str, Organisation]:
    """The establishments named, made known to the fund the first time that they declare."""
    known = {o.siret: o for o in Organisation.objects.filter(siret__in=sirets)}
    missing = [
        Organisation(siret=siret, name=f"Établissement {siret}", created_at=now)
        for siret in sorted(sirets - known.keys())
    ]
    Organisation.objects.bulk_create(missing, ignore_conflicts=True)
    if missing:
        known = {o.siret: o for o in Organisation.objects.filter(siret__in=sirets)}
    return known
