"""Reading the journal: timelines, and whether its chains hold."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from guichet.journal.chain import GENESIS, event_hash, heads_digest
from guichet.journal.models import Event, Seal, SealedHead, StreamHead


@dataclass(frozen=True)
class Break:
    """A place where a chain no longer holds, in words."""

    stream: str
    sequence: int
    what: str


def of_case(case_id: uuid.UUID) -> QuerySet[Event]:
    return Event.objects.filter(case_id=case_id).order_by("id")


def last_of(kind: str, case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID | None, datetime]:
    """When each file last had an event of this kind; the files that had one only."""
    events = Event.objects.filter(kind=kind, case_id__in=list(case_ids))
    return dict(events.values_list("case_id").annotate(Max("at")))


def of_person(person_id: uuid.UUID) -> QuerySet[Event]:
    return Event.objects.filter(person_id=person_id).order_by("at", "id")


def broken() -> Iterator[Break]:
    """Walk every chain and every seal; yield what was altered, removed or slipped in."""
    heads = {h.stream: (h.sequence, h.hash) for h in StreamHead.objects.iterator(chunk_size=5_000)}
    stream, sequence, hash_ = "", 0, GENESIS
    for event in Event.objects.order_by("stream", "sequence").iterator(chunk_size=5_000):
        if event.stream != stream:
            if stream and heads.pop(stream, None) != (sequence, hash_):
                yield Break(stream, sequence, "the chain does not end at its head")
            stream, sequence, hash_ = event.stream, 0, GENESIS
        if event.sequence != sequence + 1:
            yield Break(stream, event.sequence, "an event is missing before this one")
        if event.previous_hash != hash_ or event.hash != event_hash(event):
            yield Break(stream, event.sequence, "this event is not what was written")
        sequence, hash_ = event.sequence, event.hash
    if stream and heads.pop(stream, None) != (sequence, hash_):
        yield Break(stream, sequence, "the chain does not end at its head")
    for orphan, end in heads.items():
        if end != (0, GENESIS):
            yield Break(orphan, 0, "all events of this chain are missing")
    yield from _broken_seals()


def _broken_seals() -> Iterator[Break]:
    previous = GENESIS
    for seal in Seal.objects.order_by("id"):
        heads = list(seal.sealed.order_by("stream").values_list("stream", "sequence", "hash"))
        digest = heads_digest(heads, seal.previous_digest)
        if (seal.previous_digest, seal.digest, seal.heads) != (previous, digest, len(heads)):
            yield Break("seal", seal.id, "this seal is not what was written")
        previous = seal.digest
    held = Event.objects.filter(
        stream=OuterRef("stream"), sequence=OuterRef("sequence"), hash=OuterRef("hash")
    )
    for head in SealedHead.objects.filter(~Exists(held)).order_by("id"):
        yield Break(head.stream, head.sequence, "the event that was sealed here is not the same")
    sealed = SealedHead.objects.filter(
        stream=OuterRef("stream"), sequence=OuterRef("sealed_sequence")
    )
    for lost in StreamHead.objects.filter(~Exists(sealed), sealed_sequence__gt=0):
        yield Break(lost.stream, lost.sealed_sequence, "the seal made here is missing")
