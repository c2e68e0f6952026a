"""Years lived in the database of a test."""

from collections.abc import Sequence
from typing import Any

from guichet.contacts.models import Contact
from guichet.replay.engine import Lived, live, plan
from guichet.replay.plan import Chunk, Year
from tests.support import world

CONTACTS = ("department", "previous_year", "desk", "phone", "messages")


def lived(
    year: Year, chunks: list[Chunk] | None = None, *, services: Sequence[str] = CONTACTS
) -> dict[str, Lived]:
    """Live the year of some services, or just some pieces."""
    if chunks is None:
        chunks = [chunk for chunk in plan(year) if chunk.service in services]
    return live(year, chunks, clock=lambda: world.NOW, watch=lambda chunk: None)


def records() -> list[tuple[Any, ...]]:
    """All contacts by what they say, without the identifiers that each writing draws."""
    rows = Contact.objects.values_list(
        "channel", "public", "motive", "site__code", "mode", "outcome", "started_at",
        "answered_at", "duration_seconds", "person__nir", "taken_by__login", "recorded_at",
    )  # fmt: skip
    return sorted(rows, key=str)
