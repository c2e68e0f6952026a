"""What a control is, and those of the declaration: each has its name, message, source, check.

Names are those of the yearly specification (formats.md 1.5, certainty A where it gives the sense);
those in lower case are ours and never block. What a check yields is the line and value at fault.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from guichet.formats.dsn.faults import Fault, shown
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.tree import Node

MONTHLY = frozenset({"01"})
EVENTS = frozenset({"04", "05", "07"})
ALL = frozenset({"01", "04", "05", "07", "08", "09"})

MOST_VERDICTS = 20_000

Places = Iterator[tuple[int, str]]
Check = Callable[[Node, Head], Places]


@dataclass(frozen=True)
class Control:
    """`on`: the block that the check is given, when it is not the rubric's own; `since`: the first
    phase that it is known for; `perimeter`: it looks at what a platform may have dropped; `beyond`:
    it compares blocks, which is done only where these are sound; `needs`: a rubric of the block
    without which, or without one of the values `among`, it finds nothing; `declared`: its words;
    `reads`: rubrics of the block by whose value it judges (at fault, they are told alone);
    `spoken`: those of the messages that its premise names, where it names any;
    `own`: the rubrics of the block on which alone its verdict hangs, where it does;
    `until`: the last phase that has it; `certainty`: A the norm, B one public reading of it, C the
    same where that reading is cut, applied to the cases that it shows and to no other.
    """

    rubric: str
    code: str
    natures: frozenset[str]
    message: str
    check: Check
    blocking: bool = True
    source: str = "cahier technique DSN, formats.md 1.5"
    certainty: str = "A"
    on: str = ""
    since: str = "P19"
    perimeter: bool = False
    beyond: bool = False
    needs: str = ""
    among: frozenset[str] | None = None
    declared: str = ""
    until: str = ""
    reads: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()
    spoken: frozenset[str] | None = None

    @property
    def block(self) -> str:
        return self.on or self.rubric[:10]


@dataclass(frozen=True)
class Plan:
    """The controls of a block: all; those that hang on its values of `names` alone; the others."""

    every: tuple[Control, ...]
    names: tuple[str, ...]
    local: tuple[Control, ...]
    others: tuple[Control, ...]

    def called(self, node: Node, head: Head) -> tuple[Control, ...]:
        """Those that may find something: the local ones are judged once for the same values."""
        values = node.values
        key = (id(self), *[values.get(name) for name in self.names])
        found: tuple[Control, ...] | None = head.verdicts.get(key)
        if found is None:
            if len(head.verdicts) >= MOST_VERDICTS:
                head.verdicts.clear()
            broken = (one for one in self.local if any(True for _ in one.check(node, head)))
            found = head.verdicts[key] = (*broken, *self.others)
        return found


Table = dict[tuple[str, str], Plan]


def table(controls: Iterable[Control], numbers: Container[str]) -> Table:
    """Controls by message and block. `numbers`: the rubrics whose values hardly come again."""
    found: dict[tuple[str, str], list[Control]] = {}
    for control in controls:
        spoken = control.natures if control.spoken is None else control.spoken
        for nature in spoken:
            found.setdefault((nature, control.block), []).append(control)
    return {key: _plan(kept, key[1], numbers) for key, kept in found.items()}


def _plan(controls: list[Control], block: str, numbers: Container[str]) -> Plan:
    local = tuple(
        control
        for control in controls
        if control.own and not any(f"{block}.{name}" in numbers for name in control.own)
    )
    names = {name for control in local for name in control.own}
    others = tuple(control for control in controls if control not in local)
    return Plan(tuple(controls), tuple(sorted(names)), local, others)


def evaluate(
    plan: Plan,
    node: Node,
    head: Head,
    *,
    feed: bool = False,
    doubtful: bool = False,
    broken: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """`feed`: what a platform may have dropped is no refusal; `doubtful`: compare no blocks;
    `broken`: the rubrics of the block whose value is at fault, or missing."""
    controls = plan.every if doubtful else plan.called(node, head)
    for control in controls:
        if control.needs:
            held = node.values.get(control.needs)
            if held is None or (control.among is not None and held not in control.among):
                continue
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


def value_at(node: Node, suffix: str) -> Places:
    """The place of a rubric at fault."""
    yield node.line_of(suffix), node.get(suffix) or ""


def _type_not(natures: frozenset[str], kinds: frozenset[str]) -> Check:
    def check(node: Node, head: Head) -> Places:
        if head.kind in kinds and head.nature not in natures:
            yield from value_at(node, "002")

    return check


def _needs_person(node: Node, head: Head) -> Places:
    if head.kind in ("01", "03") and not head.persons:
        yield from value_at(node, "002")


def _fraction(node: Node, head: Head) -> Places:
    if node.get("003") not in (None, "11"):
        yield from value_at(node, "003")


def _identifier_only_when_replacing(node: Node, head: Head) -> Places:
    if node.get("006") is not None and head.kind not in ("03", "04", "05"):
        yield from value_at(node, "006")


def _identifier_is_not_a_nir(node: Node, head: Head) -> Places:
    own = node.get("009")
    if own is not None and own in head.nirs:
        yield node.line_of("009"), ""


DECLARATION_CONTROLS = (
    Control(
        "S20.G00.05.002",
        "CCH-13",
        ALL,
        "Les types 02 et 05 (sans individu) n'existent que pour la DSN mensuelle. Mettez 01 ou 03.",
        _type_not(MONTHLY, frozenset({"02", "05"})),
    ),
    Control(
        "S20.G00.05.002",
        "CCH-14",
        ALL,
        "Un arrêt ou une reprise ne s'annule pas (type 04) : envoyez un signalement qui annule et "
        "remplace (type 03), ou le motif 99 dans la DSN mensuelle.",
        _type_not(frozenset({"07", "08", "09"}), frozenset({"04"})),
    ),
    Control(
        "S20.G00.05.002",
        "CCH-15",
        ALL,
        "Ce signalement ne peut pas être remplacé (type 03). Envoyez-en un nouveau.",
        _type_not(ALL - {"08"}, frozenset({"03"})),
    ),
    Control(
        "S20.G00.05.002",
        "CCH-16",
        frozenset({"01", "08", "09"}),
        "Une déclaration de type 01 ou 03 concerne au moins une personne : le bloc S21.G00.30 "
        "manque.",
        _needs_person,
    ),
    Control(
        "S20.G00.05.003",
        "CCH-11",
        EVENTS,
        "Un signalement a toujours le numéro de fraction 11.",
        _fraction,
    ),
    Control(
        "S20.G00.05.006",
        "CCH-12",
        frozenset({"04", "05", "07", "08"}),
        "L'identifiant d'une déclaration remplacée ne se donne que pour un envoi qui remplace ou "
        "annule. Retirez la rubrique, ou mettez le type 03.",
        _identifier_only_when_replacing,
    ),
    Control(
        "S20.G00.05.009",
        "CCH-11",
        ALL,
        "L'identifiant métier ne doit pas être le NIR du salarié. Mettez une autre référence.",
        _identifier_is_not_a_nir,
    ),
)
