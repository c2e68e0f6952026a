"""Roundings (ij_law.md, section 16) and deductions (section 12).

Choices: deductions are taken at once from the total; their rates have not moved since 1998.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.law.oracle.parameters import value

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def near(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def cut(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_DOWN)


def after_deductions(gross: Decimal, paid_on) -> Decimal:
    kept = 1 - value("csg_ij_taux", paid_on) - value("crds_ij_taux", paid_on)
    return near(gross * kept)


def euros(given) -> Decimal:
    """An amount of a case: written as text or as a number, never a float."""
    return Decimal(str(given))


def text(amount: Decimal) -> str:
    return f"{amount:.2f}"
