"""Each reason for which a person is needed: its sentence and the next step, in French."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Sentence = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True)
class TaskKind:
    """`by_hand`: nothing in the program closes it; whoever did it says so."""

    title: Sentence
    next_step: Sentence
    by_hand: bool = False


_kinds: dict[str, TaskKind] = {}


def register(kinds: Mapping[str, TaskKind]) -> None:
    """Declare reasons. A reason is declared once, by the room that opens tasks for it."""
    twice = _kinds.keys() & kinds.keys()
    if twice:
        raise ValueError(f"declared twice: {sorted(twice)}")
    _kinds.update(kinds)


def kind_of(name: str) -> TaskKind:
    return _kinds[name]


def known_kinds() -> frozenset[str]:
    return frozenset(_kinds)
