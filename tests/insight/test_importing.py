"""Figures of another source: their label goes with them, and nothing is taken by halves."""

from datetime import date
from decimal import Decimal

import pytest

from guichet.insight.actions import NoSource, import_table, mark_simulated
from guichet.insight.catalogue import indicator
from guichet.insight.growth import growth, said, simulated
from guichet.insight.models import Aggregate
from guichet.insight.periods import Period, year
from guichet.journal.models import Event
from guichet.journal.service import rule
from guichet.people.table import RefusedTable
from tests.insight.made import START, make_year
from tests.support.world import NOW, at

pytestmark = pytest.mark.django_db

HEAD = "code;first;last;value;dimension;key\n"
ENTERED = "stops.entered;2025-01-01;2025-12-31;40;;\n"
SHARE = "accounts.adhesion;2025-01-01;2025-12-31;68,38;;\n"
PART = "stops.entered;2025-01-01;2025-12-31;12;channel;online\n"
YEAR = year(2025)


def take(*lines: str, source: str = "Rapport 2025", now=NOW):
    return import_table(
        (HEAD + "".join(lines)).encode(), source=source, actor=rule("operator.command"), now=now
    )


def test_figures_are_kept_with_their_source_and_their_decimals() -> None:
    assert vars(take(ENTERED, SHARE, PART)) == {"new": 3, "known": 0}
    found = said(indicator("accounts.adhesion"), YEAR)
    assert (found.value, found.source) == (Decimal("68.38"), "Rapport 2025")
    assert said(indicator("stops.entered"), YEAR).value == 40
    assert said(indicator("stops.entered"), YEAR, {"channel": "online"}).value == 12
    assert said(indicator("stops.entered"), Period(date(2025, 1, 1), date(2025, 6, 30))) is None


def test_the_same_again_changes_nothing_and_another_value_supersedes() -> None:
    take(ENTERED)
    assert vars(take(ENTERED, now=at(days=1))) == {"new": 0, "known": 1}
    assert Event.objects.filter(kind="insight.aggregates_imported").count() == 1
    take(ENTERED.replace(";40;", ";41;"), now=at(days=2))
    assert said(indicator("stops.entered"), YEAR).value == 41
    assert Aggregate.objects.filter(superseded_at=at(days=2), value=40).count() == 1


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (ENTERED.replace("stops.entered", "stops.unknown"), "code"),
        (ENTERED.replace("2025-12-31", "2024-12-31"), "last"),
        (ENTERED.replace("2025-12-31", "31/12/2025"), "last"),
        (ENTERED.replace(";40;", ";many;"), "value"),
        (ENTERED.replace(";40;", ";NaN;"), "value"),
        (ENTERED.replace(";40;", ";40,5;"), "value"),
        (ENTERED.replace(";40;", ";1e99;"), "value"),
        (SHARE.replace("68,38", "100,01"), "value"),
        (SHARE.replace("68,38", "-0,01"), "value"),
        (PART.replace("channel", ""), "key"),
        (PART.replace("channel", "reason"), "dimension"),
        (PART.replace("channel", "moon"), "dimension"),
        (ENTERED + ENTERED, "code"),
    ],
)
def test_a_fault_refuses_the_whole_table(line: str, column: str) -> None:
    with pytest.raises(RefusedTable) as refused:
        take(SHARE.replace("2025", "2024"), line)
    assert column in {fault.column for fault in refused.value.faults}
    assert not Aggregate.objects.exists()


@pytest.mark.parametrize("source", ["", "  ", "x" * 201, "a\nb"])
def test_a_figure_without_a_source_is_refused(source: str) -> None:
    with pytest.raises(NoSource):
        take(ENTERED, source=source)


def test_growth_is_against_what_the_source_says_then_against_the_records() -> None:
    make_year(1, files=30)
    entered = indicator("stops.entered")
    against_records = growth(entered, year(2026), YEAR)
    assert (against_records.before.value, against_records.by) == (0, None)
    take(ENTERED)
    found = growth(entered, year(2026), YEAR)
    assert (found.now.value, found.now.source) == (30, "")
    assert (found.before.value, found.before.source) == (40, "Rapport 2025")
    assert found.by == Decimal("-25.00")


def test_a_share_grows_by_points() -> None:
    make_year(1, files=30)
    take(SHARE)
    found = growth(indicator("accounts.adhesion"), year(2026), YEAR)
    assert found.by == found.now.value - Decimal("68.38")


def test_a_year_is_simulated_only_when_somebody_said_so() -> None:
    assert simulated(2026) == ""
    mark_simulated(2026, source="cpam93-2020, 1 %", actor=rule("replay"), now=START)
    assert simulated(2026) == "cpam93-2020, 1 %"
    assert simulated(2025) == ""


def test_the_end_of_february_is_compared_with_the_end_of_february() -> None:
    leap = Period(date(2024, 2, 1), date(2024, 2, 29))
    assert leap.year_before() == Period(date(2023, 2, 1), date(2023, 2, 28))
    after = Period(date(2025, 2, 1), date(2025, 2, 28))
    assert after.year_before() == leap
    assert Period(date(2024, 2, 29), date(2024, 3, 4)).year_before().first == date(2023, 2, 28)
