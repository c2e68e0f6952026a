"""The report as a page and as a PDF: the same words, for everybody."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from guichet.insight.report.as_html import as_html
from guichet.insight.report.as_pdf import as_pdf
from guichet.insight.report.making import make_report
from guichet.insight.report.model import Report, Simulation
from guichet.insight.report.shown import Shown, shown
from guichet.insight.service import Dimension, NewAggregate, keep_aggregates, year
from guichet.journal.service import rule
from tests.insight.made import make_year
from tests.letters.pdfs import opened, plain, reading, structure
from tests.support.browser import assert_accessible

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SIMULATED = Simulation(
    "guichet replay, échelle 0.01, graine 1",
    {"profile": "cpam93-2020", "scale": "0.01", "seed": "1"},
    [("fund.agents", "900"), ("desk.publics", "insured : 97, partner : 3")],
)


@pytest.fixture
def report() -> Report:
    make_year(5)
    phone = NewAggregate("contacts.count", year(2025), 3, Dimension.CHANNEL.value, "phone")
    keep_aggregates([phone], source="Rapport <2025>", actor=rule("operator.command"), now=NOW)
    return make_report(2026, now=NOW, simulation=SIMULATED)


def words_of(found: Shown) -> Iterator[str]:
    """All that a reader must find."""
    yield from (found.title, found.simulated, *found.limits)
    for chapter in found.chapters:
        yield chapter.title
        for section in chapter.sections:
            yield from (section.title, *section.sentences, *section.absent)
            for table in section.tables:
                yield from (table.caption, *(cell for row in table.rows for cell in row))


def text_of_page(html: str) -> str:
    bare = re.sub(r"<(style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>", " ", bare)
    return plain(bare.replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">"))


def test_a_page_needs_nothing_else_and_says_all(report: Report) -> None:
    html = as_html(report)
    assert not re.search(r"<script|<link|src=|https?://(?!www\.w3\.org/2000/svg)", html)
    assert "Rapport &lt;2025&gt;" in html
    text = text_of_page(html)
    for words in words_of(shown(report)):
        assert plain(words) in text


def test_every_table_of_a_page_has_its_caption_and_the_scopes_of_its_heads(report: Report) -> None:
    html = as_html(report)
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) > 15
    for table in tables:
        assert table.count("<caption") == 1
        assert not re.search(r"<th>", table)
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_chart_has_its_table_and_its_words(report: Report) -> None:
    charts = [t for c in shown(report).chapters for s in c.sections for t in s.tables if t.chart]
    assert len(charts) > 6
    for table in charts:
        assert table.chart is not None
        assert table.caption in table.chart.alternative
        assert table.rows[0][0] in [row[0] for row in table.rows]
        assert "style=" not in table.chart.svg


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_is_accessible_and_as_wide_as_its_screen(
    report: Report, page: Page, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(as_html(report), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_pdf_is_tagged_in_french_with_its_title_and_the_words_of_its_charts(
    report: Report,
) -> None:
    pdf = as_pdf(report)
    with opened(pdf) as found:
        assert str(found.Root.Lang).startswith("fr")
        assert found.Root.MarkInfo.Marked
        with found.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Rapport annuel 2026" in metadata["dc:title"]
    tags = [element.tag for element in structure(pdf)]
    charts = [t for c in shown(report).chapters for s in c.sections for t in s.tables if t.chart]
    assert tags.count("Figure") == len(charts)
    assert tags.index("H1") < tags.index("H2") < tags.index("H3")
    assert as_pdf(report) == pdf


def test_a_pdf_says_what_the_page_says(report: Report) -> None:
    text = reading(as_pdf(report)).replace(" ", "")
    for words in words_of(shown(report)):
        assert plain(words).replace(" ", "") in text, words


def test_a_simulated_year_says_so_first_and_lists_what_is_assumed(report: Report) -> None:
    html = as_html(report)
    warning = html.index("Année simulée")
    assert warning < html.index("<h2")
    for fact in ("cpam93-2020", "0,01", "graine 1", "desk.publics"):
        assert fact in html
