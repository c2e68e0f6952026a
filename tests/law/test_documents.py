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
        ("a: [1", "ligne 2, YAML illisible"),
        ("1: a", "une clé doit être un mot"),
        ("a: \x00", "YAML illisible"),
        ("a: " + "[" * 5000, "niveaux imbriqués"),
        ("- " * 200_000, "niveaux imbriqués"),
        ("a: !!bool x", "type annoncé"),
        ("a: &a [*a]", "YAML illisible"),
        ("a: !!python/object:os.system x", "YAML illisible"),
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
        ('{"a": \n1', "ligne 2, JSON illisible"),
        ("[" * 200_000, "imbriqués"),
        ('{"a": "\\ud83d"}', "à moitié"),
    ],
)
def test_unreadable_json(text, words):
    with pytest.raises(Unreadable, match=words):
        parse_json(text)


@pytest.mark.parametrize(
    "written",
    [".nan", "12:30:45", "0x1F", "2026-02-31", "2026-02-01T25:00:00", "9" * 50, "1.0e+99"],
)
def test_what_only_looks_like_a_number_or_a_date_stays_a_text_in_yaml(written):
    """It is then refused by the key of its case, and hides no other case."""
    assert parse_yaml(f"a: {written}") == {"a": written}


@pytest.mark.parametrize("written", ["NaN", "-Infinity", "1e999999999", "9" * 5000])
def test_what_is_no_measurable_number_stays_a_text_in_json(written):
    assert parse_json(f'{{"a": {written}}}') == {"a": written}


def test_a_character_written_in_two_halves_is_read():
    assert parse_json('{"a": "\\ud83d\\ude00 \\\\ud83d"}') == {"a": "\U0001f600 \\ud83d"}


def test_a_column_of_csv_without_title_is_left_out_while_it_is_empty():
    """As a spreadsheet adds them at the end of each line."""
    assert parse_csv("a,,\n1,,\n") == [{"a": "1"}]
    with pytest.raises(Unreadable, match="ligne 3, « x » est sans titre"):
        parse_csv("a,,\n1,,\n2,x,\n")


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
