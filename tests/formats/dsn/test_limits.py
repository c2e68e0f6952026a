"""What never ends, or is too large for a DSN: left soon, in one sentence, nothing handed on."""

import io

import pytest

from guichet.formats.dsn import limits, state
from guichet.formats.dsn.extract import DsnDeclaration
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import read
from tests.formats.dsn.files import BASES, Endless, bytes_of, edited, place, reading, staff

STOP = BASES["stop"]()
PERSON = STOP[: STOP.index(b"S21.G00.60.001")]
FIRM = STOP[: STOP.index(b"S21.G00.30.001")]


def left(start: bytes, again: bytes, **options) -> tuple[list[Fault], int]:
    """What is told of a stream without end, and how many bytes were asked of it."""
    stream = Endless(start, again)
    found = list(read(io.BufferedReader(stream), **options))
    assert not [item for item in found if isinstance(item, DsnDeclaration)]
    return [item for item in found if isinstance(item, Fault)], stream.given


@pytest.mark.parametrize(
    "again",
    [
        b"x\n",
        b"\r\n",
        b" \n",
        b"S21.G00.30.001;'2800193901006'\r\n",
        b"S29.G00.30.001,'1'\r\n",
        b"x\r\n\r\nS21.G00.30.999,'1'\r\n",
    ],
)
@pytest.mark.parametrize("mode", ["strict", "tolerant"])
def test_a_good_beginning_then_no_rubric_without_end_is_left_soon(again, mode):
    again = again.replace(b"30.999", b"99.001")
    told, given = left(PERSON, again, mode=mode)
    assert (told[-1].rubric, told[-1].code, told[-1].blocking) == ("structure", "line-syntax", True)
    assert given < 100_000


def test_lines_that_are_no_rubric_are_told_one_by_one_while_rubrics_follow():
    """As many as stop the reading, but never so many in a row."""
    rows = edited("stop")
    at = place(rows, "S21.G00.60.003")
    bad = b"x\r\n" * (limits.MOST_STRANGERS - 1)
    content = (
        bytes_of(rows[:at]) + bad + bytes_of(rows[at : at + 1]) + bad + bytes_of(rows[at + 1 :])
    )
    found = reading(content)
    assert len(found.declarations) == 1
    syntax = [fault for fault in found.faults if fault.code == "line-syntax"]
    assert len(syntax) == 2 * (limits.MOST_STRANGERS - 1)
    assert syntax[0].line == at + 1


def test_a_stream_is_read_up_to_its_limit_and_no_further():
    assert reading(STOP, max_bytes=len(STOP)).places == []
    found = reading(STOP, max_bytes=len(STOP) - 1)
    assert found.places == [(STOP.count(b"\n"), "structure", "size")]
    assert found.declarations == []
    rows = edited("staff")
    employees = bytes_of(rows[place(rows, "S21.G00.30.001") : place(rows, "S90.G00.90.001")])
    start = staff()[: staff().index(b"S21.G00.30.001")]
    told, given = left(start, employees, max_bytes=200_000, max_faults=5, keep_persons=False)
    assert told[-1].code == "size"
    assert given < 300_000


def test_the_refusal_is_told_even_past_the_faults_that_are_listed():
    told, _ = left(PERSON, b"x\n", max_faults=2)
    assert [fault.value for fault in told[2:]] == [str(limits.MOST_STRANGERS - 2), ""]
    assert "1 000 lignes" in told[-1].message


ONE_CONTACT = b"S20.G00.07.001,'x'\r\nS20.G00.07.002,'0100000000'\r\nS20.G00.07.003,'a@b.c'\r\n"
WITHOUT_END = {
    "stops": (PERSON, b"S21.G00.60.001,'01'\r\nS21.G00.60.002,'06032025'\r\n", "blocs"),
    "payments": (PERSON, b"S21.G00.50.001,'06032025'\r\n", "blocs"),
    "contracts": (
        PERSON,
        b"".join(b"S21.G00.40.%03d,'1'\r\n" % n for n in (1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14)),
        "lignes",
    ),
    "contacts": (FIRM, ONE_CONTACT + b"S20.G00.07.004,'01'\r\n", "blocs"),
    "contracts of the firm between employees": (
        FIRM,
        b"S21.G00.30.001,'1'\r\nS21.G00.30.002,'A'\r\nS21.G00.15.001,'x'\r\nS21.G00.15.002,'y'\r\n",
        "blocs",
    ),
    "employees": (
        FIRM,
        PERSON[len(FIRM) :],
        "salariés",
    ),
    "declarations": (PERSON, FIRM[FIRM.index(b"S20.G00.05") :], "déclarations"),
}


@pytest.mark.parametrize("name", WITHOUT_END)
def test_what_is_held_is_bounded(name, monkeypatch):
    """Blocks are held until what they belong to ends: a hostile file has no such end."""
    monkeypatch.setattr(limits, "MOST_BLOCKS", 400)
    monkeypatch.setattr(limits, "MOST_LINES", 2_000)
    monkeypatch.setattr(state, "MOST_PERSONS", 300 if name == "employees" else 10_000)
    monkeypatch.setattr(state, "MOST_DECLARATIONS", 300)
    start, again, what = WITHOUT_END[name]
    told, given = left(start, again, max_faults=10)
    assert told[-1].rubric == "structure"
    assert what in told[-1].message
    assert given < 400 * len(again) + 100_000


def test_a_firm_with_many_employees_is_within_the_limits(monkeypatch):
    """What is let go with each employee is not held: only what one of them has is bounded."""
    rows = edited("staff")
    per_employee = len(rows)
    monkeypatch.setattr(limits, "MOST_BLOCKS", 80)
    monkeypatch.setattr(limits, "MOST_LINES", per_employee)
    first, last = place(rows, "S21.G00.30.001"), place(rows, "S90.G00.90.001")
    many = [*rows[:last], *(rows[first:last] * 20), *rows[last:]]
    assert "structure" not in {rubric for _, rubric, _ in reading(bytes_of(many)).places}
