"""Reading the book of scenarios: every line of a table, or a fault that names its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

BOOK = Path(__file__).parent / "book"
STORY = ("le", "il arrive", "il doit se passer")
PAID = ("il est payé à", "jours", "brut", "net", "journée du", "calcul")
WRITTEN = ("il est écrit à", "quoi", "on y lit")
SEEN = ("l'assuré lit",)
NOTHING = {
    "Il n'est rien payé.": PAID,
    "Il n'est rien écrit.": WRITTEN,
}
AT_FIRST = "Au départ : "
TITLE = re.compile(r"## (\d+\.\d+) (\S.*)\Z")
DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})\Z")


class BadBook(ValueError):
    """The book says something that the reader does not know; the text names file and line."""


@dataclass(frozen=True)
class Row:
    """A line of a table; `where` is told with each fault."""

    where: str
    cells: tuple[str, ...]


@dataclass
class Scenario:
    """A case of the book as it is written; `tables` by their columns."""

    number: str
    title: str
    where: str
    at_first: list[Row] = field(default_factory=list)
    tables: dict[tuple[str, ...], list[Row]] = field(default_factory=dict)

    @property
    def story(self) -> list[Row]:
        return self.tables[STORY]


def day_of(text: str, where: str) -> date:
    """A date as dd/mm/yyyy."""
    found = DAY.match(text)
    if found is None:
        raise BadBook(f"{where}: « {text} » n'est pas une date jj/mm/aaaa")
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise BadBook(f"{where}: le {text} n'existe pas") from None


def chapters(folder: Path = BOOK) -> list[Path]:
    return sorted(folder.glob("[0-9]*.md"))


def scenarios(paths: Sequence[Path]) -> list[Scenario]:
    """All the cases of chapters; a number is given once."""
    found = [one for path in paths for one in _of_chapter(path.name, path.read_text("utf-8"))]
    numbers = [one.number for one in found]
    if twice := {number for number in numbers if numbers.count(number) > 1}:
        raise BadBook(f"numéros donnés deux fois : {', '.join(sorted(twice))}")
    return found


def _of_chapter(name: str, text: str) -> Iterator[Scenario]:
    current: Scenario | None = None
    table: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{name}:{number}"
        if line.startswith("## "):
            if current is not None:
                yield _whole(current)
            current, table = _titled(line, where), None
        elif current is None:
            if line.startswith("|"):
                raise BadBook(f"{where}: un tableau avant le premier titre")
        elif line.startswith("|"):
            table = _row(current, table, line, where)
        else:
            table = None
            _sentence(current, line, where)
    if current is not None:
        yield _whole(current)


def _titled(line: str, where: str) -> Scenario:
    found = TITLE.match(line)
    if found is None:
        raise BadBook(f"{where}: un titre s'écrit « ## 1.2 Titre »")
    return Scenario(found[1], found[2], where)


def _row(
    current: Scenario, table: tuple[str, ...] | None, line: str, where: str
) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    if table is None:
        if cells not in (STORY, PAID, WRITTEN, SEEN):
            raise BadBook(f"{where}: tableau inconnu : {line}")
        if cells in current.tables:
            raise BadBook(f"{where}: ce tableau est déjà là")
        current.tables[cells] = []
        return cells
    if set("".join(cells)) <= {"-"}:
        return table
    if len(cells) != len(table):
        raise BadBook(f"{where}: {len(table)} colonnes sont attendues : {line}")
    current.tables[table].append(Row(where, cells))
    return table


def _sentence(current: Scenario, line: str, where: str) -> None:
    """Free words explain; the few that say something must be known ones."""
    if line.startswith("Au départ"):
        if not line.startswith(AT_FIRST) or not line.endswith("."):
            raise BadBook(f"{where}: « {AT_FIRST}… . » est attendu")
        told = line.removeprefix(AT_FIRST).removesuffix(".").split(" ; ")
        current.at_first += [Row(where, (one,)) for one in told]
    elif line.startswith("Il n'est rien"):
        if line not in NOTHING or NOTHING[line] in current.tables:
            raise BadBook(f"{where}: phrase inconnue : {line}")
        current.tables[NOTHING[line]] = []


def _whole(current: Scenario) -> Scenario:
    for table, what in ((STORY, "histoire"), (PAID, "paiement"), (WRITTEN, "écrit")):
        if table not in current.tables:
            raise BadBook(f"{current.where}: rien n'est dit : {what}")
    if not current.story:
        raise BadBook(f"{current.where}: il n'arrive rien")
    days = [day_of(row.cells[0], row.where) for row in current.story]
    if days != sorted(days):
        raise BadBook(f"{current.where}: les dates ne se suivent pas")
    return current
