"""A fault planted for each rubric of the norm, from the norm's own data.

For each block that a message knows, a file is written that holds the block with its compulsory
rubrics, below the parents that it asks for; then each rubric of the block is spoilt in each way
that the norm's own data allows, and the fault must stand on its line under its name.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from guichet.formats.dsn.norm import Norm, Rubric, load
from tests.formats.dsn.files import Row, bytes_of, edited, reading

PHASES = {"01": "P26", "04": "P25", "05": "P25", "07": "P26"}
BASES = {"01": "monthly", "04": "stop", "05": "return", "07": "end"}
VALUE_FAULTS = {"length", "value", "CSL-00", "calendar"}
# The version chooses the norm, the nature the message: spoilt, the rest is judged otherwise.
SETTING = {"S10.G00.00.006", "S20.G00.05.001"}
TOTALS = {"S90.G00.90.001", "S90.G00.90.002"}


@cache
def norm_of(nature: str) -> Norm:
    return load(PHASES[nature])


def counted(rows: list[Row]) -> list[Row]:
    """With its total of lines made exact."""
    return [(r, str(len(rows)) if r == "S90.G00.90.001" else v) for r, v in rows]


def base(nature: str) -> list[Row]:
    return edited(BASES[nature])


def held(nature: str, usage: str | None = None) -> Iterator[tuple[int, Rubric]]:
    """The rubrics that the conforming file holds, with their place."""
    norm = norm_of(nature)
    for at, (name, _) in enumerate(base(nature)):
        rubric = norm.rubrics[name]
        if name not in SETTING | TOTALS and usage in (None, rubric.usage.get(nature)):
            yield at, rubric


def cases(nature: str, usage: str | None = None) -> list[tuple[str, int, Rubric]]:
    first: dict[str, tuple[str, int, Rubric]] = {}
    for at, rubric in held(nature, usage):
        first.setdefault(rubric.id, (nature, at, rubric))
    return list(first.values())


def rows_of(nature: str, name: str) -> int:
    """How many rows of the file have this name, or are of this block."""
    return sum(one == name or one[:10] == name for one, _ in base(nature))


def may_come_twice(nature: str, rubric: Rubric) -> bool:
    """The row may be a whole block, and the message takes the block again."""
    norm = norm_of(nature)
    first = min(name for name, _ in base(nature) if name[:10] == rubric.block)
    asked = norm.compulsory.get((rubric.block, nature), ())
    most = norm.blocks[rubric.block].cardinality[nature][1]
    return most is None and set(asked) <= {rubric.id[11:]} and rubric.id == first


EVERY = [case for nature in PHASES for case in cases(nature)]
COMPULSORY = [case for nature in PHASES for case in cases(nature, "O")]
# what each fault can be planted in
WITHIN_A_LINE = [case for case in EVERY if case[2].longest <= 200]
WITH_A_FORM = [case for case in EVERY if case[2].codes is not None or case[2].pattern is not None]
IN_ONE_BLOCK = [case for case in COMPULSORY if rows_of(case[0], case[2].id) == 1]
ONCE = [case for case in EVERY if not may_come_twice(case[0], case[2])]


def named(value: object) -> str:
    return value.id if isinstance(value, Rubric) else str(value)


def spoilt(nature: str, at: int, value: str) -> list[Row]:
    rows = base(nature)
    rows[at] = (rows[at][0], value)
    return rows


def test_nearly_every_rubric_is_tried_in_each_way():
    for some, of in ((WITHIN_A_LINE, EVERY), (IN_ONE_BLOCK, COMPULSORY), (ONCE, EVERY)):
        assert len(some) > 0.9 * len(of)
    assert len(WITH_A_FORM) > 0.6 * len(EVERY)


@pytest.mark.parametrize(("nature", "at", "rubric"), WITHIN_A_LINE, ids=named)
def test_too_long_is_told_on_its_line(nature, at, rubric):
    value = base(nature)[at][1]
    rows = spoilt(nature, at, (value * 40)[: rubric.longest + 1].ljust(rubric.longest + 1, "1"))
    found = reading(bytes_of(rows)).places
    assert found[0] == (at + 1, rubric.id, "length")
    assert len(found) == 1


@pytest.mark.parametrize(("nature", "at", "rubric"), WITH_A_FORM, ids=named)
def test_a_value_that_the_code_list_or_the_pattern_refuses(nature, at, rubric):
    size = max(rubric.shortest, min(rubric.longest, 2))
    wrong = next(
        text
        for text in ("?" * size, "!" * size, "~" * size)
        if (rubric.codes is None or text not in rubric.codes)
        and (rubric.codes or rubric.pattern is None or not rubric.pattern.fullmatch(text))
    )
    found = reading(bytes_of(spoilt(nature, at, wrong))).places
    assert [place[:2] for place in found] == [(at + 1, rubric.id)]
    assert found[0][2] == ("value" if rubric.codes else "CSL-00")


@pytest.mark.parametrize(("nature", "at", "rubric"), EVERY, ids=named)
def test_an_empty_value_is_told_on_its_line(nature, at, rubric):
    found = reading(bytes_of(spoilt(nature, at, ""))).places
    assert found == [(at + 1, rubric.id, "empty-value")]


@pytest.mark.parametrize(("nature", "at", "rubric"), IN_ONE_BLOCK, ids=named)
def test_a_compulsory_rubric_that_is_not_there_is_told_at_its_block(nature, at, rubric):
    rows = base(nature)
    block = [i for i, (name, _) in enumerate(rows) if name[:10] == rubric.id[:10]]
    rows = counted([*rows[:at], *rows[at + 1 :]])
    places = reading(bytes_of(rows)).places
    if len(block) == 1:
        assert places[0][1:] in ((rubric.block, "cardinality"), (rubric.id, "usage-O"))
    else:
        assert [place[1:] for place in places] == [(rubric.id, "usage-O")]
        assert places[0][0] == block[0] + 1


@pytest.mark.parametrize(("nature", "at", "rubric"), ONCE, ids=named)
def test_a_rubric_there_twice_is_told_at_the_second(nature, at, rubric):
    rows = base(nature)
    rows = counted([*rows[: at + 1], rows[at], *rows[at + 1 :]])
    places = reading(bytes_of(rows)).places
    assert places
    assert (at + 2) in {line for line, *_ in places}
    assert {rubric.id, rubric.block} & {name for _, name, _ in places}


def forbidden(nature: str) -> list[tuple[str, Rubric]]:
    blocks = {name[:10] for name, _ in base(nature)}
    return [
        (nature, rubric)
        for rubric in norm_of(nature).rubrics.values()
        if rubric.usage.get(nature) == "I" and rubric.block in blocks
    ]


@pytest.mark.parametrize(
    ("nature", "rubric"), [c for nature in PHASES for c in forbidden(nature)], ids=named
)
def test_a_forbidden_rubric_is_told_on_its_line(nature, rubric):
    rows = base(nature)
    last = max(
        i for i, (name, _) in enumerate(rows) if name[:10] == rubric.block and name < rubric.id
    )
    rows = counted([*rows[: last + 1], (rubric.id, "1"), *rows[last + 1 :]])
    found = [place for place in reading(bytes_of(rows)).places if place[2] not in VALUE_FAULTS]
    assert found == [(last + 2, rubric.id, "usage-I")]


def strangers(nature: str) -> list[tuple[str, str]]:
    """Blocks that the norm knows and that this message does not."""
    norm = norm_of(nature)
    return [
        (nature, block.id)
        for block in norm.blocks.values()
        if nature not in block.cardinality and nature != "01" and block.id[:3] == "S21"
    ]


@pytest.mark.parametrize(("nature", "block"), [c for n in PHASES for c in strangers(n)])
def test_a_block_that_the_message_does_not_know_is_told(nature, block):
    rows = base(nature)
    at = next(i for i, (name, _) in enumerate(rows) if name == "S90.G00.90.001")
    first = min(r.id for r in norm_of(nature).rubrics.values() if r.block == block)
    rows = counted([*rows[:at], (first, "1"), *rows[at:]])
    found = reading(bytes_of(rows)).places
    assert (at + 1) in {line for line, *_ in found}
    assert "cardinality" in {code for *_, code in found}


def blocks_of(nature: str) -> list[tuple[str, str]]:
    """The blocks that the conforming file holds, but the sending's own and those with none below.

    The declaration and the person are what faults are told in: their absence is another matter.
    """
    known = {name[:10] for name, _ in base(nature)}
    return [(nature, block) for block in norm_of(nature).blocks if block in known]


def below(nature: str, block: str) -> set[str]:
    """A block and all those that stand below it."""
    norm = norm_of(nature)
    found, last = {block}, 0
    while len(found) > last:
        last = len(found)
        found |= {child.id for child in norm.blocks.values() if child.parent in found}
    return found


def least(case: tuple[str, str]) -> int:
    nature, block = case
    return norm_of(nature).blocks[block].cardinality[nature][0]


def once(case: tuple[str, str]) -> bool:
    nature, block = case
    return norm_of(nature).blocks[block].cardinality[nature][1] == 1


BLOCKS = [case for nature in PHASES for case in blocks_of(nature)]
ENVELOPE = {"S10.G00.00", "S20.G00.05", "S90.G00.90"}
ASKED = [case for case in BLOCKS if least(case) and case[1] not in ENVELOPE]
ALONE = [case for case in BLOCKS if once(case) and case[1] not in ENVELOPE]


@pytest.mark.parametrize(("nature", "block"), ASKED)
def test_a_compulsory_block_that_is_not_there_is_told_at_what_should_hold_it(nature, block):
    rows = base(nature)
    gone = below(nature, block)
    holder = norm_of(nature).blocks[block].parent
    at = next(i for i, (name, _) in enumerate(rows) if name[:10] == holder)
    rows = counted([row for row in rows if row[0][:10] not in gone])
    assert (at + 1, block, "cardinality") in reading(bytes_of(rows)).places


@pytest.mark.parametrize(("nature", "block"), ALONE)
def test_a_block_once_too_often_is_told_at_the_second(nature, block):
    rows = base(nature)
    again = [i for i, (name, _) in enumerate(rows) if name[:10] in below(nature, block)]
    last = again[-1] + 1
    assert again == list(range(again[0], last))
    rows = counted([*rows[:last], *rows[again[0] : last], *rows[last:]])
    found = reading(bytes_of(rows)).places
    codes = {code for line, name, code in found if line == last + 1 and name[:10] == block}
    assert codes & {"cardinality", "order", "CCH-14"}


@pytest.mark.parametrize(("rubric", "wrong"), [("001", "7"), ("002", "2")])
@pytest.mark.parametrize("nature", PHASES)
def test_totals_are_exact_in_every_message(nature, rubric, wrong):
    rows = base(nature)
    at = next(i for i, (name, _) in enumerate(rows) if name == f"S90.G00.90.{rubric}")
    rows[at] = (rows[at][0], wrong)
    assert reading(bytes_of(rows)).places == [(at + 1, f"S90.G00.90.{rubric}", "CST-11")]


def neighbours(nature: str) -> list[tuple[str, int]]:
    """Places of two rubrics of one block, one after the other."""
    rows = base(nature)
    return [
        (nature, at)
        for at in range(len(rows) - 1)
        if rows[at][0][:10] == rows[at + 1][0][:10] and rows[at][0] < rows[at + 1][0]
    ]


@pytest.mark.parametrize(("nature", "at"), [c for nature in PHASES for c in neighbours(nature)])
def test_two_neighbours_that_change_places_are_one_fault_of_order(nature, at):
    rows = base(nature)
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    found = reading(bytes_of(rows)).places
    assert [(line in (at + 1, at + 2), code) for line, _, code in found] == [(True, "order")]
