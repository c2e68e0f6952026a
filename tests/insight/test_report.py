"""The yearly report: its figures are the indicators', its sentences say only what is known."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.contacts.models import Contact
from guichet.insight.catalogue import INDICATORS
from guichet.insight.measure import figure, figures_by
from guichet.insight.periods import Period, months, year
from guichet.insight.report.as_json import as_json
from guichet.insight.report.as_text import as_text
from guichet.insight.report.declared import DeclaredSection, chapters
from guichet.insight.report.making import NoRecord, make_report
from guichet.insight.report.model import Report
from guichet.insight.service import NewAggregate, keep_aggregates
from guichet.journal.models import Event
from guichet.journal.service import rule
from tests.insight.made import make_year
from tests.support import world

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SECTIONS = [section for chapter in chapters() for section in chapter.sections]
MOST_QUERIES = 110  # one an indicator, a table or a year before; none a row


def made(number: int = 2026, now: datetime = NOW) -> Report:
    return make_report(number, now=now)


def sentences(report: Report) -> str:
    return "\n".join(
        sentence
        for chapter in report.chapters
        for section in chapter.sections
        for sentence in section.sentences
    ).replace("\u202f", " ").replace("\u00a0", " ")  # fmt: skip


def say(code: str, value: int, period: Period, **part: str) -> None:
    aggregate = NewAggregate(code, period, value, **part)
    keep_aggregates([aggregate], source="Rapport 2025", actor=rule("operator.command"), now=NOW)


def records_begin(day: date) -> None:
    Event.objects.create(
        stream="s", sequence=1, kind="case.opened", actor_kind="rule", rule="r", previous_hash="",
        hash="h", at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_every_sentence_names_figures_and_tables_of_its_section(section: DeclaredSection) -> None:
    known = {one.id for one in (*section.figures, *section.tables)}
    known |= {"year_in", "year_long", "last_day"}
    for template in section.words:
        named = re.findall(r"\{(\w+)", template)
        assert set(named) <= known, template
        assert template.count("{") == len(named)


def test_every_indicator_is_told_somewhere() -> None:
    told = {one.indicator.code for s in SECTIONS for one in (*s.figures, *s.tables)}
    # deadlines in danger are for the next week, not for a year that is over
    yearly = {code for code in INDICATORS if not code.startswith("danger.")}
    assert yearly - told <= {
        "tasks.delay.median", "pieces.delay.median",
    }  # fmt: skip


@pytest.mark.django_db
def test_every_figure_is_that_of_its_indicator() -> None:
    make_year(3)
    report = made()
    for section in SECTIONS:
        for one in section.figures:
            told = report.figures()[one.id]
            if not told.derived:
                assert told.value == figure(one.indicator, year(2026), one.cut).value, one.id
        for table in section.tables:
            by_part = figures_by(table.indicator, year(2026), table.by, table.cut)
            for key, part in by_part.items():
                if part.rows:
                    assert report.figures()[f"{table.id}.{key}"].value == part.value


@pytest.mark.django_db
def test_shares_of_a_table_are_of_its_whole() -> None:
    make_year(4)
    tables = [t for c in made().chapters for s in c.sections for t in s.tables if t.shares]
    assert len(tables) > 5
    for table in tables:
        total = sum(part.share or Decimal(0) for part in table.parts)
        assert abs(total - 100) <= Decimal("0.01") * len(table.parts)


@pytest.mark.django_db
def test_queries_are_as_many_for_many_rows_as_for_few() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            made()
        return len(captured)

    make_year(1, files=25)
    few = queries()
    make_more_contacts()
    assert queries() <= few + 3  # a source that was empty is not asked whether it is
    assert few < MOST_QUERIES


def make_more_contacts() -> None:
    """More of what counts by rows: contacts."""
    rows = list(Contact.objects.values())
    Contact.objects.bulk_create(
        Contact(**{key: value for key, value in row.items() if key != "id"}) for row in rows * 20
    )


@pytest.mark.django_db
def test_a_year_without_a_record_is_refused_and_one_to_come_too() -> None:
    with pytest.raises(NoRecord):
        made()
    make_year(1, files=3)
    assert made().figures()["entered"].value == 3
    for number in (1999, 2028):
        with pytest.raises(NoRecord):
            made(number)


@pytest.mark.django_db
def test_a_missing_source_is_said_and_never_filled() -> None:
    world.make_case_decided()
    say("visits.count", 900, year(2026))
    report = made()
    assert report.figures()["visits"].missing
    assert "Aucun enregistrement : il n’y a rien à en dire." in sentences(report)
    visits = next(
        s for c in as_json(report)["chapters"] for s in c["sections"] if s["code"] == "visits"
    )
    assert all(one["missing"] and one["value"] is None for one in visits["figures"])
    assert visits["tables"] == []
    assert {"code", "name", "why"} == set(visits["missing"][0])


@pytest.mark.django_db
def test_growth_is_against_a_named_source_or_against_records_of_the_whole_year() -> None:
    make_year(1)
    report = made()
    assert report.figures()["decided"].before is None
    say("stops.decided", 10, year(2025))
    say("stops.decided", 7, months(2025)[4])
    told = made().figures()["decided"]
    assert told.before is not None
    assert (told.before.value, told.before.source) == (10, "Rapport 2025")
    assert "(chiffre repris)" not in sentences(made())  # decisions are told without their trend
    say("stops.begun", 10, year(2025))
    assert "par rapport à 2025 (chiffre repris)" in sentences(made())
    assert made().sources == ["Rapport 2025"]
    records_begin(date(2026, 12, 1))
    assert made(2027, datetime(2028, 1, 1, tzinfo=UTC)).figures()["entered"].before is None


@pytest.mark.django_db
def test_records_that_hold_the_year_before_are_what_growth_is_against() -> None:
    make_year(1)
    records_begin(date(2026, 1, 5))
    report = made(2027, datetime(2028, 1, 1, tzinfo=UTC))
    before = report.figures()["entered"].before
    assert before is not None
    assert (before.value, before.source) == (
        figure(INDICATORS["stops.entered"], year(2026)).value,
        "",
    )
    assert report.sources == []


@pytest.mark.django_db
def test_a_running_year_goes_up_to_today_and_says_so() -> None:
    make_year(1)
    report = made(now=datetime(2026, 5, 10, 9, tzinfo=UTC))
    assert report.period == Period(date(2026, 1, 1), date(2026, 5, 10))
    assert not report.whole
    assert "Année en cours" in as_text(report)
    entered = figure(INDICATORS["stops.entered"], report.period).value
    assert report.figures()["entered"].value == entered


@pytest.mark.django_db
def test_the_document_holds_no_binary_float_and_the_same_figures() -> None:
    make_year(2)
    report = made()
    document: dict[str, Any] = json.loads(json.dumps(as_json(report)), parse_float=fail)
    figures = [f for c in document["chapters"] for s in c["sections"] for f in s["figures"]]
    for one in figures:
        assert set(one) >= {"code", "value", "unit", "period", "precision", "source", "rows"}
    money = next(one for one in figures if one["id"] == "paid_gross")
    assert re.fullmatch(r"\d+\.\d\d", money["value"])
    text = as_text(report).replace("\u202f", " ").replace("\u00a0", " ")
    assert f"Arrêts reçus{report.figures()['entered'].value:>20}".split() == next(
        line.split() for line in text.splitlines() if "Arrêts reçus  " in line
    )


def fail(text: str) -> None:
    raise AssertionError(f"a float: {text}")
