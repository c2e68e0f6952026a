"""Living a year: each piece once, in one transaction with the row that says so.

What was lived before a kill is what the database holds; calling again goes on from there. Several
processes may live the same year: who comes second to a piece finds it lived.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError, connection, connections, transaction

from guichet.journal.service import begin_again
from guichet.people.service import Person
from guichet.replay.ahead import Prepared, ahead
from guichet.replay.models import LivedChunk, Replay
from guichet.replay.plan import Chunk, Year
from guichet.replay.services import services
from guichet.replay.together import together

Watch = Callable[[Chunk], None]

# Each thousand pages of its log, SQLite copies them to the base: those of a year change again and
# again meanwhile.
LESS_OFTEN = "PRAGMA wal_autocheckpoint = 16000"


class OtherYear(ValueError):
    """This database has lived that year from another profile, scale or seed."""


class Inhabited(ValueError):
    """This database holds persons that no replay has made: nothing made up is mixed with them."""


@dataclass
class Lived:
    """How many things of a service were lived now, how many before."""

    now: int = 0
    before: int = 0


def plan(year: Year) -> list[Chunk]:
    """All the pieces of a year, in the order in which they are lived."""
    ranked = [
        (chunk.day, service.RANK, chunk) for service in services() for chunk in service.chunks(year)
    ]
    return [chunk for _, _, chunk in sorted(ranked, key=lambda found: found[:2])]


def live(
    year: Year,
    chunks: list[Chunk],
    *,
    clock: Callable[[], datetime],
    watch: Watch,
    workers: int = 1,
) -> dict[str, Lived]:
    """Live what was not lived yet; answers how much, by service.

    By several processes on PostgreSQL. SQLite lets one write at a time: there one lives, and one
    more prepares. Raises OtherYear, Inhabited; WorkerLost where a process dies.
    """
    replay = _open(year, clock())
    before = set(replay.chunks.values_list("service", "number"))
    left = [chunk for chunk in chunks if (chunk.service, chunk.number) not in before]
    lived: dict[str, Lived] = {chunk.service: Lived() for chunk in chunks}
    for chunk in chunks:
        if (chunk.service, chunk.number) in before:
            lived[chunk.service].before += chunk.size
            watch(chunk)
    for chunk, now in _each(replay, left, workers):
        of = lived[chunk.service]
        if now:
            of.now += chunk.size
        else:
            of.before += chunk.size
        watch(chunk)
    Replay.objects.filter(pk=replay.pk, ended_at=None).update(ended_at=clock())
    return lived


def _each(replay: Replay, chunks: list[Chunk], workers: int) -> Iterator[tuple[Chunk, bool]]:
    """The pieces as they are lived, and whether it was by this call."""
    if workers == 1:
        yield from ((chunk, _live(replay, chunk, chunk.prepared())) for chunk in chunks)
        return
    connections.close_all()  # each process opens its own
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(LESS_OFTEN)
        yield from ((chunk, _live(replay, chunk, made)) for chunk, made in ahead(chunks))
        return
    founding = {service.CODE for service in services() if service.RANK == 0}
    yield from together(chunks, workers, partial(_live_again, replay), first=founding)


def _live_again(replay: Replay, chunk: Chunk) -> bool:
    prepared = chunk.prepared()
    return begin_again(lambda: _live(replay, chunk, prepared))


def _open(year: Year, now: datetime) -> Replay:
    said = {"profile_digest": year.profile.digest, "scale": year.scale, "seed": year.seed}
    if Person.objects.exists() and not Replay.objects.exists():
        raise Inhabited
    replay, _ = Replay.objects.get_or_create(year=year.number, defaults={**said, "started_at": now})
    if any(getattr(replay, name) != value for name, value in said.items()):
        raise OtherYear
    return replay


def _live(replay: Replay, chunk: Chunk, prepared: Prepared) -> bool:
    """Whether the piece is lived by this call."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                LivedChunk.objects.create(
                    replay=replay, service=chunk.service, number=chunk.number, size=chunk.size
                )
        except IntegrityError:
            return False
        chunk.live(*prepared)
    return True
