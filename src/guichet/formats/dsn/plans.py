"""Which controls judge a block, and those that it need not be asked.

Of most controls a part hangs only on which rubrics a block has and on codes: where it says that
nothing is wrong, it says so for every block with the same. What reads several blocks of a person
is remembered with the person's blocks together. Amounts, and what names a person, are not kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from guichet.formats.dsn.controls import Clause, Control
from guichet.formats.dsn.faults import Fault, shown
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.norm import NATURES, Norm
from guichet.formats.dsn.tree import Node

THERE, CODES, WIDE = range(3)


@dataclass(frozen=True, slots=True)
class Asked:
    """A control with its clauses: on the rubrics there are, on codes, on several blocks."""

    control: Control
    clauses: tuple[tuple[Clause, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What is left to ask of blocks with the same rubrics and codes."""

    asked: tuple[Asked, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What is left to ask of blocks with the same rubrics; `read` gives their codes."""

    asked: tuple[Asked, ...]
    read: Callable[[dict[str, str]], Any]
    verdicts: dict[Any, Verdict] = field(default_factory=dict)


# By place among the blocks of a person.
Called = tuple[tuple[int, tuple[Control, ...]], ...]
# The block above a person, then the verdict of each of their blocks.
Likeness = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """The controls of a block in the order of their table, and in that in which they are told.

    `names`: the rubrics whose codes clauses read.
    """

    every: tuple[Control, ...] = ()
    asked: tuple[Asked, ...] = ()
    names: frozenset[str] = frozenset()

    def verdict(self, node: Node, head: Head) -> Verdict:
        values, memory = node.values, head.memory
        row = tuple(values)
        shapes = memory.shapes.get(self)
        shape: Shape | None = shapes.get(row) if shapes else None
        if shape is None:
            shape = self._shape(row, node, head)
        codes = shape.read(values)
        found = shape.verdicts.get(codes)
        if found is None:
            asked = tuple(_left(shape.asked, CODES, node, head))
            found = Verdict(asked, tuple(one.control for one in asked))
            memory.keep(shape.verdicts, codes, found)
        return found

    def _shape(self, row: tuple[str, ...], node: Node, head: Head) -> Shape:
        names = [name for name in row if name in self.names]
        asked = tuple(_left(self.asked, THERE, node, head))
        shape = Shape(asked, itemgetter(*names) if names else len)
        head.memory.keep(head.memory.shapes.setdefault(self, {}), row, shape)
        return shape


def _left(asked: Iterable[Asked], part: int, node: Node, head: Head) -> Iterator[Asked]:
    for one in asked:
        if all(clause.broken(node, head, node) for clause in one.clauses[part]):
            yield one


def asked(nodes: Sequence[Node], plans: Mapping[str, Plan], head: Head) -> Called:
    """The controls that each of some blocks leaves to call."""
    return tuple(
        (place, plans[node.block].verdict(node, head).controls)
        for place, node in enumerate(nodes)
        if not node.missing
    )


def likeness(nodes: Sequence[Node], plans: Mapping[str, Plan], head: Head) -> Likeness:
    """What a person's blocks, theirs first, have in common with those of others judged alike.

    Nothing where a block is missing, or is not one of the message's.
    """
    if any(node.missing for node in nodes) or len(nodes) <= sum(len(n.children) for n in nodes):
        return ()
    return (nodes[0].parent, *[plans[node.block].verdict(node, head) for node in nodes])


def learn(alike: Likeness, nodes: Sequence[Node], head: Head) -> Called:
    """The controls that these blocks together leave to call, kept for those that are alike."""
    found = (
        (place, tuple(one.control for one in _left(verdict.asked, WIDE, nodes[place], head)))
        for place, verdict in enumerate(alike[1:])
    )
    called = tuple((place, controls) for place, controls in found if controls)
    head.memory.keep(head.memory.groups, alike, called)
    return called


Table = dict[str, dict[str, Plan]]


def table(controls: Iterable[Control], norm: Norm) -> Table:
    """Plans by message and block."""
    numbers = frozenset(r.id[8:] for r in norm.rubrics.values() if r.nature == "Numeric")
    found: Table = {nature: {} for nature in NATURES}
    for nature in NATURES:
        spoken = [one for one in controls if nature in _natures(one)]
        asked = [_asked(one, numbers) for one in spoken]
        clauses = (clause for one in asked for part in one.clauses for clause in part)
        names = frozenset[str]().union(*(clause.reads.values for clause in clauses))
        for block in norm.blocks:
            every = tuple(one for one in spoken if one.block == block)
            # What hangs on codes alone is told first.
            mine = [one for one in asked if one.control.block == block]
            mine.sort(key=lambda one: not _codes_alone(one.control, numbers))
            own = frozenset(name[3:] for name in names if name[:2] == block[8:])
            found[nature][block] = Plan(every, tuple(mine), own)
    return found


def _natures(control: Control) -> frozenset[str]:
    return control.natures if control.spoken is None else control.spoken


def _asked(control: Control, numbers: frozenset[str]) -> Asked:
    parts: tuple[list[Clause], ...] = ([], [], [])
    for clause in control.clauses:
        if numbers.isdisjoint(clause.reads.values):
            part = WIDE if clause.reads.wide else CODES if clause.reads.values else THERE
            parts[part].append(clause)
    return Asked(control, tuple(tuple(part) for part in parts))


def _codes_alone(control: Control, numbers: frozenset[str]) -> bool:
    return bool(control.codes) and numbers.isdisjoint(control.codes)


def evaluate(
    controls: Iterable[Control],
    node: Node,
    head: Head,
    *,
    feed: bool = False,
    doubtful: bool = False,
    broken: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """`feed`: what a platform may have dropped is no refusal; `doubtful`: compare no blocks;
    `broken`: the rubrics of the block whose value is at fault, or missing."""
    for control in controls:
        if doubtful and (control.beyond or not broken.isdisjoint(control.reads)):
            continue
        for line, value in control.check(node, head):
            yield Fault(
                line,
                control.rubric,
                control.code,
                control.blocking and not (feed and control.perimeter),
                control.message,
                shown(control.rubric, value),
            )
