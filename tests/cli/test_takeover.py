"""`guichet takeover`: each command, its refusals, and its exit status."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from guichet.cases.models import Case
from tests.cli.calls import guichet
from tests.support import portfolio, world

pytestmark = pytest.mark.django_db
ON = ("--on", "2026-11-15")


@pytest.fixture(autouse=True)
def afternoon(settings: Settings) -> None:
    settings.NOW = "2026-11-20T15:00"


def written(folder: Path, *olds: portfolio.Old) -> Path:
    path = folder / "portefeuille.csv"
    path.write_text(portfolio.text_of(olds), encoding="utf-8")
    return path


def test_a_portfolio_from_its_import_to_its_way_back(tmp_path: Path) -> None:
    differs = portfolio.make_old("A-2", paid=[portfolio.paid(daily=3300)])
    path = written(tmp_path, portfolio.make_old("A-1"), differs)
    done = guichet("takeover", "import", path, "--as-of", "2026-11-15")
    assert (done.exit_code, "2 dossier(s) importé(s)" in done.output) == (0, True)
    assert "déjà été pris" in guichet("takeover", "import", path, "--as-of", "2026-11-15").output
    early = guichet("takeover", "switch", "--share", "100", *ON)
    assert (early.exit_code, "Pas encore comparé : 2" in early.output) == (1, True)
    rows = tmp_path / "rows.csv"
    told = json.loads(guichet("takeover", "shadow", "--json", "--rows", rows).output)
    assert {group["cause"]: group["files"] for group in told["comparison"]} == {"": 1, "amount": 1}
    assert rows.read_text().splitlines()[1] == "A-2;different;amount;118800;118332"
    (tmp_path / "liste.txt").write_text("A-1\n\n")
    listed = guichet("takeover", "switch", "--numbers", tmp_path / "liste.txt", *ON)
    assert (listed.exit_code, listed.output) == (0, "1 dossier(s) repris.\n")
    assert "Repris : nous payons la suite : 1" in guichet("takeover", "status").output
    back = ("takeover", "back", "A-1", "--reason", "Essai", "--out", tmp_path / "rendus.csv")
    done = guichet(*back)
    assert (done.exit_code, "1 dossier(s) rendu(s)" in done.output) == (0, True)
    assert Case.objects.get().state == "closed"
    assert guichet(*back).exit_code == 2  # the file is there already, and is not written over


def test_faults_are_told_by_line_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, portfolio.make_old("A-1", said={"nir": "1"}))
    done = guichet("takeover", "import", path, "--as-of", "2026-11-15")
    assert done.exit_code == 1
    assert "ligne 2, colonne nir : " in done.output
    assert "1 faute(s) : rien n'est enregistré." in done.output


def test_what_cannot_be_asked_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, portfolio.make_old("A-1"))
    assert guichet("takeover", "import", path, "--as-of", "2027-01-01").exit_code == 2
    assert guichet("takeover", "switch", *ON).exit_code == 2
    out = tmp_path / "rendus.csv"
    refused = guichet("takeover", "back", "NOBODY", "--reason", "x", "--out", out)
    assert (refused.exit_code, out.exists()) == (1, False)
    assert "NOBODY : ce numéro n'est pas celui d'un dossier repris." in refused.output
    assert world.TODAY
