"""Building the blocks of a message from its rubrics, and saying where the order is wrong.

A block begins again when its first rubric comes again; a child belongs to the last parent before
it. One misplaced line or block gives one fault: what follows it is read as its author meant it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.norm import Norm

# Before the nature of a declaration is read: what is compulsory in an event is so in all messages.
UNKNOWN_YET = "04"
# How far back a sibling is looked for: a hostile file may have a million of them.
NEAR = 50


@dataclass(slots=True, eq=False)
class Node:
    """One block: the values of its rubrics, their lines, and the blocks below it.

    `missing`: the block itself is not in the file, what should stand below it is.
    """

    block: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None
    last_rubric: str = ""
    missing: bool = False
    misplaced: bool = False

    def get(self, suffix: str) -> str | None:
        return self.values.get(suffix)

    def line_of(self, suffix: str) -> int:
        return self.lines.get(suffix, self.line)

    def below(self, block: str) -> list["Node"]:
        """Children of one kind, in order."""
        return [child for child in self.children if child.block == block]

    def all(self, block: str) -> Iterator["Node"]:
        """All blocks of one kind at any depth below, in order."""
        for child in self.children:
            if child.block == block:
                yield child
            yield from child.all(block)

    def let_go(self) -> None:
        """Leave the parent, when it is near the end of the children."""
        if self.parent is not None:
            siblings = self.parent.children
            for back, node in enumerate(islice(reversed(siblings), NEAR), start=1):
                if node is self:
                    del siblings[-back]
                    return

    def put(self, suffix: str, value: str, line: int) -> None:
        self.values[suffix] = value
        self.lines[suffix] = line
        self.last_rubric = suffix


class Builder:
    """Knows the blocks that are open, from the sending down, and which one takes a rubric."""

    def __init__(self, norm: Norm) -> None:
        self.norm = norm
        self.nature = UNKNOWN_YET
        self.current = self.previous = Node("", 0)
        self.open = [self.current]
        # A block just began while the one of the same kind before it still lacked a rubric.
        self.unsure = False
        # The block whose rubrics come apart from it: said once for a run of them.
        self.apart: Node | None = None

    def start(self, root: Node) -> None:
        self.current, self.open, self.nature = root, [root], UNKNOWN_YET

    def next(self, block: str, suffix: str, line: int) -> Node | None:
        """A block that begins just where one may: most do. None where `settle` must look at it."""
        current, path, place = self.current, self.open, self.norm.places[block]
        if self.unsure or place.depth > len(path) or path[place.depth - 1].block != place.parent:
            return None
        held = path[place.depth] if place.depth < len(path) else None
        if held is None or held.block != block:
            again = self.previous.block != block
        else:
            again = suffix == min(held.values, default="") and (
                held is not current or len(held.values) > 1
            )
        holder = path[place.depth - 1]
        last = holder.children[-1].block if holder.children else block
        if not again or (last != block and self.norm.places[last].rank > place.rank):
            return None
        self.previous, self.apart = current, None
        self.unsure = current.block == block and self._awaited(current)
        node = self.current = Node(block, line, {}, {}, [], holder)
        holder.children.append(node)
        del path[place.depth :]
        path.append(node)
        return node

    def settle(self, block: str, suffix: str) -> tuple[Node | None, bool]:
        """The open block that takes a rubric, and whether it is in its place; None: a new block."""
        current, unsure = self.current, self.unsure
        self.unsure = False
        if current.block == block:
            if unsure and self._belongs_before(suffix):
                return self.previous, False
            return self._in_current(current, suffix)
        held = self._held(block)
        if held is None:
            late = self.previous.block == block and len(current.values) == 1
            if not late or not self._after(suffix):
                return None, True
            told = current.misplaced or self.apart is self.previous
            self.apart = self.previous
            return self.previous, told
        return self._in_open(held, suffix)

    def _held(self, block: str) -> Node | None:
        """The open block of a kind: those that are open follow one another from parent to child."""
        depth, path = self.norm.places[block].depth, self.open
        if depth < len(path) and path[depth].block == block:
            return path[depth]
        return None

    def _after(self, suffix: str) -> bool:
        return suffix > self.previous.last_rubric

    def _belongs_before(self, suffix: str) -> bool:
        """Whether a rubric was awaited by the block before, and comes too soon for this one."""
        node, before = self.current, self.previous
        compulsory = self._suffixes(node.block)
        return (
            len(node.values) == 1
            and self._after(suffix)
            and suffix in compulsory
            and suffix not in before.values
            and any(node.last_rubric < other < suffix for other in compulsory)
        )

    def _in_open(self, held: Node, suffix: str) -> tuple[Node | None, bool]:
        if held.missing:
            held.missing = False
            return held, False
        increasing = suffix > held.last_rubric
        places = self.norm.places
        if increasing and places[held.block].depth > places[self.current.block].depth:
            self.current = held
            return held, True
        if suffix <= min(held.values):
            return None, True
        if suffix not in held.values or self._alone(held.block):
            told = increasing and self.apart is held
            self.apart = held
            return held, told
        return None, True

    def _in_current(self, node: Node, suffix: str) -> tuple[Node | None, bool]:
        if not node.values or suffix > node.last_rubric:
            return node, True
        self.apart = None
        awaited = self._awaited(node)
        first = min(node.values)
        if suffix < first:
            only_one = len(node.values) == 1 and suffix in self._suffixes(node.block)
            again = not (awaited or only_one)
        elif suffix == first:
            again = len(node.values) > 1 or not (awaited or self._alone(node.block))
        elif suffix in node.values:
            again = not (suffix == node.last_rubric or awaited or self._alone(node.block))
        else:
            again = False
        return (None, True) if again else (node, False)

    def _awaited(self, node: Node) -> bool:
        """Whether the block still lacks a compulsory rubric after the last one read."""
        asked, last = self._suffixes(node.block), node.last_rubric
        if not asked or asked[-1] <= last:
            return False
        return any(suffix > last and suffix not in node.values for suffix in asked)

    def _suffixes(self, block: str) -> tuple[str, ...]:
        """The compulsory rubrics of a block."""
        return self.norm.compulsory.get((block, self.nature), ())

    def _alone(self, block: str) -> bool:
        return self.norm.blocks[block].cardinality.get(self.nature, (0, None))[1] == 1

    def begin(self, block: str, line: int) -> tuple[list[Node], Fault | None]:
        """Open a block: it and the parents that had to be supposed, and a fault of order, if any.

        The block must be one of the norm's, other than the sending.
        """
        before = self.previous = self.current
        self.apart = None
        self.unsure = before.block == block and self._awaited(before)
        kind, blocks = self.norm.blocks[block], self.norm.blocks
        opened: list[Node] = []
        holder, moved = self._held(kind.parent), None
        if holder is None:
            holder, moved = self._holder(kind.parent, line, opened)
        last = holder.children[-1].block if holder.children else block
        fault = None
        if last != block and blocks[last].rank > kind.rank:
            fault = _block_out_of_order(block, last, line)
        elif moved is not None:
            fault = _block_out_of_order(block, moved.block, line)
        node = Node(block, line, parent=holder, misplaced=fault is not None)
        self.current = self._append(holder, node)
        opened.append(node)
        return opened, fault

    def _holder(self, block: str, line: int, opened: list[Node]) -> tuple[Node, Node | None]:
        """The parent for a block, and the block that wrongly came between them, if any."""
        held = self._held(block)
        if held is not None:
            return held, None
        above, moved = self._holder(self.norm.blocks[block].parent, line, opened)
        near = islice(reversed(above.children), NEAR)
        last = next((n for n in near if n.block == block), None)
        if last is not None:
            depth = self.norm.places[block].depth
            told = any(node.misplaced for node in (above.children[-1], *self.open[depth:]))
            del self.open[depth:]
            self.open.append(last)
            return last, moved if told else above.children[-1]
        supposed = self._append(above, Node(block, line, parent=above, missing=True))
        opened.append(supposed)
        return supposed, moved

    def _append(self, holder: Node, node: Node) -> Node:
        del self.open[self.norm.places[node.block].depth :]
        holder.children.append(node)
        self.open.append(node)
        return node


def out_of_order(rubric: str, line: int, *, twice: bool) -> Fault:
    """A rubric that is not where its number says, or that is there twice."""
    words = (
        f"La rubrique {rubric} est déjà dans ce bloc. Retirez la ligne en double."
        if twice
        else f"La rubrique {rubric} n'est pas à sa place : les rubriques d'un bloc se suivent, "
        "dans l'ordre de leurs numéros. Corrigez l'export de votre logiciel de paie."
    )
    return Fault(line, rubric, "order", True, words, "")


def before_its_parent(node: Node) -> Fault:
    """A block came before the one that should hold it."""
    child = node.children[0].block if node.children else node.block
    return Fault(
        node.line,
        child,
        "order",
        True,
        f"Le bloc {child} doit venir après le bloc {node.block}, dont il dépend. Corrigez l'ordre "
        "des blocs.",
        "",
    )


def _block_out_of_order(block: str, before: str, line: int) -> Fault:
    return Fault(
        line,
        block,
        "order",
        True,
        f"Le bloc {block} doit venir avant le bloc {before}. Corrigez l'ordre des blocs.",
        "",
    )
