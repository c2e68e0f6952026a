"""The demonstration's year so far: a small made-up fund, up to yesterday."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from guichet.replay.engine import plan
from guichet.replay.plan import Chunk, Year
from guichet.replay.profile import Figure, read_profile

PROFILE, SCALE = "vallombre", Decimal("0.0005")
BEGUN = timedelta(days=30)  # in January, the year that has just ended tells more


def year_so_far(now: datetime) -> tuple[Year, list[Chunk]]:
    """The fund's year at `now`, and the pieces of it that are over: none is lived in advance."""
    today = localdate(now)
    profile = read_profile(PROFILE)
    number = Figure(Decimal((today - BEGUN).year))
    year = Year(replace(profile, figures={**profile.figures, "fund.year": number}), SCALE, seed=1)
    return year, [piece for piece in plan(year) if piece.day < today]
