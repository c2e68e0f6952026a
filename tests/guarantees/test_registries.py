"""Whatever is written can be told: each event its sentence, each task its words, each message
its handler. Found by reading the sources, so that a new kind without words fails here."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from guichet.journal.registry import kinds_told_to_insured
from guichet.journal.registry import known_kinds as known_events
from guichet.outbox.jobs import _handlers
from guichet.outbox.service import MessageKind
from guichet.tasks.registry import known_kinds as known_tasks
from guichet.tasks.service import kind_of
from tests.support.session import ROOT

SOURCES = ROOT / "src" / "guichet"
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
# the argument that holds the kind in what writes an event
WRITERS = {"draft": 1, "Draft": 1, "_event": 1, "_tell": 1}


@cache
def trees() -> dict[Path, ast.Module]:
    """Each source, read once for all the tests of a process."""
    return {path: ast.parse(path.read_text()) for path in SOURCES.rglob("*.py")}


@cache
def calls_by_name() -> dict[str, list[tuple[Path, ast.Call]]]:
    found: dict[str, list[tuple[Path, ast.Call]]] = defaultdict(list)
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found[node.func.id].append((path, node))
    return found


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    yield from calls_by_name().get(name, ())


def literals(node: ast.AST) -> set[str]:
    return {
        n.value
        for n in ast.walk(node)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and KIND.fullmatch(n.value)
    }


def written_events() -> set[str]:
    """Kinds of events, written where they are drafted or held by a variable there."""
    found: set[str] = set()
    for name, place in WRITERS.items():
        for path, call in calls(name):
            if len(call.args) <= place:
                continue
            found |= literals(call.args[place])
            if isinstance(call.args[place], ast.Name) and call.args[place].id == "kind":  # type: ignore[attr-defined]
                found |= {
                    kind
                    for assigned in ast.walk(trees()[path])
                    if isinstance(assigned, ast.Assign)
                    and getattr(assigned.targets[0], "id", "") == "kind"
                    for kind in literals(assigned.value)
                }
    return found


def opened_tasks() -> set[str]:
    found = set()
    for name in ("NewTask", "Doubt", "_hand_over"):
        for _, call in calls(name):
            for argument in call.args[:3]:
                found |= literals(argument)
    for _, call in calls("Match"):
        found |= {kind for word in call.keywords for kind in literals(word.value)}
    return found


def test_every_event_that_is_written_has_its_sentence() -> None:
    assert len(written_events()) > 10
    assert written_events() <= known_events()


def test_what_the_person_is_not_told_is_the_funds_own_business() -> None:
    """A new event is told to the person too, unless it is named here."""
    own = {
        "account.closed",
        "advance.dropped",
        "advance.proposed",
        "account.reopened",
        "account.opened",
        "account.password_renewed",
        "insight.aggregates_imported",
        "letter.written",
        "person.contact_changed",
        "person.erased",
        "person.recorded",
        "person.sms_agreed",
        "person.sms_withdrawn",
        "recovery.prescribed",
        "run.filed",
        "run.opened",
        "sick_leave.notice_dismissed",
        "sick_leave.stop_dismissed",
        "table.imported",
        "takeover.imported",
    }
    assert known_events() - kinds_told_to_insured() == own
    assert kinds_told_to_insured() <= known_events()


def test_no_sentence_waits_for_an_event_that_nobody_writes() -> None:
    in_sources = {
        node.value
        for path, tree in trees().items()
        if path.name != "events.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {"sick_leave.notice_dismissed", "sick_leave.stop_dismissed"}  # from a subject's name
    assert known_events() - made <= in_sources


def test_every_task_that_is_opened_has_its_words() -> None:
    assert len(opened_tasks()) > 15
    assert opened_tasks() <= known_tasks()


def test_every_reason_of_a_task_can_happen() -> None:
    in_sources = {kind for tree in trees().values() for kind in literals(tree)}
    assert known_tasks() <= in_sources


@pytest.mark.parametrize("kind", sorted(known_tasks()))
def test_a_task_says_what_and_what_next(kind: str) -> None:
    """With the data that its openers give."""
    data = {
        "notice": "2026-10-05", "employer": "2026-10-02", "prescribed_on": "2026-10-05",
        "first_day": "2026-10-05", "last_day": "2026-10-25", "last_day_worked": "2026-10-02",
        "first": "2026-10-05", "last": "2026-10-25", "days": 2, "cents": 1500, "reason": "04",
        "month": "2026-07", "message": "x", "payee": "insured", "siret": "0",
        "day": "2026-10-05", "returned_on": "2026-10-05", "months": ["2026-07", "2026-08"],
        "sent_on": "2026-10-13", "order": "20261120-000001", "code": "AC04", "reopened": True,
        "reference": "NOT-OURS", "way": "cra", "channel": "phone", "since": "2026-10-05",
        "committee": "cra", "number": 1,
        "until": "2026-10-05", "hired_on": "2026-10-05", "cause": "amount", "paid": 2, "law": 1,
    }  # fmt: skip
    words = kind_of(kind)
    assert words.title(data)
    assert words.next_step(data)


def test_every_kind_of_message_has_its_handler() -> None:
    assert set(_handlers) == set(MessageKind)
