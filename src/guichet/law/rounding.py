"""Every rounding of money, by name. Nothing else in the law rounds an amount.

Each rule takes a fraction (numerator, positive denominator) of whole cents and gives whole cents.
The same rule serves a Python integer and a numpy int64 column; negative amounts (recoveries) are
rounded on their magnitude, so that a correction undoes exactly what it corrects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    import numpy.typing as npt

    Whole = TypeVar("Whole", int, npt.NDArray[np.int64])
else:
    Whole = TypeVar("Whole")


def half_up(numerator: Whole, denominator: Any) -> Whole:
    """To the nearest cent, the half going away from zero."""
    if _none_negative(numerator):
        found: Whole = (2 * numerator + denominator) // (2 * denominator)
        return found
    magnitude: Whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return _sign(numerator) * magnitude


def truncate(numerator: Whole, denominator: Any) -> Whole:
    """To the cent towards zero: the fraction of a cent is dropped."""
    if _none_negative(numerator):
        found: Whole = numerator // denominator
        return found
    magnitude: Whole = abs(numerator) // denominator
    return _sign(numerator) * magnitude


def to_cents(amount: Fraction, how: str) -> int:
    """An exact amount of cents, cut where the option of the day's amount is "truncate"."""
    by = truncate if how == "truncate" else half_up
    return by(*amount.as_integer_ratio())


def _none_negative(number: Any) -> bool:
    return bool(number >= 0 if isinstance(number, int) else number.min(initial=0) >= 0)


def _sign(number: Whole) -> Whole:
    sign: Whole = (number >= 0) * 2 - 1
    return sign
