"""Reading the export of the system before this one: file by file, every fault by line and column.

A row says one thing of a file: `record` says which, and which columns it takes (docs/takeover.md).
The rows of a file follow one another, `file` first: so a portfolio of any size is read in little
memory.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from guichet.benefits.sick_leave.enums import NoticeKind
from guichet.benefits.sick_leave.takeover import content
from guichet.benefits.sick_leave.takeover.content import OldFile, PaidLine
from guichet.formats.identifiers import check_iban, check_nir, check_siret
from guichet.ledger.service import PayeeKind
from guichet.people.service import BadCell, Fault, RefusedTable, identifier, past_day, words_of

MOST_FAULTS = 1000
MOST_HEADER = 10_000
MOST_CENTS = 99_999_999
LONGEST = timedelta(days=3 * 366)
Read = Callable[[str], Any]


@dataclass
class Faults:
    """The first faults are kept, all are counted."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, column: str, words: str) -> None:
        self.count += 1
        if len(self.kept) < MOST_FAULTS:
            self.kept.append(Fault(line, column, words))


@dataclass
class Told:
    """A file as it is read, with the line of its `file` row."""

    line: int
    old: OldFile
    whole: bool = True


def old_files(path: Path, as_of: date, faults: Faults) -> Iterator[Told]:
    """The files of an export that was made on the evening of `as_of`.

    Those in which something is wrong come too, not `whole`: their faults have been added.
    """
    kinds = _kinds(as_of)
    seen: set[str] = set()
    current: Told | None = None
    for line, cells in _rows(path, faults):
        row = _Row(line, cells, faults)
        number = cells["number"]
        if cells["record"] == "file":
            if current:
                yield _closed(current, faults)
            if number in seen:
                row.fault("number", "Ce numéro est déjà plus haut : un dossier est dit une fois.")
            seen.add(number)
            current = Told(line, OldFile(number))
        if current is None or number != current.old.number:
            row.fault("number", "Cette ligne doit suivre la ligne « file » de son dossier.")
        elif (values := row.values(kinds)) is not None:
            _TAKE[cells["record"]](current.old, values, row)
        if current and row.faulty:
            current.whole = False
    if current:
        yield _closed(current, faults)


def _rows(path: Path, faults: Faults) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line and its cells by column."""
    with path.open("rb") as first:
        delimiter = ";" if b";" in first.readline(MOST_HEADER) else ","
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            header = [cell.strip() for cell in next(reader, [])]
            _check_header(header)
            for cells in reader:
                if len(cells) == len(header):
                    yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))
                elif any(cells):
                    words = f"La ligne a {len(cells)} cellules ; il en faut {len(header)}."
                    faults.add(reader.line_num, "", words)
        except csv.Error:
            words = "La ligne ne se lit pas : un guillemet est de trop, ou il en manque un."
            faults.add(reader.line_num, "", words)
        except UnicodeDecodeError:
            words = "Le fichier n'est pas en UTF-8 : enregistrez-le dans ce codage."
            faults.add(reader.line_num + 1, "", words)


def _check_header(header: Sequence[str]) -> None:
    faults = [Fault(1, name, "Cette colonne manque.") for name in COLUMNS if name not in header]
    faults += [
        Fault(1, str(place), "Cette colonne n'est pas connue, ou elle est là deux fois.")
        for place, name in enumerate(header, start=1)
        if name not in COLUMNS or name in header[: place - 1]
    ]
    if faults:
        raise RefusedTable(faults)


@dataclass
class _Row:
    line: int
    cells: Mapping[str, str]
    faults: Faults
    faulty: bool = False

    def fault(self, column: str, words: str) -> None:
        self.faulty = True
        self.faults.add(self.line, column, words)

    def values(self, kinds: Mapping[str, Mapping[str, tuple[Read, bool]]]) -> dict[str, Any] | None:
        """The cells that this kind of row takes, read; None where one is wrong."""
        kind = self.cells["record"]
        if kind not in kinds:
            self.fault("record", f"Il faut l'un de : {', '.join(kinds)}.")
            return None
        found: dict[str, Any] = {"record": kind}
        takes = kinds[kind]
        for column, text in self.cells.items():
            if column == "record":
                continue
            if column not in takes:
                if text:
                    self.fault(column, f"Une ligne « {kind} » n'a rien dans cette colonne.")
                continue
            found[column] = self._read(column, text, *takes[column])
        return None if self.faulty else found

    def _read(self, column: str, text: str, read: Read, required: bool) -> Any:
        if not text:
            if required:
                self.fault(column, "Cette cellule est vide.")
            return None
        try:
            return read(text)
        except BadCell as bad:
            self.fault(column, str(bad))
            return None


def _any_day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 1990 <= found.year <= 2100:
        raise BadCell("Une date est attendue, par exemple 2026-01-20.")
    return found


def _cents(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text[:12]) > MOST_CENTS:
        raise BadCell("Un nombre entier de centimes est attendu, par exemple 3287 pour 32,87 €.")
    return int(text)


def _hours(text: str) -> str:
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= 400:
        raise BadCell("Un nombre d'heures est attendu, de 0 à 400, par exemple 151,67.")
    return str(found)


def _month(text: str) -> str:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise BadCell("Un mois est attendu, par exemple 2026-01.") from None
    return f"{found:%Y-%m}"


def _one_of(**known: Any) -> Read:
    def read(text: str) -> Any:
        if text not in known:
            raise BadCell(f"Il faut l'un de : {', '.join(known)}.")
        return known[text]

    return read


COLUMNS = (
    "record", "number", "nir", "siret", "state", "last_day_worked", "contract_start", "rights_met",
    "first_day", "last_day", "kind", "prescribed_on", "sent_on", "month", "gross", "hours",
    "account", "payee", "daily_gross", "net", "paid_on",
)  # fmt: skip


def _kinds(as_of: date) -> dict[str, dict[str, tuple[Read, bool]]]:
    """What each kind of row takes: how a cell is read, and whether it must be there."""
    past = past_day(as_of)
    number = {"number": (words_of(40), True)}
    days = {**number, "first_day": (_any_day, True), "last_day": (_any_day, True)}
    elapsed = {**number, "first_day": (past, True), "last_day": (past, True)}
    return {
        "file": {
            **number,
            "nir": (identifier(check_nir), True),
            "siret": (identifier(check_siret), False),
            "state": (_one_of(open=False, held=True), True),
            "last_day_worked": (past, False),
            "contract_start": (past, False),
            "rights_met": (_one_of(yes=True, no=False), False),
        },
        "stop": {
            **days,
            "kind": (_one_of(**{kind.value: kind.value for kind in NoticeKind}), True),
            "prescribed_on": (past, True),
            "sent_on": (past, False),
        },
        "wage": {
            **number, "month": (_month, True), "gross": (_cents, True), "hours": (_hours, False),
        },
        "subrogation": {**days, "account": (identifier(check_iban), False)},
        "paid": {
            **elapsed,
            "payee": (_one_of(insured=PayeeKind.INSURED, employer=PayeeKind.EMPLOYER), True),
            "daily_gross": (_cents, True),
            "net": (_cents, True),
            "paid_on": (past, True),
        },
        "before": elapsed,
    }  # fmt: skip


def _file(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    old.nir, old.siret, old.held = values["nir"], values["siret"] or "", values["state"]
    old.last_day_worked, old.contract_start = values["last_day_worked"], values["contract_start"]
    old.rights_met = values["rights_met"]


def _in_order(values: Mapping[str, Any], row: _Row) -> bool:
    first, last = values["first_day"], values["last_day"]
    if last < first:
        row.fault("last_day", "La fin est avant le début : vérifiez les deux dates.")
    elif last - first > LONGEST:
        row.fault("last_day", "Plus de trois ans : vérifiez l'année.")
    return not row.faulty


def _stop(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    first, prescribed = values["first_day"], values["prescribed_on"]
    sent = values["sent_on"] or prescribed
    if sent < prescribed:
        row.fault("sent_on", "L'avis est envoyé avant d'être prescrit : vérifiez les deux dates.")
    if first.isoformat() in old.stops:
        row.fault("first_day", "Une autre ligne « stop » du dossier commence ce jour-là.")
    elif _in_order(values, row):
        known = content.stop(values["kind"], values["last_day"], prescribed, sent)
        old.stops[first.isoformat()] = known


def _wage(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    if values["month"] in old.wages:
        row.fault("month", "Ce mois est déjà dit dans ce dossier.")
    old.wages[values["month"]] = {
        "gross_cents": values["gross"], "hours": values["hours"], "restored_cents": None,
    }  # fmt: skip


def _subrogation(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    if old.subrogation:
        row.fault("record", "La subrogation est déjà dite dans ce dossier.")
    if not old.siret:
        row.fault("record", "La ligne « file » ne dit pas l'employeur qui garde le salaire.")
    if _in_order(values, row):
        old.subrogation = values["first_day"], values["last_day"], values["account"] or ""


def _paid(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    if not _in_order(values, row):
        return
    line = PaidLine(
        values["first_day"], values["last_day"], values["payee"],
        values["daily_gross"], values["net"], values["paid_on"],
    )  # fmt: skip
    if not line.daily_cents:
        row.fault("daily_gross", "Un montant au-dessus de zéro est attendu.")
    if line.net_cents > line.gross_cents:
        row.fault("net", "Le net dépasse le brut de la ligne (brut du jour × jours).")
    if line.payee == PayeeKind.EMPLOYER and not old.siret:
        row.fault("payee", "La ligne « file » ne dit pas l'employeur qui a été payé.")
    if any(
        p.payee == line.payee and p.first <= line.last and line.first <= p.last for p in old.paid
    ):
        row.fault(
            "first_day",
            "Ces jours sont déjà payés à la même personne par une autre ligne du dossier.",
        )
    old.paid.append(line)


def _before(old: OldFile, values: Mapping[str, Any], row: _Row) -> None:
    if _in_order(values, row):
        old.before.append((values["first_day"], values["last_day"]))


_TAKE: dict[str, Callable[[OldFile, Mapping[str, Any], _Row], None]] = {
    "file": _file, "stop": _stop, "wage": _wage, "subrogation": _subrogation, "paid": _paid,
    "before": _before,
}  # fmt: skip


def _closed(told: Told, faults: Faults) -> Told:
    """What only the whole file can show."""
    old = told.old
    if told.whole and not old.stops:
        faults.add(told.line, "record", "Ce dossier n'a aucune ligne « stop ».")
        told.whole = False
    return told
