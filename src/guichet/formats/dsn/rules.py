"""Controls that data/rules.csv declares: a premise, a requirement, and the sentence made of both.

Their sense was read in the controls of the specification CT2026.1.2 (and CT2025.1.3), as the public
repository github.com/Thorf1nn/dsn-mcp (data/2026/ct.json, commit 8063d9f) gives them; what stands
there cut short is not declared, or (certainty C) only for the cases that it shows. They are known
for P25 and P26 only, and applied to these.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from guichet.formats.dsn.conditions import Condition, Test, parse
from guichet.formats.dsn.controls import Check, Clause, Control, Places, value_at
from guichet.formats.dsn.faults import PERSONAL
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.norm import NATURES
from guichet.formats.dsn.reads import Reads, reads
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.wording import sentence

SOURCE = "cahier technique DSN CT2026.1.2, read in github.com/Thorf1nn/dsn-mcp data/2026/ct.json"
ONLY = "only "
MESSAGE = "05.001 in "
_READ = re.compile(r"(?<![.0-9@])([0-9]{3}) (?:in|not|other|starts|like|<=|>=|<>|<|>|=) ")
_BEYOND = re.compile(
    r"\b(some|no|first|found|sum|declared|several|agrees|follows|affiliated)\b|\.[0-9]{3}"
)


@cache
def declared_rules() -> tuple[Control, ...]:
    """Every control of the table, in its order. Raises ValueError for a condition that is none."""
    messages = _messages()
    return tuple(_control(row, messages) for row in _table("rules.csv"))


def _table(name: str) -> list[dict[str, str]]:
    text = (files("guichet.formats.dsn") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _messages() -> dict[tuple[str, str], frozenset[str]]:
    return {
        (row["rubric"], row["control"]): frozenset(n for n in NATURES if row[f"n{n}"] == "1")
        for row in _table("controls.csv")
    }


def _control(row: dict[str, str], messages: dict[tuple[str, str], frozenset[str]]) -> Control:
    rubric, code, required = row["rubric"], row["control"], row["require"]
    block = row["on"] or rubric[:10]
    since, _, until = row["since"].partition("-")
    only = required.startswith(ONLY)
    asked = required.removeprefix(ONLY)
    spoken, premise = _natures(row["when"], messages[rubric, code])
    when = parse(premise, lenient=False)
    require = parse(asked, lenient=not only)
    suffix = rubric[11:] if block == rubric[:10] else ""
    read = reads(block, f"{row['when']} and {asked}")
    return Control(
        rubric=rubric,
        code=code,
        natures=messages[rubric, code],
        spoken=spoken,
        message=sentence(row["when"], asked, block, only=only),
        check=_only(when, require, suffix) if only else _check(when, require, suffix),
        blocking=code.startswith("C"),
        source=SOURCE,
        certainty=row["certainty"] or "B",
        on=row["on"],
        since=since,
        until=until,
        perimeter=True,
        beyond=_BEYOND.search(f"{row['when']} {asked}") is not None or bool(row["on"]),
        declared=f"{row['when']} => {required}",
        codes=_own(block, read),
        clauses=tuple(_clauses(block, premise, asked, only=only)),
        reads=frozenset(_READ.findall(f"{row['when']} {asked}")) if suffix else frozenset(),
    )


def _natures(when: str, known: frozenset[str]) -> tuple[frozenset[str], str]:
    """The messages that a premise speaks of, and the rest of it: the table is by message."""
    parts = when.split(" and ")
    said = [part for part in parts if part.startswith(MESSAGE)]
    rest = [part for part in parts if part not in said]
    if " or " in when or not said:
        return known, when
    return known & frozenset(said[0].removeprefix(MESSAGE).split(" ")), " and ".join(rest)


def _own(block: str, read: Reads | None) -> frozenset[str]:
    """The rubrics that a control reads, where they are the block's own and no other."""
    if read is None or read.wide or block.startswith(PERSONAL):
        return frozenset()
    return read.values | read.there


def _clauses(block: str, when: str, asked: str, *, only: bool) -> Iterator[Clause]:
    """The parts of a control, each true where it is broken: those that can be remembered."""
    premise, required = parse(when, lenient=False).test, parse(asked, lenient=not only).test
    parts: list[tuple[str, Test]] = []
    if only:
        parts.append((f"{when} and {asked}", _differ(premise, required)))
    else:
        whens = [when] if " or " in when else when.split(" and ")
        parts += [(part, parse(part, lenient=False).test) for part in whens]
        parts += [(asked, _not(required))]
    for text, broken in parts:
        if (read := reads(block, text)) is not None:
            yield Clause(read, broken)


def _not(test: Test) -> Test:
    return lambda node, head, outer: not test(node, head, outer)


def _differ(one: Test, other: Test) -> Test:
    return lambda node, head, outer: one(node, head, outer) is not other(node, head, outer)


def _check(when: Condition, require: Condition, suffix: str) -> Check:
    premise, holds = when.test, require.test

    def check(node: Node, head: Head) -> Places:
        if premise(node, head, node) and not holds(node, head, node):
            return value_at(node, suffix)
        return ()

    return check


def _only(when: Condition, require: Condition, suffix: str) -> Check:
    """If and only if: the requirement holds where the premise does, and nowhere else."""
    premise, holds = when.test, require.test

    def check(node: Node, head: Head) -> Places:
        if premise(node, head, node) is not holds(node, head, node):
            return value_at(node, suffix)
        return ()

    return check
