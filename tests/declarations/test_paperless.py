"""The share of salary certificates that came without paper, from what was recorded."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from guichet.declarations.models import DeclaredStop
from guichet.declarations.paperless import Received, Year, paperless_year
from tests.support import world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def year(number: int = 2026) -> Year:
    return paperless_year(number, today=TODAY)


def counts(found: Year) -> dict[str, dict[str, int]]:
    """The months in which something came."""
    return {one.period: dict(one.by_channel) for one, _ in found.months if one.total}


def on(month: int, day: int = 15, hour: int = 9, *, of: int = 2026) -> datetime:
    return datetime(of, month, day, hour, tzinfo=UTC)


def form(now: datetime, **said: Any) -> tuple[Any, Any]:
    person, employer = world.make_person(), world.make_employer()
    world.send_form(person, employer, now=now, last_day_worked=now.date(), **said)
    return person, employer


def paper(now: datetime) -> None:
    world.type_paper(
        world.make_person(),
        world.make_employer(),
        by=world.make_agent(),
        now=now,
        last_day_worked=now.date(),
    )


def test_certificates_are_counted_by_month_and_channel() -> None:
    form(on(3))
    form(on(3))
    paper(on(3))
    form(on(5))
    found = year()
    assert counts(found) == {"2026-03": {"form": 2, "paper": 1}, "2026-05": {"form": 1}}
    assert [one.period for one, _ in found.months] == [f"2026-{n:02d}" for n in range(1, 12)]
    assert (found.whole.total, found.whole.rate) == (4, Decimal("75.0"))


def test_the_months_are_those_of_france() -> None:
    """At half past eleven in the evening, universal time, it is the next month in Paris."""
    form(on(3, 31, 23))
    form(on(12, 31, 23, of=2025))
    assert counts(year()) == {"2026-04": {"form": 1}, "2026-01": {"form": 1}}
    assert counts(year(2025)) == {}


def test_a_stop_counts_once_where_it_was_first_declared() -> None:
    """The same by another way, or a correction: nothing of the past moves."""
    person, employer = form(on(3))
    stop = {"last_day_worked": on(3).date()}
    agent = world.make_agent()
    world.type_paper(person, employer, by=agent, now=on(4), **stop)
    world.send_form(person, employer, now=on(5), expected_end=None, **stop)
    assert counts(year()) == {"2026-03": {"form": 1}}
    world.send_form(person, employer, now=on(6), last_day_worked=date(2026, 6, 1))
    assert counts(year()) == {"2026-03": {"form": 1}, "2026-06": {"form": 1}}


@pytest.mark.parametrize(
    ("changed", "counted"),
    [
        ({"nature": "04"}, True),
        ({"nature": "01"}, True),
        ({"nature": "05"}, False),
        ({"reason": "99"}, False),
        ({"reason": "02"}, True),
    ],
)
def test_returns_and_cancellations_are_no_certificates(
    changed: Mapping[str, str], counted: bool
) -> None:
    form(on(3))
    DeclaredStop.objects.update(**changed)
    assert bool(counts(year())) is counted


def test_growth_is_in_points_since_the_month_before_and_the_same_months_of_last_year() -> None:
    form(on(3, of=2025))
    paper(on(3, of=2025))
    form(on(12, of=2025))  # after the months that have begun: not compared
    paper(on(12, of=2025))
    paper(on(12, of=2025))
    form(on(1))
    form(on(1))
    paper(on(1))
    form(on(2))
    found = year()
    grown = {one.period: growth for one, growth in found.months}
    assert grown["2026-01"] == Decimal("33.33")  # a third in December
    assert grown["2026-02"] == Decimal("33.33")
    assert grown["2026-03"] is None
    assert found.growth == Decimal("25.00")


@pytest.mark.parametrize(
    ("without", "received", "rate"),
    [(932, 1000, "93.2"), (1, 8, "12.5"), (1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0")],
)
def test_a_rate_is_rounded_to_the_nearest_tenth(without: int, received: int, rate: str) -> None:
    one = Received("2026", {"dsn": without, "paper": received - without})
    assert one.rate == Decimal(rate)


def test_growth_is_of_the_rates_before_they_are_rounded() -> None:
    """93.24 and 93.15 both read 93.2: the growth between them is not nought."""
    after = Received("2026", {"dsn": 9324, "paper": 676})
    before = Received("2025", {"dsn": 9315, "paper": 685})
    assert (after.rate, before.rate) == (Decimal("93.2"), Decimal("93.2"))
    assert after.growth(before) == Decimal("0.09")
    assert before.growth(after) == Decimal("-0.09")


def test_where_nothing_came_there_is_no_rate() -> None:
    nothing, something = Received("2026", {}), Received("2025", {"dsn": 1})
    assert (nothing.rate, nothing.growth(something), something.growth(nothing)) == (None,) * 3


def test_a_year_to_come_has_no_month() -> None:
    found = year(2027)
    assert (list(found.months), found.whole.total, found.growth) == ([], 0, None)
