"""What an agent says on the phone, notes of a call or a hardship, and simulates."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.tasks.models import Task
from tests.support import world as made
from tests.web.desk.reading import text_of


@pytest.fixture
def case() -> object:
    """A file whose employer has not told the wages."""
    person, employer = made.make_person(phone="0199003646"), made.make_employer()
    made.send_notice(person)
    made.send_form(person, employer, pays=())
    return made.case_of(person)


def test_the_file_says_what_to_say_on_the_phone(agent: Client, case: made.Case) -> None:
    text = text_of(agent.get(reverse("desk-case", args=[case.id])))
    assert "À dire au téléphone Votre dossier attend vos salaires." in text
    assert "C'est à votre employeur de répondre, avant le 5 décembre 2026." in text
    decided = made.make_case_decided().case
    assert "À dire au téléphone" not in text_of(agent.get(reverse("desk-case", args=[decided.id])))


def test_a_hardship_is_noted_then_called_then_done(agent: Client, case: made.Case) -> None:
    page = reverse("desk-hardship", args=[case.id])
    assert "Remplissez" in text_of(agent.post(page, {}))
    text = text_of(agent.post(page, {"channel": "phone"}, follow=True))
    assert "un agent appelle sous deux jours ouvrés" in text
    assert "La personne dit n'avoir plus de quoi vivre (au téléphone) : l'appeler." in text
    call = reverse("desk-call", args=[case.id])
    assert call in agent.get(reverse("desk-basket")).content.decode()
    assert "0199003646" in text_of(agent.get(call))
    text = text_of(agent.post(call, {"outcome": "not_reached"}, follow=True))
    assert "L'appel est noté." in text
    assert Task.objects.filter(kind="sick_leave.hardship", state="open").exists()
    text = text_of(agent.post(call, {"outcome": "reached", "offered": ["css"]}, follow=True))
    assert "La personne a été jointe. Complémentaire santé solidaire (CSS)" in text
    assert not Task.objects.filter(kind="sick_leave.hardship", state="open").exists()


@pytest.mark.parametrize("open_to_it", [True, False])
def test_who_calls_is_led_to_an_advance_where_the_fund_gives_some(
    agent: Client, case: made.Case, settings: Settings, *, open_to_it: bool
) -> None:
    settings.ADVANCES = open_to_it
    page = agent.get(reverse("desk-call", args=[case.id])).content.decode()
    assert (reverse("desk-advance", args=[case.id]) in page) == open_to_it


def test_a_simulation_says_that_it_is_one(agent: Client, case: made.Case) -> None:
    page = reverse("desk-simulation", args=[case.id])
    text = text_of(agent.get(page, {"salaire": "2 000,00"}))
    assert "Rien n'est enregistré, rien n'est promis." in text
    assert "Indemnité d'un jour (brut) 32,87" in text
    assert "juillet 2026, août 2026, septembre 2026" in text
    assert "Écrivez un montant" in text_of(agent.get(page, {"salaire": "beaucoup"}))
    assert "32,87" not in text_of(agent.get(page))
