"""Writing to the journal. Called inside the transaction of the action that did the thing."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from guichet.journal import bulk
from guichet.journal.actor import Actor
from guichet.journal.chain import GENESIS, NewEvent, event_hash, heads_digest
from guichet.journal.ids import new_id
from guichet.journal.models import Event, Reading, Seal, SealedHead, StreamHead
from guichet.journal.retry import begin_again


@dataclass(frozen=True)
class Draft:
    """An event to be. `data` must be JSON and hold no name, NIR or health fact."""

    stream: str
    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    case_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None


def append(drafts: Sequence[Draft], *, actor: Actor, now: datetime) -> list[NewEvent]:
    """Append events to their chains, in the order given, as one gesture."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of what it tells.")
    if not drafts:
        return []
    heads = _locked_heads(sorted({draft.stream for draft in drafts}))
    gesture = new_id()
    events = []
    for draft in drafts:
        sequence, previous = heads[draft.stream]
        event = NewEvent(
            stream=draft.stream,
            sequence=sequence + 1,
            kind=draft.kind,
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            rule=actor.rule,
            gesture=gesture,
            case_id=draft.case_id,
            person_id=draft.person_id,
            data=draft.data,
            previous_hash=previous,
        )
        event = event._replace(hash=event_hash(event))
        heads[draft.stream] = event.sequence, event.hash
        events.append(event)
    bulk.insert_rows(Event, NewEvent._fields, events)
    ends = ((stream, *head) for stream, head in heads.items())
    bulk.update_rows(StreamHead, ["sequence", "hash"], ends)
    return events


def _locked_heads(streams: list[str]) -> dict[str, tuple[int, str]]:
    """The last rank and hash of streams, locked in one order so that two writers cannot wait in a
    circle."""
    locked = StreamHead.objects.select_for_update().order_by("stream")
    ends = locked.values_list("stream", "sequence", "hash")
    heads = {stream: (rank, last) for stream, rank, last in ends.filter(stream__in=streams)}
    missing = [stream for stream in streams if stream not in heads]
    if missing:
        StreamHead.objects.bulk_create(
            [StreamHead(stream=stream, sequence=0, hash=GENESIS) for stream in missing],
            ignore_conflicts=True,
        )
        heads |= {stream: (rank, last) for stream, rank, last in ends.filter(stream__in=missing)}
    return heads


def record_reading(
    *,
    actor: Actor,
    now: datetime,
    page: str,
    person_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    document_id: uuid.UUID | None = None,
) -> None:
    """Keep the trace that `actor` opened this person, file or document on `page`."""
    if actor.id is None:
        raise ValueError("Only an account reads; a rule leaves its trace in what it writes.")
    Reading.objects.create(
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        person_id=person_id,
        case_id=case_id,
        document_id=document_id,
        page=page,
    )


def seal(now: datetime) -> Seal:
    """Seal together the heads that moved since the last seal, chained to it."""
    return begin_again(lambda: _seal(now), times=10)


@transaction.atomic
def _seal(now: datetime) -> Seal:
    last = Seal.objects.order_by("-id").first()
    previous = last.digest if last else GENESIS
    moved = list(
        StreamHead.objects.select_for_update()
        .filter(sequence__gt=F("sealed_sequence"))
        .order_by("stream")
    )
    digest = heads_digest(((h.stream, h.sequence, h.hash) for h in moved), previous)
    made = Seal.objects.create(at=now, heads=len(moved), previous_digest=previous, digest=digest)
    bulk.insert(
        [SealedHead(seal=made, stream=h.stream, sequence=h.sequence, hash=h.hash) for h in moved]
    )
    for head in moved:
        head.sealed_sequence = head.sequence
    bulk.update(moved, ["sealed_sequence"])
    return made
