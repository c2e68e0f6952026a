"""What ends is judged: a person, a declaration, a sending with its totals."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from guichet.formats.dsn.across import cancelled_at_once, identity
from guichet.formats.dsn.declared import controls_of
from guichet.formats.dsn.extract import DsnDeclaration, declaration, record
from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.groups import group_of
from guichet.formats.dsn.head import Head
from guichet.formats.dsn.memory import MEMORY
from guichet.formats.dsn.plans import evaluate
from guichet.formats.dsn.state import DECLARATION, PERSON, TOTAL, State
from guichet.formats.dsn.structure import Rules, absent, absent_rubric, rules, structure, walk
from guichet.formats.dsn.tree import Node

# A platform drops what is outside the body's perimeter: absent is then no fault of the employer's,
# and the totals are those of the file before.
TOLERATED = frozenset({"usage-O", "cardinality", "unknown-rubric", "order", "usage-I", "CST-11"})
STRUCTURE = frozenset({"usage-O", "cardinality", "unknown-rubric", "order", "line-syntax"})
LONGEST_COUNT = 12


def told(state: State, faults: list[Fault]) -> Iterator[Fault]:
    """Pass faults on; a blocking one marks the declaration, or the sending, in which it stands."""
    for fault in sorted(faults, key=lambda fault: fault.line):
        one = fault
        state.disordered = state.disordered or fault.code in STRUCTURE
        if state.mode == "tolerant" and fault.code in TOLERATED:
            one = Fault(fault.line, fault.rubric, fault.code, False, fault.message, fault.value)
        if one.blocking:
            state.blocked = True
            state.refused = state.refused or state.node is None
        yield one


def _judged(
    state: State,
    top: Node,
    head: Head,
    nature: str,
    *,
    flaws: Collection[tuple[int, str]],
    without: Collection[str] = (),
    counted: Mapping[str, tuple[int, int]] | None = None,
) -> Iterator[Fault]:
    """Usages, cardinalities and controls of a block and of those below it."""
    table, plans = rules(state.norm.phase, nature), controls_of(state.norm.phase)[nature]
    nodes = tuple(walk(top, table, without))
    verdicts = tuple([plans[node.block].verdict(node, head) for node in nodes])
    doubtful = state.disordered or bool(flaws)
    together = top.block == PERSON and not doubtful and _whole(nodes)
    group = MEMORY.groups.get(verdicts) if together else None
    if group is None:
        faults = [
            fault
            for node in nodes
            for fault in structure(state.norm, node, table[node.block], counted=counted)
        ]
        yield from faults
        doubtful = doubtful or any(fault.code in STRUCTURE for fault in faults)
        if together and not faults:
            group = group_of(nodes, verdicts, plans[PERSON].kinds)
    feed = state.mode == "tolerant"
    if group is not None:
        yield from evaluate(group.left(nodes, head), head, feed=feed)
        return
    for node, verdict in zip(nodes, verdicts, strict=True):
        if not node.missing:
            broken = _broken(node, table[node.block], flaws) if doubtful else None
            for fault in evaluate(verdict.called(node, broken), head, feed=feed):
                if (fault.line, fault.rubric) not in flaws:
                    yield fault


def _whole(nodes: Sequence[Node]) -> bool:
    """Whether these blocks are all there, and all those that stand below the first."""
    below = sum([len(node.children) for node in nodes])
    return below < len(nodes) and not any(node.missing for node in nodes)


def _broken(node: Node, known: Rules, flaws: Collection[tuple[int, str]]) -> frozenset[str]:
    """The rubrics of a block whose value is at fault already, or that are missing."""
    wrong = {s for s, line in node.lines.items() if (line, f"{node.block}.{s}") in flaws}
    return frozenset(wrong | (known.compulsory - node.values.keys()))


def close_person(state: State) -> Iterator[Fault]:
    """Judge the person that ends here, keep what they say, let their blocks go."""
    person, state.person = state.person, None
    if person is None:
        return
    faults: list[Fault] = []
    if person.missing:
        faults.append(absent(state.norm, PERSON, person.line))
    if nature := state.nature:
        faults += _judged(state, person, state.head(), nature, flaws=state.person_flaws)
    state.declared.keep(person)
    if state.disordered or state.person_flaws or any(fault.code in STRUCTURE for fault in faults):
        state.declared.sure = False
    if nir := person.get("001"):
        if nir in state.nirs:
            faults.append(_twice(person))
        state.nirs.add(nir)
    if faults:
        yield from told(state, faults)
    if state.keep_persons and not person.missing:
        state.records.append(record(person))
    state.person_flaws.clear()
    state.disordered = False
    person.children.clear()
    if state.persons > 1:
        person.let_go()


def close_declaration(state: State) -> Iterator[Fault]:
    """Judge the declaration that ends here; it is handed over with its sending."""
    node = state.node
    if node is None:
        return
    faults: list[Fault] = []
    if node.missing:
        faults.append(absent(state.norm, DECLARATION, node.line))
    elif nature := state.nature:
        counted = {PERSON: (state.persons, state.second_person)}
        faults += _judged(
            state,
            node,
            state.head(whole=True),
            nature,
            flaws=state.declaration_flaws,
            without=(PERSON,),
            counted=counted,
        )
    else:
        faults += _without_nature(state, node)
    yield from told(state, faults)
    test = bool(state.root and state.root.get("005") == "01")
    ready = declaration(node, phase=state.norm.phase, test=test)
    ready.persons, ready.has_blocking_faults = state.records, state.blocked
    state.declarations.append(ready)
    state.identities.append(identity(node, ready.siret))
    state.counted += not node.missing
    state.node, state.records, state.blocked = None, [], False
    state.declaration_flaws.clear()
    state.disordered = False
    node.children.clear()


def _without_nature(state: State, node: Node) -> Iterator[Fault]:
    """No message to judge by: said once, unless the value of the nature was already at fault."""
    said = node.get("001")
    if said is None:
        yield absent_rubric(state.norm, f"{DECLARATION}.001", node.line)
    elif (node.line_of("001"), f"{DECLARATION}.001") not in state.declaration_flaws:
        yield Fault(
            node.line_of("001"),
            f"{DECLARATION}.001",
            "not-evaluated",
            False,
            "Ce message n'est pas jugé ici : seuls sa syntaxe et ses valeurs le sont.",
            said,
        )


def close_sending(state: State) -> Iterator[Fault | DsnDeclaration]:
    """The sending's own rubrics and its totals, then its declarations.

    They wait for it because a sending whose envelope is refused is refused whole.
    """
    root = state.root
    if root is None:
        return
    head = state.head()
    counted = {
        DECLARATION: (state.counted, 0),
        TOTAL: (max(1, len(root.below(TOTAL))), _second(root)),
    }
    if is_cut(state):
        state.refused = state.refused or state.mode == "strict"
        yield _cut(state.last_line)
    faults = list(
        _judged(
            state,
            root,
            head,
            "01",
            flaws=state.sending_flaws,
            without=(DECLARATION,),
            counted=counted,
        )
    )
    if root.missing:
        faults.append(absent(state.norm, root.block, root.line))
    faults += _nothing_to_declare(state, root)
    faults += cancelled_at_once(state.identities)
    faults += _totals(state, root)
    yield from told(state, faults)
    state.sending_flaws.clear()
    for ready in state.declarations:
        ready.has_blocking_faults = ready.has_blocking_faults or state.refused
        yield ready


def is_cut(state: State) -> bool:
    """Whether the sending stops before its totals, and before a platform's own closing records."""
    return state.root is not None and not state.trailer and not state.root.below(TOTAL)


def _second(root: Node) -> int:
    totals = root.below(TOTAL)
    return totals[1].line if len(totals) > 1 else 0


def _cut(line: int) -> Fault:
    return Fault(
        line,
        TOTAL,
        "cardinality",
        True,
        "L'envoi s'arrête ici, sans le bloc S90.G00.90 (total de l'envoi) : il est coupé. "
        "Exportez-le de nouveau depuis votre logiciel de paie.",
        "",
    )


def _nothing_to_declare(state: State, root: Node) -> Iterator[Fault]:
    if root.get("008") == "02" and any(
        found.nature != "01" or found.kind not in ("02", "05") for found in state.declarations
    ):
        yield Fault(
            root.line_of("008"),
            "S10.G00.00.008",
            "CCH-11",
            True,
            "L'envoi dit « néant », mais une déclaration concerne des personnes. Mettez 01.",
            "02",
        )


def _totals(state: State, root: Node) -> Iterator[Fault]:
    """S90: rubric lines (its own two included) and declarations, both exact."""
    for total in root.below(TOTAL):
        for suffix, counted, what in (
            ("001", state.lines, "rubriques"),
            ("002", state.counted, "déclarations"),
        ):
            said = total.get(suffix) or ""
            if len(said) > LONGEST_COUNT or not said.isdecimal() or int(said) == counted:
                continue
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
