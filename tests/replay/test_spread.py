"""Counts at a scale: parts always sum to their total, none a unit or more from its exact value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.contacts.service import NOT_SAID
from guichet.replay.profile import Shares
from guichet.replay.spread import column, cut, dice, motives_of, scaled, share_out

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 10**6), WEIGHTS)
def test_parts_sum_to_their_total_and_are_within_a_unit(total: int, weights: list[int]) -> None:
    parts = share_out(total, dict(enumerate(weights)))
    assert sum(parts.values()) == total
    for key, weight in enumerate(weights):
        exact = Decimal(total * weight) / sum(weights)
        assert abs(parts[key] - exact) < 1
        assert weight or not parts[key]


def test_what_is_left_goes_to_the_largest_fractions_then_to_the_first_named() -> None:
    assert share_out(10, {"a": Decimal("1.6"), "b": Decimal("3.3"), "c": Decimal("5.1")}) == {
        "a": 2, "b": 3, "c": 5,
    }  # fmt: skip
    assert share_out(1, {"a": 1, "b": 1}) == {"a": 1, "b": 0}


@pytest.mark.parametrize(("count", "of"), [(149, 1), (150, 2), (0, 0)])
def test_a_count_is_rounded_half_up(count: int, of: int) -> None:
    assert scaled(count, Decimal("0.01")) == of


def test_what_the_profile_does_not_detail_is_not_said() -> None:
    shares = Shares({"css": Decimal(60), "dossier": Decimal("39.5")})
    assert motives_of(1000, shares) == {"css": 600, "dossier": 395, NOT_SAID: 5}
    assert motives_of(7, None) == {NOT_SAID: 7}


def test_the_same_seed_draws_the_same_lots_and_another_seed_others() -> None:
    drawn = [column({"a": 50, "b": 50}, dice(seed, "calls")) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert sorted(drawn[0]) == ["a"] * 50 + ["b"] * 50
    assert cut("abcde", [2, 0, 3]) == ["ab", "", "cde"]
