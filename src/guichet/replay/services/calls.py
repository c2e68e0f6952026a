"""Calls, on the days that the telephone is answered."""

from collections.abc import Sequence

from guichet.contacts.service import ContactChannel
from guichet.replay.contacts import channel_of, chunks_of
from guichet.replay.plan import Chunk, Year, working

CODE, RANK = "phone", 11


def chunks(year: Year) -> Sequence[Chunk]:
    paths = ("phone.calls", "phone.motives_pct")
    return chunks_of(year, channel_of(year, CODE, ContactChannel.PHONE, paths, working(year.days)))
