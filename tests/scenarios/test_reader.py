"""The reader of the book refuses what it does not know, naming the line, and skips nothing."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.phrases import gesture
from tests.scenarios.playing import play
from tests.scenarios.reading import BadBook, chapters, scenarios
from tests.scenarios.sums import cents, results

WHOLE = """\
# 1. Essai

## 1.1 Un arrêt

| le | il arrive | il doit se passer |
|---|---|---|
| 05/10/2026 | avis du médecin : du 05/10/2026 au 25/10/2026 | dossier en attente ; \
attendu de l'assuré : nom et SIRET de l'employeur |

Il n'est rien payé.

| il est écrit à | quoi | on y lit |
|---|---|---|
| l'assuré | courrier « Une pièce manque à votre dossier » | SIRET |
"""


def written(folder: Path, text: str) -> list[Path]:
    (folder / "01.md").write_text(text, "utf-8")
    return [folder / "01.md"]


def test_a_whole_scenario_is_read(tmp_path: Path) -> None:
    (one,) = scenarios(written(tmp_path, WHOLE))
    assert (one.number, one.title, len(one.story)) == ("1.1", "Un arrêt", 1)


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ("| le | il arrive |", "| quand | il arrive |", "01.md:5: tableau inconnu"),
        ("Il n'est rien payé.", "", "01.md:3: rien n'est dit : paiement"),
        ("Il n'est rien payé.", "Il n'est rien versé.", "01.md:9: phrase inconnue"),
        ("Il n'est rien payé.", "Au départ, rien.", "01.md:9: « Au départ : "),
        ("05/10/2026 | avis", "5 octobre | avis", "01.md:7: « 5 octobre » n'est pas une date"),
        ("05/10/2026 | avis", "31/02/2026 | avis", "01.md:7: le 31/02/2026 n'existe pas"),
        ("| SIRET |", "| SIRET | de trop |", "01.md:13: 3 colonnes sont attendues"),
        ("## 1.1 Un arrêt", "## Un arrêt", "01.md:3: un titre s'écrit"),
    ],
)
def test_what_the_book_does_not_know_is_refused_with_its_line(
    line: str, instead: str, fault: str, tmp_path: Path
) -> None:
    assert line in WHOLE
    with pytest.raises(BadBook, match=re.escape(fault)):
        scenarios(written(tmp_path, WHOLE.replace(line, instead)))


def test_a_number_is_given_once(tmp_path: Path) -> None:
    with pytest.raises(BadBook, match=re.escape("deux fois : 1.1")):
        scenarios(written(tmp_path, WHOLE + WHOLE))


@pytest.mark.parametrize(
    "said",
    [
        "avis du voisin : du 05/10/2026 au 25/10/2026",
        "avis du médecin : du 05/10/2026 au 25/10/2026 ; signé en rouge",
        "avis du médecin : du 05/10/2026 au 25/10/2026 ; envoyé le 05/10/2026 ; "
        "envoyé le 06/10/2026",
        "journée de paiement des indemnités",
    ],
)
def test_words_that_no_phrase_knows_are_refused(said: str) -> None:
    with pytest.raises(BadBook, match=re.escape("01.md:7")):
        gesture(said, "01.md:7")


@pytest.mark.parametrize(
    ("calculation", "right"),
    [
        ("6 000 / 91,25 = 65,75 ; 65,75 / 2 = 32,87 ; 18 × 32,87 = 591,66", True),
        ("12,31 × 1 820 × 1,4 / 730 = 42,97", True),
        ("10 + 2 × 3 − 1 = 15", True),
        ("65,75 / 2 = 32,88", False),
        ("591,66 × 0,933 = 552,01", False),
        ("591,66", False),
        ("dix + 2 = 12", False),
    ],
)
def test_a_sum_of_the_book_is_worked_again(calculation: str, *, right: bool) -> None:
    if right:
        assert results(calculation, "01.md:9")[-1] == cents(calculation.rpartition("= ")[2], "")
    else:
        with pytest.raises(BadBook, match=re.escape("01.md:9")):
            results(calculation, "01.md:9")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ("dossier en attente", "dossier décidé", "01.md:7"),
        (" ; attendu de l'assuré : nom et SIRET de l'employeur", "", "présent, pas attendu"),
        ("| SIRET |", "| SIREN |", "on ne lit pas"),
        (
            "Une pièce manque à votre dossier",
            "Bonjour",
            "attendu : l'assuré : courrier « Bonjour »",
        ),
        ("", "", ""),
    ],
)
def test_what_does_not_happen_as_written_is_told(
    line: str, instead: str, fault: str, tmp_path: Path, settings: Any
) -> None:
    settings.OUTGOING_DIR = tmp_path / "outgoing"
    (one,) = scenarios(written(tmp_path, WHOLE.replace(line, instead) if line else WHOLE))

    def clock(now: Any) -> None:
        settings.NOW = now.replace(tzinfo=None).isoformat()

    faults = play(one, clock)
    assert len(faults) == bool(fault)
    assert all(fault in told for told in faults)


def test_the_book_has_no_chapter_that_says_nothing() -> None:
    told = {one.where.split(":")[0] for one in scenarios(chapters())}
    assert told == {path.name for path in chapters()}
