"""How events are hashed into chains. Pure; the verification uses the very same functions."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from guichet.journal.models import Event

GENESIS = "0" * 64
_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class NewEvent(NamedTuple):
    """An event to be written, its values named as the columns are."""

    stream: str
    sequence: int
    kind: str
    at: datetime
    actor_kind: str
    actor_id: uuid.UUID | None
    rule: str
    gesture: uuid.UUID
    case_id: uuid.UUID | None
    person_id: uuid.UUID | None
    data: dict[str, Any]
    previous_hash: str
    hash: str = ""


def event_hash(event: Event | NewEvent) -> str:
    """SHA-256 over everything the event says and the hash before it."""
    said = [
        event.stream,
        event.sequence,
        event.kind,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_kind,
        str(event.actor_id or ""),
        event.rule,
        str(event.gesture),
        str(event.case_id or ""),
        str(event.person_id or ""),
        event.data,
        event.previous_hash,
    ]
    return digest_of(said)


def digest_of(said: Any) -> str:
    """SHA-256 of what JSON can say, its keys in their order whatever wrote them."""
    return hashlib.sha256(_text(said).encode()).hexdigest()


def heads_digest(heads: Iterable[tuple[str, int, str]], previous: str) -> str:
    """SHA-256 over (stream, sequence, hash) in the order of the streams, and the seal before.

    Sorted here: two databases, or one restored elsewhere, may not order a text alike.
    """
    digest = hashlib.sha256(previous.encode())
    for stream, sequence, hash_ in sorted(heads):
        digest.update(f"\n{stream}\t{sequence}\t{hash_}".encode())
    return digest.hexdigest()
