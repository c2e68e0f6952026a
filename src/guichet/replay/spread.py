"""Whole numbers shared out: one rule everywhere, and always the same for the same seed.

A total at scale F is the profile's times F, rounded half up. Its parts are the integer parts of
their exact values, the units left going to the largest fractions (largest remainder, Hamilton);
between equal fractions, to the first named. So parts always sum to their total.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TypeVar

from guichet.contacts.service import NOT_SAID
from guichet.replay.profile import Shares

Key = TypeVar("Key")


def scaled(count: int, scale: Decimal) -> int:
    """A count of the profile at scale F, rounded half up."""
    return int((count * scale).to_integral_value(ROUND_HALF_UP))


def share_out(total: int, weights: Mapping[Key, Decimal | int]) -> dict[Key, int]:
    """`total` in proportion to `weights` (at least 0, not all 0), by the largest remainder."""
    whole = sum(map(Decimal, weights.values()), Decimal(0))
    exact = {key: total * Decimal(weight) / whole for key, weight in weights.items()}
    parts = {key: int(value.to_integral_value(ROUND_FLOOR)) for key, value in exact.items()}
    left = total - sum(parts.values())
    order = sorted(exact, key=lambda key: parts[key] - exact[key])  # stable: the first named first
    for key in order[:left]:
        parts[key] += 1
    return parts


def motives_of(total: int, shares: Shares | None) -> dict[str, int]:
    """How many contacts have each motive; what the profile does not detail is not said."""
    if shares is None:
        return {NOT_SAID: total}
    return share_out(total, {**shares.of, NOT_SAID: shares.remainder})


def dice(seed: int, *of: object) -> random.Random:
    """Chances of its own for each thing, the same on every machine."""
    text = "\x1f".join(map(str, (seed, *of)))
    return random.Random(hashlib.sha256(text.encode()).digest())  # noqa: S311  no secret here


def column(counts: Mapping[Key, int], chances: random.Random) -> list[Key]:
    """As many of each key as said, in an order drawn by lot."""
    found = [key for key, count in counts.items() for _ in range(count)]
    chances.shuffle(found)
    return found


def cut(items: Sequence[Key], sizes: Sequence[int]) -> list[Sequence[Key]]:
    """The items in their order, `sizes` at a time."""
    found, start = [], 0
    for size in sizes:
        found.append(items[start : start + size])
        start += size
    return found
