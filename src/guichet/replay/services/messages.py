"""Messages written from an account, any day; answered some hours or days later."""

from collections.abc import Sequence

from guichet.contacts.service import ContactChannel
from guichet.replay.contacts import channel_of, chunks_of
from guichet.replay.plan import Chunk, Year, weight_of

CODE, RANK = "messages", 12


def chunks(year: Year) -> Sequence[Chunk]:
    weights = {day: max(1, weight_of(day)) for day in year.days}
    paths = ("messages.received", "messages.motives_pct")
    return chunks_of(year, channel_of(year, CODE, ContactChannel.MESSAGE, paths, weights))
