"""Typed facts out of a declaration's blocks; every value keeps its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of

PAID_WORK, IN_HOURS = "01", "10"
_AMOUNT = re.compile(r"(-?)0*(\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class DsnPerson:
    nir: str | None
    ntt: str | None
    family_name: str
    name_in_use: str | None
    given_names: str
    birth_date: date | None
    birth_text: str
    line: int


@dataclass(frozen=True)
class DsnContract:
    """`end_reason` is the code of S21.G00.62.002, `nature` that of S21.G00.40.007, which events do
    not have."""

    number: str
    started_on: date
    ended_on: date | None
    line: int
    end_reason: str | None = None
    end_line: int = 0
    nature: str | None = None
    nature_line: int = 0


@dataclass(frozen=True)
class DsnPartTime:
    """A period of therapeutic part-time (S21.G00.66), both days in, and the gross pay lost in it,
    whole cents."""

    first: date
    last: date
    lost_cents: int
    line: int = 0


@dataclass(frozen=True)
class DsnStop:
    """`lines` maps each rubric's suffix to its line."""

    reason: str
    last_day_worked: date
    expected_end: date | None = None
    subrogation: bool | None = None
    subrogation_from: date | None = None
    subrogation_to: date | None = None
    iban: str | None = None
    bic: str | None = None
    returned_on: date | None = None
    return_kind: str | None = None
    accident_on: date | None = None
    part_times: tuple[DsnPartTime, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DsnPay:
    """A pay line: `kind` 001 gross, 002, 003 restored, 010 basic; whole cents."""

    kind: str
    period_from: date
    period_to: date
    contract_number: str
    hours: Decimal | None
    gross_cents: int
    line: int


@dataclass(frozen=True)
class DsnRecord:
    """A person with contracts, stops and pay."""

    person: DsnPerson
    contracts: tuple[DsnContract, ...] = ()
    stops: tuple[tuple[DsnContract, DsnStop], ...] = ()
    pays: tuple[DsnPay, ...] = ()


@dataclass
class DsnDeclaration:
    """One declaration (S20). Persons are kept as typed records; their blocks are let go."""

    nature: str
    kind: str
    fraction: str
    order_number: str
    main_month: str | None
    replaces: str | None
    file_date: date | None
    siret: str
    contact_email: str | None
    test: bool
    phase: str
    line: int
    persons: list[DsnRecord] = field(default_factory=list)
    has_blocking_faults: bool = False


def declaration(node: Node, *, phase: str, test: bool) -> DsnDeclaration:
    """The declaration's own rubrics; persons are added as they are read."""
    month = day_of(node.get("005"))
    firm = next(iter(node.below("S21.G00.06")), None)
    place = next(iter(firm.below("S21.G00.11")), None) if firm else None
    contact = next(iter(node.below("S20.G00.07")), None)
    siren, nic = (firm.get("001") if firm else "") or "", (place.get("001") if place else "") or ""
    return DsnDeclaration(
        nature=node.get("001") or "",
        kind=node.get("002") or "",
        fraction=node.get("003") or "",
        order_number=node.get("004") or "",
        main_month=f"{month:%Y-%m}" if month else None,
        replaces=node.get("006"),
        file_date=day_of(node.get("007")),
        siret=siren + nic,
        contact_email=contact.get("003") if contact else None,
        test=test,
        phase=phase,
        line=node.line,
    )


def record(person: Node) -> DsnRecord:
    """What a person's blocks say; a block whose own rubrics cannot be read is left out."""
    contracts = {id(n): c for n in person.below("S21.G00.40") if (c := _contract(n))}
    stops = tuple(
        (contracts[id(n)], stop)
        for n in person.below("S21.G00.40")
        if id(n) in contracts
        for s in n.below("S21.G00.60")
        if (stop := _stop(s))
    )
    pays = tuple(
        pay
        for payment in person.below("S21.G00.50")
        for line in payment.below("S21.G00.51")
        if (pay := _pay(line))
    )
    return DsnRecord(_person(person), tuple(contracts.values()), stops, pays)


def _person(node: Node) -> DsnPerson:
    return DsnPerson(
        nir=node.get("001"),
        ntt=node.get("020"),
        family_name=node.get("002") or "",
        name_in_use=node.get("003"),
        given_names=node.get("004") or "",
        birth_date=day_of(node.get("006")),
        birth_text=node.get("006") or "",
        line=node.line,
    )


def _contract(node: Node) -> DsnContract | None:
    number, start = node.get("009"), day_of(node.get("001"))
    if number is None or start is None:
        return None
    nature = node.get("007")
    contract = DsnContract(
        number, start, None, node.line, nature=nature, nature_line=node.lines.get("007", 0)
    )
    for end in node.below("S21.G00.62"):
        if ended := day_of(end.get("001")):
            return replace(contract, ended_on=ended, end_reason=end.get("002"), end_line=end.line)
    return contract


def _stop(node: Node) -> DsnStop | None:
    reason, last_day = node.get("001"), day_of(node.get("002"))
    if reason is None or last_day is None:
        return None
    kept = {"01": True, "02": False}.get(node.get("004") or "")
    return DsnStop(
        reason=reason,
        last_day_worked=last_day,
        expected_end=day_of(node.get("003")),
        subrogation=kept,
        subrogation_from=day_of(node.get("005")),
        subrogation_to=day_of(node.get("006")),
        iban=node.get("007"),
        bic=node.get("008"),
        returned_on=day_of(node.get("010")),
        return_kind=node.get("011"),
        accident_on=day_of(node.get("012")),
        part_times=tuple(p for n in node.below("S21.G00.66") if (p := _part_time(n))),
        lines=dict(node.lines),
    )


def _part_time(node: Node) -> DsnPartTime | None:
    first, last, lost = day_of(node.get("001")), day_of(node.get("002")), cents(node.get("003"))
    if first is None or last is None or lost is None or last < first:
        return None
    return DsnPartTime(first, last, lost, node.line)


def cents(text: str | None) -> int | None:
    """1234.56 to whole cents; None for what is not an amount with two decimals at most."""
    found = _AMOUNT.fullmatch(text or "")
    if found is None:
        return None
    amount = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    return -amount if found[1] else amount


def amount_text(cents: int) -> str:
    """Whole cents as 1234.56, a loss with its minus."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _pay(node: Node) -> DsnPay | None:
    first, last = day_of(node.get("001")), day_of(node.get("002"))
    amount, kind = cents(node.get("013")), node.get("011")
    if first is None or last is None or amount is None or kind is None or last < first:
        return None
    return DsnPay(
        kind=kind,
        period_from=first,
        period_to=last,
        contract_number=node.get("010") or "",
        hours=_hours(node),
        gross_cents=amount,
        line=node.line_of("013"),
    )


def _hours(node: Node) -> Decimal | None:
    """Hours of a pay line: its own (012), else the paid work of its activities, in hours (53)."""
    own = node.get("012")
    if own is not None:
        return Decimal(own) if cents(own) is not None else None
    worked = [
        Decimal(measure)
        for activity in node.below("S21.G00.53")
        if activity.get("001") == PAID_WORK and activity.get("003") == IN_HOURS
        if (measure := activity.get("002")) and cents(measure) is not None
    ]
    return sum(worked, Decimal(0)) if worked else None


@dataclass(frozen=True)
class DsnEvent:
    """A stop or a return found in a declaration."""

    declaration: DsnDeclaration
    record: DsnRecord
    contract: DsnContract
    stop: DsnStop


@dataclass(frozen=True)
class DsnContractEnd:
    """An end of contract found in a declaration."""

    declaration: DsnDeclaration
    record: DsnRecord
    contract: DsnContract


def events(found: DsnDeclaration) -> Iterator[DsnEvent]:
    """The stops and returns of a declaration, one record an event."""
    for one in found.persons:
        for contract, stop in one.stops:
            yield DsnEvent(found, one, contract, stop)


def contract_ends(found: DsnDeclaration) -> Iterator[DsnContractEnd]:
    """The ends of contract of a declaration."""
    for one in found.persons:
        for contract in one.contracts:
            if contract.ended_on:
                yield DsnContractEnd(found, one, contract)
