"""The blocks of one person together: what they leave of the controls that compare them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from guichet.formats.dsn.controls import Clause, Control
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.memory import MEMORY
from guichet.formats.dsn.places import above
from guichet.formats.dsn.reads import ABOVE
from guichet.formats.dsn.shapes import Kinds, Read, Verdict, reader
from guichet.formats.dsn.tree import Node

NATURE = "05.001"
# By place among the blocks of a person.
Called = tuple[tuple[int, Control], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Persons whose blocks, in order, have the same verdicts, none with a fault of structure.

    `asked`: the controls left, by place, with the clauses that are remembered; `read` gives the
    values that these compare, `above` names those of the blocks above.
    """

    asked: tuple[tuple[int, Control, tuple[Clause, ...]], ...]
    read: tuple[tuple[int, Read], ...]
    above: tuple[str, ...]
    called: dict[Any, Called] = field(default_factory=dict)

    def left(self, nodes: Sequence[Node], head: Head) -> list[tuple[Node, Control]]:
        """The controls left to call: looked for once for the same values."""
        values = [read(nodes[place].values) for place, read in self.read]
        for name in self.above:
            holder = above(nodes[0], name[:2])
            values.append(holder and holder.get(name[3:]))
        key = tuple(values)
        called = self.called.get(key)
        if called is None:
            called = tuple(
                (place, control)
                for place, control, clauses in self.asked
                if all(one.broken(nodes[place], head, nodes[place]) for one in clauses)
            )
            MEMORY.keep(self.called, key, called, 300 + len(str(key)) + 80 * len(called))
        return [(nodes[place], control) for place, control in called]


def group_of(nodes: Sequence[Node], verdicts: tuple[Verdict, ...], kinds: Kinds) -> Group:
    """What the controls that are left compare; kept for persons of the same verdicts."""
    rows: dict[str, set[str]] = {}
    for node in nodes:
        rows.setdefault(node.block[8:], set()).update(node.values)
    compared: set[str] = set()
    unkept = kinds.numbers | kinds.personal | kinds.dates

    def kept(clause: Clause) -> bool:
        there = {name for name in clause.reads.values if name[3:] in rows.get(name[:2], ())}
        if clause.reads.passing or not there.isdisjoint(unkept):
            return False
        compared.update(there)
        compared.update(name for name in clause.reads.names if name[:2] in ABOVE and name != NATURE)
        return True

    asked = tuple(
        (place, one.control, tuple(clause for clause in one.wide if kept(clause)))
        for place, verdict in enumerate(verdicts)
        for one in verdict.asked
    )
    read: list[tuple[int, Read]] = []
    for place, node in enumerate(nodes):
        tail = node.block[8:]
        if names := [n for n in compared if n[:2] == tail and n[3:] in node.values]:
            read.append((place, reader(names)))
    group = Group(asked, tuple(read), tuple(sorted(n for n in compared if n[:2] in ABOVE)))
    size = 1_000 + 300 * (len(nodes) + len(asked))
    MEMORY.keep(MEMORY.groups, verdicts, group, size)
    return group
