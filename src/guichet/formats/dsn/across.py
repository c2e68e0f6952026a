"""What is compared across persons, or across the declarations of a sending.

Persons are let go as they are judged: the values of a few of their rubrics are kept, each with its
first line, for the controls of what comes after them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guichet.formats.dsn.controls import Check, Control, Places
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.rules import SOURCE
from guichet.formats.dsn.tree import Node

# By block: the rubrics whose values are kept, under "BB.NNN".
WATCHED = {
    "S21.G00.30": ("020",),
    "S21.G00.40": ("019", "020", "029", "046"),
    "S21.G00.70": ("013",),
}
# Past so many values of one rubric nothing that compares them is judged.
MOST_VALUES = 50_000
CONTRACT, AFFILIATION, PLACE = "S21.G00.40", "S21.G00.70", "S21.G00.85"


class Declared:
    """The values of the rubrics watched; not `sure` once a person was at fault, or too many."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, int]] = {}
        self.sure = True

    def keep(self, person: Node) -> None:
        """What one person says, before their blocks are let go."""
        self._keep(person)
        for contract in person.children:
            if contract.block == CONTRACT:
                self._keep(contract)
                for below in contract.children:
                    if below.block == AFFILIATION:
                        self._keep(below)

    def _keep(self, node: Node) -> None:
        for suffix in WATCHED[node.block]:
            if (value := node.values.get(suffix)) is not None:
                seen = self.values.setdefault(f"{node.block[8:]}.{suffix}", {})
                if value not in seen:
                    self.sure = self.sure and len(seen) < MOST_VALUES
                    if self.sure:
                        seen[value] = node.lines[suffix]


def _place_described(ref: str) -> Check:
    """Each place of work that a contract names, but the establishment, has its block 85."""

    def check(declaration: Node, head: Head) -> Places:
        if head.declared is None:
            return
        described = {place.get("001") for place in declaration.below(PLACE)}
        for value, line in head.declared.get(ref, {}).items():
            if value not in described and value != head.siret:
                yield line, value

    return check


ACROSS_CONTROLS = tuple(
    Control(
        f"S21.G00.{ref}",
        code,
        frozenset({"01", "07", "08"}),
        f"Aucun bloc S21.G00.85 ne décrit {what}. Ajoutez ce bloc, ou corrigez l'identifiant.",
        _place_described(ref),
        source=SOURCE,
        certainty="B",
        on="S20.G00.05",
        since="P25",
        perimeter=True,
        beyond=True,
    )
    for ref, code, what in (
        ("40.019", "CCH-11", "ce lieu de travail, qui n'est pas l'établissement déclaré"),
        ("40.046", "CCH-13", "cet établissement utilisateur"),
    )
)


@dataclass(frozen=True, slots=True)
class Identity:
    """How a declaration is known (`own`: 007 then 004), and the one that it cancels or replaces."""

    line: int
    of: tuple[str, str]
    own: str
    cancels: str


def identity(declaration: Node, siret: str) -> Identity:
    said = {suffix: declaration.get(suffix) or "" for suffix in ("001", "002", "004", "006", "007")}
    return Identity(
        declaration.line_of("002"),
        (said["001"], siret),
        said["007"] + said["004"],
        said["006"] if said["002"] in ("03", "04") else "",
    )


def cancelled_at_once(declarations: Iterable[Identity]) -> Iterator[Fault]:
    """S20.G00.05.002/CCH-11: a declaration and what cancels it are not in one sending."""
    known = list(declarations)
    sent = {(one.of, one.own) for one in known}
    for one in known:
        if one.cancels and one.cancels != one.own and (one.of, one.cancels) in sent:
            yield Fault(
                one.line,
                "S20.G00.05.002",
                "CCH-11",
                True,
                "Cette déclaration annule ou remplace une autre du même envoi. Envoyez seulement "
                "celle qui est juste.",
                "",
            )
