"""Money never passes through a binary float; the present is read in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.quality.sources import SOURCES, dotted, python_files, tree_of, where

MONEY = ("law", "ledger", "formats/sepa", "formats/sepa.py", "benefits")
CLOCKS = {
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "timezone.now"),
    *("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"),
    *("datetime.date.today", "time.time", "timezone.localdate"),
}
CLOCK_ROOM = SOURCES / "project" / "clock.py"


def uses_of_float(path: Path) -> Iterator[int]:
    for node in ast.walk(tree_of(path)):
        called = isinstance(node, ast.Call) and dotted(node.func) == "float"
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        array = isinstance(node, ast.Attribute) and dotted(node) in {"np.float64", "np.float32"}
        if called or literal or array:
            yield node.lineno  # type: ignore[attr-defined]


def test_no_float_where_money_is_counted() -> None:
    found = [
        where(path, line)
        for place in MONEY
        for path in python_files(SOURCES / place)
        for line in uses_of_float(path)
    ]
    assert not found


def test_the_clock_is_read_in_one_place() -> None:
    found = [
        f"{where(path, node.lineno)} {dotted(node.func)}()"
        for path in python_files(SOURCES)
        if path != CLOCK_ROOM
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and dotted(node.func) in CLOCKS
    ]
    assert not found
