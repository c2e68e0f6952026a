"""The table at the head of the book names cases and tests that exist."""

import re
from collections.abc import Iterator

from tests.scenarios.reading import BOOK, chapters, scenarios
from tests.support.session import ROOT

NUMBER = r"(\d+)\.(\d+)"
RANGE = re.compile(rf"{NUMBER}(?: à {NUMBER})?\Z")


def rows() -> Iterator[tuple[str, list[str], list[str]]]:
    """What is asked, the cases that show it and the tests that prove it elsewhere."""
    for line in (BOOK / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "demandé" and set(cells[0]) != {"-"}:
            asked, cases, elsewhere = cells
            yield asked, cases.split(", ") if cases else [], re.findall(r"[\w/]+\.py", elsewhere)


def named(text: str) -> Iterator[str]:
    """« 2.1 à 2.4 » names four cases."""
    found = RANGE.match(text)
    assert found, f"« {text} » n'est pas un cas"
    chapter, first, same, last = found.groups()
    assert same in (None, chapter), f"« {text} » va d'un chapitre à un autre"
    for rank in range(int(first), int(last or first) + 1):
        yield f"{chapter}.{rank}"


def test_each_case_and_each_test_that_the_table_names_exists() -> None:
    known = {one.number for one in scenarios(chapters())}
    for asked, cases, elsewhere in rows():
        assert cases or elsewhere, f"rien ne montre : {asked}"
        absent = [one for text in cases for one in named(text) if one not in known]
        absent += [path for path in elsewhere if not (ROOT / path).is_file()]
        assert not absent, f"{asked} : {absent}"


def test_the_table_names_a_case_of_each_chapter() -> None:
    shown = {
        one.partition(".")[0] for _, cases, _ in rows() for text in cases for one in named(text)
    }
    chapters_ = {one.number.partition(".")[0] for one in scenarios(chapters())}
    assert chapters_ - shown == set()
