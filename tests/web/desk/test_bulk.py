"""Proposals that nothing else is asked of are granted in one gesture, each as it was looked at."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.benefits.sick_leave.service import correct_fact
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied

PAGE = reverse("desk-bulk")


@pytest.fixture
def proposed(settings: Settings) -> list[made.SickLeave]:
    """Two files that the rule would have decided, where it only proposes."""
    settings.AUTOMATIC_DECISIONS = False
    return [made.make_sick_leave() for _ in range(2)]


def chosen(answer: object) -> list[str]:
    return re.findall(r'name="chosen" value="([^"]+)"', answer.content.decode())  # type: ignore[attr-defined]


def test_the_basket_leads_to_them_and_they_are_granted_together(
    agent: Client, proposed: list[made.SickLeave]
) -> None:
    link = reverse("desk-basket") + "?raison=sick_leave.proposed"
    assert PAGE in agent.get(link).content.decode()
    shown = agent.get(PAGE)
    assert all(one.case.number in text_of(shown) for one in proposed)
    assert "18 32,87" in text_of(shown)
    text = text_of(agent.post(PAGE, {"chosen": chosen(shown)}, follow=True))
    assert "2 dossiers accordés." in text
    assert {one.now().state for one in proposed} == {"decided"}
    assert "Aucun dossier à accorder en lot" in text_of(agent.get(PAGE))


def test_a_file_that_changed_since_is_left_and_stops_no_other(
    agent: Client, proposed: list[made.SickLeave]
) -> None:
    shown, changed = chosen(agent.get(PAGE)), proposed[0]
    correct_fact(
        changed.case.id,
        f"wage.{made.MONTHS[0]}",
        {"gross": "2100", "hours": "151,67"},
        reason="Prime.",
        actor=changed.agent,
        now=made.at(hours=1),
    )
    text = text_of(agent.post(PAGE, {"chosen": shown}, follow=True))
    assert "1 dossier accordé." in text
    assert "1 dossier a changé depuis : relisez-le." in text
    assert [one.now().state for one in proposed] == ["in_review", "decided"]


def test_a_file_with_something_else_to_look_at_is_not_offered(
    agent: Client, proposed: list[made.SickLeave]
) -> None:
    late = make_case_studied(prescribed_on=made.FIRST, sent_on=made.LAST)
    text = text_of(agent.get(PAGE))
    assert late.case.number not in text
    assert proposed[0].case.number in text
    assert "Cochez au moins un dossier." in text_of(agent.post(PAGE, {"chosen": []}))
