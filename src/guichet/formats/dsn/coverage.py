"""How many of the norm's known controls are evaluated here, by message."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guichet.formats.dsn.declared import BY_THE_READER, DECLARED

MESSAGES = ("01", "04", "05", "07")


def known() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(rubric, control, messages) of every coherence control and warning that the norm names."""
    text = (files("guichet.formats.dsn") / "data" / "controls.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        messages = (key[1:] for key, value in row.items() if key[0] == "n" and value == "1")
        yield row["rubric"], row["control"], frozenset(messages)


def _evaluated() -> dict[tuple[str, str], frozenset[str]]:
    found = {(control.rubric, control.code): control.natures for control in DECLARED}
    return found | dict.fromkeys(BY_THE_READER, frozenset(MESSAGES))


@cache
def coverage() -> dict[str, dict[str, int]]:
    """{message: {evaluated, known}} over the coherence controls and warnings that are named."""
    evaluated = _evaluated()
    counts = {message: {"evaluated": 0, "known": 0} for message in MESSAGES}
    for rubric, control, messages in known():
        for message in messages & counts.keys():
            counts[message]["known"] += 1
            counts[message]["evaluated"] += message in evaluated.get((rubric, control), ())
    return counts


def not_evaluated() -> tuple[tuple[str, str], ...]:
    """The named controls whose meaning no source that we have read gives."""
    evaluated = _evaluated()
    return tuple((rubric, code) for rubric, code, _ in known() if (rubric, code) not in evaluated)
