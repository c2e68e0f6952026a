"""The norm as data by phase: rubrics, blocks, code lists, usages and cardinalities.

A rubric whose form changed has one row for each form, with the phases that have it.

Tables in data/: P19, P24, P25 and P26 have columns of their own; P20 to P23 are derived (what P19
or P24 knows) and marked so.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# The rubrics by which all others are read.
VERSION, NATURE = "S10.G00.00.006", "S20.G00.05.001"
NATURES = ("01", "04", "05", "07", "08", "09")
TABLED = ("P19", "P24", "P25", "P26")
DERIVED = {
    "P20": ("P19", "P24"),
    "P21": ("P19", "P24"),
    "P22": ("P19", "P24"),
    "P23": ("P19", "P24"),
}
# What a rubric of nature Numeric is at the least, where no pattern is known.
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
PHASE = re.compile(r"(P\d\d)V0\d")


@dataclass(frozen=True, slots=True)
class Rubric:
    id: str
    block: str
    rank: int
    label: str
    nature: str
    shortest: int
    longest: int
    pattern: re.Pattern[str] | None
    codes: frozenset[str] | None
    usage: dict[str, str]


@dataclass(frozen=True, slots=True)
class Block:
    id: str
    label: str
    parent: str
    rank: int
    cardinality: dict[str, tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Place:
    """Of a block: how many stand above it, the one just above, its rank among all."""

    depth: int
    parent: str
    rank: int


@dataclass(frozen=True)
class Norm:
    """`compulsory`: by block and message, the suffixes of its rubrics, in order."""

    phase: str
    derived: bool
    rubrics: dict[str, Rubric]
    blocks: dict[str, Block]
    children: dict[str, tuple[str, ...]]
    compulsory: dict[tuple[str, str], tuple[str, ...]]
    places: dict[str, Place]


def phase_of(version: str) -> str | None:
    """P25V01 -> P25, where the norm of that phase is known."""
    found = PHASE.fullmatch(version)
    if found is None or found[1] not in (*TABLED, *DERIVED):
        return None
    return found[1]


@cache
def load(phase: str) -> Norm:
    """The norm of a phase, read once. Raises KeyError for a phase that has no table."""
    columns = (phase,) if phase in TABLED else DERIVED[phase]
    codes = _codes(columns)
    rubrics = {r.id: r for r in _rubrics(columns, codes)}
    blocks = {b.id: b for b in _blocks()}
    children: dict[str, list[str]] = {}
    for block in blocks.values():
        children.setdefault(block.parent, []).append(block.id)
    compulsory: dict[tuple[str, str], list[str]] = {}
    for rubric in rubrics.values():
        for nature, usage in rubric.usage.items():
            if usage == "O":
                compulsory.setdefault((rubric.block, nature), []).append(rubric.id[11:])
    return Norm(
        phase=phase,
        derived=phase in DERIVED,
        rubrics=rubrics,
        blocks=blocks,
        children={k: tuple(v) for k, v in children.items()},
        compulsory={k: tuple(v) for k, v in compulsory.items()},
        places=_places(blocks),
    )


def _places(blocks: dict[str, Block]) -> dict[str, Place]:
    """A parent stands before its children in the table."""
    places: dict[str, Place] = {}
    for block in blocks.values():
        depth = places[block.parent].depth + 1 if block.parent else 0
        places[block.id] = Place(depth, block.parent, block.rank)
    return places


def _table(name: str) -> Iterator[dict[str, str]]:
    text = (files("guichet.formats.dsn") / "data" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _known(row: dict[str, str], columns: tuple[str, ...]) -> bool:
    return any(row[column] == "1" for column in columns)


def _codes(columns: tuple[str, ...]) -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    for row in _table("codes.csv"):
        kept = lists.setdefault(row["rubric"], set())
        if _known(row, columns):
            kept.add(row["code"])
    return {rubric: frozenset(kept) for rubric, kept in lists.items() if kept}


def _rubrics(columns: tuple[str, ...], codes: dict[str, frozenset[str]]) -> Iterator[Rubric]:
    for rank, row in enumerate(_table("rubrics.csv")):
        if not _known(row, columns):
            continue
        pattern = row["pattern"] or (NUMBER if row["nature"] == "Numeric" else "")
        yield Rubric(
            id=row["rubric"],
            block=row["rubric"][:10],
            rank=rank,
            label=row["label"],
            nature=row["nature"],
            shortest=int(row["min"] or 0),
            longest=int(row["max"] or 256),
            pattern=re.compile(pattern) if pattern else None,
            codes=codes.get(row["rubric"]),
            usage={nature: row[f"u{nature}"] for nature in NATURES if row[f"u{nature}"]},
        )


def _blocks() -> Iterator[Block]:
    for rank, row in enumerate(_table("blocks.csv")):
        yield Block(
            id=row["block"],
            label=row["label"],
            parent=row["parent"],
            rank=rank,
            cardinality={n: _range(row[f"c{n}"]) for n in NATURES if row[f"c{n}"]},
        )


def _range(text: str) -> tuple[int, int | None]:
    least, _, most = text.partition("..")
    return int(least), None if most == "*" else int(most)
