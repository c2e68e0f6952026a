"""How events are hashed into chains. Pure; the verification uses the very same functions."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from guichet.journal.models import Event

GENESIS = "0" * 64


def event_hash(event: Event) -> str:
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
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def heads_digest(heads: Iterable[tuple[str, int, str]], previous: str) -> str:
    """SHA-256 over (stream, sequence, hash) in the order of the streams, and the seal before.

    Sorted here: two databases, or one restored elsewhere, may not order a text alike.
    """
    digest = hashlib.sha256(previous.encode())
    for stream, sequence, hash_ in sorted(heads):
        digest.update(f"\n{stream}\t{sequence}\t{hash_}".encode())
    return digest.hexdigest()
