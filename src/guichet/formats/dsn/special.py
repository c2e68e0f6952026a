"""Conditions that compare more than one rubric with one value, by the word that begins them."""

import re
from collections.abc import Callable
from decimal import Decimal

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.places import below
from guichet.formats.dsn.tree import Node

Test = Callable[[Node, Head, Node], bool]
OLDEST = 120
# Departments of birth that changed: Corsica cut in two, communes born in Morocco and Tunisia.
CORSICA, PROTECTORATES = 1976, 1968
_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text and _AMOUNT.fullmatch(text) else None


def _year(text: str | None) -> int | None:
    return int(text[4:]) if text and len(text) == 8 and text.isascii() and text.isdigit() else None


def more_than(rest: list[str]) -> Test:
    """`more than NNN NNN`: the block says something besides."""
    only = frozenset(rest[1:])
    return lambda node, head, outer: not node.values.keys() <= only


def age(rest: list[str]) -> Test:
    """`age R`: born in the year of the file at the latest, and less than 120 years before."""
    (suffix,) = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        year = _year(node.get(suffix))
        if year is None or head.file_date is None:
            return True
        return head.file_date.year - OLDEST < year <= head.file_date.year

    return test


def place(rest: list[str]) -> Test:
    """`place R B`: the department of a NIR (or alone) existed in the year of the birth date B."""
    where, born = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        text, year = node.get(where), _year(node.get(born))
        if not text or year is None:
            return True
        department = text[5:7] if len(text) == 13 else text
        if department in ("2A", "2B"):
            return year >= CORSICA
        if department == "20":
            return year < CORSICA
        return department != "96" or year < PROTECTORATES

    return test


def total(rest: list[str]) -> Test:
    """`sum CC.NNN R`: R is the sum over the blocks below, or nothing when that sum is negative."""
    (tail, _, suffix), said = rest[0].partition("."), rest[1]

    def test(node: Node, head: Head, outer: Node) -> bool:
        parts = [amount(child.get(suffix)) for child in below(node, tail)]
        stated = amount(node.get(said))
        if stated is None or not parts or any(part is None for part in parts):
            return True
        return stated == max(Decimal(0), sum((part for part in parts if part), Decimal(0)))

    return test


def product(rest: list[str]) -> Test:
    """`product R A B`: R is A at B per cent, within one euro."""
    said, base, rate = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        stated, a, b = (amount(node.get(suffix)) for suffix in (said, base, rate))
        if stated is None or a is None or b is None:
            return True
        return abs(stated - a * b / 100) <= 1

    return test


SPECIAL: dict[str, Callable[[list[str]], Test]] = {
    "more": more_than,
    "age": age,
    "place": place,
    "sum": total,
    "product": product,
}
