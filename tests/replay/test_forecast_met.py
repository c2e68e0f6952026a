"""A forecast beside the year that was lived: its error is small, and smaller than a naive one's.

Made in the spring of 2020, when more files came than the agents decided; docs/benchmarks.md says
what it is worth on other days.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from guichet.insight.service import known
from guichet.replay.plan import Year
from guichet.replay.profile import read_profile
from tests.replay.staffed import informed, lived_with_staff, met, wait_of_week

pytestmark = pytest.mark.django_db

SCALE, A_DAY, LAST = Decimal("0.0004"), 1, date(2020, 5, 10)


@pytest.fixture(scope="module")
def spring(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Lived once: a file decided each working day, by an agent."""
    with django_db_blocker.unblock(), transaction.atomic():
        lived_with_staff(Year(read_profile("cpam93-2020"), SCALE, 7), LAST, A_DAY)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("spring")
def test_a_stock_that_grows_is_foreseen_a_month_ahead() -> None:
    found = met(known(date(2020, 4, 12), 4))
    assert found.error < found.mean * 15 / 100 < found.error_if_still


@pytest.mark.usefixtures("spring")
def test_who_knows_what_comes_and_what_agents_can_do_knows_the_stock_and_the_wait() -> None:
    """What a manager supposes of both is all that the forecast of March lacks."""
    stood = known(date(2020, 3, 15), 8)
    told, unaware = met(informed(stood, A_DAY)), met(stood)
    assert told.error < told.mean * 8 / 100 < unaware.error < unaware.error_if_still
    waits, lived = wait_of_week(informed(stood, A_DAY), 3)
    assert stood.waits_now is not None
    assert abs(waits - lived) < lived * 15 / 100 < abs(stood.waits_now - lived)
