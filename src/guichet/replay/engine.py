"""Living a year: each piece once, in one transaction with the row that says so.

What was lived before a kill is what the database holds; calling again goes on from there. Two
processes may live the same year: who comes second to a piece finds it lived.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from guichet.people.service import Person
from guichet.replay.models import LivedChunk, Replay
from guichet.replay.plan import Chunk, Year
from guichet.replay.services import services

Watch = Callable[[Chunk], None]


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
    year: Year, chunks: list[Chunk], *, clock: Callable[[], datetime], watch: Watch
) -> dict[str, Lived]:
    """Live what was not lived yet; answers how much, by service. Raises OtherYear, Inhabited."""
    replay = _open(year, clock())
    before = set(replay.chunks.values_list("service", "number"))
    lived: dict[str, Lived] = {}
    for chunk in chunks:
        of = lived.setdefault(chunk.service, Lived())
        if (chunk.service, chunk.number) not in before and _live(replay, chunk):
            of.now += chunk.size
        else:
            of.before += chunk.size
        watch(chunk)
    Replay.objects.filter(pk=replay.pk, ended_at=None).update(ended_at=clock())
    return lived


def _open(year: Year, now: datetime) -> Replay:
    said = {"profile_digest": year.profile.digest, "scale": year.scale, "seed": year.seed}
    if Person.objects.exists() and not Replay.objects.exists():
        raise Inhabited
    replay, _ = Replay.objects.get_or_create(year=year.number, defaults={**said, "started_at": now})
    if any(getattr(replay, name) != value for name, value in said.items()):
        raise OtherYear
    return replay


def _live(replay: Replay, chunk: Chunk) -> bool:
    """Whether the piece is lived by this call."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                LivedChunk.objects.create(
                    replay=replay, service=chunk.service, number=chunk.number, size=chunk.size
                )
        except IntegrityError:
            return False
        chunk.live()
    return True
