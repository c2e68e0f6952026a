"""The database counts civil days and months in France as Python does, at every hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from guichet.insight.civil import CivilDay
from guichet.insight.declared import month_of
from guichet.insight.periods import Period
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
    found = AddressTries.objects.annotate(day=CivilDay("since"))
    counted = found.values_list("since", "day")
    wrong = [(at, day) for at, day in counted if localdate(at).toordinal() - EPOCH != day]
    assert len(rows) > 10_000
    assert wrong == []


def test_months_are_those_of_france() -> None:
    held = Period(date(2019, 2, 15), date(2021, 11, 3))
    rows = [
        AddressTries(address=str(n), since=moment, failures=1)
        for n, moment in enumerate(moments())
        if held.starts_at <= moment < held.ends_at
    ]
    AddressTries.objects.bulk_create(rows)
    found = AddressTries.objects.annotate(month=month_of("since")(held))
    assert len(rows) > 300
    assert all(
        month == f"{localdate(at):%Y-%m}" for at, month in found.values_list("since", "month")
    )


def test_the_months_of_a_period_are_all_its_days_once() -> None:
    held = Period(date(2019, 2, 15), date(2021, 11, 3))
    found = held.months()
    assert found[0] == Period(date(2019, 2, 15), date(2019, 2, 28))
    assert found[-1] == Period(date(2021, 11, 1), date(2021, 11, 3))
    assert sum(one.days for one in found) == held.days
    assert all(one.first.day == 1 and one.first.month == one.last.month for one in found[1:])
