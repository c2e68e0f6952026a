"""Reading a DSN file in one pass: faults as they are met, declarations as they end.

Each person's blocks are judged, turned into typed records and let go, so that memory follows the
declared facts and not the lines of the file.
"""

import math
from collections.abc import Generator, Iterator
from typing import BinaryIO

from guichet.formats.dsn.closing import close_declaration, close_person, close_sending, is_cut, told
from guichet.formats.dsn.extract import DsnDeclaration
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.limits import NotADsn
from guichet.formats.dsn.lines import Flawed, Line, Lines, check_end, raw_lines, value_of
from guichet.formats.dsn.norm import NATURE, NATURES, TABLED, VERSION, phase_of
from guichet.formats.dsn.state import DECLARATION, PERSON, SENDING, TOTAL, Kept, Mode, State
from guichet.formats.dsn.tree import Node, before_its_parent, out_of_order

__all__ = ["Mode", "read"]

# What a platform writes around and into the sendings that it hands on.
PLATFORM_RECORDS = ("S05", "S06", "S95", "S96")
TRAILERS = ("S95", "S96")
PLATFORM_BLOCKS = ("S10.G00.95", "S20.G00.96")
MOST_KINDS = 2_000


def read(
    stream: BinaryIO,
    *,
    mode: Mode = "strict",
    max_faults: int = 10_000,
    keep_persons: bool = True,
    max_bytes: int = 0,
) -> Iterator[Fault | DsnDeclaration]:
    """Yield faults and declarations. Past `max_faults` (0: all) the rest are counted by control.

    Without `keep_persons` the declarations come without their records: constant memory. A stream
    beyond `max_bytes` (0: no limit) is left there, with one fault and no declaration.
    """
    yielded = 0
    beyond: dict[tuple[str, str, bool], tuple[int, int]] = {}
    refusal: Fault | None = None
    try:
        for item in _read(stream, State(mode, keep_persons), max_bytes or math.inf):
            if isinstance(item, DsnDeclaration) or not max_faults or yielded < max_faults:
                yielded += isinstance(item, Fault)
                yield item
            else:
                kind = (item.rubric, item.code, item.blocking)
                if kind not in beyond and len(beyond) >= MOST_KINDS:
                    kind = ("structure", item.code, item.blocking)
                line, count = beyond.get(kind, (item.line, 0))
                beyond[kind] = (line, count + 1)
    except NotADsn as refused:
        refusal = refused.fault
    for (rubric, code, blocking), (line, count) in sorted(beyond.items()):
        words = f"Et {count} autre(s) défaut(s) de ce genre, à partir de cette ligne."
        yield Fault(line, rubric, code, blocking, words, str(count), times=count)
    if refusal:
        yield refusal


def _read(stream: BinaryIO, state: State, most: float) -> Iterator[Fault | DsnDeclaration]:
    """Raises NotADsn."""
    lines, kept, number, judged = Lines(), state.kept, 0, 0
    node, block = state.builder.current, ""
    values, numbers, last = node.values, node.lines, node.last_rubric
    for count, rows in raw_lines(stream, most):
        # Looked up one by one, as each is read: a line may be learnt from the one before.
        for number, raw, seen in zip(count, rows, map(kept.get, rows), strict=True):
            known = seen or (_learnt(state, raw, number) if number > 1 else None)
            # The ordinary line: it is sound, and next in the block that is open.
            if known is not None and known[0] == block and known[1] > last:
                last = known[1]
                values[last] = known[2]
                numbers[last] = number
                continue
            node.last_rubric = last
            state.passed(number - 1 - judged, number - 1)
            if known is None or lines.blank:
                for item in lines.look(number, raw):
                    yield from _rubric(state, item)
            elif not state.next(known, number):
                yield from _known(state, known, number)
            judged, node = number, state.builder.current
            block = "" if state.builder.unsure or lines.blank else node.block
            values, numbers, last = node.values, node.lines, node.last_rubric
    check_end(number)
    node.last_rubric = last
    state.passed(number - judged, number)
    yield from _end(state)


def _learnt(state: State, raw: bytes, number: int) -> Kept | None:
    """What a sound line says; None for another. Kept in mind where it names nobody."""
    form = state.forms.get(raw[:16])
    if form is None:
        return None
    value = value_of(raw)
    if value is None or form.check(value, number) is not None:
        return None
    said = (form.block, form.suffix, value, form.rubric)
    if form.keeps:
        state.keep(raw, said)
    return said


def _known(state: State, known: Kept, line: int) -> Iterator[Fault | DsnDeclaration]:
    """A line that is sound by itself."""
    block, suffix, value, rubric = known
    state.lines += 1
    state.last_line = line
    yield from _settled(state, line, rubric, value, state.builder.settle(block, suffix))


def _rubric(state: State, item: Line | Flawed) -> Iterator[Fault | DsnDeclaration]:
    """One line met with care."""
    flaw = item if isinstance(item, Flawed) else None
    if isinstance(item, Flawed):
        line, rubric, value = item.fault.line, item.rubric, item.value
    else:
        line, rubric, value = item
    tolerant = state.mode == "tolerant"
    if tolerant and rubric.startswith((*PLATFORM_RECORDS, *PLATFORM_BLOCKS)):
        state.trailer = state.trailer or rubric.startswith(TRAILERS)
        return
    state.lines += not (flaw and flaw.blank)
    state.last_line = line
    if flaw:
        yield from told(state, [flaw.fault])
        if flaw.fault.code == "line-syntax" and not flaw.blank:
            state.stranger(line)
    if not rubric or (tolerant and rubric[11:12] == "9"):
        return
    if rubric not in state.norm.rubrics:
        if not flaw:
            yield from told(state, [_unknown(line, rubric, state.norm.phase)])
            state.stranger(line)
        return
    if rubric == VERSION:
        yield from _choose_norm(state, line, value)
    settled = state.builder.settle(rubric[:10], rubric[11:])
    yield from _settled(state, line, rubric, value, settled, flawed=flaw is not None)


def _settled(
    state: State,
    line: int,
    rubric: str,
    value: str,
    settled: tuple[Node | None, bool],
    *,
    flawed: bool = False,
) -> Iterator[Fault | DsnDeclaration]:
    """Put a rubric in the block that takes it, and judge its value."""
    block, suffix, (node, in_place) = rubric[:10], rubric[11:], settled
    if node is None:
        node = yield from _begin(state, block, line)
    elif not in_place:
        yield from _misplaced(state, node, rubric, line)
        if suffix in node.values:
            return
    node.put(suffix, value, line)
    if rubric == NATURE and value in NATURES:
        state.builder.nature = value
    known_version = rubric != VERSION or phase_of(value) is not None
    if flawed:
        state.flaw(line, rubric)
    elif known_version and (fault := state.checks[rubric](value, line)):
        state.flaw(line, rubric)
        if state.norm.rubrics[rubric].nature == "Date":
            # Declared, but no control compares a date that the norm refuses.
            node.put(suffix, "", line)
        yield from told(state, [fault])


def _misplaced(state: State, node: Node, rubric: str, line: int) -> Iterator[Fault]:
    if not node.values:
        state.builder.current = node
        fault = before_its_parent(node)
    else:
        fault = out_of_order(rubric, line, twice=rubric[11:] in node.values)
    yield from told(state, [fault])


def _begin(state: State, block: str, line: int) -> Generator[Fault | DsnDeclaration, None, Node]:
    """Open a block, after those that it ends are judged."""
    if block == SENDING:
        return (yield from _sending(state, line))
    if state.root is None:
        state.root = Node(SENDING, line, missing=True)
        state.builder.start(state.root)
    if block in (PERSON, DECLARATION, TOTAL):
        yield from close_person(state)
    if block in (DECLARATION, TOTAL):
        yield from close_declaration(state)
    if fault := state.open(block, line):
        yield from told(state, [fault])
    return state.builder.current


def _sending(state: State, line: int) -> Generator[Fault | DsnDeclaration, None, Node]:
    """A new sending begins; in strict mode a file holds one."""
    if state.root is not None:
        state.lines, state.last_line = state.lines - 1, line - 1
        yield from _end(state)
        if state.mode == "strict":
            words = "Un fichier déposé contient un seul envoi. Déposez les autres à part."
            yield Fault(line, "structure", "order", True, words, "")
    root = Node(SENDING, line)
    state.begin(root)
    return root


def _end(state: State) -> Iterator[Fault | DsnDeclaration]:
    state.blocked = state.blocked or is_cut(state)
    yield from close_person(state)
    yield from close_declaration(state)
    yield from close_sending(state)


def _choose_norm(state: State, line: int, value: str) -> Iterator[Fault]:
    phase = phase_of(value)
    if phase is None:
        fault = Fault(
            line,
            VERSION,
            "value",
            state.mode == "strict",
            f"La version de norme {value[:6]} n'est pas connue (P19V01 à {TABLED[-1]}V01). Le "
            f"fichier est lu selon {TABLED[-1]}V01.",
            value[:6],
        )
        yield from told(state, [fault])
        phase = TABLED[-1]
    state.use(phase)


def _unknown(line: int, rubric: str, phase: str) -> Fault:
    return Fault(
        line,
        rubric,
        "unknown-rubric",
        True,
        f"La rubrique {rubric} n'existe pas dans la norme {phase}V01. Retirez-la, ou mettez votre "
        "logiciel de paie à jour.",
        "",
    )
