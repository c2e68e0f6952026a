"""Texts are read exactly: decimals from their digits, nothing given twice, no float."""

from datetime import date
from decimal import Decimal

import pytest

from guichet.law.documents import Unreadable, parse_csv, parse_json, parse_yaml


def test_yaml_numbers_are_decimals_from_their_text():
    found = parse_yaml("a: 2000.10\nb: 3\nc: 2025-11\nd: 2026-02-02\ne: true\nf: 1.0e+2\n")
    assert found == {
        "a": Decimal("2000.10"),
        "b": 3,
        "c": "2025-11",
        "d": date(2026, 2, 2),
        "e": True,
        "f": Decimal(100),
    }
    assert str(found["a"]) == "2000.10"


def test_json_numbers_are_decimals_from_their_text():
    found = parse_json('{"a": 0.1, "b": 3}')
    assert found == {"a": Decimal("0.1"), "b": 3}
    assert isinstance(found["a"], Decimal)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2", "ligne 2, clé « a » donnée deux fois"),
        ("a: .nan", "nombre illisible"),
        ("a: 12:30:45", "nombre entier illisible"),
        ("a: [1", "ligne 2, YAML illisible"),
        ("a: 2026-02-31", "n'existe pas"),
        ("1: a", "une clé doit être un mot"),
        ("a: \x00", "YAML illisible"),
        ("a: " + "[" * 5000, "YAML illisible"),
        ("a: !!python/object:os.system x", "YAML illisible"),
        ("a: " + "9" * 50, "hors de mesure"),
        ("? [a, b]\n: 1", "une clé doit être un mot"),
    ],
)
def test_unreadable_yaml(text, words):
    with pytest.raises(Unreadable, match=words):
        parse_yaml(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 2}', "donnée deux fois"),
        ('{"a": NaN}', "pas un nombre"),
        ('{"a": \n1', "ligne 2, JSON illisible"),
        ("[" * 200_000, "imbriqués"),
        ('{"a": 1e999999999}', "hors de mesure"),
        ('{"a": ' + "9" * 5000 + "}", "hors de mesure"),
    ],
)
def test_unreadable_json(text, words):
    with pytest.raises(Unreadable, match=words):
        parse_json(text)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_rows_leave_out_empty_cells(delimiter):
    text = "\ufeffid,a,b\r\nx,1,\r\n\r\ny,,2\r\n".replace(",", delimiter)
    assert parse_csv(text) == [{"id": "x", "a": "1"}, {"id": "y", "b": "2"}]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "CSV vide"), ("a,a\n1,2", "même titre"), ("a,b\n1,2\n1,2,3", "ligne 3, 3 cellules")],
)
def test_unreadable_csv(text, words):
    with pytest.raises(Unreadable, match=words):
        parse_csv(text)
