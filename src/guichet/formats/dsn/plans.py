"""Which controls judge a block, and those that it need not be asked.

Of most controls a part hangs only on which rubrics a block has and on codes: where it says that
nothing is wrong, it says so for every block with the same. What reads several blocks of a person
is remembered with the person's blocks together. Amounts, and what names a person, are not kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guichet.formats.dsn.controls import Clause, Control
from guichet.formats.dsn.faults import PERSONAL, Fault, shown
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.memory import MEMORY
from guichet.formats.dsn.norm import NATURES, Norm
from guichet.formats.dsn.reads import Reads
from guichet.formats.dsn.shapes import Asked, Kinds, Shape, Verdict, shape_of
from guichet.formats.dsn.tree import Node


@dataclass(frozen=True, eq=False)
class Plan:
    """The controls of a block, in the order in which they are told."""

    asked: tuple[Asked, ...]
    kinds: Kinds

    def verdict(self, node: Node, head: Head) -> Verdict:
        """Which of them a block leaves to call."""
        key = (self, head.month, tuple(node.values))
        shape: Shape | None = MEMORY.shapes.get(key)
        if shape is None:
            shape = shape_of(self.asked, self.kinds, node, head)
            MEMORY.keep(MEMORY.shapes, key, shape, 1_000 + 300 * len(shape.asked))
        return shape.verdict(node, head)


Table = dict[str, dict[str, Plan]]


def table(controls: Iterable[Control], norm: Norm) -> Table:
    """Plans by message and block."""
    found: Table = {nature: {} for nature in NATURES}
    kinds = _kinds(norm)
    for nature in NATURES:
        by_block: dict[str, list[Control]] = {block: [] for block in norm.blocks}
        for control in controls:
            if nature in (control.natures if control.spoken is None else control.spoken):
                by_block[control.block].append(control)
        for block, every in by_block.items():
            asked = [_asked(one, place) for place, one in enumerate(every)]
            # What hangs on codes alone is told first.
            asked.sort(key=lambda one: not _codes_alone(one.control, kinds))
            found[nature][block] = Plan(tuple(asked), kinds)
    return found


def _kinds(norm: Norm) -> Kinds:
    every = norm.rubrics.values()
    return Kinds(
        frozenset(r.id[8:] for r in every if r.nature == "Numeric"),
        frozenset(r.id[8:] for r in every if r.id.startswith(PERSONAL)),
        frozenset(r.id[8:] for r in every if r.nature == "Date"),
        frozenset(r.id[8:] for r in every if r.codes is not None),
    )


def _asked(control: Control, place: int) -> Asked:
    clauses = control.clauses
    if control.sees:
        values = frozenset(f"{control.block[8:]}.{suffix}" for suffix in control.sees)
        clauses = (*clauses, Clause(Reads(values), control.finds))
    near = tuple(one for one in clauses if not one.reads.wide)
    wide = tuple(one for one in clauses if one.reads.wide)
    return Asked(control, place, near, wide)


def _codes_alone(control: Control, kinds: Kinds) -> bool:
    return bool(control.codes) and kinds.numbers.isdisjoint(control.codes)


def evaluate(
    called: Iterable[tuple[Node, Control]], head: Head, *, feed: bool = False
) -> Iterator[Fault]:
    """`feed`: what a platform may have dropped is no refusal."""
    for node, control in called:
        for line, value in control.check(node, head):
            yield Fault(
                line,
                control.rubric,
                control.code,
                control.blocking and not (feed and control.perimeter),
                control.message,
                shown(control.rubric, value),
            )
