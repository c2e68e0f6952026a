"""A forecast beside the year that was lived: its error is small, and smaller than a naive one's.

Made on a peak, when more files came than the agents decided: that of the spring of 2020, for which
the bounds were set, and another that they had not seen; docs/benchmarks.md says what a forecast is
worth on other days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import guichet.replay
from guichet.insight.service import known
from guichet.replay.plan import Year
from guichet.replay.profile import parse_profile
from tests.replay.staffed import Staff, informed, lived_with_staff, met, wait_of_week

pytestmark = [pytest.mark.django_db, pytest.mark.dear]

PROFILES = Path(guichet.replay.__file__).with_name("profiles")
SCALE, A_DAY = Decimal("0.0004"), 1
SPRING = "peaks_pct: {2020-03: 65, 2020-04: 86}"


@dataclass(frozen=True)
class Peak:
    """`rises` and `risen`: days near its beginning and near its end."""

    peaks: str
    rises: date
    risen: date
    last: date


PEAKS = (
    Peak(SPRING, date(2020, 3, 15), date(2020, 4, 12), date(2020, 5, 10)),
    pytest.param(
        Peak(
            "peaks_pct: {2020-05: 50, 2020-06: 70}",
            date(2020, 5, 17), date(2020, 6, 14), date(2020, 7, 12),
        ),
        marks=pytest.mark.soak,
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=PEAKS, ids=["spring", "early-summer"])
def peak(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Peak]:
    """Lived once: a file decided each working day, by an agent."""
    text = (PROFILES / "cpam93-2020.yaml").read_text(encoding="utf-8")
    assert SPRING in text
    profile = parse_profile(text.replace(SPRING, request.param.peaks).encode())
    with django_db_blocker.unblock(), transaction.atomic():
        lived_with_staff(Year(profile, SCALE, 7), request.param.last, Staff(A_DAY))
        yield request.param
        transaction.set_rollback(True)


def test_a_stock_that_grows_is_foreseen_a_month_ahead(peak: Peak) -> None:
    found = met(known(peak.risen, 4))
    assert found.error < found.mean * 15 / 100 < found.error_if_still


def test_who_knows_what_comes_and_what_agents_can_do_knows_the_stock_and_the_wait(
    peak: Peak,
) -> None:
    """What a manager supposes of both is all that the forecast of a peak's beginning lacks."""
    stood = known(peak.rises, 8)
    told, unaware = met(informed(stood, A_DAY)), met(stood)
    assert told.error < told.mean * 10 / 100 < unaware.error < unaware.error_if_still
    waits, lived = wait_of_week(informed(stood, A_DAY), 3)
    assert stood.waits_now is not None
    assert abs(waits - lived) < min(lived * 15 / 100, abs(stood.waits_now - lived))
