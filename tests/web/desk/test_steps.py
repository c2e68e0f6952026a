"""A task leads straight to the gesture that it asks for."""

import pytest
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import words_of
from guichet.tasks.models import Task
from guichet.tasks.service import NewTask, known_kinds, open_tasks
from guichet.web.desk import steps
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_case_studied

LATE = {"prescribed_on": made.FIRST, "sent_on": made.LAST}
# what the sentences of these tasks tell, as the page of the gesture shows them
TOLD = {
    "until": "2026-10-25",
    "returned_on": "2026-10-20",
    "cents": 18_401,
    "days": 2,
    "first": "2026-10-26",
    "hired_on": "2026-08-10",
}


def test_every_gesture_is_of_a_reason_that_is_declared() -> None:
    assert steps._GESTURES.keys() <= known_kinds()


def test_a_task_of_the_basket_carries_its_button(agent: Client) -> None:
    case = make_case_studied(**LATE).case
    page = agent.get("/bureau").content.decode()
    settled = reverse("desk-late", args=[case.id, made.FIRST.isoformat()])
    assert settled in page
    assert "Décider du retard" in page
    assert agent.get(settled).status_code == 200


@pytest.mark.parametrize("kind", [*sorted(steps._GESTURES), "sick_leave.other_prescriber"])
def test_each_button_opens_a_page_even_when_the_file_has_moved(agent: Client, kind: str) -> None:
    case = make_case_studied(**LATE).case
    task = NewTask(kind, f"case:{case.id}", case_id=case.id, data=TOLD)
    open_tasks([task], now=made.at(hours=1))
    step = steps.step_of(Task.objects.get(kind=kind, case_id=case.id))
    assert step is not None
    assert agent.get(step.url, follow=True).status_code == 200


def test_an_unusual_wage_leads_to_that_wage(agent: Client) -> None:
    case = make_case_studied(**LATE).case
    task = NewTask(
        "sick_leave.wage_unusual", f"case:{case.id}", case_id=case.id, data={"month": "2026-08"}
    )
    open_tasks([task], now=made.at(hours=1))
    step = steps.step_of(Task.objects.get(kind="sick_leave.wage_unusual"))
    assert step is not None
    assert step.url.endswith("/corriger/wage.2026-08")
    assert "août 2026" in text_of(agent.get(step.url))


def test_a_refused_file_does_not_propose_what_was_refused(agent: Client) -> None:
    about = make_case_studied(**LATE)
    page = reverse("desk-case", args=[about.case.id])
    assert "Ce que donne le calcul" in text_of(agent.get(page))
    made.agent_decides(about, refusal=words_of("right_not_open", "", "fr"))
    text = text_of(agent.get(page))
    assert "Ce dossier est refusé" in text
    assert "Ce que donne le calcul" not in text
    assert "Confirmer le nouveau calcul" not in text
    assert "Revenir sur le refus et accorder" in text
