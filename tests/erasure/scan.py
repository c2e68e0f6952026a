"""Reading all that the house holds as a thief of its disks would: every table, every file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

# Declared: kept as it was (docs/operations.md). Bytes of accounts, never rewritten.
KEPT_COLUMNS = {("ledger_paymentfile", "content"), ("ledger_bankfile", "content")}


def cells() -> Iterator[tuple[str, str, str]]:
    """Table, column, and every value as text; bytes read as text and as the text of PDF too."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own names
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(names, row, strict=True):
                    yield table, name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, str):
        # a JSON text writes accents by their numbers
        return f"{value} {_read_json(value)}"
    return json.dumps(value, default=str, ensure_ascii=False)


def _read_json(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return ""


def where(texts: tuple[str, ...]) -> set[str]:
    """The columns, but those declared kept, in which one of the texts stands, case apart."""
    found = set()
    for table, name, value in cells():
        low = value.lower()
        if (table, name) not in KEPT_COLUMNS and any(text.lower() in low for text in texts):
            found.add(f"{table}.{name}")
    return found


def files(folder: Path, texts: tuple[str, ...]) -> set[str]:
    """The files under a folder whose name or bytes hold one of the texts."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            said = f"{path.name} {path.read_bytes().decode('latin-1')}".lower()
            if any(text.lower() in said for text in texts):
                found.add(str(path.relative_to(folder)))
    return found
