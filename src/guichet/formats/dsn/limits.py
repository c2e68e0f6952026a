"""Past these limits a stream is no DSN: reading stops, so that time and memory stay bounded.

They are this reader's own, far beyond what an employer declares; the norm sets none.
"""

from dataclasses import dataclass, field
from functools import cache

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.norm import TABLED, load

MEGABYTE = 1024 * 1024
# Lines in a row that are no rubric of the norm, or that are blank.
MOST_STRANGERS = 1_000
# Held in memory until what they belong to ends, some 700 bytes a block and 200 a line.
MOST_BLOCKS = 50_000
MOST_LINES = 200_000
MOST_PERSONS = 500_000
MOST_DECLARATIONS = 20_000

SENDING, DECLARATION, PERSON = "S10.G00.00", "S20.G00.05", "S21.G00.30"


class NotADsn(Exception):
    """The stream is not a DSN file; reading stops with this one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def refuse(line: int, code: str, message: str) -> NotADsn:
    return NotADsn(Fault(line, "structure", code, True, message, ""))


def _written(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def too_large(line: int, most: int) -> NotADsn:
    """`most`: the bytes that are read at the most."""
    size = f"{most // MEGABYTE} Mo" if most >= MEGABYTE else f"{_written(most)} octets"
    return refuse(
        line,
        "size",
        f"Le fichier dépasse {size} : il n'est pas lu plus loin et rien n'en est "
        "retenu. Déposez une DSN par établissement et par mois.",
    )


def strangers(line: int) -> NotADsn:
    return refuse(
        line,
        "line-syntax",
        f"{_written(MOST_STRANGERS)} lignes de suite ne sont pas des rubriques de la norme : ce "
        "n'est pas une DSN, la lecture s'arrête ici. Exportez de nouveau le fichier depuis votre "
        "logiciel de paie.",
    )


@cache
def _holders() -> dict[str, str]:
    """The sending, declaration or person with which each block is let go."""
    blocks = load(TABLED[-1]).blocks
    found: dict[str, str] = {}
    for block in blocks:
        holder = block
        while holder not in (PERSON, DECLARATION, SENDING):
            holder = blocks[holder].parent
        found[block] = holder
    return found


@dataclass
class Held:
    """How much is kept until the person, the declaration or the sending ends.

    Raises NotADsn where nobody declares so much at once.
    """

    blocks: dict[str, int] = field(default_factory=dict)
    rubrics: dict[str, int] = field(default_factory=dict)
    since: int = 0
    holders: dict[str, str] = field(default_factory=_holders)

    def begin(self, holder: str, lines: int) -> None:
        """A person or a declaration begins, after so many lines."""
        self.blocks[holder] = self.rubrics[holder] = 0
        self.since = lines

    def open(self, block: str, line: int, lines: int) -> None:
        """One more block, after so many lines."""
        holder = self.holders[block]
        count = self.blocks[holder] = self.blocks.get(holder, 0) + 1
        if count > MOST_BLOCKS:
            raise _without_end(line, f"{_written(MOST_BLOCKS)} blocs")
        if holder == PERSON and lines - self.since > MOST_LINES:
            raise _without_end(line, f"{_written(MOST_LINES)} lignes")

    def close(self, block: str, rubrics: int, line: int) -> None:
        """A block has all its rubrics."""
        holder = self.holders.get(block)
        if holder is None:
            return
        count = self.rubrics[holder] = self.rubrics.get(holder, 0) + rubrics
        if count > MOST_LINES:
            raise _without_end(line, f"{_written(MOST_LINES)} lignes")


def _without_end(line: int, what: str) -> NotADsn:
    return refuse(
        line,
        "structure",
        f"Plus de {what} se suivent sans changer de salarié : ce n'est pas une DSN. Exportez-la de "
        "nouveau depuis votre logiciel de paie.",
    )


def too_many(line: int, most: int, what: str) -> NotADsn:
    return refuse(
        line,
        "structure",
        f"Il y a plus de {_written(most)} {what} : ce n'est pas une DSN. Exportez-la de nouveau "
        "depuis votre logiciel de paie.",
    )
