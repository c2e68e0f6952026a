"""What a control is, and those of the declaration: each has its name, message, source, check.

Names are those of the yearly specification (formats.md 1.5, certainty A where it gives the sense);
those in lower case are ours and never block. What a check yields is the line and value at fault.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.reads import Reads
from guichet.formats.dsn.tree import Node

MONTHLY = frozenset({"01"})
EVENTS = frozenset({"04", "05", "07"})
ALL = frozenset({"01", "04", "05", "07", "08", "09"})

Places = Iterable[tuple[int, str]]
Check = Callable[[Node, Head], Places]


@dataclass(frozen=True)
class Clause:
    """A part of a control: false, the control finds nothing; it is so while what it reads is."""

    reads: Reads
    broken: Callable[[Node, Head, Node], bool]


@dataclass(frozen=True)
class Control:
    """`on`: the block that the check is given, when it is not the rubric's own; `since`: the first
    phase that it is known for; `perimeter`: it looks at what a platform may have dropped; `beyond`:
    it compares blocks, which is done only where these are sound; `declared`: its words;
    `reads`: rubrics of the block by whose value it judges (at fault, they are told alone);
    `spoken`: those of the messages that its premise names, where it names any;
    `clauses`: what is remembered of it, or all of it where it `sees` only these rubrics;
    `codes`: the rubrics of the block on which alone it hangs;
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
    declared: str = ""
    until: str = ""
    reads: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    clauses: tuple[Clause, ...] = ()
    sees: tuple[str, ...] = ()
    spoken: frozenset[str] | None = None

    def finds(self, node: Node, head: Head, outer: Node) -> bool:
        return any(True for _ in self.check(node, head))

    @property
    def block(self) -> str:
        return self.on or self.rubric[:10]


def value_at(node: Node, suffix: str) -> Places:
    """The place of a rubric at fault."""
    return ((node.line_of(suffix), node.get(suffix) or ""),)


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
