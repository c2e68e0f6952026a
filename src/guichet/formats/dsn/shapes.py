"""One block: which of its controls may find something, by the rubrics it has and their values.

A control is left out where one of its clauses says that nothing is wrong. What a clause said is
kept for the values that it read: codes together, as they come again together; a date, or another
value that has no list, by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from guichet.formats.dsn.controls import Clause, Control
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.memory import MEMORY
from guichet.formats.dsn.tree import Node

Read = Callable[[dict[str, str]], Any]


@dataclass(frozen=True)
class Kinds:
    """Rubrics (BB.NNN) by what their values are. Numbers hardly come again; dates do, but not
    beside the same others; codes do together. What names a person is not kept in mind."""

    numbers: frozenset[str]
    personal: frozenset[str]
    dates: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A control, its place in the table, and its clauses: on the block alone, on several."""

    control: Control
    place: int
    near: tuple[Clause, ...]
    wide: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The controls left to call, in the order in which they are told, and in that of the table."""

    asked: tuple[Asked, ...]
    controls: tuple[Control, ...]
    in_table: tuple[Control, ...]

    def called(self, node: Node, broken: frozenset[str] | None) -> Iterator[tuple[Node, Control]]:
        """`broken`: in a doubtful block, whose others are not compared, the rubrics whose value is
        at fault, or missing; None in a sound one."""
        for control in self.controls if broken is None else self.in_table:
            if broken is None or (not control.beyond and broken.isdisjoint(control.reads)):
                yield node, control


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Clauses that read the same rubrics, each with its control's bit, and what they said."""

    read: Read
    clauses: tuple[tuple[int, Clause], ...]
    said: dict[Any, int] = field(default_factory=dict)

    def learn(self, value: Any, node: Node, head: Head) -> int:
        """The bits of all controls but those that a clause leaves out."""
        left = ~sum({bit for bit, one in self.clauses if not one.broken(node, head, node)})
        MEMORY.keep(self.said, value, left, 300 + len(str(value)))
        return left


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Blocks with the same rubrics, in the same order."""

    asked: tuple[Asked, ...]
    known: tuple[Known, ...]
    verdicts: dict[int, Verdict] = field(default_factory=dict)

    def verdict(self, node: Node, head: Head) -> Verdict:
        left = -1
        for known in self.known:
            value = known.read(node.values)
            said = known.said.get(value)
            left &= known.learn(value, node, head) if said is None else said
        return self.verdicts.get(left) or self._verdict(left)

    def _verdict(self, left: int) -> Verdict:
        asked = tuple(one for place, one in enumerate(self.asked) if left >> place & 1)
        in_table = sorted(asked, key=lambda one: one.place)
        verdict = Verdict(
            asked, tuple(one.control for one in asked), tuple(one.control for one in in_table)
        )
        MEMORY.keep(self.verdicts, left, verdict, 300 + 24 * len(asked))
        return verdict


def shape_of(asked: Iterable[Asked], kinds: Kinds, node: Node, head: Head) -> Shape:
    """What is left to ask of a block by its rubrics."""

    def there(clause: Clause) -> frozenset[str]:
        return frozenset(name for name in clause.reads.values if name[3:] in node.values)

    left = tuple(
        one
        for one in asked
        if all(there(clause) or clause.broken(node, head, node) for clause in one.near)
    )
    unkept = kinds.numbers | kinds.personal
    sets: dict[frozenset[str], list[tuple[int, Clause]]] = {}
    codes: frozenset[str] = frozenset()
    for place, one in enumerate(left):
        for clause in one.near:
            names = there(clause)
            if not names or clause.reads.passing or not names.isdisjoint(unkept):
                continue
            if names <= kinds.codes:
                codes, names = codes | names, kinds.codes
            sets.setdefault(names, []).append((1 << place, clause))
    known = (
        Known(reader(codes if names is kinds.codes else names), tuple(found))
        for names, found in sets.items()
    )
    return Shape(left, tuple(known))


def reader(names: Iterable[str]) -> Read:
    """The values of rubrics (BB.NNN) of one block, all there."""
    return itemgetter(*sorted(name[3:] for name in names))
