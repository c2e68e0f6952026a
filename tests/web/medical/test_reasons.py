"""The medical service reads why; nobody else does, and each reading leaves a trace."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from guichet.cases.models import Case
from guichet.journal.models import Reading
from guichet.people.service import Role
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World

REASON = "lombalgie-marquée"


@pytest.fixture
def case(world: World) -> Case:
    person = made.make_person()
    made.send_notice(person, medical_reason=REASON)
    return made.case_of(person)


def test_the_file_is_found_by_its_number_and_the_reason_shown_when_asked(
    doctor: Client, case: Case
) -> None:
    home = reverse("medical-home")
    assert "Aucun dossier ne porte ce numéro" in text_of(doctor.post(home, {"number": "AM-0"}))
    text = text_of(doctor.post(home, {"number": case.number}, follow=True))
    assert "du 5 au 25 octobre 2026" in text
    assert REASON not in text
    text = text_of(doctor.post(reverse("medical-reasons", args=[case.id])))
    assert f"Motif médical : {REASON}" in text
    pages = Reading.objects.filter(case_id=case.id).order_by("id").values_list("page", "actor_kind")
    assert list(pages) == [("medical.case", "medical"), ("medical.reason", "medical")]


def test_a_notice_without_a_reason_says_so(doctor: Client, world: World) -> None:
    person = made.make_person()
    made.send_notice(person)
    page = reverse("medical-reasons", args=[made.case_of(person).id])
    assert "Aucun motif médical n'a été donné." in text_of(doctor.post(page))


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.PROFESSIONAL, Role.INSURED])
def test_nobody_else_reads_it_not_even_a_manager(
    role: Role, client_of: Callable[[str], Client], case: Case
) -> None:
    answer = client_of(role).post(reverse("medical-reasons", args=[case.id]))
    assert answer.status_code == 403
    assert REASON not in answer.content.decode()
    assert not Reading.objects.filter(page="medical.reason").exists()


def test_the_medical_service_opens_neither_the_desk_nor_its_documents(
    doctor: Client, case: Case
) -> None:
    assert doctor.get(reverse("desk-case", args=[case.id])).status_code == 403
    assert doctor.get(reverse("desk-basket")).status_code == 403


def test_an_agent_sees_the_file_without_the_reason(
    client_of: Callable[[str], Client], case: Case
) -> None:
    shown = client_of(Role.AGENT).get(reverse("desk-case", args=[case.id]))
    assert case.number in text_of(shown)
    assert REASON not in shown.content.decode()
