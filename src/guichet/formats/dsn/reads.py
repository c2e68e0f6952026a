"""What a condition reads: what it said is remembered for as long as that is the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from guichet.formats.dsn.conditions import SIGNS
from guichet.formats.dsn.places import CONTRACT_NUMBER

# What finds the contract of a block.
NUMBERED = ("40.009", *(f"{tail}.{suffix}" for tail, suffix in CONTRACT_NUMBER.items()))
# Blocks above a person: what stands below them is more than one person's.
ABOVE = ("00", "05", "06", "11")
_PASSING = frozenset({"file", "siret", "siren"})
_REF = re.compile(r"(@?)(?:([0-9]{2}|contract)\.)?([0-9]{3})")
_CALLED = re.compile(r"(?:year|month)\((.+)\)")
_QUANTITY = re.compile(r"(?:some|no) ([0-9]{2})(?: of (\w+))?(?: with (.+))?")
# Rubrics of the block follow these words; a block above it, then rubrics, follow the others.
_OWN = ("age", "place", "product", "nir", "period")
_BELOW = ("agrees", "follows", "first")


@dataclass(frozen=True, slots=True)
class Reads:
    """The rubrics (BB.NNN) whose value is read, and those that need only be there, or not.

    `wide`: other blocks are read too, those of one person and those above; `passing`: the file's
    date is, or its establishment, which the next declaration has not.
    """

    values: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    wide: bool = False
    passing: bool = False

    @property
    def names(self) -> frozenset[str]:
        return self.values | self.there


def reads(block: str, text: str) -> Reads | None:
    """What conditions on a block read; None for more than one person and what is above."""
    tail = block[8:]
    return _all(_clause(tail, tail, part) for part in re.split(r" (?:and|or) ", text))


def _all(parts: Iterable[Reads | None]) -> Reads | None:
    found = Reads()
    for part in parts:
        if part is None:
            return None
        found = Reads(
            found.values | part.values,
            found.there | part.there,
            found.wide or part.wide,
            found.passing or part.passing,
        )
    return found


def _clause(tail: str, outer: str, text: str) -> Reads | None:
    """`tail`: of the block that the condition is about; `outer`: of the one that @ means."""
    if found := _QUANTITY.fullmatch(text):
        return _quantity(outer, found[1], found[2] or "", found[3])
    first, *rest = text.split(" ")
    if first in ("more", "main"):
        return Reads(wide=first == "more")
    if first in _OWN:
        return replace(_named(tail, rest), passing=first == "age")
    if first in _BELOW:
        holder, *named = (word for word in rest if word not in ("in", "by"))
        return None if holder in ABOVE else _named(tail, named, wide=True)
    if first == "sum":
        return Reads(frozenset({rest[0], f"{tail}.{rest[1]}"}), wide=True)
    return _rubric(tail, outer, first, rest)


def _quantity(outer: str, tail: str, holder: str, said: str | None) -> Reads | None:
    if holder in ABOVE:
        return None
    parts = [_clause(tail, outer, part) for part in said.split(" & ")] if said else []
    if holder == "contract":
        parts.append(Reads(frozenset(NUMBERED)))
    return _all([*parts, Reads(wide=True)])


def _named(tail: str, suffixes: list[str], *, wide: bool = False) -> Reads:
    return Reads(frozenset(f"{tail}.{suffix.rstrip('?')}" for suffix in suffixes), wide=wide)


def _rubric(tail: str, outer: str, first: str, rest: list[str]) -> Reads | None:
    """A rubric, and what it is compared with."""
    one = _ref(tail, outer, first)
    if one is None or not rest or "declared" in rest or rest == ["known", "nir"]:
        return None
    if rest in (["present"], ["absent"]):
        return Reads(one.values & frozenset(NUMBERED), one.values, one.wide)
    if rest[:2] == ["found", "in"]:
        holder, _, found = rest[2].partition("/")
        return None if holder in ABOVE else _all([one, Reads(frozenset({found}), wide=True)])
    other = _ref(tail, outer, rest[1]) if rest[0] in SIGNS else None
    passing = not _PASSING.isdisjoint(rest)
    return _all([one, other or Reads(), Reads(passing=passing)])


def _ref(tail: str, outer: str, text: str) -> Reads | None:
    """A reference by itself, in year(...), or less some days; None for what is none."""
    called = _CALLED.fullmatch(text)
    found = _REF.fullmatch((called[1] if called else text).partition("-")[0])
    if found is None:
        return None
    own = outer if found[1] else tail
    place = found[2] or own
    if place == "contract":
        return Reads(frozenset({f"40.{found[3]}", *NUMBERED}), wide=True)
    return Reads(frozenset({f"{place}.{found[3]}"}), wide=place != outer)
