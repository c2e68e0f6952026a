"""The public examples: those inside the law pass, the others are refused in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.documents import parse_yaml

FILE = Path(__file__).parent / "data" / "ij_examples_public.yaml"
CASES = {case["id"]: case for case in parse_yaml(FILE.read_text(encoding="utf-8"))["cases"]}


def test_every_public_example_is_here():
    assert set(CASES) == {f"P{rank:02}" for rank in range(1, 16)}


@pytest.mark.parametrize("identity", sorted(CASES))
def test_public_example_is_answered_to_the_cent(identity):
    (found,) = answer([CASES[identity]])["cases"]
    for key, value in CASES[identity]["expected"].items():
        assert _numbers(found["result"][key]) == _numbers(value), key


def _numbers(value):
    return [Decimal(v) for v in value] if isinstance(value, list) else Decimal(value)
