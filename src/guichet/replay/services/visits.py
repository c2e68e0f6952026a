"""Visits at the sites: none while they are closed, fewer after, some of these by appointment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from guichet.contacts.service import ContactChannel, ContactMode
from guichet.replay.assumptions import assumed
from guichet.replay.contacts import channel_of, chunks_of
from guichet.replay.plan import Chunk, Year, working
from guichet.replay.profile import ProfileFault
from guichet.replay.sites import closing, open_on
from guichet.replay.spread import column, dice

CODE, RANK = "desk", 10
PATHS = ("reception.visits", "reception.motives_pct")
BOOKED = "reception.visits_by_appointment"


def chunks(year: Year) -> Sequence[Chunk]:
    made = channel_of(year, CODE, ContactChannel.DESK, PATHS, _weights(year))
    return chunks_of(year, replace(made, modes=_modes(year, made.counts)))


def _weights(year: Year) -> dict[date, int]:
    closed = closing(year.profile)
    after = assumed("desk.after_closing_pct")
    return {
        day: weight * (after if closed and day > closed[1] else 100)
        for day, weight in working(year.days).items()
        if open_on(year.profile, day)
    }


def _modes(year: Year, counts: Mapping[date, int]) -> list[ContactMode]:
    """In the order of the days; by appointment since the sites opened again, or all the year."""
    closed = closing(year.profile)
    before = sum(n for day, n in counts.items() if closed and day < closed[0])
    booked, rest = year.count(BOOKED), sum(counts.values()) - before
    if booked > rest:
        raise ProfileFault(f"{BOOKED} : plus de rendez-vous que de visites après la fermeture.")
    drawn = {ContactMode.APPOINTMENT: booked, ContactMode.WALK_IN: rest - booked}
    return [ContactMode.WALK_IN] * before + column(drawn, dice(year.seed, CODE, "modes"))
