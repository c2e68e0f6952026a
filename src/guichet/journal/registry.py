"""How each kind of event is told: to the fund, and to the person whose file it is."""

from collections.abc import Callable, Mapping
from typing import Any

from guichet.journal.models import Event

Sentence = Callable[[Mapping[str, Any]], str]
_sentences: dict[str, Sentence] = {}
_to_insured: dict[str, Sentence] = {}


def register(
    sentences: Mapping[str, Sentence], to_insured: Mapping[str, Sentence] | None = None
) -> None:
    """Declare how events are told. A kind is declared once, by the room that writes it.

    `to_insured` says the same to the person, in "vous"; a kind absent from it is the fund's own.
    """
    twice = _sentences.keys() & sentences.keys()
    if twice:
        raise ValueError(f"declared twice: {sorted(twice)}")
    _sentences.update(sentences)
    _to_insured.update(to_insured or {})


def tell(event: Event) -> str:
    """The event in the fund's voice, in the language in force."""
    return _sentences[event.kind](event.data)


def tell_insured(event: Event) -> str:
    """The event said to the person; empty for one that is the fund's own."""
    sentence = _to_insured.get(event.kind)
    return sentence(event.data) if sentence else ""


def known_kinds() -> frozenset[str]:
    return frozenset(_sentences)


def kinds_told_to_insured() -> frozenset[str]:
    return frozenset(_to_insured)
