"""The public examples: those inside the law pass, the others are refused in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from guichet.law.daily_allowance import answer
from guichet.law.documents import parse_yaml

FILE = Path(__file__).parent / "data" / "ij_examples_public.yaml"
CASES = {case["id"]: case for case in parse_yaml(FILE.read_text(encoding="utf-8"))["cases"]}
COVERED = {f"P{rank:02}" for rank in range(1, 15)}
NOT_YET_COVERED = {
    "P15": "benefit",
}


def test_every_public_example_is_either_covered_or_listed_as_not_yet_covered():
    assert COVERED | set(NOT_YET_COVERED) == set(CASES)
    assert not COVERED & set(NOT_YET_COVERED)


@pytest.mark.parametrize("identity", sorted(COVERED))
def test_covered_example_is_answered_to_the_cent(identity):
    (found,) = answer([CASES[identity]])["cases"]
    for key, value in CASES[identity]["expected"].items():
        assert _numbers(found["result"][key]) == _numbers(value), key


@pytest.mark.parametrize("identity", sorted(NOT_YET_COVERED))
def test_example_outside_the_law_is_refused_in_words(identity):
    (found,) = answer([CASES[identity]])["cases"]
    assert "result" not in found
    assert found["error"]["key"] == NOT_YET_COVERED[identity]
    assert "pas encore couverte" in found["error"]["message"]


def _numbers(value):
    return [Decimal(v) for v in value] if isinstance(value, list) else Decimal(value)
