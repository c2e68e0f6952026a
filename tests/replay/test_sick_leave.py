"""A year's sick leaves: as many paid as the profile says, by the actions that everybody uses."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Min

from guichet.benefits.sick_leave.models import Notice
from guichet.cases.models import Case
from guichet.journal.selectors import broken
from guichet.ledger.models import Claim, PaymentFile, PaymentOrder
from guichet.replay.plan import Year
from guichet.replay.profile import ProfileFault, parse_profile, read_profile
from guichet.replay.stops import stops_of
from guichet.tasks.models import Task
from tests.replay.living import lived
from tests.replay.reported import report_of, said, stops_expected

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.dear]

SCALE = Decimal("0.0002")
HEAD = 'fund: {name: "CPAM", department: "93", year: 2020}\n'


def year_of(text: str, scale: str = "1") -> Year:
    return Year(parse_profile((HEAD + text).encode()), Decimal(scale), 1)


@pytest.fixture(scope="module")
def lived_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Year]:
    """A year lived once for the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        year = Year(read_profile("cpam93-2020"), SCALE, 7)
        lived(year, services=("department", "previous_year", "sick_leave"))
        yield year
        transaction.set_rollback(True)


def test_as_many_stops_are_paid_in_the_year_as_the_profile_says(lived_year: Year) -> None:
    paid = PaymentOrder.objects.filter(run__run_on__year=2020).values("case").distinct()
    assert paid.count() == 140  # 700 000
    assert PaymentOrder.objects.filter(file=None).count() == 0
    assert sum(PaymentFile.objects.values_list("total_cents", flat=True)) == sum(
        PaymentOrder.objects.values_list("net_cents", flat=True)
    )


def test_as_many_stops_begin_in_the_year_as_the_profile_implies(lived_year: Year) -> None:
    """81 000 prescriptions for covid, 12 % of the entries: 675 000."""
    assert Notice.objects.filter(first_day__year=2020).count() == 135


def test_the_report_says_what_the_profile_says(lived_year: Year) -> None:
    found = said(report_of(lived_year))
    expected = stops_expected(lived_year)
    assert {code: found.get(code) for code in expected} == expected
    assert (found["begun.growth"] or 0) >= lived_year.profile.figures["sick_leave.growth_pct"].value
    assert found["automatic"] == 100
    assert found["paperless"] == 100
    orders = PaymentOrder.objects.filter(run__run_on__year=2020)
    assert found["paid_gross"] == sum(orders.values_list("gross_cents", flat=True))


def test_every_stop_is_decided_by_rule_and_nothing_is_left_to_a_person(lived_year: Year) -> None:
    assert set(Case.objects.values_list("state", flat=True)) == {"decided"}
    assert not Task.objects.exists()
    assert not list(broken())


def test_waiting_days_are_those_of_the_law_of_the_day(lived_year: Year) -> None:
    """Three, and none for the stops that began from 24 March to 10 July 2020."""
    firsts = dict(Notice.objects.values_list("case_id", "first_day"))
    paid = Claim.objects.values_list("case").annotate(Min("day"))
    waited: dict[bool, set[int]] = {True: set(), False: set()}
    for case, day in paid:
        spring = date(2020, 3, 24) <= firsts[case] <= date(2020, 7, 10)
        waited[spring].add((day - firsts[case]).days)
    assert waited == {True: {0}, False: {3}}


def test_the_spring_grows_as_the_profile_says() -> None:
    """Beside the same months of the year before, which the declared shape gives."""
    year = Year(read_profile("cpam93-2020"), Decimal("0.1"), 1)
    months = Counter(stop.first.month for stop in stops_of(year) if stop.first.year == 2020)
    before = {2: 88, 3: 90, 4: 80}
    unit = Decimal(months[2]) / before[2] / Decimal("1.10")
    assert abs(months[3] / (unit * before[3]) - Decimal("1.65")) < Decimal("0.001")
    assert abs(months[4] / (unit * before[4]) - Decimal("1.86")) < Decimal("0.001")


def test_nobody_stops_twice() -> None:
    year = Year(read_profile("cpam93-2020"), Decimal("0.01"), 1)
    stops = stops_of(year)
    assert len({stop.person for stop in stops}) == len(stops) > 7_000
    assert stops_of(replace(year, seed=2)) != stops == stops_of(year)


def test_a_profile_without_stops_has_none_and_one_with_too_many_is_refused() -> None:
    insured = "insured: {accounts: 1000, account_rate_pct: 50}\n"
    assert not stops_of(year_of(insured))
    assert stops_of(year_of(insured + "sick_leave: {stops_paid: 1000}"))
    with pytest.raises(ProfileFault, match=r"^sick_leave\.stops_paid"):
        stops_of(year_of(insured + "sick_leave: {stops_paid: 2000}"))
