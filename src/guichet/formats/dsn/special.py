"""Conditions that compare more than one rubric with one value, by the word that begins them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.places import above, below, blocks_below, first_of, values_below
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of

Test = Callable[[Node, Head, Node], bool]
OLDEST = 120
# Departments of birth that changed: Corsica cut in two, communes born in Morocco and Tunisia.
CORSICA, PROTECTORATES = 1976, 1968
_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


@lru_cache(maxsize=4_096)
def amount(text: str | None) -> Decimal | None:
    """The number that a value is; None for what is not one."""
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


def several(rest: list[str]) -> Test:
    """`several CC.NNN of BB`: below the block BB above, the rubric has more than one value."""
    (tail, _, suffix), holder = rest[0].partition("."), rest[2]

    def test(node: Node, head: Head, outer: Node) -> bool:
        top = above(node, holder)
        return top is not None and len(values_below(top, tail, suffix, head)) > 1

    return test


def agrees(rest: list[str]) -> Test:
    """`agrees BB NNN NNN...`: as the first block of its kind below BB with the same first NNN."""
    holder, key, *suffixes = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        top = above(node, holder)
        if top is None:
            return True
        first = first_of(top, node, (key,), head)
        return all(node.get(suffix) == first.get(suffix) for suffix in suffixes)

    return test


def follows(rest: list[str]) -> Test:
    """`follows BB F T`: below BB, the day F is the one after the latest T before it, if any."""
    holder, first, last = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        top, start = above(node, holder), day_of(node.get(first))
        if top is None or start is None:
            return True
        others = blocks_below(top, node.block[8:], head)
        periods = sorted(
            (begun, ended)
            for other in others
            if (begun := day_of(other.get(first))) and (ended := day_of(other.get(last)))
        )
        before = [ended for begun, ended in periods if begun < start]
        same = sum(1 for begun, _ in periods if begun == start)
        return same < 2 and (not before or max(before) + timedelta(1) == start)

    return test


def birth_year(rest: list[str]) -> Test:
    """`nir R B`: the year in a number of a person is that of the birth date B."""
    number, born = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        nir, day = node.get(number), node.get(born)
        if nir is None or day is None or len(nir) != 13 or len(day) != 8:
            return True
        return nir[1:3] == day[6:] or nir[1:] == "9" * 12

    return test


def main(rest: list[str]) -> Test:
    """`main month in MM` or `main month not in MM`: the month that the declaration is for."""
    wanted, months = rest[1] == "in", frozenset(rest[rest.index("in") + 1 :])

    def test(node: Node, head: Head, outer: Node) -> bool:
        return head.month_last is not None and ((head.month or "")[2:4] in months) is wanted

    return test


_PERIOD = re.compile(r"([0-9]{4})([MTSAE])([0-9]{2})")
_IN_A_YEAR = {"M": 12, "T": 4, "S": 2, "A": 1}


def period(rest: list[str]) -> Test:
    """`period R` (AAAAPNN): at most the one after the last of its kind that the main month ends."""
    (suffix,) = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        found, last = _PERIOD.fullmatch(node.get(suffix) or ""), head.month_last
        if found is None or last is None or found[2] not in _IN_A_YEAR:
            return True
        return _rank(found) <= _ended(found[2], last) + 1

    return test


def _rank(found: re.Match[str]) -> int:
    return int(found[1]) * _IN_A_YEAR[found[2]] + max(int(found[3]), 1) - 1


def _ended(kind: str, last: date) -> int:
    """The rank of the last period of a kind that is over on a last day of a month."""
    return (last.year * 12 + last.month) // (12 // _IN_A_YEAR[kind]) - 1


def affiliated(rest: list[str]) -> Test:
    """`affiliated R`: R is the number of an affiliation below a contract that the payment pays."""
    (suffix,) = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        said, paid, person = node.get(suffix), above(node, "50"), above(node, "30")
        if said is None or paid is None or person is None:
            return True
        numbers = values_below(paid, "51", "010", head)
        known = [one for one in blocks_below(person, "70", head) if one.get("012") == said]
        return not known or any(
            contract.get("009") in numbers
            for one in known
            if (contract := above(one, "40")) is not None
        )

    return test


SPECIAL: dict[str, Callable[[list[str]], Test]] = {
    "more": more_than,
    "age": age,
    "place": place,
    "sum": total,
    "product": product,
    "main": main,
    "several": several,
    "agrees": agrees,
    "follows": follows,
    "nir": birth_year,
    "period": period,
    "affiliated": affiliated,
}
