"""Files and functions stay short enough to be read at once."""

import ast

from tests.quality.sources import ROOT, SOURCES, python_files, text_of, tree_of, where

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
EXEMPT = {"src/guichet/project/settings.py"}


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    too_long = [
        f"{name}: {length} lines"
        for path in python_files()
        if (name := str(path.relative_to(ROOT))) not in EXEMPT and "fixtures" not in path.parts
        if (length := len((text_of(path) or "").splitlines())) > LONGEST_FILE
    ]
    assert not too_long


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        f"{where(path, node.lineno)} {node.name}: {length} lines"
        for path in python_files(SOURCES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not too_long
