"""One line or block out of its place is one fault: nothing cascades."""

import pytest

from tests.formats.dsn.files import (
    bytes_of,
    drop,
    drop_at,
    edited,
    insert,
    move,
    place,
    put,
    reading,
    repeat,
    swap,
)

# (base, edit, rubric on whose line it stands, which of them, rubric told, code)
CASES = {
    "first-rubrics-swapped": (
        "stop", swap("S10.G00.00.001", "S10.G00.00.002"), "S10.G00.00.001", 0, "S10.G00.00.001",
        "order",
    ),
    "person-swapped": (
        "stop", swap("S21.G00.30.001", "S21.G00.30.002"), "S21.G00.30.001", 0, "S21.G00.30.001",
        "order",
    ),
    "contract-swapped": (
        "stop", swap("S21.G00.40.001", "S21.G00.40.009"), "S21.G00.40.001", 0, "S21.G00.40.001",
        "order",
    ),
    "declaration-swapped": (
        "return", swap("S20.G00.05.001", "S20.G00.05.002"), "S20.G00.05.001", 0, "S20.G00.05.001",
        "order",
    ),
    "totals-swapped": (
        "stop", swap("S90.G00.90.001", "S90.G00.90.002"), "S90.G00.90.001", 0, "S90.G00.90.001",
        "order",
    ),
    "pay-swapped": (
        "monthly", swap("S21.G00.51.001", "S21.G00.51.002"), "S21.G00.51.001", 0, "S21.G00.51.001",
        "order",
    ),
    "sent-early": (
        "monthly", move("S21.G00.40.040", "S21.G00.40.002"), "S21.G00.40.003", 0, "S21.G00.40.003",
        "order",
    ),
    "sent-after-its-children": (
        "stop", move("S21.G00.40.009", "S21.G00.60.002"), "S21.G00.40.009", 0, "S21.G00.40.009",
        "order",
    ),
    "twice": (
        "stop", repeat("S21.G00.30.002"), "S21.G00.30.002", 1, "S21.G00.30.002", "order",
    ),
    "first-twice": (
        "monthly", repeat("S21.G00.30.001"), "S21.G00.30.001", 1, "S21.G00.30.001", "order",
    ),
    "lone-rubric-twice": (
        "stop", repeat("S21.G00.06"), "S21.G00.06.001", 1, "S21.G00.06.001", "order",
    ),
    "last-twice": (
        "monthly", repeat("S21.G00.50.013"), "S21.G00.50.013", 1, "S21.G00.50.013", "order",
    ),
    "block-late": (
        "stop", move("S20.G00.07", "S21.G00.06.001"), "S20.G00.07.001", 0, "S20.G00.07", "order",
    ),
    "stop-before-its-contract": (
        "stop", move("S21.G00.60", "S21.G00.30.006"), "S21.G00.60.001", 0, "S21.G00.60", "order",
    ),
    "contract-before-its-person": (
        "stop", move("S21.G00.40", "S21.G00.11.001"), "S21.G00.40.001", 0, "S21.G00.40", "order",
    ),
    "stop-after-the-pay": (
        "staff", move("S21.G00.60", "S21.G00.50.013"), "S21.G00.60.001", 0, "S21.G00.60", "order",
    ),
    "sender-ends-late": (
        "stop", swap("S10.G00.01.006", "S10.G00.02.001"), "S10.G00.01.006", 0, "S10.G00.01.006",
        "order",
    ),
    "contact-ends-late": (
        "monthly", swap("S20.G00.07.004", "S21.G00.06.001"), "S20.G00.07.004", 0, "S20.G00.07.004",
        "order",
    ),
    "person-begins-early": (
        "stop", swap("S21.G00.11.001", "S21.G00.30.001"), "S21.G00.30.001", 0, "S21.G00.30",
        "order",
    ),
    "payment-begins-early": (
        "monthly", swap("S21.G00.71.002", "S21.G00.50.001"), "S21.G00.71.002", 0, "S21.G00.71",
        "order",
    ),
    "firm-begins-late": (
        "monthly", move("S21.G00.06.003", "S21.G00.11.001"), "S21.G00.06.003", 0,
        "S21.G00.06.003", "order",
    ),
    "no-firm": ("stop", drop("S21.G00.06"), "S21.G00.11.001", 0, "S21.G00.06", "cardinality"),
    "no-establishment": (
        "stop", drop("S21.G00.11"), "S21.G00.30.001", 0, "S21.G00.11", "cardinality",
    ),
    "no-person": ("stop", drop("S21.G00.30"), "S21.G00.40.001", 0, "S21.G00.30", "cardinality"),
    "no-contract": ("stop", drop("S21.G00.40"), "S21.G00.60.001", 0, "S21.G00.40", "cardinality"),
    "no-sender": ("stop", drop("S10.G00.01"), "S10.G00.00.001", 0, "S10.G00.01", "cardinality"),
    "no-first-rubric": (
        "stop", drop("S10.G00.00.001"), "S10.G00.00.002", 0, "S10.G00.00.001", "usage-O",
    ),
    "no-nature": (
        "stop", drop("S20.G00.05.001"), "S20.G00.05.002", 0, "S20.G00.05.001", "usage-O",
    ),
    "no-first-of-a-pay": (
        "monthly", drop_at("S21.G00.51.001", 1), "S21.G00.51.002", 1, "S21.G00.51.001", "usage-O",
    ),
    "no-last-of-a-pay": (
        "monthly", drop_at("S21.G00.51.013", 0), "S21.G00.51.001", 0, "S21.G00.51.013", "usage-O",
    ),
    "no-first-of-a-contract": (
        "staff", drop_at("S21.G00.40.001", 1), "S21.G00.40.002", 1, "S21.G00.40.001", "usage-O",
    ),
    "pay-in-an-event": (
        "stop", insert("S21.G00.60.004", ("S21.G00.51.001", "01032025")), "S21.G00.51.001", 0,
        "S21.G00.51", "cardinality",
    ),
    "unknown-nature": (
        "monthly", put("S20.G00.05.001", "77"), "S20.G00.05.001", 0, "S20.G00.05.001", "value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_thing_out_of_place_is_one_fault(name):
    base, edit, at, nth, rubric, code = CASES[name]
    rows = edited(base, edit)
    assert reading(bytes_of(rows)).places == [(place(rows, at, nth) + 1, rubric, code)]


def test_the_end_of_a_pay_that_comes_after_the_next_one_begins_is_one_fault():
    rows = edited("monthly")
    end = place(rows, "S21.G00.51.013")
    rows[end], rows[end + 1] = rows[end + 1], rows[end]
    found = reading(bytes_of(rows))
    assert found.places == [(end + 2, "S21.G00.51.013", "order")]
    assert [pay.gross_cents for pay in found.declarations[0].persons[0].pays] == [210_000] * 4


@pytest.mark.parametrize("base", ["stop", "return", "monthly", "staff"])
def test_any_two_neighbours_swapped_are_two_faults_at_most(base):
    rows = edited(base)
    for at in range(len(rows) - 1):
        swapped = [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]
        places = reading(bytes_of(swapped)).places
        assert 1 <= len(places) <= 2, places
        assert any(abs(line - at - 1) <= 2 for line, *_ in places)


@pytest.mark.parametrize("base", ["stop", "return", "monthly", "staff"])
def test_any_line_without_apostrophes_is_one_fault(base):
    lines = bytes_of(edited(base)).split(b"\r\n")[:-1]
    for at, line in enumerate(lines):
        broken = b"\r\n".join([*lines[:at], line.replace(b"'", b""), *lines[at + 1 :]])
        if line.count(b"'") == 2:
            assert reading(broken).places == [(at + 1, "structure", "line-syntax")]


def test_a_message_that_is_not_judged_says_so_once():
    found = reading(bytes_of(edited("stop", put("S20.G00.05.001", "10"))))
    assert [(f.rubric, f.code, f.blocking) for f in found.faults] == [
        ("S20.G00.05.001", "value", True)
    ]
    rows = edited("stop", put("S10.G00.00.006", "P26V01"), put("S20.G00.05.001", "10"))
    (fault,) = reading(bytes_of(rows)).faults
    assert (fault.code, fault.blocking) == ("not-evaluated", False)


def test_the_second_of_two_persons_in_an_event_is_told_at_its_line():
    rows = edited("stop")
    first, last = place(rows, "S21.G00.30.001"), place(rows, "S90.G00.90.001")
    second = [
        (rubric, "2800193901007" if rubric == "S21.G00.30.001" else value)
        for rubric, value in rows[first:last]
    ]
    rows = [*rows[:last], *second, *rows[last:-2], *rows[last:]][: last + len(second) + 2]
    rows[-2] = ("S90.G00.90.001", str(len(rows)))
    assert reading(bytes_of(rows)).places == [(last + 1, "S21.G00.30", "cardinality")]


def test_blocks_that_alternate_without_end_are_read_in_a_straight_line():
    rows = edited("monthly")
    at = place(rows, "S21.G00.50.013") + 1
    hostile = [("S21.G00.60.001", "01"), ("S21.G00.50.001", "30092026")] * 20_000
    content = bytes_of([*rows[:at], *hostile, *rows[at:]])
    assert len(reading(content, max_faults=10).faults) < 40


def test_two_sendings_are_refused_when_deposited_and_read_in_a_feed():
    rows = edited("stop")
    content = bytes_of(rows + edited("return"))
    strict = reading(content)
    assert strict.places == [(len(rows) + 1, "structure", "order")]
    assert len(strict.declarations) == 2
    assert reading(content, "tolerant").places == []


def test_two_declarations_of_one_sending_are_both_read():
    rows = edited("stop")
    start, last = place(rows, "S20.G00.05.001"), place(rows, "S90.G00.90.001")
    both = [*rows[:last], *rows[start:last], *rows[last:]]
    both[-2:] = [("S90.G00.90.001", str(len(both))), ("S90.G00.90.002", "2")]
    found = reading(bytes_of(both))
    assert found.places == []
    assert [d.nature for d in found.declarations] == ["04", "04"]
