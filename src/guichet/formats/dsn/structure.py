"""Usages and cardinalities of blocks, by message: tables made once, one pass over a block."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guichet.formats.dsn.faults import Fault, shown
from guichet.formats.dsn.norm import Norm, load
from guichet.formats.dsn.tree import Node


@dataclass(frozen=True, slots=True)
class Rules:
    """What a message asks of one kind of block; suffixes of rubrics, names of blocks."""

    compulsory: frozenset[str]
    forbidden: frozenset[str]
    allowed: frozenset[str]
    least: dict[str, int]
    most: dict[str, int]


@cache
def rules(phase: str, nature: str) -> dict[str, Rules]:
    """The rules of every block that exists in a message."""
    norm = load(phase)
    return {
        block.id: _rules(norm, block.id, nature)
        for block in norm.blocks.values()
        if nature in block.cardinality
    }


def _rules(norm: Norm, block: str, nature: str) -> Rules:
    inside = {
        child: allowed
        for child in norm.children.get(block, ())
        if (allowed := norm.blocks[child].cardinality.get(nature)) is not None
    }
    return Rules(
        compulsory=frozenset(norm.compulsory.get((block, nature), ())),
        forbidden=frozenset(
            rubric.id[11:]
            for rubric in norm.rubrics.values()
            if rubric.block == block and rubric.usage.get(nature) == "I"
        ),
        allowed=frozenset(inside),
        least={child: least for child, (least, _) in inside.items() if least},
        most={child: most for child, (_, most) in inside.items() if most is not None},
    )


def structure(
    norm: Norm,
    node: Node,
    known: Rules,
    *,
    counted: Mapping[str, tuple[int, int]] | None = None,
) -> Iterator[Fault]:
    """What is wrong with the block itself and the number of blocks right below it.

    `counted`: blocks that are no longer in the tree, how many they were and the second's line.
    """
    if not node.missing:
        if not known.compulsory <= node.values.keys():
            for suffix in sorted(known.compulsory - node.values.keys()):
                yield absent_rubric(norm, f"{node.block}.{suffix}", node.line)
        if not known.forbidden.isdisjoint(node.values):
            for suffix in sorted(known.forbidden & node.values.keys()):
                yield _forbidden(norm, node, suffix)
    if node.children or known.least or counted:
        yield from _children(norm, node, known, counted or {})


def _children(
    norm: Norm, node: Node, known: Rules, counted: Mapping[str, tuple[int, int]]
) -> Iterator[Fault]:
    found: dict[str, list[int]] = {}
    for child in node.children:
        found.setdefault(child.block, []).append(child.line)
        if child.block not in known.allowed:
            yield from _not_allowed(norm, child)
        elif child.missing and child.block not in counted:
            yield absent(norm, child.block, child.line)
    for block, least in known.least.items():
        count = counted[block][0] if block in counted else len(found.get(block, ()))
        if count < least and not node.missing:
            yield absent(norm, block, node.line)
    for block, most in known.most.items():
        if block in counted:
            count, second = counted[block]
        else:
            lines = found.get(block, ())
            count, second = len(lines), lines[most] if len(lines) > most else 0
        if count > most:
            yield _too_many(norm, block, second, most)


def walk(node: Node, table: Mapping[str, Rules], without: Collection[str]) -> list[Node]:
    """A block and those below it that the message allows."""
    found = [node]
    for child in node.children:
        if child.block in table and child.block not in without:
            if child.children:
                found += walk(child, table, without)
            else:
                found.append(child)
    return found


def absent(norm: Norm, block: str, line: int) -> Fault:
    """A compulsory block that is not there; its line is that of the block that should hold it."""
    label = norm.blocks[block].label
    return Fault(
        line,
        block,
        "cardinality",
        True,
        f"Le bloc {block} ({label}) est obligatoire et manque dans le bloc de cette ligne, ou "
        "avant lui. Ajoutez-le.",
        "",
    )


def absent_rubric(norm: Norm, rubric: str, line: int) -> Fault:
    label = norm.rubrics[rubric].label
    return Fault(
        line,
        rubric,
        "usage-O",
        True,
        f"« {label} » ({rubric}) manque dans le bloc qui commence à cette ligne. Ajoutez-la.",
        "",
    )


def _forbidden(norm: Norm, node: Node, suffix: str) -> Fault:
    value, line = node.values[suffix], node.lines[suffix]
    known = norm.rubrics[f"{node.block}.{suffix}"]
    return Fault(
        line,
        known.id,
        "usage-I",
        True,
        f"« {known.label} » est interdite dans ce message. Retirez la ligne.",
        shown(known.id, value),
    )


def _not_allowed(norm: Norm, node: Node) -> Iterator[Fault]:
    """One fault for a block with all that stands below it."""
    if node.missing:
        for child in node.children:
            yield from _not_allowed(norm, child)
        return
    yield Fault(
        node.line,
        node.block,
        "cardinality",
        True,
        f"Le bloc {node.block} ({norm.blocks[node.block].label}) n'existe pas dans ce message. "
        "Retirez-le.",
        "",
    )


def _too_many(norm: Norm, block: str, line: int, most: int) -> Fault:
    return Fault(
        line,
        block,
        "cardinality",
        True,
        f"Le bloc {block} ({norm.blocks[block].label}) est présent plus de {most} fois. Retirez "
        "celui qui est en trop.",
        str(most),
    )
