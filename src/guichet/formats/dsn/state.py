"""Where the reading of a DSN file stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from guichet.formats.dsn.extract import DsnDeclaration, DsnRecord
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.lines import NotADsn
from guichet.formats.dsn.norm import NATURES, TABLED, Norm, load
from guichet.formats.dsn.tree import Builder, Node
from guichet.formats.dsn.values import Checker, checkers, day_of

MOST_FLAWED = 10_000
# Held in memory until the next employee, some two thousand bytes each: far beyond any pay slip.
MOST_BLOCKS = 50_000
Mode = Literal["strict", "tolerant"]
SENDING, DECLARATION, PERSON, TOTAL = "S10.G00.00", "S20.G00.05", "S21.G00.30", "S90.G00.90"


@dataclass
class State:
    """`blocked`: the open declaration has a blocking fault; `refused`: the sending itself has;
    `disordered`: the person or declaration has a fault of structure.

    The `flaws` are the rubrics whose value is already at fault: controls do not say it again."""

    mode: Mode
    keep_persons: bool = True
    norm: Norm = field(default_factory=lambda: load(TABLED[-1]))
    checks: Mapping[str, Checker] = field(default_factory=lambda: checkers(TABLED[-1]))
    builder: Builder = field(init=False)
    root: Node | None = None
    node: Node | None = None
    person: Node | None = None
    records: list[DsnRecord] = field(default_factory=list)
    blocked: bool = False
    persons: int = 0
    second_person: int = 0
    nirs: set[str] = field(default_factory=set)
    sending_flaws: set[tuple[int, str]] = field(default_factory=set)
    declaration_flaws: set[tuple[int, str]] = field(default_factory=set)
    person_flaws: set[tuple[int, str]] = field(default_factory=set)
    held: int = 0
    lines: int = 0
    last_line: int = 1
    trailer: bool = False
    refused: bool = False
    disordered: bool = False
    counted: int = 0
    declarations: list[DsnDeclaration] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.builder = Builder(self.norm)

    def use(self, norm: Norm, checks: Mapping[str, Checker]) -> None:
        """Read what follows by the norm of another phase."""
        self.norm = self.builder.norm = norm
        self.checks = checks

    def begin(self, root: Node) -> None:
        """A new sending."""
        self.root = root
        self.builder.start(root)
        self.lines, self.counted, self.declarations = 1, 0, []
        self.trailer = self.refused = False

    def opened(self, node: Node) -> None:
        """A block was opened, or supposed. Raises NotADsn where nobody declares so many at once."""
        self._count(node)
        if node.block == DECLARATION:
            self.node, self.records, self.blocked = node, [], False
            self.persons, self.second_person, self.nirs = 0, 0, set()
            self.builder.nature = "04"
        elif node.block == PERSON:
            self.person = node
            self.persons += 1
            if self.persons == 2:
                self.second_person = node.line

    def _count(self, node: Node) -> None:
        if node.block in (DECLARATION, PERSON):
            self.held = 0
        self.held += 1
        if self.held > MOST_BLOCKS:
            raise NotADsn(
                Fault(
                    node.line,
                    node.block,
                    "structure",
                    True,
                    f"Plus de {MOST_BLOCKS} blocs se suivent sans changer de salarié : ce n'est "
                    "pas une DSN. Exportez-la de nouveau depuis votre logiciel de paie.",
                    "",
                )
            )

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

    def head(self) -> Head:
        """What controls need to know of the declaration that is open."""
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
        )
