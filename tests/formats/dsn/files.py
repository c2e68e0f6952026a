"""Conforming files as lists of rubrics, small edits of them, and what the reader says."""

import io
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import (
    DsnContract,
    DsnDeclaration,
    DsnPay,
    DsnRecord,
    DsnStop,
)
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import read
from guichet.formats.dsn.norm import load

SAMPLES = Path(__file__).parent / "samples"
SIRET = "00041230400016"
SENDER = dsn.Sender(SIRET[:9], SIRET[9:], "BOULANGERIE")
IBAN = "FR7630006000011234567890189"
MADE_UP = "2" + "9" * 12
Row = tuple[str, str]
Edit = Callable[[list[Row]], list[Row]]


class Endless(io.RawIOBase):
    """A stream that never ends: a beginning, then the same bytes again and again."""

    def __init__(self, start: bytes, again: bytes) -> None:
        self._bytes = itertools.chain(start, itertools.cycle(again))
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        found = bytes(itertools.islice(self._bytes, len(buffer)))
        buffer[: len(found)] = found
        self.given += len(found)
        return len(found)


@dataclass
class Reading:
    faults: list[Fault]
    declarations: list[DsnDeclaration]

    @property
    def places(self) -> list[tuple[int, str, str]]:
        return [(fault.line, fault.rubric, fault.code) for fault in self.faults]


def nir_of(department: str) -> str:
    """Zoé's number with another department of birth: written in two parts, it is nobody's."""
    return "28001" + department + "901006"


def reading(content: bytes, mode: str = "strict", **options) -> Reading:
    found = list(read(io.BytesIO(content), mode=mode, **options))
    return Reading(
        [item for item in found if isinstance(item, Fault)],
        [item for item in found if isinstance(item, DsnDeclaration)],
    )


def rows_of(content: bytes) -> list[Row]:
    return [(line[:14], line[16:-1]) for line in content.decode("iso-8859-1").splitlines()]


def bytes_of(rows: Sequence[Row], end: str = "\r\n") -> bytes:
    return "".join(f"{rubric},'{value}'{end}" for rubric, value in rows).encode("iso-8859-1")


def place(rows: Sequence[Row], rubric: str, nth: int = 0) -> int:
    """The index of a rubric's row."""
    return [i for i, (name, _) in enumerate(rows) if name == rubric][nth]


def edited(base: str, *edits: Edit) -> list[Row]:
    """A conforming file after edits, its total of lines made exact."""
    rows = rows_of(BASES[base]())
    for edit in edits:
        rows = edit(rows)
    at = place(rows, "S90.G00.90.001")
    rows[at] = ("S90.G00.90.001", str(len(rows)))
    return rows


def put(rubric: str, value: str, nth: int = 0) -> Edit:
    """Another value; a rubric that is absent is added to its block, in order."""

    def edit(rows: list[Row]) -> list[Row]:
        found = [i for i, (name, _) in enumerate(rows) if name == rubric]
        if found:
            at = found[nth]
            return [*rows[:at], (rubric, value), *rows[at + 1 :]]
        at = next(i for i, (name, _) in enumerate(rows) if name[:10] == rubric[:10])
        while rows[at][0][:10] == rubric[:10] and rows[at][0] < rubric:
            at += 1
        return [*rows[:at], (rubric, value), *rows[at:]]

    return edit


def insert(after: str, *added: Row) -> Edit:
    """Rows after the first of a rubric."""

    def edit(rows: list[Row]) -> list[Row]:
        at = place(rows, after) + 1
        return [*rows[:at], *added, *rows[at:]]

    return edit


def drop(prefix: str) -> Edit:
    """A rubric, a block or a family of them, taken away."""
    return lambda rows: [row for row in rows if not row[0].startswith(prefix)]


def drop_at(rubric: str, nth: int) -> Edit:
    """One row among those of a rubric, taken away."""

    def edit(rows: list[Row]) -> list[Row]:
        at = place(rows, rubric, nth)
        return rows[:at] + rows[at + 1 :]

    return edit


def swap(first: str, second: str) -> Edit:
    """Two rows change places."""

    def edit(rows: list[Row]) -> list[Row]:
        a, b = place(rows, first), place(rows, second)
        done = list(rows)
        done[a], done[b] = done[b], done[a]
        return done

    return edit


def move(prefix: str, after: str) -> Edit:
    """The rows of a rubric or block go after another."""

    def edit(rows: list[Row]) -> list[Row]:
        moved = [row for row in rows if row[0].startswith(prefix)]
        return insert(after, *moved)(drop(prefix)(rows))

    return edit


def repeat(prefix: str) -> Edit:
    """The rows of a rubric or block come twice in a row."""

    def edit(rows: list[Row]) -> list[Row]:
        again = [i for i, row in enumerate(rows) if row[0].startswith(prefix)]
        last = again[-1] + 1
        return [*rows[:last], *(rows[i] for i in again), *rows[last:]]

    return edit


def contract(number: str = "00001", **changes) -> DsnContract:
    return replace(DsnContract(number, date(2018, 9, 1), None, 0), **changes)


def pays(number: str = "00001", gross_cents: int = 210_000) -> tuple[DsnPay, ...]:
    return dsn.month_pays("2026-09", gross_cents=gross_cents, contract_number=number)


def record(nir: str = "2800193901006", born: date = date(1980, 1, 20), **changes) -> DsnRecord:
    known = {
        "family_name": "EXEMPLE",
        "given_names": "Zoé",
        "contract": contract(),
        "pays": pays(),
        **changes,
    }
    return dsn.person_record(nir=nir, birth_date=born, **known)


def message(records: Sequence[DsnRecord], version: str = "P26V01", **changes) -> bytes:
    """A monthly message, or what the changes make of it."""
    known = {
        "nature": "01",
        "order_number": "1",
        "file_date": date(2026, 10, 5),
        "main_month": "2026-09",
        **changes,
    }
    declared = dsn.declaration(known.pop("nature"), SIRET, records, **known)
    return dsn.write(dsn.Sending(SENDER, [declared], version=version))


def staff(version: str = "P26V01") -> bytes:
    """A monthly message: Zoé; and Noé, ill with a kept wage, who has two contracts."""
    stop = DsnStop(
        "01",
        date(2026, 9, 6),
        date(2026, 9, 14),
        subrogation=True,
        subrogation_from=date(2026, 9, 7),
        subrogation_to=date(2026, 9, 14),
        iban=IBAN,
        bic="BDFEFRPPCCT",
    )
    noe = record(
        "1750293902017",
        date(1975, 2, 3),
        family_name="D'ESSAI",
        given_names="Noé",
        contract=contract("00002"),
        stops=[stop],
        pays=pays("00002") + pays("00003"),
    )
    noe = replace(noe, contracts=(*noe.contracts, contract("00003")))
    return message([record(), noe], version)


# What a message 07 asks for besides: the employee resigned, and worked the month of notice.
ENDED = (
    ("S21.G00.62.001", "30092026"),
    ("S21.G00.62.002", "059"),
    ("S21.G00.62.003", "31082026"),
    ("S21.G00.62.006", "30092026"),
    ("S21.G00.62.008", "02"),
    ("S21.G00.62.020", "01092026"),
    ("S21.G00.63.001", "01"),
    ("S21.G00.63.002", "01092026"),
    ("S21.G00.63.003", "30092026"),
)


def end_of_contract() -> bytes:
    """Zoé leaves: of what the month says, the rubrics that a message 07 knows."""
    norm = load("P26")
    rows = [
        (name, "07" if name == "S20.G00.05.001" else value)
        for name, value in rows_of(message([record()]))
        if "07" in norm.blocks[name[:10]].cardinality
        and norm.rubrics[name].usage.get("07") in ("O", "C")
    ]
    rows = insert("S21.G00.40.037", *ENDED)(rows)
    rows = insert("S21.G00.50.001", ("S21.G00.50.020", "01"))(rows)
    rows[-2] = ("S90.G00.90.001", str(len(rows)))
    return bytes_of(rows)


BASES: dict[str, Callable[[], bytes]] = {
    "stop": (SAMPLES / "spec_ok_04_maladie_p25.dsn").read_bytes,
    "return": (SAMPLES / "spec_ok_05_reprise_p25.dsn").read_bytes,
    "end": end_of_contract,
    "monthly": lambda: message([record()]),
    "staff": staff,
}
