"""Roundings (ij_law.md, section 16) and deductions (section 12).

A quotient that does not end (a week's pay by 84) is written short of its last digits: taken again
by another number, it may fall below the half cent that it is exactly. The tail is closed first.

Choices: deductions are taken at once from the total; their rates have not moved since 1998.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.law.oracle.parameters import value

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def closed(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("1e-15"), ROUND_HALF_UP)


def near(amount: Decimal) -> Decimal:
    return closed(amount).quantize(CENT, ROUND_HALF_UP)


def cut(amount: Decimal) -> Decimal:
    return closed(amount).quantize(CENT, ROUND_DOWN)


def after_deductions(gross: Decimal, paid_on) -> Decimal:
    kept = 1 - value("csg_ij_taux", paid_on) - value("crds_ij_taux", paid_on)
    return near(gross * kept)


def euros(given) -> Decimal:
    """An amount of a case: written as text or as a number, never a float."""
    return Decimal(str(given))


def text(amount: Decimal) -> str:
    return f"{amount:.2f}"
