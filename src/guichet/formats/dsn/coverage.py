"""How many of the norm's known controls are evaluated here, by message, and why the others not."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guichet.formats.dsn.declared import BY_THE_READER, declared
from guichet.formats.dsn.norm import TABLED

MESSAGES = ("01", "04", "05", "07")
NEWEST = TABLED[-1]


def _table(name: str) -> list[dict[str, str]]:
    text = (files("guichet.formats.dsn") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def known() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(rubric, control, messages) of every coherence control and warning that the norm names."""
    for row in _table("controls.csv"):
        messages = (key[1:] for key, value in row.items() if key[0] == "n" and value == "1")
        yield row["rubric"], row["control"], frozenset(messages)


@cache
def _evaluated(phase: str) -> dict[tuple[str, str], frozenset[str]]:
    found = {(control.rubric, control.code): control.natures for control in declared(phase)}
    return found | dict.fromkeys(BY_THE_READER, frozenset(MESSAGES))


@cache
def coverage(phase: str = NEWEST) -> dict[str, dict[str, int]]:
    """{message: {evaluated, in_part, known}} over the coherence controls and warnings named.

    `in_part`: of those evaluated, how many only for the cases that the public reading shows.
    """
    evaluated = _evaluated(phase)
    partly = {(c.rubric, c.code) for c in declared(phase) if c.certainty == "C"}
    counts = {message: {"evaluated": 0, "in_part": 0, "known": 0} for message in MESSAGES}
    for rubric, control, messages in known():
        for message in messages & counts.keys():
            counts[message]["known"] += 1
            done = message in evaluated.get((rubric, control), ())
            counts[message]["evaluated"] += done
            counts[message]["in_part"] += done and (rubric, control) in partly
    return counts


def not_evaluated(phase: str = NEWEST) -> tuple[tuple[str, str], ...]:
    """The controls that the norm names and that are not evaluated for a phase."""
    evaluated = _evaluated(phase)
    return tuple((rubric, code) for rubric, code, _ in known() if (rubric, code) not in evaluated)


def reasons() -> dict[tuple[str, str], str]:
    """Why a control is evaluated for no phase."""
    return {(row["rubric"], row["control"]): row["reason"] for row in _table("not_evaluated.csv")}
