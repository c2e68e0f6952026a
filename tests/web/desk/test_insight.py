"""The figures as a manager reads them; each opens its rows."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.support import world as made
from tests.web.desk.reading import text_of

PAGE, ROWS = "desk-insight", "desk-insight-rows"
DAYS = {"du": "2026-11-01", "au": "2026-11-30"}


def rows_url(code: str = "stops.entered") -> str:
    return reverse(ROWS, kwargs={"code": code})


def test_a_figure_opens_the_files_that_it_counts(manager: Client) -> None:
    case = made.make_case_decided().case
    page = manager.get(reverse(PAGE)).content.decode()
    assert rows_url() in page
    shown = manager.get(rows_url(), DAYS)
    assert f"Dossier {case.number}" in text_of(shown)
    assert reverse("desk-case", args=[case.id]) in shown.content.decode()
    assert case.person.family_name not in text_of(shown)


def test_a_part_shows_its_own_rows_only(manager: Client) -> None:
    case = made.make_case_decided().case
    asked = {**DAYS, "par": "channel"}
    same = text_of(manager.get(rows_url(), {**asked, "cle": case.channel}))
    other = text_of(manager.get(rows_url(), {**asked, "cle": "desk"}))
    assert case.number in same
    assert "Aucune ligne." in other


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("stops.nothing", DAYS),
        ("stops.entered", {"du": "x"}),
        ("stops.entered", {"du": "2026-11-30", "au": "2026-11-01"}),
        ("stops.entered", {"du": "0001-01-01", "au": "2026-11-01"}),
        ("stops.entered", {**DAYS, "par": "moon"}),
        ("stops.entered", {**DAYS, "par": "age", "cle": "0-7"}),
    ],
)
def test_what_does_not_exist_is_not_found(
    manager: Client, code: str, asked: dict[str, str]
) -> None:
    assert manager.get(rows_url(code), asked).status_code == 404


def test_figures_and_their_rows_are_a_managers(agent: Client) -> None:
    assert agent.get(reverse(PAGE)).status_code == 403
    assert agent.get(rows_url(), DAYS).status_code == 403
