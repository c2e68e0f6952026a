"""Usages and cardinalities of blocks, by message."""

from collections.abc import Collection, Iterator, Mapping

from guichet.formats.dsn.faults import Fault, shown
from guichet.formats.dsn.norm import Norm
from guichet.formats.dsn.tree import Node


def usages(
    norm: Norm, node: Node, nature: str, *, without: Collection[str] = ()
) -> Iterator[Fault]:
    """Compulsory rubrics that are absent and forbidden ones that are present, in node and below."""
    for rubric in norm.compulsory.get((node.block, nature), ()):
        if rubric[11:] not in node.values:
            yield _absent_rubric(norm, rubric, node.line)
    for suffix, (value, line) in node.values.items():
        known = norm.rubrics.get(f"{node.block}.{suffix}")
        if known and known.usage.get(nature) == "I":
            yield Fault(
                line,
                known.id,
                "usage-I",
                True,
                f"« {known.label} » est interdite dans ce message. Retirez la ligne.",
                shown(known.id, value),
            )
    for child in node.children:
        if child.block not in without:
            yield from usages(norm, child, nature, without=without)


def cardinalities(
    norm: Norm,
    node: Node,
    nature: str,
    *,
    without: Collection[str] = (),
    counted: Mapping[str, int] | None = None,
) -> Iterator[Fault]:
    """Blocks absent, too many, or not allowed in this message, below a node."""
    counted = counted or {}
    counts: dict[str, list[int]] = {}
    for child in node.children:
        counts.setdefault(child.block, []).append(child.line)
    for block in norm.children.get(node.block, ()):
        lines = counts.get(block, [])
        there = counted.get(block, len(lines))
        allowed = norm.blocks[block].cardinality.get(nature)
        if allowed is None:
            yield from (_not_allowed(norm, block, line) for line in lines)
            continue
        least, most = allowed
        if there < least:
            yield absent(norm, block, node.line)
        elif most is not None and there > most:
            yield _too_many(norm, block, lines[most] if len(lines) > most else node.line, most)
    for child in node.children:
        if child.block not in without:
            yield from cardinalities(norm, child, nature, without=without, counted=counted)


def absent(norm: Norm, block: str, line: int) -> Fault:
    """A compulsory block that is not there; its line is that of the block that should hold it."""
    label = norm.blocks[block].label
    return Fault(
        line,
        block,
        "cardinality",
        True,
        f"Le bloc {block} ({label}) manque dans le bloc qui commence à cette ligne. Ajoutez-le.",
        "",
    )


def _absent_rubric(norm: Norm, rubric: str, line: int) -> Fault:
    label = norm.rubrics[rubric].label
    return Fault(
        line,
        rubric,
        "usage-O",
        True,
        f"« {label} » ({rubric}) manque dans le bloc qui commence à cette ligne. Ajoutez-la.",
        "",
    )


def _not_allowed(norm: Norm, block: str, line: int) -> Fault:
    return Fault(
        line,
        block,
        "cardinality",
        True,
        f"Le bloc {block} ({norm.blocks[block].label}) n'existe pas dans ce message. Retirez-le.",
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
