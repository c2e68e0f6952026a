"""`guichet report`: the year told on standard output or in a file, refused in one sentence."""

import json

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
