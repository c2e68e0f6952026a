"""Writing conforming DSN files from facts: what the demonstration and the tests send.

`read(write(x)) = x`: the reader gives back the declarations that were written. Rubrics that the
norm asks for and that say nothing of a stop take plain ordinary values (`ORDINARY`, and
`BESIDES` for those that its controls ask of a monthly message).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from guichet.formats.dsn.extract import (
    DsnContract,
    DsnDeclaration,
    DsnPartTime,
    DsnPay,
    DsnPerson,
    DsnRecord,
    amount_text,
)
from guichet.formats.dsn.extract import DsnStop as Stop
from guichet.formats.dsn.norm import load, phase_of

Row = tuple[str, str]
# The pay line below which the hours worked stand, as an activity.
ACTIVITY = "002"

ORDINARY = {
    "S21.G00.06.003": "1071C",
    "S21.G00.11.002": "1071C",
    "S21.G00.11.022": "0843",
    "S20.G00.05.008": "01",
    "S20.G00.05.010": "01",
    "S21.G00.30.013": "01",
    "S21.G00.30.014": "93",
    "S21.G00.30.015": "FR",
    "S21.G00.40.002": "07",
    "S21.G00.40.003": "04",
    "S21.G00.40.004": "562d",
    "S21.G00.40.006": "Emploi ordinaire",
    "S21.G00.40.007": "01",
    "S21.G00.40.008": "99",
    "S21.G00.40.011": "10",
    "S21.G00.40.012": "151.67",
    "S21.G00.40.013": "151.67",
    "S21.G00.40.014": "10",
    "S21.G00.40.016": "99",
    "S21.G00.40.017": "0843",
    "S21.G00.40.018": "200",
    "S21.G00.40.020": "200",
    "S21.G00.40.024": "99",
    "S21.G00.40.026": "99",
    "S21.G00.40.036": "03",
    "S21.G00.40.037": "03",
    "S21.G00.40.039": "200",
    "S21.G00.40.040": "158CA",
    "S21.G00.50.006": "0.00",
    "S21.G00.50.007": "01",
    "S21.G00.50.009": "0.00",
    "S21.G00.71.002": "RETA",
}
BESIDES = {
    "S21.G00.30.007": "BOBIGNY",
    "S21.G00.40.043": "1.20",
    "S21.G00.50.008": "-1",
}


@dataclass(frozen=True)
class Sender:
    """Who sends the file."""

    siren: str
    nic: str
    name: str
    contact: str = "Service Paie"
    email: str = "paie@exemple.invalid"
    phone: str = "0100000000"


@dataclass(frozen=True)
class Sending:
    sender: Sender
    declarations: Sequence[DsnDeclaration]
    version: str = "P26V01"
    test: bool = False
    software: str = "Guichet"
    ordinary: dict[str, str] = field(default_factory=lambda: dict(ORDINARY))


def write(sending: Sending) -> bytes:
    """The file's bytes: ISO-8859-1, CR LF, exact totals. Raises ValueError in words."""
    rows = list(_rows(sending))
    rows.append(("S90.G00.90.001", str(len(rows) + 2)))
    rows.append(("S90.G00.90.002", str(len(sending.declarations))))
    for rubric, value in rows:
        if not value.isprintable():
            raise ValueError(f"{rubric} holds a control character")
    try:
        return "".join(f"{rubric},'{value}'\r\n" for rubric, value in rows).encode("iso-8859-1")
    except UnicodeEncodeError as error:
        raise ValueError(f"a character cannot be written in ISO-8859-1: {error.reason}") from None


def _rows(sending: Sending) -> Iterator[Row]:
    sender = sending.sender
    yield "S10.G00.00.001", sending.software
    yield "S10.G00.00.002", sending.software
    yield "S10.G00.00.005", "01" if sending.test else "02"
    yield "S10.G00.00.006", sending.version
    yield "S10.G00.00.007", "01"
    yield "S10.G00.00.008", "01"
    yield "S10.G00.01.001", sender.siren
    yield "S10.G00.01.002", sender.nic
    yield "S10.G00.01.003", sender.name
    yield "S10.G00.02.001", "02"
    yield "S10.G00.02.002", sender.contact
    yield "S10.G00.02.004", sender.email
    yield "S10.G00.02.005", sender.phone
    for declaration in sending.declarations:
        yield from _declaration(sending, declaration)


def _declaration(sending: Sending, found: DsnDeclaration) -> Iterator[Row]:
    monthly = found.nature == "01"
    month = date.fromisoformat(f"{found.main_month}-01") if found.main_month else None
    known: dict[str, str | None] = {
        "001": found.nature,
        "002": found.kind,
        "003": found.fraction,
        "004": found.order_number,
        "005": _day(month) if monthly else None,
        "006": found.replaces,
        "007": _day(found.file_date),
    }
    yield from _block(sending, "S20.G00.05", found.nature, known)
    sender = sending.sender
    contact = {
        "001": sender.contact,
        "002": sender.phone,
        "003": found.contact_email or sender.email,
        "004": "01",
    }
    yield from _block(sending, "S20.G00.07", found.nature, contact)
    yield from _block(sending, "S21.G00.06", found.nature, {"001": found.siret[:9]})
    yield from _block(sending, "S21.G00.11", found.nature, {"001": found.siret[9:]})
    for record in found.persons:
        yield from _record(sending, found, record)


def _record(sending: Sending, found: DsnDeclaration, record: DsnRecord) -> Iterator[Row]:
    nature, person = found.nature, record.person
    yield from _block(sending, "S21.G00.30", nature, _person(person))
    for contract in record.contracts:
        monthly = {"007": contract.nature, "019": found.siret} if nature == "01" else {}
        values = {"001": _day(contract.started_on), "009": contract.number, **monthly}
        yield from _block(sending, "S21.G00.40", nature, values)
        for own, stop in record.stops:
            if own == contract:
                yield from _block(sending, "S21.G00.60", nature, _stop(stop))
                for part in stop.part_times if nature == "01" else ():
                    yield from _block(sending, "S21.G00.66", nature, _part_time(part))
        if contract.ended_on and nature == "01":
            end = {"001": _day(contract.ended_on), "002": contract.end_reason}
            yield from _block(sending, "S21.G00.62", nature, end)
        if nature == "01":
            yield from _block(sending, "S21.G00.71", nature, {})
    if nature == "01":
        yield from _payment(sending, nature, record)
        for contract in record.contracts:
            yield from _block(sending, "S21.G00.86", nature, _seniority(contract, found.file_date))


def _payment(sending: Sending, nature: str, record: DsnRecord) -> Iterator[Row]:
    gross = sum(pay.gross_cents for pay in record.pays if pay.kind == "001")
    last = max((pay.period_to for pay in record.pays), default=None)
    total = amount_text(gross)
    yield from _block(
        sending,
        "S21.G00.50",
        nature,
        {"001": _day(last), "002": total, "004": total, "013": amount_text(max(gross, 0))},
    )
    for pay in record.pays:
        yield from _block(sending, "S21.G00.51", nature, _pay(pay))
        if pay.kind == ACTIVITY and pay.hours is not None:
            worked = {"001": "01", "002": f"{pay.hours:.2f}", "003": "10"}
            yield from _block(sending, "S21.G00.53", nature, worked)
    if gross:
        first = min(pay.period_from for pay in record.pays)
        base = {"001": "03", "002": _day(first), "003": _day(last), "004": total}
        yield from _block(sending, "S21.G00.78", nature, base)


def _seniority(contract: DsnContract, until: date | None) -> dict[str, str | None]:
    """Time in the firm, in whole months, or in days where there is none yet."""
    start, end = contract.started_on, contract.ended_on or until
    if start is None or end is None:
        months, days = 1, 0
    else:
        months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        days = max(1, (end - start).days + 1)
    unit, value = ("02", min(months, 1187)) if months >= 1 else ("01", days)
    return {"001": "07", "002": unit, "003": str(value), "005": contract.number}


def _person(person: DsnPerson) -> dict[str, str | None]:
    return {
        "001": person.nir,
        "002": person.family_name,
        "003": person.name_in_use,
        "004": person.given_names,
        "006": person.birth_text,
        "020": person.ntt,
    }


def _stop(stop: Stop) -> dict[str, str | None]:
    kept = None if stop.subrogation is None else ("01" if stop.subrogation else "02")
    return {
        "001": stop.reason,
        "002": _day(stop.last_day_worked),
        "003": _day(stop.expected_end),
        "004": kept,
        "005": _day(stop.subrogation_from),
        "006": _day(stop.subrogation_to),
        "007": stop.iban,
        "008": stop.bic,
        "010": _day(stop.returned_on),
        "011": stop.return_kind,
        "012": _day(stop.accident_on),
    }


def _part_time(part: DsnPartTime) -> dict[str, str | None]:
    lost = amount_text(part.lost_cents)
    return {"001": _day(part.first), "002": _day(part.last), "003": lost}


def _pay(pay: DsnPay) -> dict[str, str | None]:
    return {
        "001": _day(pay.period_from),
        "002": _day(pay.period_to),
        "010": pay.contract_number,
        "011": pay.kind,
        "012": f"{pay.hours:.2f}" if pay.hours is not None and pay.kind != ACTIVITY else None,
        "013": amount_text(pay.gross_cents),
    }


def _block(sending: Sending, block: str, nature: str, known: Mapping[str, str | None]) -> list[Row]:
    """The rubrics of a block in order: what is known, and what the norm asks for besides."""
    values = {f"{block}.{suffix}": value for suffix, value in known.items() if value}
    rows = []
    for rubric in _asked(sending.version, block, nature, tuple(values)):
        value = values.get(rubric) or sending.ordinary.get(rubric) or BESIDES.get(rubric)
        if value is None:
            raise ValueError(f"{rubric} is compulsory in message {nature} and is not given")
        rows.append((rubric, value))
    return rows


@cache
def _asked(version: str, block: str, nature: str, given: tuple[str, ...]) -> Sequence[str]:
    """The rubrics that a block is written with, where these are given: those of them that the norm
    has, those that it asks for, what a month says besides."""
    phase = phase_of(version)
    if phase is None:
        raise ValueError(f"the version {version} of the norm is not known")
    norm = load(phase)
    asked = {f"{block}.{suffix}" for suffix in norm.compulsory.get((block, nature), ())}
    besides = {rubric for rubric in BESIDES if nature == "01" and rubric[:10] == block}
    return sorted(asked | besides | {rubric for rubric in given if rubric in norm.rubrics})


def _day(day: date | None) -> str | None:
    return f"{day.day:02d}{day.month:02d}{day.year:04d}" if day else None


def declaration(
    nature: str,
    siret: str,
    records: Iterable[DsnRecord],
    *,
    order_number: str,
    file_date: date,
    main_month: str | None = None,
    kind: str = "01",
    replaces: str | None = None,
) -> DsnDeclaration:
    """A declaration to be written."""
    return DsnDeclaration(
        nature=nature,
        kind=kind,
        fraction="11",
        order_number=order_number,
        main_month=main_month,
        replaces=replaces,
        file_date=file_date,
        siret=siret,
        contact_email=None,
        test=False,
        phase="",
        line=0,
        persons=list(records),
    )


def person_record(
    *,
    nir: str,
    family_name: str,
    given_names: str,
    birth_date: date,
    contract: DsnContract,
    stops: Sequence[Stop] = (),
    pays: Sequence[DsnPay] = (),
) -> DsnRecord:
    """A person with one contract."""
    person = DsnPerson(
        nir=nir,
        ntt=None,
        family_name=family_name,
        name_in_use=None,
        given_names=given_names,
        birth_date=birth_date,
        birth_text=f"{birth_date:%d%m%Y}",
        line=0,
    )
    return DsnRecord(person, (contract,), tuple((contract, stop) for stop in stops), tuple(pays))


def month_pays(
    month: str, *, gross_cents: int, contract_number: str, hours: str = "151.67"
) -> tuple[DsnPay, ...]:
    """The four pay lines that a month always has: 001, 002 with its hours, 003 and 010."""
    first = date.fromisoformat(f"{month}-01")
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - date.resolution
    return tuple(
        DsnPay(
            kind=kind,
            period_from=first,
            period_to=last,
            contract_number=contract_number,
            hours=Decimal(hours) if kind == ACTIVITY else None,
            gross_cents=gross_cents,
            line=0,
        )
        for kind in ("001", "002", "003", "010")
    )
