"""Certificates received by channel, as a manager reads them."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.support import world as made
from tests.web.desk.reading import text_of

PAGE = "desk-certificates"


def receive() -> None:
    for month in (9, 10, 10):
        now = datetime(2026, month, 10, 9, tzinfo=UTC)
        person, employer = made.make_person(), made.make_employer()
        made.send_form(person, employer, now=now, last_day_worked=now.date())
    now = datetime(2026, 10, 11, 9, tzinfo=UTC)
    person, employer = made.make_person(), made.make_employer()
    agent = made.make_agent()
    made.type_paper(person, employer, by=agent, now=now, last_day_worked=now.date())


def test_each_month_has_its_counts_its_share_and_its_points(manager: Client) -> None:
    receive()
    text = text_of(manager.get(reverse(PAGE)))
    assert "Sans papier : 75,0 %" in text
    assert "Octobre 2026 0 2 0 1 3 66,7 % −33,33" in text
    assert "Septembre 2026 0 1 0 0 1 100,0 % –" in text
    assert text.index("Octobre 2026") < text.index("Septembre 2026")


def test_another_year_is_a_link_away(manager: Client) -> None:
    receive()
    assert "?annee=2025" in manager.get(reverse(PAGE)).content.decode()
    before = manager.get(reverse(PAGE), {"annee": "2025"})
    assert "Décembre 2025 0 0 0 0 0 – –" in text_of(before)
    assert "?annee=2026" in before.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [("2026", 200), ("2027", 404), ("1999", 404), ("x", 404), ("²", 404), ("9" * 5000, 404)],
)
def test_only_years_that_are_are_shown(manager: Client, asked: str, status: int) -> None:
    assert manager.get(reverse(PAGE), {"annee": asked}).status_code == status


def test_figures_are_a_managers(agent: Client) -> None:
    assert agent.get(reverse(PAGE)).status_code == 403
