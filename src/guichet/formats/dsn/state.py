"""Where the reading of a DSN file stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from guichet.formats.dsn.across import Declared, Identity
from guichet.formats.dsn.extract import DsnDeclaration, DsnRecord
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.limits import (
    DECLARATION,
    MOST_DECLARATIONS,
    MOST_PERSONS,
    MOST_STRANGERS,
    PERSON,
    SENDING,
    Held,
    strangers,
    too_many,
)
from guichet.formats.dsn.norm import NATURES, TABLED, Norm, load
from guichet.formats.dsn.tree import Builder, Node
from guichet.formats.dsn.values import Checker, Form, checkers, day_of, forms

MOST_FLAWED = 10_000
# Sound lines kept as they are written, with what they say: most lines of a file come again.
MOST_KEPT = 20_000
Kept = tuple[str, str, str, str]
Mode = Literal["strict", "tolerant"]
TOTAL = "S90.G00.90"
# The blocks that end others: these are judged.
ENDING = (SENDING, DECLARATION, PERSON, TOTAL)
__all__ = ["DECLARATION", "ENDING", "PERSON", "SENDING", "TOTAL", "Kept", "Mode", "State"]


@dataclass
class State:
    """`blocked`: the open declaration has a blocking fault; `refused`: the sending itself has;
    `disordered`: the person or declaration has a fault of structure.

    The `flaws` are the rubrics whose value is already at fault: controls do not say it again."""

    mode: Mode
    keep_persons: bool = True
    norm: Norm = field(default_factory=lambda: load(TABLED[-1]))
    checks: Mapping[str, Checker] = field(default_factory=lambda: checkers(TABLED[-1]))
    forms: Mapping[bytes, Form] = field(default_factory=lambda: forms(TABLED[-1]))
    builder: Builder = field(init=False)
    root: Node | None = None
    node: Node | None = None
    person: Node | None = None
    records: list[DsnRecord] = field(default_factory=list)
    blocked: bool = False
    persons: int = 0
    second_person: int = 0
    nirs: set[str] = field(default_factory=set)
    declared: Declared = field(default_factory=Declared)
    identities: list[Identity] = field(default_factory=list)
    sending_flaws: set[tuple[int, str]] = field(default_factory=set)
    declaration_flaws: set[tuple[int, str]] = field(default_factory=set)
    person_flaws: set[tuple[int, str]] = field(default_factory=set)
    kept: dict[bytes, Kept] = field(default_factory=dict)
    held: Held = field(default_factory=Held)
    lines: int = 0
    strangers: int = 0
    sound: int = -1
    row: int = 0
    last_line: int = 1
    trailer: bool = False
    refused: bool = False
    disordered: bool = False
    counted: int = 0
    declarations: list[DsnDeclaration] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.builder = Builder(self.norm)

    def use(self, phase: str) -> None:
        """Read what follows by the norm of another phase."""
        norm = load(phase)
        if norm is not self.norm:
            self.norm = self.builder.norm = norm
            self.checks, self.forms = checkers(phase), forms(phase)
            self.kept.clear()

    def passed(self, count: int, line: int) -> None:
        """So many lines, of which this is the last, were put in the open block."""
        if count:
            self.lines, self.last_line = self.lines + count, line

    def keep(self, raw: bytes, said: Kept) -> None:
        """A sound line: (block, suffix, value, rubric). Those that name a person are not kept."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[raw] = said

    def begin(self, root: Node) -> None:
        """A new sending."""
        self.root = root
        self.builder.start(root)
        self.lines, self.counted, self.declarations = 1, 0, []
        self.identities = []
        self.strangers, self.sound, self.row, self.held = 0, -1, 0, Held()
        self.trailer = self.refused = False

    def next(self, known: Kept, line: int) -> bool:
        """Begin a block by its first line, a sound one, where it plainly may begin and ends no
        other that is judged."""
        block, suffix, value, _ = known
        before = self.builder.current
        if block in ENDING or self.root is None:
            return False
        node = self.builder.next(block, suffix, line)
        if node is None:
            return False
        node.put(suffix, value, line)
        self.lines += 1
        self.last_line = line
        self.held.close(before.block, len(before.values), line)
        self.held.open(block, line, self.lines)
        return True

    def open(self, block: str, line: int) -> Fault | None:
        """Begin a block; what is wrong with its place, if anything."""
        before = self.builder.current
        opened, fault = self.builder.begin(block, line)
        self.held.close(before.block, len(before.values), line)
        for node in opened:
            if node.block in (DECLARATION, PERSON):
                self._begun(node)
            self.held.open(node.block, node.line, self.lines)
        return fault

    def _begun(self, node: Node) -> None:
        """A declaration or a person. Raises NotADsn where nobody declares so many at once."""
        self.held.begin(node.block, self.lines)
        if node.block == DECLARATION:
            self.node, self.records, self.blocked = node, [], False
            self.persons, self.second_person, self.nirs = 0, 0, set()
            self.declared = Declared()
            self.builder.nature = "04"
            if len(self.declarations) >= MOST_DECLARATIONS:
                raise too_many(node.line, MOST_DECLARATIONS, "déclarations")
        else:
            self.person = node
            self.persons += 1
            if self.persons == 2:
                self.second_person = node.line
            if self.persons > MOST_PERSONS:
                raise too_many(node.line, MOST_PERSONS, "salariés")

    def stranger(self, line: int) -> None:
        """A line that is no rubric of the norm. Raises NotADsn when nothing else comes."""
        self.strangers += 1
        if self.lines - self.strangers != self.sound:
            self.sound, self.row = self.lines - self.strangers, 0
        self.row += 1
        if self.row >= MOST_STRANGERS:
            raise strangers(line)

    def flaw(self, line: int, rubric: str) -> None:
        """Remember, within reason, that a value is already at fault."""
        flaws = self.sending_flaws
        if self.person is not None:
            flaws = self.person_flaws
        elif self.node is not None:
            flaws = self.declaration_flaws
        if len(flaws) < MOST_FLAWED:
            flaws.add((line, rubric))

    @property
    def nature(self) -> str | None:
        """The message that the declaration is judged by, where it is one of the norm's."""
        said = self.node.get("001") if self.node else None
        return said if said in NATURES else None

    def head(self, *, whole: bool = False) -> Head:
        """What controls need to know of the declaration that is open; `whole`: of its persons."""
        node = self.node
        if node is None:
            return Head("01", "01", None, "")
        firm = next((child for child in node.children if child.block == "S21.G00.06"), None)
        siren = (firm.get("001") if firm else None) or ""
        place = next((c for c in firm.children if c.block == "S21.G00.11"), None) if firm else None
        nic = place.get("001") if place else None
        return Head(
            nature=node.get("001") or "",
            kind=node.get("002") or "",
            file_date=day_of(node.get("007")),
            siren=siren,
            nirs=self.nirs,
            persons=self.persons,
            siret=siren + nic if siren and nic else "",
            month=node.get("005"),
            declared=self.declared.values if whole and self.declared.sure else None,
        )
