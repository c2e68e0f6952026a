"""What was judged before is remembered: an employee is told the same whoever came before them."""

import random

import pytest

from guichet.formats.dsn.faults import PERSONAL
from guichet.formats.dsn.memory import MEMORY
from guichet.formats.dsn.norm import load
from tests.formats.dsn.files import Row, bytes_of, drop, edited, place, reading

NORM = load("P26")
PERSON, TOTAL = "S21.G00.30.001", "S90.G00.90.001"
# Of two employees, the second on leave with two contracts.
ROWS = edited("staff")
FIRST, SECOND, END = place(ROWS, PERSON), place(ROWS, PERSON, 1), place(ROWS, TOTAL)
ZOE, NOE = ROWS[FIRST:SECOND], ROWS[SECOND:END]
VALUES = ("01092026", "30092026", "01102026", "20011980", "0.00", "45.00", "99999.00", "00002")


def file(*persons: list[Row]) -> list[Row]:
    rows = [*ROWS[:FIRST], *(row for rows in persons for row in rows), *ROWS[END:]]
    return [(r, str(len(rows)) if r == TOTAL else value) for r, value in rows]


def named(rows: list[Row], number: int) -> list[Row]:
    """The same employee under a number of their own."""
    return [(r, f"2800193910{number:03d}" if r == PERSON else value) for r, value in rows]


def told(before: list[list[Row]], rows: list[Row]) -> list[tuple[int, str, str, str]]:
    """What is told within the blocks of an employee, by their own lines."""
    MEMORY.forget()
    start = FIRST + sum(map(len, before))
    faults = reading(bytes_of(file(*before, rows)), max_faults=0).faults
    return [
        (fault.line - start, fault.rubric, fault.code, fault.value)
        for fault in faults
        if start < fault.line <= start + len(rows)
    ]


def changed(rows: list[Row], chosen: random.Random) -> list[Row]:
    """Some rows take another value, go, come twice, or have a rubric of their block before them."""
    done = list(rows)
    for _ in range(chosen.randrange(1, 5)):
        at = chosen.randrange(1, len(done))
        name = done[at][0]
        block = [r for r in NORM.rubrics.values() if r.block == name[:10]]
        rubric = NORM.rubrics[name] if chosen.random() < 0.5 else chosen.choice(block)
        value = chosen.choice([*sorted(rubric.codes or ()), *VALUES])
        if rubric.id == name:
            done[at] = (name, value)
        elif chosen.random() < 0.6:
            done.insert(at, (rubric.id, value))
        elif chosen.random() < 0.5:
            done.insert(at, done[at])
        else:
            del done[at]
    return done


@pytest.mark.parametrize("seed", range(40))
def test_an_employee_is_told_the_same_alone_or_after_others(seed):
    """Others who are like them but for amounts, names, one rubric or one code."""
    chosen = random.Random(seed)  # noqa: S311
    rows = chosen.choice((ZOE, NOE))
    before = [named(rows, 1), named(changed(rows, chosen), 2), named(rows, 3), named(NOE, 4)]
    odd = named(changed(rows, chosen), 5)
    alone = told([], odd)
    assert told(before, odd) == alone
    assert told([odd], named(odd, 6)) == alone
    assert not told([odd], named(ZOE, 6))


def test_amounts_are_looked_at_each_time():
    paid = [(r, "99999.00" if r == "S21.G00.51.013" else value) for r, value in ZOE]
    large = [("S21.G00.51.013", "large-pay")] * 2
    for before in ([], [named(ZOE, 1)], [named(ZOE, 1), named(ZOE, 2)]):
        assert [place[1:3] for place in told(before, paid)] == large
    assert not told([paid], named(ZOE, 1))


def test_what_stands_above_the_employees_is_looked_at_again_once_it_changed():
    """S21.G00.40.029/SIG-12 asks for a rubric where S21.G00.11.017 says so: here it comes late."""
    late = ("S21.G00.11.017", "02")
    same = [named(ZOE, number) for number in (1, 2, 3)]
    assert not reading(bytes_of(file(*same))).faults
    for before in (same[:1], same[:2]):
        faults = told([*before[:-1], [*before[-1], late]], same[2])
        assert [place[1:3] for place in faults] == [("S21.G00.40.029", "SIG-12")]


def test_no_amount_and_nothing_that_names_a_person_is_remembered():
    MEMORY.forget()
    assert not reading(bytes_of(ROWS)).faults
    kept = [key for group in MEMORY.groups.values() for key in group.called]
    kept += [key for one in MEMORY.shapes.values() for known in one.known for key in known.said]
    words = {word for key in kept for word in (key if isinstance(key, tuple) else (key,))}
    assert "00002" in words
    assert "2100.00" not in words
    personal = {value for name, value in ROWS if name.startswith(PERSONAL)}
    # Their codes alone may be those of another rubric.
    assert not {value for value in personal if len(value) > 3} & words


def test_what_is_remembered_has_a_bound(monkeypatch):
    monkeypatch.setattr("guichet.formats.dsn.memory.MOST_BYTES", 20_000)
    faults = reading(bytes_of(edited("staff", drop("S21.G00.40.007")))).faults
    assert MEMORY.size < 20_000
    monkeypatch.undo()
    assert reading(bytes_of(edited("staff", drop("S21.G00.40.007")))).faults == faults
