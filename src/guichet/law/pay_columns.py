"""The pays of a daily base as columns: what divides them, and what part of a month's cap is each.

Shared by the benefits of employees: the counts, divisors and shares of R.323-4, to which R.331-5
refers; R.433-4 has its own counts and divisors.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from guichet.law import rounding
from guichet.law.columns import Flags, Ints, series
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import TOTAL, Base, Counts, PayBasis

# How many pays make the daily base.
COUNTS: Counts = {"monthly": 3, "fortnightly": 6, "weekly": 12, "discontinuous": 12}
# What the total of the pays is divided by: three months, twelve weeks or a year.
MONTHS, WEEKS, YEAR = range(3)
DIVISORS = (
    "reference_divisor_three_months",
    "reference_divisor_twelve_weeks",
    "reference_divisor_year",
)
DIVISOR_OF = {"monthly": MONTHS, "fortnightly": WEEKS, "weekly": WEEKS, "discontinuous": YEAR}
# No text says what part of a month's cap is that of a week's or a fortnight's pay (U).
_CAP_SHARE: dict[str, tuple[int, int]] = {
    "monthly": (1, 1),
    "discontinuous": (1, 1),
    "fortnightly": (12, 26),
    "weekly": (12, 52),
}


def cap_share(basis: PayBasis, base: Base | None) -> tuple[int, int]:
    """What part of the monthly cap is that of one pay, as numerator and denominator."""
    return (12, 1) if base and base.names == TOTAL else _CAP_SHARE[basis.periodicity]


def base_values(basis: PayBasis, base: Base | None) -> tuple[int, int, int, int]:
    """The row of a base: how many pays count, the two parts of `cap_share`, and the divisor."""
    count = len(base.gross) if base else COUNTS[basis.periodicity]
    return (count, *cap_share(basis, base), DIVISOR_OF[basis.periodicity])


def padded(rows: Sequence[tuple[int, ...]], fill: int) -> Ints:
    """(n, k) columns, each in one piece of memory, of rows that may be shorter than k."""
    width = max(map(len, rows))
    filled = [row + (fill,) * (width - len(row)) for row in rows]
    return np.array(filled, dtype=np.int64, order="F")


def all_divisors(
    day: Ints, parameters: Parameters, names: Sequence[str] = DIVISORS
) -> tuple[Ints, int]:
    """(3, n) divisors on each day, by MONTHS, WEEKS and YEAR, and what they are over."""
    known = [series(parameters, name) for name in names]
    scale = max(one.denominator for one in known)
    return np.array([one.on(day) * (scale // one.denominator) for one in known]), scale


def divisors(
    chosen: Ints, day: Ints, parameters: Parameters, names: Sequence[str] = DIVISORS
) -> tuple[Ints, Ints, int]:
    """The divisor of each row (MONTHS, WEEKS or YEAR of `names`) on its day and that of MONTHS.

    Both are over the denominator that comes third.
    """
    columns, scale = all_divisors(day, parameters, names)
    return np.choose(chosen, columns), columns[MONTHS], scale


def daily(
    rate: tuple[Any, int], base: Ints, unrounded: tuple[Ints, int, Any], given: Flags, how: str
) -> Ints:
    """A rate times the daily base to the cent, by the option `how` of the benefit's rounding.

    `rate`: numerators and denominator; `unrounded`: the total of the pays, what multiplies it and
    what divides it, from which the base is not rounded first, unless it was `given`.
    """
    rates, scale = rate
    amount: Ints = rates * base
    if how == "truncate":
        return rounding.truncate(amount, scale)
    rounded = rounding.half_up(amount, scale)
    if how == "half_up":
        return rounded
    total, times, over = unrounded
    return np.where(given, rounded, rounding.half_up(rates * total * times, scale * over))
