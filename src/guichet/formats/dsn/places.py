"""Finding the blocks that a control speaks of, each look-up made once for a person."""

from collections.abc import Iterator, Sequence

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.tree import Node

# A hostile file may have a million blocks of a kind: a control looks at the first of them.
MOST_LOOKED_AT = 500
# Where a block below a payment, or below the person, says the number of its contract.
CONTRACT_NUMBER = {"51": "010", "52": "006", "54": "005", "86": "005", "34": "002"}


def above(node: Node, tail: str) -> Node | None:
    """The block itself or the nearest above whose name ends so (40 for S21.G00.40)."""
    found: Node | None = node
    while found is not None and found.block[8:] != tail:
        found = found.parent
    return found


def below(top: Node, tail: str) -> Iterator[Node]:
    """The blocks of a kind below one, in order."""
    for child in top.children:
        if child.block[8:] == tail:
            yield child
        if child.children:
            yield from below(child, tail)


def _every(top: Node, tail: str, head: Head) -> Sequence[Node]:
    """All blocks of a kind below one, in order: those of every kind are found in one walk."""
    index: dict[str, list[Node]] | None = head.kept.get(id(top))
    if index is None:
        index = head.kept[id(top)] = {}
        for node in _all(top):
            index.setdefault(node.block[8:], []).append(node)
    return index.get(tail, ())


def _all(top: Node) -> Iterator[Node]:
    for child in top.children:
        yield child
        if child.children:
            yield from _all(child)


def blocks_below(top: Node, tail: str, head: Head) -> Sequence[Node]:
    """The first blocks of a kind below one."""
    found = _every(top, tail, head)
    return found if len(found) <= MOST_LOOKED_AT else found[:MOST_LOOKED_AT]


def values_below(top: Node, tail: str, suffix: str, head: Head) -> frozenset[str]:
    """The values of a rubric in the blocks of a kind below one."""
    key = (id(top), tail, suffix)
    found: frozenset[str] | None = head.kept.get(key)
    if found is None:
        values = (node.get(suffix) for node in _every(top, tail, head))
        found = head.kept[key] = frozenset(value for value in values if value is not None)
    return found


def first_of(top: Node, node: Node, suffixes: tuple[str, ...], head: Head) -> Node:
    """The first block of the same kind, below one, that has the same values."""
    key = (id(top), node.block, suffixes)
    if key not in head.kept:
        firsts: dict[tuple[str | None, ...], Node] = {}
        for other in _every(top, node.block[8:], head):
            firsts.setdefault(tuple(other.get(suffix) for suffix in suffixes), other)
        head.kept[key] = firsts
    known: dict[tuple[str | None, ...], Node] = head.kept[key]
    return known.get(tuple(node.get(suffix) for suffix in suffixes), node)


def contract_of(node: Node, head: Head) -> Node | None:
    """The contract that a block stands below, or whose number it bears."""
    held = above(node, "40")
    if held is not None:
        return held
    bearer: Node | None = node
    while bearer is not None and bearer.block[8:] not in CONTRACT_NUMBER:
        bearer = bearer.parent
    person = above(node, "30")
    if bearer is None or person is None:
        return None
    key = (id(person), "contracts")
    if key not in head.kept:
        head.kept[key] = {
            contract.get("009"): contract for contract in reversed(person.below("S21.G00.40"))
        }
    number = bearer.get(CONTRACT_NUMBER[bearer.block[8:]])
    contracts: dict[str | None, Node] = head.kept[key]
    return contracts.get(number) if number is not None else None
