"""Reading a DSN file in one pass: faults as they are met, declarations as they end.

A declaration is judged block by block; each person's blocks are judged, turned into typed records
and let go, so that memory follows the declared facts and not the lines of the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from guichet.formats.dsn.controls import (
    DECLARATION_CONTROLS,
    STOP_CONTROLS,
    Head,
    evaluate,
)
from guichet.formats.dsn.extract import DsnDeclaration, declaration, record
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.lines import FIRST_RUBRIC, Line, NotADsn, rubrics
from guichet.formats.dsn.norm import TABLED, Norm, load, phase_of
from guichet.formats.dsn.person_controls import HEAD_CONTROLS, PERSON_CONTROLS, SENDER_CONTROLS
from guichet.formats.dsn.structure import absent, cardinalities, usages
from guichet.formats.dsn.tree import Builder, Node
from guichet.formats.dsn.values import checkers, day_of

Mode = Literal["strict", "tolerant"]
SENDING, DECLARATION, PERSON, TOTAL = "S10.G00.00", "S20.G00.05", "S21.G00.30", "S90.G00.90"
# What a platform drops from a body's perimeter: absent is not a fault of the employer's.
TOLERATED = frozenset({"usage-O", "cardinality", "unknown-rubric", "order", "usage-I"})


@dataclass
class _State:
    mode: Mode
    norm: Norm = field(default_factory=lambda: load(TABLED[-1]))
    builder: Builder = field(init=False)
    root: Node | None = None
    current: DsnDeclaration | None = None
    node: Node | None = None
    person: Node | None = None
    persons: int = 0
    nirs: set[str] = field(default_factory=set)
    lines: int = 0
    declarations: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = False
    pending: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.builder = Builder(self.norm)

    @property
    def head(self) -> Head:
        node = self.node
        if node is None:
            return Head("01", "01", None, "")
        firm = next(iter(node.below("S21.G00.06")), None)
        return Head(
            node.get("001") or "",
            node.get("002") or "",
            day_of(node.get("007")),
            (firm.get("001") if firm else "") or "",
        )


def read(
    stream: BinaryIO, *, mode: Mode = "strict", max_faults: int = 10_000
) -> Iterator[Fault | DsnDeclaration]:
    """Yield faults and declarations. Past `max_faults` (0: all) the rest are counted by control."""
    told = 0
    beyond: Counter[str] = Counter()
    for item in _read(stream, mode):
        if isinstance(item, DsnDeclaration):
            yield item
        elif max_faults and told >= max_faults:
            beyond[item.code] += 1
        else:
            told += 1
            yield item
    for code, count in sorted(beyond.items()):
        yield Fault(
            1, "structure", code, False, f"Et {count} autre(s) défaut(s) de ce genre.", str(count)
        )


def _read(stream: BinaryIO, mode: Mode) -> Iterator[Fault | DsnDeclaration]:
    state = _State(mode)
    try:
        for item in rubrics(stream):
            if isinstance(item, Fault):
                yield from _told(state, [item])
            else:
                yield from _rubric(state, item)
    except NotADsn as refused:
        yield refused.fault
        return
    yield from _end(state)


def _rubric(state: _State, item: Line) -> Iterator[Fault | DsnDeclaration]:
    line, rubric, value = item
    if state.mode == "tolerant" and rubric[:3] in ("S05", "S06", "S95", "S96"):
        return
    block = rubric[:10]
    if rubric == FIRST_RUBRIC:
        yield from _start(state, line, value)
        return
    state.lines += 1
    if state.root is None:
        yield _structure(line, "order", f"La première rubrique d'un envoi est {FIRST_RUBRIC}.")
        return
    if rubric == "S10.G00.00.006":
        yield from _choose_norm(state, line, value)
    if block in (DECLARATION, PERSON, TOTAL) and _begins(state, block, rubric):
        yield from _close_person(state)
        if block != PERSON:
            yield from _close_declaration(state)
    yield from _told(state, _place(state, line, rubric, value))


def _begins(state: _State, block: str, rubric: str) -> bool:
    current = state.builder.open[-1]
    return not (current.block == block and rubric[11:] > current.last_rubric)


def _start(state: _State, line: int, value: str) -> Iterator[Fault | DsnDeclaration]:
    """A new sending begins; in strict mode a file holds one."""
    if state.root is not None:
        yield from _end(state, last=False)
        if state.mode == "strict":
            yield _structure(line, "order", "Un fichier déposé contient un seul envoi.")
    state.root = Node(SENDING, line)
    state.root.values["001"] = (value, line)
    state.root.last_rubric = "001"
    state.builder.start(state.root)
    state.lines, state.declarations, state.closed = 1, [], False
    fault = checkers(state.norm.phase)[FIRST_RUBRIC](value, line)
    if fault:
        yield fault


def _choose_norm(state: _State, line: int, value: str) -> Iterator[Fault]:
    phase = phase_of(value)
    if phase is None:
        yield Fault(
            line,
            "S10.G00.00.006",
            "value",
            state.mode == "strict",
            f"La version de norme {value[:6]} n'est pas connue (P19V01 à {TABLED[-1]}V01). Le "
            f"fichier est lu selon {TABLED[-1]}V01.",
            value[:6],
        )
        phase = TABLED[-1]
    state.norm = load(phase)
    state.builder.norm = state.norm


def _place(state: _State, line: int, rubric: str, value: str) -> list[Fault]:
    """Put a rubric in its block, and judge its value."""
    faults: list[Fault] = []
    known = state.norm.rubrics.get(rubric)
    platform = state.mode == "tolerant" and rubric[11:12] == "9"
    if known is None:
        if not platform:
            faults.append(_unknown(line, rubric, state.norm.phase))
        if rubric[:10] not in state.norm.blocks:
            return faults
    else:
        fault = checkers(state.norm.phase)[rubric](value, line)
        told = rubric == "S10.G00.00.006" and phase_of(value) is None
        if fault and not told:
            faults.append(fault)
    opened, misplaced = state.builder.add(rubric, value, line)
    if misplaced:
        faults.append(misplaced)
    if opened is not None:
        _opened(state, opened)
    return faults


def _opened(state: _State, node: Node) -> None:
    if node.block == DECLARATION:
        state.node, state.current, state.persons, state.nirs = node, None, 0, set()
    elif node.block == PERSON:
        state.person = node
        state.persons += 1
    elif node.block == TOTAL:
        state.closed = True


def _told(state: _State, faults: list[Fault]) -> Iterator[Fault]:
    """Pass faults on; a blocking one marks the declaration in which it stands."""
    for fault in faults:
        told = fault
        if state.mode == "tolerant" and fault.code in TOLERATED:
            told = Fault(fault.line, fault.rubric, fault.code, False, fault.message, fault.value)
        if told.blocking and state.node is not None and not state.closed:
            _declaration(state).has_blocking_faults = True
        yield told


def _declaration(state: _State) -> DsnDeclaration:
    if state.current is None:
        if state.node is None:
            raise ValueError("no declaration is open")
        test = bool(state.root and state.root.get("005") == "01")
        state.current = declaration(state.node, phase=state.norm.phase, test=test)
    return state.current


def _close_person(state: _State) -> Iterator[Fault]:
    """Judge the person that ends here, keep what they say, let their blocks go."""
    person, state.person = state.person, None
    if person is None:
        return
    head = state.head
    faults = list(evaluate(PERSON_CONTROLS, person, head))
    faults += evaluate(STOP_CONTROLS, person, head)
    faults += usages(state.norm, person, head.nature)
    faults += cardinalities(state.norm, person, head.nature)
    if nir := person.get("001"):
        if nir in state.nirs:
            faults.append(_twice(person))
        state.nirs.add(nir)
    yield from _told(state, sorted(faults, key=lambda fault: fault.line))
    _declaration(state).persons.append(record(person))
    person.children.clear()
    if person.parent is not None and state.persons > 1:
        person.parent.children.remove(person)
        state.builder.open[:] = [n for n in state.builder.open if n is not person]


def _close_declaration(state: _State) -> Iterator[Fault | DsnDeclaration]:
    """Judge the declaration that ends here, and hand it over."""
    node = state.node
    if node is None:
        return
    head = state.head
    faults = list(evaluate(DECLARATION_CONTROLS, node, head))
    faults += evaluate(HEAD_CONTROLS, node, head)
    faults += usages(state.norm, node, head.nature, without=(PERSON,))
    faults += cardinalities(
        state.norm, node, head.nature, without=(PERSON,), counted={PERSON: state.persons}
    )
    yield from _told(state, sorted(faults, key=lambda fault: fault.line))
    kept = _declaration(state)
    ready = declaration(node, phase=kept.phase, test=kept.test)
    ready.persons, ready.has_blocking_faults = kept.persons, kept.has_blocking_faults
    state.declarations.append((ready.nature, ready.kind))
    state.node = state.current = None
    node.children.clear()
    yield ready


def _end(state: _State, *, last: bool = True) -> Iterator[Fault | DsnDeclaration]:
    """The end of a sending: its own rubrics and its totals."""
    yield from _close_person(state)
    yield from _close_declaration(state)
    root = state.root
    if root is None:
        return
    natures = [nature for nature, _ in state.declarations] or ["01"]
    head = Head(natures[0] if natures[0] else "01", "01", None, "")
    faults = list(evaluate(SENDER_CONTROLS, root, head))
    faults += usages(state.norm, root, "01", without=(DECLARATION,))
    for block in ("S10.G00.01", "S10.G00.02", TOTAL):
        if not root.below(block):
            faults.append(absent(state.norm, block, root.line))
    if not state.declarations:
        faults.append(absent(state.norm, DECLARATION, root.line))
    faults += _nothing_to_declare(state, root)
    faults += _totals(state, root)
    yield from (f for f in sorted(faults, key=lambda fault: fault.line))


def _nothing_to_declare(state: _State, root: Node) -> Iterator[Fault]:
    if root.get("008") == "02" and any(
        nature != "01" or kind not in ("02", "05") for nature, kind in state.declarations
    ):
        yield Fault(
            root.line_of("008"),
            "S10.G00.00.008",
            "CCH-11",
            True,
            "L'envoi dit « néant », mais une déclaration concerne des personnes. Mettez 01.",
            "02",
        )


def _totals(state: _State, root: Node) -> Iterator[Fault]:
    """S90: rubric lines (its own two included) and declarations, both exact."""
    for total in root.below(TOTAL):
        for suffix, counted, what in (
            ("001", state.lines, "rubriques"),
            ("002", len(state.declarations), "déclarations"),
        ):
            said = total.get(suffix)
            if said is not None and said.isdigit() and int(said) != counted:
                yield Fault(
                    total.line_of(suffix),
                    f"{TOTAL}.{suffix}",
                    "CST-11",
                    True,
                    f"Le total annonce {said} {what} ; le fichier en contient {counted}. Il est "
                    "incomplet ou modifié : exportez-le de nouveau.",
                    said,
                )


def _twice(person: Node) -> Fault:
    return Fault(
        person.line_of("001"),
        "S21.G00.30.001",
        "CCH-14",
        True,
        "Ce salarié est deux fois dans la déclaration. Regroupez ses contrats sous un seul bloc.",
        "",
    )


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


def _structure(line: int, code: str, message: str) -> Fault:
    return Fault(line, "structure", code, True, message, "")
