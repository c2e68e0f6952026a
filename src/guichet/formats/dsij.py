"""The DSIJ file of Guichet: salary certificates in CSV or JSON, from the bytes to texts by column.

The message of certified payroll programs is not public (formats.md 2): this format is Guichet's
own, the same keys as the form. docs/dsij_file.md describes it for those who write it.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guichet.formats.dsn.faults import Fault

MOST_CERTIFICATES = 10_000
MOST_MONTHS = 12
REQUIRED = (
    "nir",
    "birth_date",
    "family_name",
    "given_names",
    "contract_number",
    "contract_start",
    "reason",
    "last_day_worked",
)
OPTIONAL = (
    "siret",
    "expected_end",
    "returned_on",
    "returned_part_time",
    "subrogation",
    "subrogation_from",
    "subrogation_to",
    "iban",
    "bic",
    "confirmed",
)
PAY = ("month", "gross", "hours", "restored")
PAYS = "pays"
COLUMNS = (
    *REQUIRED,
    *OPTIONAL,
    *(f"{name}_{n}" for n in range(1, MOST_MONTHS + 1) for name in PAY),
)
_KNOWN = frozenset(COLUMNS)
_BLANKS = " \t\r\n"
_NO_BREAK = str.maketrans("\u00a0\u202f", "  ")  # that a spreadsheet puts into amounts


@dataclass(frozen=True)
class Row:
    """One certificate as it is written: the texts of its columns, and the line where it begins."""

    line: int
    said: Mapping[str, str]


def fault(line: int, column: str, code: str, message: str) -> Fault:
    """A fault that refuses the certificate, or the file where `line` is that of its beginning."""
    return Fault(line, column, code, True, message, "")


class Refused(Exception):
    """Nothing more of the file can be read."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found.message)
        self.fault = found


def read(content: bytes) -> Iterator[Row | Fault]:
    """The certificates of a file and its faults, in the order of the file.

    A fault of the file itself ends the reading, and what was read before it stands.
    """
    try:
        text = _text(content)
        start = _next(text, 0)
        is_json = text[start : start + 1] in ("[", "{")
        yield from _counted(_of_json(text) if is_json else _of_csv(text))
    except Refused as refusal:
        yield refusal.fault


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = (
            "Ce fichier n'est pas écrit en UTF-8. Enregistrez-le en « CSV UTF-8 » ou en JSON, "
            "puis redéposez-le."
        )
        raise Refused(fault(line, "structure", "encoding", words)) from None


def _counted(found: Iterator[Row | Fault]) -> Iterator[Row | Fault]:
    rows = 0
    for item in found:
        rows += isinstance(item, Row)
        if rows > MOST_CERTIFICATES and isinstance(item, Row):
            words = (
                f"Le fichier a plus de {MOST_CERTIFICATES} attestations : celles qui suivent ne "
                "sont pas lues. Envoyez-les dans un autre fichier."
            )
            raise Refused(fault(item.line, "structure", "too-long", words))
        yield _printable(item) if isinstance(item, Row) else item
    if not rows:
        words = "Le fichier ne contient aucune attestation qui se lise."
        raise Refused(fault(1, "structure", "empty", words))


def _printable(row: Row) -> Row | Fault:
    """A certificate whose texts are of characters that can be seen: the others hide or break."""
    said = {name: text.translate(_NO_BREAK).strip() for name, text in row.said.items()}
    for name, text in said.items():
        if not text.isprintable():
            words = "Cette valeur contient un caractère qui ne s'écrit pas. Retapez-la."
            return fault(row.line, name, "encoding", words)
    return Row(row.line, said)


def _of_csv(text: str) -> Iterator[Row | Fault]:
    first = io.StringIO(text, newline="").readline()
    separator = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _csv_row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error:
        words = (
            "Cette ligne ne se lit pas : un guillemet n'est pas fermé, ou une cellule est trop "
            "longue. Les lignes qui suivent ne sont pas lues."
        )
        raise Refused(fault(reader.line_num, "structure", "layout", words)) from None


def _check_header(header: Sequence[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        words = (
            "La première ligne doit nommer les colonnes, séparées par des points-virgules. Il "
            f"manque : {', '.join(missing)}."
        )
        raise Refused(fault(1, missing[0], "missing-column", words))
    for n, name in enumerate(header):
        if name not in _KNOWN:
            words = f"La colonne {n + 1} porte un nom inconnu. Corrigez-le ou retirez la colonne."
            raise Refused(fault(1, "structure", "unknown-column", words))
        if name in header[:n]:
            raise Refused(fault(1, name, "twice", f"La colonne {name} est là deux fois."))


def _csv_row(line: int, header: Sequence[str], cells: Sequence[str]) -> Row | Fault:
    if len(cells) > len(header):
        words = (
            f"Cette ligne a {len(cells)} cellules pour {len(header)} colonnes. Vérifiez les "
            "séparateurs et les guillemets."
        )
        return fault(line, "structure", "layout", words)
    return Row(line, dict(zip(header, cells, strict=False)))


class _Twice(ValueError):
    """The same key twice in an object: which one is meant cannot be told."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise _Twice
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN, Infinity


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=_no_constant
)


def _of_json(text: str) -> Iterator[Row | Fault]:
    """The objects of one list; numbers are kept as they are written, never as floats."""
    place, line, counted = _next(text, 0), 1, 0
    if text[place] != "[":
        words = "Un fichier JSON doit être une liste d'attestations : [ {…}, {…} ]."
        raise Refused(fault(1, "structure", "layout", words))
    place = _next(text, place + 1)
    while text[place : place + 1] != "]":
        line, counted = line + text.count("\n", counted, place), place
        value, place = _decoded(text, place, line)
        yield _json_row(line, value)
        place = _next(text, place)
        if text[place : place + 1] == ",":
            place = _next(text, place + 1)
        elif text[place : place + 1] != "]":
            raise _unreadable(text, place)
    if _next(text, place + 1) != len(text):
        raise _unreadable(text, _next(text, place + 1))


def _next(text: str, place: int) -> int:
    """The first place from `place` on that is not blank."""
    while text[place : place + 1] and text[place] in _BLANKS:
        place += 1
    return place


def _decoded(text: str, place: int, line: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except _Twice:
        words = "Une clé est là deux fois dans cette attestation. Gardez-en une."
        raise Refused(fault(line, "structure", "twice", words)) from None
    except json.JSONDecodeError as error:
        raise _unreadable(text, error.pos) from None
    except (ValueError, RecursionError):
        words = "Cette attestation ne se lit pas en JSON. Celles qui suivent ne sont pas lues."
        raise Refused(fault(line, "structure", "layout", words)) from None


def _unreadable(text: str, place: int) -> Refused:
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    words = (
        f"Le fichier ne se lit pas en JSON à partir de cette ligne (caractère {column}). Ce qui "
        "suit n'est pas lu."
    )
    return Refused(fault(line, "structure", "layout", words))


def _json_row(line: int, value: Any) -> Row | Fault:
    if not isinstance(value, dict):
        return fault(line, "structure", "layout", "Une attestation est attendue : { … }.")
    pays = value.pop(PAYS, [])
    if not isinstance(pays, list) or not all(isinstance(one, dict) for one in pays):
        return fault(line, PAYS, "layout", "Une liste de mois est attendue : [ {…}, {…} ].")
    if len(pays) > MOST_MONTHS:
        return fault(line, PAYS, "too-long", f"{MOST_MONTHS} mois au plus sont attendus.")
    own = frozenset((*REQUIRED, *OPTIONAL))
    strange = len(value.keys() - own) + sum(len(one.keys() - set(PAY)) for one in pays)
    if strange:
        words = "{} clé inconnue : corrigez-la ou retirez-la."
        if strange > 1:
            words = "{} clés inconnues : corrigez-les ou retirez-les."
        return fault(line, "structure", "unknown-column", words.format(strange))
    flat = {**value, **{f"{key}_{n}": x for n, one in enumerate(pays, 1) for key, x in one.items()}}
    for key, one in flat.items():
        if isinstance(one, (dict, list)):
            return fault(line, key, "layout", "Un texte, un nombre ou un oui-non est attendu.")
    return Row(line, {key: _as_text(one) for key, one in flat.items()})


def _as_text(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value or ""
