"""`guichet report`: the year told on standard output or in a file, refused in one sentence."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import guichet
from tests.insight.made import make_year

pytestmark = pytest.mark.django_db


def test_a_year_is_told_as_text_and_as_a_document() -> None:
    make_year(1, files=12)
    text = guichet("report", "2026")
    assert text.exit_code == 0
    assert "Rapport annuel 2026" in text.stdout
    document = json.loads(guichet("report", "2026", "--json").stdout)
    assert document["year"] == 2026
    figures = [f for c in document["chapters"] for s in c["sections"] for f in s["figures"]]
    assert next(one["value"] for one in figures if one["id"] == "entered") == 12


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("1999", 1, "Aucun enregistrement en 1999"),
        ("20x", 2, "n'est pas une année"),
        ("²020", 2, "n'est pas une année"),
        ("99999999999999999999", 2, "n'est pas une année"),
    ],
)
def test_what_is_not_a_year_with_records_is_refused_in_words(
    asked: str, status: int, words: str
) -> None:
    make_year(1, files=1)
    done = guichet("report", asked)
    assert done.exit_code == status
    assert words in done.stderr
    assert done.stdout == ""


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path) -> None:
    make_year(1, files=2)
    page, pdf = tmp_path / "rapport.html", tmp_path / "rapport.pdf"
    page.write_text("ancien")
    assert guichet("report", "2026", "--html", page).exit_code == 0
    assert guichet("report", "2026", "--pdf", pdf).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert {one.name for one in tmp_path.iterdir()} == {"rapport.html", "rapport.pdf"}
    for elsewhere in (tmp_path / "nulle-part" / "r.pdf", page / "r.pdf", tmp_path):
        refused = guichet("report", "2026", "--pdf", elsewhere)
        assert refused.exit_code == 2
        assert "ne peut pas être écrit" in refused.stderr
    assert guichet("report", "1999", "--html", page).exit_code == 1
    assert "Rapport annuel 2026" in page.read_text(encoding="utf-8")


def test_one_form_at_a_time(tmp_path: Path) -> None:
    done = guichet("report", "2026", "--json", "--pdf", tmp_path / "r.pdf")
    assert done.exit_code == 2
    assert "Une seule forme à la fois" in done.stderr
