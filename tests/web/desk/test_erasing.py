import pytest
from django.test import Client
from django.urls import reverse

from guichet.journal.models import Event, Reading
from guichet.people.models import Person
from tests.support import world as made
from tests.web.desk.reading import text_of

pytestmark = pytest.mark.django_db

SURE = {"reason": "asked", "read": "on"}


def page_of(person: Person) -> str:
    return reverse("desk-erase", args=[person.id])


def test_a_manager_sees_what_goes_and_what_stays_then_erases(manager: Client) -> None:
    person = made.make_person(family_name="Fictif")
    made.give_account(person)
    text = text_of(manager.get(page_of(person)))
    assert "NIR, nom, prénoms" in text
    assert "Comptes bancaires : titulaire, IBAN 1" in text
    assert "jamais récrits" in text
    assert Reading.objects.filter(page="person.erase", person_id=person.id).count() == 1
    assert "Remplissez" in text_of(manager.post(page_of(person), {"reason": "asked"}))
    text = text_of(manager.post(page_of(person), SURE, follow=True))
    assert "La personne est effacée." in text
    assert "Personne effacée. Motif : La personne le demande" in text
    assert "Fictif" not in text
    event = Event.objects.get(kind="person.erased")
    assert (event.actor_kind, event.data) == ("manager", {"reason": "asked"})
    # a second click finds it done
    answer = manager.post(page_of(person), SURE)
    assert answer.headers["Location"] == reverse("desk-person", args=[person.id])


def test_what_hinders_is_told_and_there_is_nothing_to_press(manager: Client) -> None:
    person = made.make_case_decided().person
    text = text_of(manager.get(page_of(person)))
    assert "Des jours accordés ne sont pas payés" in text
    assert "Effacer pour toujours" not in text
    text = text_of(manager.post(page_of(person), SURE, follow=True))
    assert "La personne n'est pas effacée." in text
    assert Person.objects.get(pk=person.pk).nir == person.nir


def test_an_agent_does_not_erase(agent: Client) -> None:
    person = made.make_person()
    assert agent.post(page_of(person), SURE).status_code == 403
    assert page_of(person) not in agent.get(reverse("desk-person", args=[person.id])).text
