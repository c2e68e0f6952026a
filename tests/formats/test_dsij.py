"""The DSIJ file: what is read of it, and every hostile file refused in words."""

import json
from collections.abc import Sequence

import pytest

from guichet.formats import dsij
from guichet.formats.dsn.faults import Fault

SAID = {name: f"VALEUR {n}" for n, name in enumerate(dsij.REQUIRED)}
HEADER = ";".join(dsij.REQUIRED)
LINE = ";".join(SAID.values())


def read(content: bytes | str) -> list[dsij.Row | Fault]:
    return list(dsij.read(content.encode() if isinstance(content, str) else content))


def faults(content: bytes | str) -> list[tuple[int, str, str]]:
    return [(f.line, f.rubric, f.code) for f in read(content) if isinstance(f, Fault)]


def rows(content: bytes | str) -> list[dsij.Row]:
    return [row for row in read(content) if isinstance(row, dsij.Row)]


def as_json(*certificates: object) -> str:
    return json.dumps(certificates, indent=1)


SAME = {
    "semicolons": f"{HEADER}\n{LINE}\n",
    "commas": f"{HEADER}\n{LINE}\n".replace(";", ","),
    "the mark and the ends of lines of a spreadsheet": f"\ufeff{HEADER}\r\n{LINE}\r\n",
    "quotation marks": f"{HEADER}\n" + ";".join(f'"{text}"' for text in SAID.values()),
    "json": as_json(SAID),
    "json on one line": json.dumps([SAID]),
}


@pytest.mark.parametrize("how", SAME)
def test_the_same_certificate_is_read_however_it_is_written(how: str) -> None:
    (row,) = read(SAME[how])
    assert isinstance(row, dsij.Row)
    assert row.said == SAID


def test_each_certificate_has_the_line_where_it_begins() -> None:
    several = f'{HEADER}\n{LINE}\n\n"deux\nlignes{LINE[8:]}'.replace("deux\nlignes", 'deux lignes"')
    assert [row.line for row in rows(several)] == [2, 4]
    assert [row.line for row in rows(as_json(SAID, SAID))] == [2, 12]


def test_the_months_of_json_are_columns_and_no_number_is_a_float() -> None:
    pays = [{"month": "2026-07", "gross": 1234.10}, {"month": "2026-08", "gross": 2, "hours": None}]
    text = as_json({**SAID, "subrogation": True, "pays": pays}).replace("1234.1", "1234.10")
    (row,) = rows(text)
    assert (row.said["gross_1"], row.said["gross_2"], row.said["hours_2"]) == ("1234.10", "2", "")
    assert row.said["subrogation"] == "oui"


def test_the_blanks_that_a_spreadsheet_puts_into_amounts_are_blanks() -> None:
    (row,) = rows(f"{HEADER};gross_1\n{LINE};1\u202f234,56\u00a0€")
    assert row.said["gross_1"] == "1 234,56 €"


REFUSED: dict[str, tuple[bytes | str, Sequence[tuple[int, str, str]]]] = {
    "another encoding": (f"{HEADER}\n{LINE}é".encode("cp1252"), [(2, "structure", "encoding")]),
    "a program": (b"\x7fELF\x02\x01\x01\x00\xff", [(1, "structure", "encoding")]),
    "a character that is not seen": (f"{HEADER}\n{LINE}\x00", [(2, "last_day_worked", "encoding")]),
    "one that turns the text round": (f"{HEADER}\n\u202e{LINE}", [(2, "nir", "encoding")]),
    "a missing column": ("nir;reason\n1;01", [(1, "birth_date", "missing-column")]),
    "an unknown column": (f"{HEADER};autre\n{LINE};1", [(1, "structure", "unknown-column")]),
    "a column twice": (f"{HEADER};nir\n{LINE};1", [(1, "nir", "twice")]),
    "more cells than columns": (f"{HEADER}\n{LINE};1\n{LINE}", [(2, "structure", "layout")]),
    "a quotation mark that never closes": (
        f'{HEADER}\n{LINE}\n"{LINE}\n{LINE}',
        [(4, "structure", "layout")],
    ),
    "a cell without end": (f'{HEADER}\n{LINE}\n"{"x" * 200_000}', [(3, "structure", "layout")]),
    "no certificate": (HEADER, [(1, "structure", "empty")]),
    "nothing but blanks": ("  \n\n ", [(1, "nir", "missing-column")]),
    "an object alone": (json.dumps(SAID), [(1, "structure", "layout")]),
    "a list that never ends": (f"[{json.dumps(SAID)},\n", [(2, "structure", "layout")]),
    "two lists": (f"[{json.dumps(SAID)}]\n[]", [(2, "structure", "layout")]),
    "a comma that lacks": (f"[{json.dumps(SAID)}\n{{}}]", [(2, "structure", "layout")]),
    "a key twice": (f'[{json.dumps(SAID)},\n{{"nir": 1, "nir": 2}}]', [(2, "structure", "twice")]),
    "a number that is none": ('[{"nir": NaN}]', [(1, "structure", "layout")]),
    "lists in lists without end": ("[" * 100_000, [(1, "structure", "layout")]),
    "what is not a certificate": (f"[{json.dumps(SAID)},\n4]", [(2, "structure", "layout")]),
    "an unknown key": (as_json(SAID, {"x": 1}), [(12, "structure", "unknown-column")]),
    "an unknown key of a month": (
        as_json(SAID, {"pays": [{"brut": 1}]}),
        [(12, "structure", "unknown-column")],
    ),
    "a column of CSV in JSON": (
        as_json(SAID, {"gross_1": "1"}),
        [(12, "structure", "unknown-column")],
    ),
    "months that are not a list": (as_json(SAID, {"pays": "x"}), [(12, "pays", "layout")]),
    "too many months": (as_json(SAID, {"pays": [{}] * 13}), [(12, "pays", "too-long")]),
    "a list for a text": (as_json(SAID, {"nir": [1]}), [(12, "nir", "layout")]),
    "half a character": ('[{"nir": "\\ud800"}]', [(1, "nir", "encoding")]),
    "a zero in JSON": ('[{"nir": "\\u0000"}]', [(1, "nir", "encoding")]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_in_words_with_its_line(what: str) -> None:
    content, expected = REFUSED[what]
    assert faults(content) == expected
    for fault in read(content):
        if isinstance(fault, Fault):
            assert fault.blocking
            assert fault.value == ""
            assert fault.message.endswith((".", "]", "}"))
            assert "VALEUR" not in fault.message


def test_what_was_read_before_the_reading_ends_stands() -> None:
    assert len(rows(REFUSED["a quotation mark that never closes"][0])) == 1
    assert len(rows(REFUSED["a list that never ends"][0])) == 1


def test_a_file_longer_than_is_read_says_from_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dsij, "MOST_CERTIFICATES", 2)
    two, three = f"{HEADER}\n{LINE}\n{LINE}", f"{HEADER}\n{LINE}\n{LINE}\n{LINE}"
    assert (len(rows(two)), faults(two)) == (2, [])
    assert (len(rows(three)), faults(three)) == (2, [(4, "structure", "too-long")])
