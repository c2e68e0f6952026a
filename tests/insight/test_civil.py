"""The database counts civil days and months in France as Python does, at every hour."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from guichet.insight.civil import CivilDay, CivilMonth
from guichet.people.models import AddressTries

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EPOCH = 719_163


def moments() -> list[datetime]:
    """Around each midnight and each change of hour of 1997 to 2050, to the microsecond."""
    found = []
    for year in range(1997, 2051):
        for month, days in ((3, range(22, 32)), (10, range(22, 32)), (1, (1,)), (12, (31,))):
            for day in days:
                for hour in (0, 1, 2, 21, 22, 23):
                    on = datetime(year, month, day, hour, tzinfo=UTC)
                    found += [on, on - timedelta(microseconds=1)]
    return found


def test_civil_days_are_those_of_france() -> None:
    rows = [
        AddressTries(address=str(n), since=moment, failures=1) for n, moment in enumerate(moments())
    ]
    AddressTries.objects.bulk_create(rows)
    found = AddressTries.objects.annotate(day=CivilDay("since"), month=CivilMonth("since"))
    counted = found.values_list("since", "day")
    wrong = [(at, day) for at, day in counted if localdate(at).toordinal() - EPOCH != day]
    assert len(rows) > 10_000
    assert wrong == []
    assert all(
        month == f"{localdate(at):%Y-%m}" for at, month in found.values_list("since", "month")
    )
