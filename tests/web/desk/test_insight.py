"""The figures as a manager reads them; each opens its rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.contacts.models import Site
from guichet.web.desk import kept
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


def test_a_site_is_told_by_its_name(manager: Client) -> None:
    Site.objects.create(code="stdenis", name="Saint-Denis")
    asked = {**DAYS, "par": "site", "cle": "stdenis"}
    assert "Saint-Denis" in text_of(manager.get(rows_url("contacts.count"), asked))
    assert "inconnu" in text_of(
        manager.get(rows_url("contacts.count"), {**asked, "cle": "inconnu"})
    )


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


def test_deadlines_in_danger_open_their_own_rows(manager: Client) -> None:
    """A file received on the 20th and not decided: thirty days later somebody is to be called."""
    person = made.make_person()
    made.send_notice(person)
    case, late = made.case_of(person), rows_url("danger.thirty_days")
    shown = manager.get(reverse(PAGE)).content.decode()
    assert f"{late}?du=2026-10-24&amp;au=2026-11-20&amp;par=due&amp;cle=late" in shown
    asked = {"du": "2026-11-27", "au": "2026-12-24", "par": "due"}
    assert case.number in text_of(manager.get(late, {**asked, "cle": "late"}))
    assert "Aucune ligne." in text_of(manager.get(late, {**asked, "cle": "soon"}))


def test_the_present_is_counted_at_once_and_the_past_each_hour(
    manager: Client, settings: Settings
) -> None:
    settings.NOW = "2026-11-20T15:00"
    assert "Compté à 15:00" in text_of(manager.get(reverse(PAGE)))
    settings.NOW = "2026-11-20T15:30"
    shown = text_of(manager.get(reverse(PAGE)))
    assert "Compté à 15:30" in shown
    assert "a été compté à 15:00" in shown
    settings.NOW = "2026-11-20T16:00"
    assert "a été compté à 16:00" in text_of(manager.get(reverse(PAGE)))


def test_what_is_long_to_count_serves_for_a_while(
    manager: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "QUICK", -1)
    monkeypatch.setattr(kept, "EACH_SECOND", timedelta(hours=9))  # of any count: the most
    settings.NOW = "2026-11-20T15:00"
    assert "Compté à 15:00" in text_of(manager.get(reverse(PAGE)))
    case = made.make_case_decided().case
    settings.NOW = "2026-11-20T15:04"
    assert "Compté à 15:00" in text_of(manager.get(reverse(PAGE)))
    assert case.number in text_of(manager.get(rows_url(), DAYS)), "the rows are those of now"
    settings.NOW = "2026-11-20T17:05"
    assert "Compté à 17:05" in text_of(manager.get(reverse(PAGE)))


def test_who_comes_later_does_not_wait_while_it_is_counted_again(
    manager: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, but here: what a test has written no other connection sees."""
    monkeypatch.setattr(kept, "QUICK", -1)
    monkeypatch.setattr(kept, "EACH_SECOND", timedelta(hours=9))
    monkeypatch.setattr(kept.connections, "close_all", lambda: None)
    begun: list[Callable[[], None]] = []
    monkeypatch.setattr(kept, "begin", begun.append)
    settings.NOW = "2026-11-20T15:00"
    manager.get(reverse(PAGE))
    settings.NOW = "2026-11-20T15:50"
    assert "Compté à 15:00" in text_of(manager.get(reverse(PAGE)))
    asked_again = len(begun)
    assert asked_again
    assert "Compté à 15:00" in text_of(manager.get(reverse(PAGE)))
    assert len(begun) == asked_again, "once at a time"
    for work in begun:
        work()
    assert "Compté à 15:50" in text_of(manager.get(reverse(PAGE)))
    assert len(begun) == asked_again, "and no more once it is counted"


def test_what_cannot_be_counted_again_is_told_and_still_serves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kept, "QUICK", -1)
    monkeypatch.setattr(kept, "EACH_SECOND", timedelta(hours=9))
    monkeypatch.setattr(kept.connections, "close_all", lambda: None)
    monkeypatch.setattr(kept, "begin", lambda work: work())
    settings.NOW = "2026-11-20T15:00"
    assert kept.kept("one", lambda: 1).what == 1
    settings.NOW = "2026-11-20T15:50"
    for _ in range(2):
        assert kept.kept("one", lambda: 1 // 0).what == 1
    assert caplog.text.count("could not be counted again") == 2
    assert kept.kept("one", lambda: 2).what == 1
    assert kept.kept("one", lambda: 3).what == 2


def test_the_page_can_be_counted_again_without_script(manager: Client) -> None:
    page = manager.get(reverse(PAGE)).content.decode()
    assert f'href="{reverse(PAGE)}">Actualiser' in page
