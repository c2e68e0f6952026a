"""A table that a fund hands over (CSV): read whole, every fault told by line and column."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from guichet.formats.identifiers import Verdict

ADDRESS_LINES, ADDRESS_WIDTH = 5, 38
MAIL_LENGTH = 254  # what a column of addresses holds


@dataclass(frozen=True)
class Fault:
    """`line` as a text editor counts them; `words` never repeat what the cell holds."""

    line: int
    column: str
    words: str


class RefusedTable(ValueError):
    """Nothing of the table is kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


class BadCell(ValueError):
    """The words say what is wrong, without the value."""


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    name: str
    read: Reader
    required: bool = True


@dataclass(frozen=True)
class Row:
    line: int
    values: Mapping[str, Any]


def read_table(content: bytes, columns: Sequence[Column]) -> list[Row]:
    """The rows of a CSV in UTF-8, its cells parted by semicolons or commas. Raises RefusedTable.

    A column that is not required may be missing; its values are then "".
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(
            1, "", "Le fichier n'est pas en UTF-8 : enregistrez-le dans ce codage."
        ) from None
    first = text.split("\n", 1)[0]
    delimiter = ";" if ";" in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, faults = [], []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(header, columns)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(reader.line_num, header, cells, columns, faults)
                rows.append(Row(reader.line_num, row))
    except csv.Error:
        words = "La ligne ne se lit pas : un guillemet est de trop, ou il en manque un."
        raise _refused(reader.line_num, "", words) from None
    if faults:
        raise RefusedTable(faults)
    return rows


def _refused(line: int, column: str, words: str) -> RefusedTable:
    return RefusedTable([Fault(line, column, words)])


def _check_header(header: Sequence[str], columns: Sequence[Column]) -> None:
    known = {column.name for column in columns}
    needed = {column.name for column in columns if column.required}
    faults = [Fault(1, name, "Cette colonne manque.") for name in sorted(needed - set(header))]
    faults += [
        Fault(1, str(place), "Cette colonne n'est pas connue.")
        for place, name in enumerate(header, start=1)
        if name not in known
    ]
    faults += [
        Fault(1, name, "Cette colonne est là deux fois.")
        for name in sorted(known)
        if header.count(name) > 1
    ]
    if faults:
        raise RefusedTable(faults)


def _row(
    line: int,
    header: Sequence[str],
    cells: Sequence[str],
    columns: Sequence[Column],
    faults: list[Fault],
) -> dict[str, Any]:
    if len(cells) != len(header):
        words = f"La ligne a {len(cells)} cellules ; il en faut {len(header)}."
        faults.append(Fault(line, "", words))
        return {}
    typed = dict(zip(header, cells, strict=True))
    row: dict[str, Any] = {}
    for column in columns:
        text = typed.get(column.name, "").strip()
        try:
            if not text and column.required:
                raise BadCell("Cette cellule est vide.")
            row[column.name] = column.read(text) if text else ""
        except BadCell as bad:
            faults.append(Fault(line, column.name, str(bad)))
    return row


def identifier(check: Callable[[str], Verdict]) -> Reader:
    """A number that a verdict of `formats` judges."""

    def read(text: str) -> str:
        verdict = check(text)
        if not verdict.ok:
            raise BadCell(verdict.words)
        return verdict.value

    return read


def words_of(most: int) -> Reader:
    """A name or a line of an address, of `most` characters."""

    def read(text: str) -> str:
        if len(text) > most or not text.isprintable():
            raise BadCell(f"{most} caractères au plus, sans retour à la ligne.")
        return text

    return read


def past_day(today: date) -> Reader:
    """A civil date that has been, 2001-05-17 or 17/05/2001."""

    def read(text: str) -> date:
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                found = datetime.strptime(text, form).date()  # noqa: DTZ007  a civil date
            except ValueError:
                continue
            if date(1880, 1, 1) <= found <= today:
                return found
        raise BadCell("Une date passée est attendue, par exemple 1980-01-20 ou 20/01/1980.")

    return read


def mail_address(text: str) -> str:
    if len(text) > MAIL_LENGTH:
        raise BadCell(f"Cette adresse e-mail est trop longue ; {MAIL_LENGTH} caractères au plus.")
    try:
        validate_email(text)
    except ValidationError:
        raise BadCell("Cette adresse e-mail n'est pas complète.") from None
    return text


def address_columns() -> tuple[Column, ...]:
    """The lines under the name, as an envelope takes them."""
    return tuple(
        Column(f"address_{n}", words_of(ADDRESS_WIDTH), required=n == 1)
        for n in range(1, ADDRESS_LINES + 1)
    )


def address_in(row: Mapping[str, Any]) -> list[str]:
    lines = (row[f"address_{n}"] for n in range(1, ADDRESS_LINES + 1))
    return [line for line in lines if line]
