"""How each kind of event is told, in the history of a file and the timeline of a person."""

from collections.abc import Callable, Mapping
from typing import Any

from guichet.journal.models import Event

Sentence = Callable[[Mapping[str, Any]], str]
_sentences: dict[str, Sentence] = {}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Declare how events are told. A kind is declared once, by the room that writes it."""
    twice = _sentences.keys() & sentences.keys()
    if twice:
        raise ValueError(f"declared twice: {sorted(twice)}")
    _sentences.update(sentences)


def tell(event: Event) -> str:
    """The event as a sentence in the language in force."""
    return _sentences[event.kind](event.data)


def known_kinds() -> frozenset[str]:
    return frozenset(_sentences)
