"""Checking that the sums worked by hand in the book are right, apart from the program."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.scenarios.reading import BadBook

CENT = Decimal("0.01")
TERM = re.compile(r"\d[\d ]*(,\d+)?\Z")


def cents(text: str, where: str) -> int:
    """Whole cents of a sum as it is written in French, 1 234,56."""
    amount = _number(text, where) * 100
    if amount % 1:
        raise BadBook(f"{where}: « {text} » n'est pas un montant")
    return int(amount)


def results(calculation: str, where: str) -> list[int]:
    """The results in cents of the sums of a cell, each checked: « 6 000 / 91,25 = 65,75 ».

    Half of a daily wage is cut to the cent (the fund's rounding); all else is rounded half up.
    """
    return [_checked(one.strip(), where) for one in calculation.split(" ; ")]


def _checked(equation: str, where: str) -> int:
    left, equals, right = equation.partition(" = ")
    if not equals:
        raise BadBook(f"{where}: un calcul s'écrit « a × b = c » : {equation}")
    rounding = ROUND_DOWN if left.endswith(" / 2") else ROUND_HALF_UP
    value = _value(left, where).quantize(CENT, rounding)
    if value != _number(right, where):
        raise BadBook(f"{where}: {left} fait {value}, pas {right}")
    return int(value * 100)


def _value(expression: str, where: str) -> Decimal:
    """Left to right, with × and / before + and −; no brackets."""
    parts = re.split(r" ([+−×/]) ", expression)
    numbers = [_number(part, where) for part in parts[::2]]
    signs = parts[1::2]
    total, product, sign = Decimal(0), numbers[0], Decimal(1)
    for operation, number in zip(signs, numbers[1:], strict=True):
        if operation == "×":
            product *= number
        elif operation == "/":
            product /= number
        else:
            total += sign * product
            product, sign = number, Decimal(1 if operation == "+" else -1)
    return total + sign * product


def _number(text: str, where: str) -> Decimal:
    if not TERM.match(text):
        raise BadBook(f"{where}: « {text} » n'est pas un nombre")
    return Decimal(text.replace(" ", "").replace(",", "."))
