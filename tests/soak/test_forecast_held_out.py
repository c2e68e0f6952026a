"""The forecast on a year drawn by lot, that no bound was set on: what is told is lived.

tools/bench_forecast_held_out.py lives more of them, larger, and tells by how much each is off.
"""

from datetime import date

import pytest

from tests.replay.held_out import Living
from tests.replay.staffed import Staff
from tools.bench_forecast_held_out import RISE, stood

pytestmark = [pytest.mark.django_db, pytest.mark.dear, pytest.mark.soak]


def test_who_knows_what_comes_knows_the_stock_and_the_first_payment() -> None:
    lived = Living("small", 201, a_week=8, staff=Staff(2), peaks=RISE, last=(5, 24))
    lived.live()
    early, late = (stood(day, lived.staff.a_day) for day in (date(2020, 3, 1), date(2020, 3, 29)))
    for one in (early, late):
        assert one["told"] <= max(one["stock"] / 10, 2)
    assert early["wait"] <= 3  # who came a month after the later day is not decided yet
    assert early["paid"] <= 3
