"""Building the blocks of a message from its rubrics, and saying where the structure is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.norm import Norm


@dataclass(slots=True)
class Node:
    """One block: its rubrics with their value and line, and the blocks below it."""

    block: str
    line: int
    values: dict[str, tuple[str, int]] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None
    last_rubric: str = ""

    def get(self, suffix: str) -> str | None:
        found = self.values.get(suffix)
        return found[0] if found else None

    def line_of(self, suffix: str) -> int:
        found = self.values.get(suffix)
        return found[1] if found else self.line

    def below(self, block: str) -> list["Node"]:
        """Children of one kind, in order."""
        return [child for child in self.children if child.block == block]

    def all(self, block: str) -> Iterator["Node"]:
        """All blocks of one kind at any depth below, in order."""
        for child in self.children:
            if child.block == block:
                yield child
            yield from child.all(block)


class Builder:
    """Puts each rubric into the block that it belongs to. A child belongs to the last parent."""

    def __init__(self, norm: Norm) -> None:
        self.norm = norm
        self.open: list[Node] = []

    def start(self, root: Node) -> None:
        self.open = [root]

    def add(self, rubric: str, value: str, line: int) -> tuple[Node | None, Fault | None]:
        """Add a rubric; answers the node it opened, if any, and a fault of structure, if any."""
        block, suffix = rubric[:10], rubric[11:]
        current = self.open[-1]
        if current.block == block and suffix > current.last_rubric:
            self._put(current, suffix, value, line)
            return None, None
        fault = None
        if current.block == block and not self._begins(current, suffix):
            fault = _out_of_order(rubric, line)
            if suffix not in current.values:
                self._put(current, suffix, value, line, moves=False)
                return None, fault
        node, misplaced = self._open(block, line)
        if node is None:
            return None, misplaced
        self._put(node, suffix, value, line)
        return node, fault or misplaced

    def _begins(self, node: Node, suffix: str) -> bool:
        """A block begins again when its first rubric comes again."""
        return suffix <= min(node.values)

    def _put(self, node: Node, suffix: str, value: str, line: int, *, moves: bool = True) -> None:
        node.values[suffix] = (value, line)
        if moves:
            node.last_rubric = suffix

    def _open(self, block: str, line: int) -> tuple[Node | None, Fault | None]:
        known = self.norm.blocks.get(block)
        if known is None:
            return None, Fault(
                line,
                block,
                "unknown-rubric",
                True,
                f"Le bloc {block} n'existe pas dans cette version de la norme. Mettez votre "
                "logiciel de paie à jour.",
                "",
            )
        holder = next((n for n in reversed(self.open) if n.block == known.parent), None)
        if holder is None:
            return None, Fault(
                line,
                block,
                "order",
                True,
                f"Le bloc {block} ({known.label}) doit suivre un bloc {known.parent}, qui manque "
                "avant lui.",
                "",
            )
        fault = None
        if holder.children and self._rank(holder.children[-1].block) > known.rank:
            fault = _block_out_of_order(block, holder.children[-1].block, line)
        del self.open[self.open.index(holder) + 1 :]
        node = Node(block, line, parent=holder)
        holder.children.append(node)
        self.open.append(node)
        return node, fault

    def _rank(self, block: str) -> int:
        return self.norm.blocks[block].rank


def _out_of_order(rubric: str, line: int) -> Fault:
    return Fault(
        line,
        rubric,
        "order",
        True,
        f"La rubrique {rubric} n'est pas à sa place dans son bloc : les rubriques suivent l'ordre "
        "de leurs numéros. Corrigez l'export de votre logiciel de paie.",
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
