"""How many of the norm's known controls are evaluated here, by message."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from guichet.formats.dsn.controls import DECLARATION_CONTROLS, STOP_CONTROLS, Control
from guichet.formats.dsn.person_controls import HEAD_CONTROLS, PERSON_CONTROLS, SENDER_CONTROLS

MESSAGES = ("01", "04", "05", "07")
# Evaluated by the reader itself, from counts that it alone has.
_BY_THE_READER = {("S10.G00.00.008", "CCH-11"), ("S21.G00.30.001", "CCH-14")}


def declared() -> tuple[Control, ...]:
    """Every control declared, of any block."""
    return (
        *DECLARATION_CONTROLS,
        *HEAD_CONTROLS,
        *SENDER_CONTROLS,
        *PERSON_CONTROLS,
        *STOP_CONTROLS,
    )


@cache
def coverage() -> dict[str, Any]:
    """{message: {evaluated, known}} over the coherence controls and warnings that are named."""
    evaluated = {(c.rubric, c.code) for c in declared()} | _BY_THE_READER
    text = (files("guichet.formats.dsn") / "data" / "controls.csv").read_text(encoding="utf-8")
    counts = {message: {"evaluated": 0, "known": 0} for message in MESSAGES}
    for row in csv.DictReader(text.splitlines()):
        for message in MESSAGES:
            if row[f"n{message}"] == "1":
                counts[message]["known"] += 1
                counts[message]["evaluated"] += (row["rubric"], row["control"]) in evaluated
    return counts
