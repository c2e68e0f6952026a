"""Every key of a profile is a figure of the report, or is said to have no service yet."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from guichet.insight.models import Aggregate
from guichet.insight.report.declared import chapters
from guichet.replay.plan import Year
from guichet.replay.profile import read_profile
from tests.replay.living import lived
from tests.replay.reported import (
    ABSENT,
    SAID,
    absent_codes,
    contacts_expected,
    report_of,
    said,
    stops_expected,
    unknown_keys,
)

ONE = Year(read_profile("cpam93-2020"), Decimal(1), 1)


@pytest.mark.parametrize("name", ["cpam93-2020", "cpam76-2023"])
def test_every_key_of_a_profile_is_told_or_is_said_to_be_missing(name: str) -> None:
    assert unknown_keys(read_profile(name)) == set()
    assert set(ABSENT.values()) <= absent_codes()
    declared = {
        one.id
        for chapter in chapters()
        for section in chapter.sections
        for one in (*section.figures, *section.tables)
    }
    assert {code.partition(".")[0] for code in SAID.values()} <= declared


def printed(value: int | Decimal | None, like: Decimal) -> Decimal:
    assert value is not None
    return Decimal(value).quantize(like, ROUND_HALF_UP)


def test_at_scale_1_counts_give_the_shares_and_growth_of_the_profile_as_printed() -> None:
    """Those that the profile prints beside the counts: the report computes them again."""
    expected = {**contacts_expected(ONE), **stops_expected(ONE)}
    figures = ONE.profile.figures
    assert expected["visits"] == 496_831
    assert expected["paid"] == 700_000
    assert expected["begun"] == 675_000
    assert expected["booked_share"] == Decimal("6.85")
    assert expected["adhesion"] == figures["insured.account_rate_pct"].value
    assert expected["messages.growth"] == figures["messages.growth_pct"].value
    assert printed(expected["calls_a_day"], Decimal("1E2")) == 2_900
    for month, peak in ONE.profile.months["sick_leave.peaks_pct"].items():
        assert printed(expected[f"begun_months.{month}.growth"], peak) == peak
    for table, whole, path in (
        ("visit_motives", "visits", "reception.motives_pct"),
        ("call_motives", "calls", "phone.motives_pct"),
        ("message_motives", "messages", "messages.motives_pct"),
    ):
        for motive, percent in ONE.profile.shares[path].of.items():
            exact = Decimal(100 * int(expected[f"{table}.{motive}"] or 0)) / int(
                expected[whole] or 1
            )
            assert printed(exact, percent) == percent


@pytest.mark.django_db
@pytest.mark.database
def test_another_funds_year_is_told_from_its_profile_alone() -> None:
    """What it counts nothing of is said to be missing; what it says of 2022 is kept as said."""
    year = Year(read_profile("cpam76-2023"), Decimal("0.0005"), 1)
    lived(year, services=("department", "previous_year", "desk", "phone", "sick_leave"))
    report = report_of(year)
    assert report.simulation is not None
    assert report.simulation.facts["profile"] == "cpam76-2023"
    figures = report.figures()
    assert figures["paperless"].missing
    assert figures["visits"].missing
    assert said(report)["adhesion"] == 0
    kept = Aggregate.objects.get(code="certificates.paperless")
    assert (kept.value, kept.first.year) == (9_222, 2022)
