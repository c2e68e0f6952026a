"""A year's contacts: the counts of the profile at its scale, on days that the sites were open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from guichet.contacts.models import Contact
from guichet.formats.calendars import is_day_off
from guichet.formats.identifiers import check_nir, check_siret
from guichet.insight.service import simulated
from guichet.journal.models import Event
from guichet.journal.selectors import broken
from guichet.people.models import Account, Organisation, Person
from guichet.replay.assumptions import assumptions
from guichet.replay.plan import Year
from guichet.replay.profile import read_profile
from guichet.replay.spread import motives_of
from tests.replay.living import lived
from tests.replay.reported import contacts_expected, report_of, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CLOSED = (date(2020, 3, 16), date(2020, 6, 1))


@pytest.fixture(scope="module")
def lived_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Year]:
    """A year lived once for the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        year = Year(read_profile("cpam93-2020"), Decimal("0.001"), 7)
        lived(year)
        yield year
        transaction.set_rollback(True)


def test_every_count_is_that_of_the_profile_at_its_scale(lived_year: Year) -> None:
    year = lived_year
    by_channel = Counter(Contact.objects.values_list("channel", flat=True))
    assert by_channel == {"desk": 497, "phone": 740, "message": 435}
    assert Contact.objects.filter(mode="appointment").count() == 34
    for channel, path in (("desk", "reception"), ("phone", "phone"), ("message", "messages")):
        found = Counter(Contact.objects.filter(channel=channel).values_list("motive", flat=True))
        assert found == motives_of(by_channel[channel], year.profile.shares[f"{path}.motives_pct"])
    assert Person.objects.count() == 1_404
    assert Account.objects.filter(role="insured").count() == 960
    assert Event.objects.filter(kind="contact.recorded").count() == Contact.objects.count()
    assert not list(broken())


def test_the_report_says_what_the_profile_says(lived_year: Year) -> None:
    report = report_of(lived_year)
    expected = contacts_expected(lived_year)
    found = said(report)
    assert {code: found.get(code) for code in expected} == expected
    assert 0 < (found["sites_booked"] or 0) <= 13
    assert report.figures()["paid"].missing
    assert report.simulation is not None
    assert report.simulation.facts == {"profile": "cpam93-2020", "scale": "0.001", "seed": "7"}
    assert dict(report.simulation.assumptions).keys() == assumptions().keys()


def test_the_year_is_said_to_be_simulated(lived_year: Year) -> None:
    assert simulated(2020) == "guichet replay, échelle 0.001, graine 7"
    assert not simulated(2021)


def test_a_site_receives_on_the_days_that_it_is_open(lived_year: Year) -> None:
    visits = Contact.objects.filter(channel="desk").values_list("started_at", "site__name", "mode")
    days = [(localdate(start), site, mode) for start, site, mode in visits]
    assert not [day for day, _, _ in days if is_day_off(day) or CLOSED[0] <= day <= CLOSED[1]]
    before = {site for day, site, _ in days if day < CLOSED[0]}
    after = {site for day, site, _ in days if day > CLOSED[1]}
    assert {"Pantin", "Bondy", "Sevran", "Stains"} <= before
    assert {"Sevran", "Tremblay", "Stains", "Épinay"} <= after
    assert not after & {"Pantin", "Les Lilas", "Aubervilliers", "Bondy"}
    for pair in ({"Sevran", "Tremblay"}, {"Stains", "Épinay"}):
        of_pair = [(day, site) for day, site, _ in days if site in pair and day > CLOSED[1]]
        weeks = {(day.isocalendar().week, site) for day, site in of_pair}
        assert len({week for week, _ in weeks}) == len(weeks)
    assert not [day for day, _, mode in days if mode == "appointment" and day < CLOSED[0]]


def test_nobodys_numbers_are_good_numbers(lived_year: Year) -> None:
    for nir in Person.objects.values_list("nir", flat=True):
        assert check_nir(nir).ok
        assert nir[5:7] == "93"
        assert int(nir[7:10]) > 900
    for siret in Organisation.objects.values_list("siret", flat=True):
        assert check_siret(siret).ok
        assert siret.startswith("000")
    assert not [a for a in Account.objects.all() if a.has_usable_password()]
