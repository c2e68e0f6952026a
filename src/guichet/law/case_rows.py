"""Cases written as CSV rows: one row a case, one column a key, wages as gross_YYYY-MM columns.

A column expected_KEY holds what another program answered for that key (`guichet law compare`).
"""

import re
from typing import Any

from guichet.law.documents import Unreadable

WAGE_COLUMN = re.compile(r"(gross|hours|reestablished)_(\d{4}-\d{2})\Z")
_EXPECTED = "expected_"
# 2000,50 and, as a spreadsheet writes them, 2 000 and 2 000,50 (the space may be unbreakable).
_FRENCH_NUMBER = re.compile(r"-?(\d{1,3}([ \u00a0\u202f]\d{3})+(,\d+)?|\d+,\d+)\Z")
_SPACES = str.maketrans({",": ".", " ": None, "\u00a0": None, "\u202f": None})
_FLAGS = {"true": True, "false": False, "oui": True, "non": False}


def cases_from_rows(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Cases in the shape of the YAML file. A list of ends is written with spaces between dates."""
    return [_case(row) for row in rows]


def _case(row: dict[str, str]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    wages: dict[str, dict[str, Any]] = {}
    expected: dict[str, Any] = {}
    for name, cell in row.items():
        if name in ("id", "family"):
            continue
        column = WAGE_COLUMN.match(name)
        value = cell.translate(_SPACES) if _FRENCH_NUMBER.match(cell) else cell
        if column:
            what, month = column.groups()
            wages.setdefault(month, {"month": month})[what] = value
        elif name.startswith(_EXPECTED):
            expected[name.removeprefix(_EXPECTED)] = _FLAGS.get(cell.lower(), value)
        elif name in ("stop_ends", "reference_period"):
            inputs[name] = cell.split()
        elif name in ("reference_wages", "previous_stops"):
            raise Unreadable(
                f"la colonne « {name} » ne peut pas être écrite en CSV : utilisez des colonnes"
                " gross_AAAA-MM, ou un fichier YAML"
            )
        else:
            inputs[name] = _FLAGS.get(cell.lower(), value)
    if wages:
        inputs["reference_wages"] = list(wages.values())
    case = {"id": row.get("id"), "input": inputs}
    if "family" in row:
        case["family"] = row["family"]
    return {**case, "expected": expected} if expected else case
