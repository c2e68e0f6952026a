"""From the agent's button to the medical service's answer, and back to the agent."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from guichet.people.service import Role
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World


def test_an_opinion_goes_from_the_agent_to_the_medical_service_and_back(
    world: World, client_of: Callable[[str], Client], doctor: Client
) -> None:
    about, agent = made.make_case_decided(), client_of(Role.AGENT)
    file = reverse("desk-case", args=[about.case.id])
    assert "Demander l'avis du service médical" in text_of(agent.get(file))
    asked = agent.post(reverse("desk-opinion", args=[about.case.id]), follow=True)
    assert "L'avis du service médical est attendu." in text_of(asked)
    assert about.case.number not in text_of(agent.get(reverse("desk-basket")))
    assert about.case.number in text_of(doctor.get(reverse("medical-home")))
    page = reverse("medical-opinion", args=[about.case.id])
    said = {"conclusion": "not_justified", "effective_from": "2026-11-19"}
    assert "Cette date ne peut pas être passée" in text_of(doctor.post(page, said))
    said = {"conclusion": "occupational", "effective_from": "2026-11-20"}
    answer = text_of(doctor.post(page, said, follow=True))
    assert "Votre avis est donné." in answer
    assert "Aucun avis n'est demandé." in answer
    text = text_of(agent.get(file))
    assert "une maladie professionnelle est possible" in text
    assert "Lien possible avec une maladie professionnelle (20 novembre 2026)" in text
