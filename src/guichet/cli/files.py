"""What a person hands to a command and reads back: files of cases, tables, one clear refusal."""

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from guichet.law.case_rows import cases_from_rows
from guichet.law.documents import Unreadable, parse_csv, parse_json, parse_yaml

REFUSED, UNREADABLE = 1, 2
MOST_BYTES = 200 * 10**6
_PARSERS = {".yaml": parse_yaml, ".yml": parse_yaml, ".json": parse_json, ".csv": parse_csv}


def document(file: str) -> Any:
    """The parsed content of a YAML, JSON or CSV file; « - » is standard input."""
    text = _text(file)
    extension = Path(file).suffix.lower()
    if file == "-":
        extension = ".json" if text.lstrip()[:1] in ("{", "[") else ".yaml"
    parser = _PARSERS.get(extension)
    if parser is None:
        unreadable(f"{file} : l'extension doit être .yaml, .yml, .json ou .csv.")
    try:
        return parser(text)
    except Unreadable as error:
        unreadable(f"{file} : {error}.")


def cases(file: str) -> list[Any]:
    """The cases of a file of contract 1 or 2."""
    found = document(file)
    if isinstance(found, list) and Path(file).suffix.lower() == ".csv":
        try:
            return cases_from_rows(found)
        except Unreadable as error:
            unreadable(f"{file} : {error}.")
    listed = found.get("cases") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        unreadable(f"{file} : la clé « cases » et sa liste de cas sont attendues.")
    return listed


def _text(file: str) -> str:
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except OSError as error:
        unreadable(f"{file} : fichier illisible ({error.strerror}).")
    if len(data) > MOST_BYTES:
        unreadable(f"{file} : plus de {MOST_BYTES // 10**6} Mo ; partagez les cas en fichiers.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        unreadable(
            f"{file} : ligne {line}, le texte n'est pas en UTF-8 ; enregistrez le fichier en UTF-8."
        )


def unreadable(message: str) -> NoReturn:
    """Say in one line what cannot be read, and stop with the status of it."""
    click.echo(message, err=True)
    sys.exit(UNREADABLE)


def refused(message: str) -> NoReturn:
    """Say what cannot be done, and stop with the status of it."""
    click.echo(message, err=True)
    sys.exit(REFUSED)


def write_whole(file: Path, content: bytes) -> None:
    """Write beside, flush, then name: the file is whole, or as it was before."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        unreadable(f"{file} : ce fichier ne peut pas être écrit ({error.strerror}).")


def cell(value: Any) -> str:
    """One value for a person."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "-" if value is None else str(value)


def table(titles: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Columns as wide as they need, one row a line."""
    cells = [titles, *(tuple(map(cell, row)) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(titles))]
    for row in cells:
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())
