"""The small language in which data/rules.csv says a control: read once, then a plain function.

A condition compares a rubric with codes, dates, amounts or other blocks; "and" and "or" join them
("and" binds first). Rubrics are NNN (of the block itself), BB.NNN (of the nearest block above whose
name ends in BB) or contract.NNN (of the contract whose number the block bears).

| written | true when |
|---|---|
| R present, R absent | the rubric is there, or not |
| R in A B C..F, R not in A, R other than A | its value is listed; is not, or is absent; is not |
| R starts A B, R like NAME | its first characters; one of SHAPES |
| R <= V (and <, >=, >, =, <>) | V: a rubric, an amount, DDMMYYYY, or one of the words below |
| year(R) = year(R), month(R) = month(R) | same year; same month of the same year |
| R found in BB/CC.NNN | the value is one of those of a rubric below the block BB above |
| first in BB by NNN NNN | no earlier block of this kind below BB has the same values |
| some CC of BB with C & C, no CC ... | blocks below; @R is a rubric of the block judged |
| R declared as BB.NNN (or not declared as) | its value is one of an employee's, in a block BB |
| declared BB.NNN in A B | an employee's block BB has one of these values |
| more than NNN NNN, sum CC.NNN, product R R R, age R, place R R, R known nir | see `special` |

Words: month.first, month.last, next.last, month.year (main month), year.first, prior.first (first
day of its year, of the year before), file (date of the file), siret, siren (of the establishment).
R-N is N days before R. What cannot be compared, because a rubric is absent or is no date, is
false in a premise and let through in a requirement: its own control says it.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.places import (
    MOST_LOOKED_AT,
    above,
    blocks_below,
    contract_of,
    first_of,
    values_below,
)
from guichet.formats.dsn.special import SPECIAL, amount
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of

Test = Callable[[Node, Head, Node], bool]
Value = Callable[[Node, Head, Node], str | None]
SHAPES = {
    "provident": re.compile(r"P\w{4}|A\w{5}|[0-9A-Z]{9}"),
    "provident_or_dgfip": re.compile(r"P\w{4}|A\w{5}|[0-9A-Z]{9}|DGFI[Pp]"),
    "zeros": re.compile("0+"),
    "made_up": re.compile(r"[12]9{12}"),
    "nines": re.compile(r"(?![12]9{12}$).*9{6}"),
    "overseas": re.compile(r"98.{3}"),
    "convention_c": re.compile(r"C.{3}"),
}
_REF = r"@?(?:(?:[0-9]{2}|contract)\.)?[0-9]{3}"
SIGNS = ("<=", ">=", "<>", "<", ">", "=", "same")
_COMPARE = re.compile(rf"({_REF}|\w+\({_REF}\)) ({'|'.join(SIGNS)}) (\S+)")
_QUANTITY = re.compile(r"(some|no) ([0-9]{2})(?: of (\w+))?(?: with (.+))?")
_WORDS = (
    "month.first",
    "month.last",
    "next.last",
    "month.year",
    "year.first",
    "prior.first",
    "file",
    "siret",
    "siren",
)


@dataclass(frozen=True)
class Condition:
    test: Test
    text: str


def parse(text: str, *, lenient: bool) -> Condition:
    """Read a condition. `lenient`: what cannot be compared is let through. Raises ValueError.

    Nothing said is true.
    """
    if not text:
        return Condition(lambda node, head, outer: True, text)
    ways = [_every(part, lenient=lenient) for part in text.split(" or ")]
    if len(ways) == 1:
        return Condition(ways[0], text)
    return Condition(lambda node, head, outer: any(way(node, head, outer) for way in ways), text)


def _every(text: str, *, lenient: bool, mark: str = " and ") -> Test:
    *before, test = [_one(part, lenient=lenient) for part in text.split(mark)]
    for first in reversed(before):
        test = _both(first, test)
    return test


def _both(a: Test, b: Test) -> Test:
    return lambda node, head, outer: a(node, head, outer) and b(node, head, outer)


def _one(text: str, *, lenient: bool) -> Test:
    if found := _QUANTITY.fullmatch(text):
        some, said = found[1] == "some", found[4] or ""
        return _quantity(some, found[2], found[3] or "", said, lenient=lenient)
    if found := _COMPARE.fullmatch(text):
        return _comparison(found[1], found[2], found[3], lenient=lenient)
    first, *rest = text.split(" ")
    if special := SPECIAL.get(first):
        return special(rest)
    if first == "declared":
        return _declared(rest[0], frozenset(rest[2:]), lenient=lenient)
    if first == "first":
        return _first(rest)
    return _about(_value(first), rest, text, lenient=lenient)


def _about(value: Value, rest: list[str], text: str, *, lenient: bool) -> Test:
    """A rubric against what is listed."""
    for words, make in _MAKERS.items():
        if tuple(rest[: len(words)]) == words:
            return make(value, rest[len(words) :], lenient)
    raise ValueError(f"not a condition: {text}")


def _present(value: Value, rest: list[str], lenient: bool) -> Test:
    return lambda node, head, outer: value(node, head, outer) is not None


def _absent(value: Value, rest: list[str], lenient: bool) -> Test:
    return lambda node, head, outer: value(node, head, outer) is None


def _in(value: Value, rest: list[str], lenient: bool) -> Test:
    known = frozenset((*listed(rest), None) if lenient else listed(rest))
    return lambda node, head, outer: value(node, head, outer) in known


def _not_in(value: Value, rest: list[str], lenient: bool) -> Test:
    codes = frozenset(listed(rest))
    return lambda node, head, outer: value(node, head, outer) not in codes


def _other_than(value: Value, rest: list[str], lenient: bool) -> Test:
    none = frozenset((*listed(rest), None))
    return lambda node, head, outer: value(node, head, outer) not in none


def _like(value: Value, rest: list[str], lenient: bool) -> Test:
    match = SHAPES[rest[0]].fullmatch
    return lambda node, head, outer: _matches(match, value(node, head, outer), lenient)


def _not_like(value: Value, rest: list[str], lenient: bool) -> Test:
    match = SHAPES[rest[0]].fullmatch
    return lambda node, head, outer: not _matches(match, value(node, head, outer), False)


def _holds_siren(value: Value, rest: list[str], lenient: bool) -> Test:
    return lambda node, head, outer: _holds(value(node, head, outer), head)


def _known_nir(value: Value, rest: list[str], lenient: bool) -> Test:
    return lambda node, head, outer: value(node, head, outer) in head.nirs


def _declared_as(value: Value, rest: list[str], lenient: bool, *, wanted: bool = True) -> Test:
    (ref,) = rest

    def test(node: Node, head: Head, outer: Node) -> bool:
        said = value(node, head, outer)
        if head.declared is None or said is None:
            return lenient
        return (said in head.declared.get(ref, ())) is wanted

    return test


def _not_declared_as(value: Value, rest: list[str], lenient: bool) -> Test:
    return _declared_as(value, rest, lenient, wanted=False)


def _matches(match: Callable[[str], object], text: str | None, absent: bool) -> bool:
    return absent if text is None else match(text) is not None


def _holds(text: str | None, head: Head) -> bool:
    return not text or not head.siren or text[1:10] == head.siren


def _starts(value: Value, prefixes: list[str], lenient: bool) -> Test:
    words = tuple(prefixes)

    def test(node: Node, head: Head, outer: Node) -> bool:
        text = value(node, head, outer)
        if text is None:
            return lenient
        return text.startswith((head.siren,) if words == ("siren",) else words)

    return test


def _found(value: Value, rest: list[str], lenient: bool) -> Test:
    holder, _, rubric = rest[0].partition("/")
    tail, _, suffix = rubric.partition(".")

    def test(node: Node, head: Head, outer: Node) -> bool:
        text = value(node, head, outer)
        top = above(node, holder)
        return text is None or top is None or text in values_below(top, tail, suffix, head)

    return test


_MAKERS: dict[tuple[str, ...], Callable[[Value, list[str], bool], Test]] = {
    ("present",): _present,
    ("absent",): _absent,
    ("in",): _in,
    ("not", "in"): _not_in,
    ("other", "than"): _other_than,
    ("starts",): _starts,
    ("like",): _like,
    ("not", "like"): _not_like,
    ("holds", "siren"): _holds_siren,
    ("known", "nir"): _known_nir,
    ("found", "in"): _found,
    ("declared", "as"): _declared_as,
    ("not", "declared", "as"): _not_declared_as,
}


def _first(rest: list[str]) -> Test:
    """`in BB by NNN NNN`; NNN? may be absent, the others must be there."""
    holder, named = rest[1], rest[3:]
    suffixes = tuple(name.rstrip("?") for name in named)
    needed = tuple(name for name in named if not name.endswith("?"))

    def test(node: Node, head: Head, outer: Node) -> bool:
        top = above(node, holder)
        if top is None or any(node.get(suffix) is None for suffix in needed):
            return True
        return first_of(top, node, suffixes, head) is node

    return test


def _declared(ref: str, codes: frozenset[str], *, lenient: bool) -> Test:
    def test(node: Node, head: Head, outer: Node) -> bool:
        if head.declared is None:
            return lenient
        return not codes.isdisjoint(head.declared.get(ref, ()))

    return test


def _quantity(some: bool, tail: str, holder: str, said: str, *, lenient: bool) -> Test:
    kept = _every(said, lenient=False, mark=" & ") if said else None

    def test(node: Node, head: Head, outer: Node) -> bool:
        top: Node | None = node
        if holder:
            top = contract_of(node, head) if holder == "contract" else above(node, holder)
        candidates = blocks_below(top, tail, head) if top is not None else ()
        for candidate in candidates:
            if kept is None or kept(candidate, head, node):
                return some
        # Too many to be looked at one by one: not judged.
        return lenient if len(candidates) >= MOST_LOOKED_AT else not some

    return test


def listed(words: list[str]) -> list[str]:
    """Codes, with A..B for those of the same length between two."""
    codes: list[str] = []
    for word in words:
        low, dots, high = word.partition("..")
        if dots:
            codes += [f"{n:0{len(low)}d}" for n in range(int(low), int(high) + 1)]
        else:
            codes.append(word)
    return codes


def _value(ref: str) -> Value:
    """The value that a reference names; None where it is absent."""
    if ref.startswith("@"):
        inner = _value(ref[1:])
        return lambda node, head, outer: inner(outer, head, outer)
    place, dot, suffix = ref.rpartition(".")
    if not re.fullmatch(r"[0-9]{3}", suffix):
        raise ValueError(f"not a rubric: {ref}")
    if not dot:
        return lambda node, head, outer: node.values.get(suffix)
    if place == "contract":
        return lambda node, head, outer: _of(contract_of(node, head), suffix)
    return lambda node, head, outer: _of(above(node, place), suffix)


def _of(node: Node | None, suffix: str) -> str | None:
    return None if node is None else node.get(suffix)


Operand = Callable[[Node, Head, Node], object]


_COMPARE_BY: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<>": operator.ne,
}


def _comparison(left: str, sign: str, right: str, *, lenient: bool) -> Test:
    a, b = _operands(left, sign, right)
    if sign == "same":
        return lambda node, head, outer: a(node, head, outer) == b(node, head, outer)
    compare = _COMPARE_BY[sign]

    def test(node: Node, head: Head, outer: Node) -> bool:
        one = a(node, head, outer)
        if one is None:
            return lenient
        other = b(node, head, outer)
        return lenient if other is None else compare(one, other)

    return test


def _operands(left: str, sign: str, right: str) -> tuple[Operand, Operand]:
    called = re.fullmatch(r"(year|month)\((.+)\)", left)
    if called:
        size = -4 if called[1] == "year" else -6
        a, b = _value(called[2]), _value(right[right.index("(") + 1 : -1])
        return _tail(a, size), _tail(b, size)
    value = _value(left)
    if right in _WORDS:
        return _word(value, right)
    if re.fullmatch(r"[0-9]{8}", right):
        day = day_of(right)
        return _date(value), lambda node, head, outer: day
    if found := re.fullmatch(rf"({_REF})-([0-9]+)", right):
        return _date(value), _before(_date(_value(found[1])), int(found[2]))
    if not re.fullmatch(_REF, right):
        limit = Decimal(right)
        return _amount(value), lambda node, head, outer: limit
    other = _value(right)
    return (value, other) if sign in ("=", "<>", "same") else (_date(value), _date(other))


def _word(value: Value, word: str) -> tuple[Operand, Operand]:
    """A rubric and what the head of the declaration says."""
    name = {"month.year": "year"}.get(word, word.replace(".", "_"))
    read = value if word in ("siret", "siren") else _date(value)
    if word == "month.year":
        read = _amount(value)
    return read, lambda node, head, outer: getattr(head, name) or None


def _tail(value: Value, size: int) -> Operand:
    def read(node: Node, head: Head, outer: Node) -> str | None:
        text = value(node, head, outer)
        return text[size:] if text and len(text) >= 6 else None

    return read


def _date(value: Value) -> Operand:
    def read(node: Node, head: Head, outer: Node) -> date | None:
        text = value(node, head, outer)
        # A month alone (MMYYYY) stands for its first day.
        return day_of("01" + text if text is not None and len(text) == 6 else text)

    return read


def _before(value: Operand, days: int) -> Operand:
    def read(node: Node, head: Head, outer: Node) -> date | None:
        day = value(node, head, outer)
        sound = isinstance(day, date) and day.toordinal() > days
        return day - timedelta(days) if sound and isinstance(day, date) else None

    return read


def _amount(value: Value) -> Operand:
    return lambda node, head, outer: amount(value(node, head, outer))
