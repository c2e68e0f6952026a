import pytest
from django.test import Client
from django.urls import reverse

from guichet.journal.models import Reading
from guichet.ledger.service import account_of
from guichet.people.service import Role
from guichet.tasks.service import basket
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.world import World

SEARCH = "/bureau/recherche"


@pytest.mark.parametrize("typed", ["{nir}", "{nir}42", "{spaced}"])
def test_a_person_is_found_by_the_number_however_it_is_typed(agent: Client, typed: str) -> None:
    person = made.make_person()
    spaced = f"{person.nir[:1]} {person.nir[1:3]} {person.nir[3:]}"
    nir = typed.format(nir=person.nir, spaced=spaced)
    answer = agent.post(SEARCH, {"nir": nir})
    assert answer.headers["Location"] == reverse("desk-person", args=[person.id])


def test_a_person_is_found_by_name_and_birth_date_not_by_name_alone(agent: Client) -> None:
    person = made.make_person(family_name="Fictif")
    said = {"family_name": "fictif", "birth_date": "1980-01-20"}
    assert str(person.id) in agent.post(SEARCH, said).headers["Location"]
    answer = agent.post(SEARCH, {"family_name": "fictif"})
    assert "ou un nom avec une date de naissance" in text_of(answer)


def test_persons_of_the_same_name_and_day_are_listed_masked(agent: Client) -> None:
    people = [made.make_person(family_name="Fictif") for _ in range(2)]
    text = text_of(agent.post(SEARCH, {"family_name": "Fictif", "birth_date": "1980-01-20"}))
    assert text.count("Claire Fictif") == 2
    assert people[0].nir not in text


def test_a_number_of_another_birth_date_finds_nobody(agent: Client) -> None:
    person = made.make_person()
    answer = agent.post(SEARCH, {"nir": person.nir, "birth_date": "1981-01-20"})
    assert "Personne n'a été trouvé" in text_of(answer)


def test_a_file_is_found_by_its_number(agent: Client) -> None:
    case = made.make_case_decided().case
    answer = agent.post(SEARCH, {"number": f" {case.number.lower()} "})
    assert answer.headers["Location"] == reverse("desk-case", args=[case.id])
    text = text_of(agent.post(SEARCH, {"number": "AM26-9999999"}))
    assert "Aucun dossier ne porte ce numéro" in text


def test_a_number_that_is_none_is_refused_in_words(agent: Client) -> None:
    assert "Écrivez les 13 caractères" in text_of(agent.post(SEARCH, {"nir": "12"}))


def test_the_page_of_a_person_masks_and_leaves_a_trace(agent: Client, world: World) -> None:
    person = made.make_case_paid().person
    answer = agent.get(reverse("desk-person", args=[person.id]))
    text = text_of(answer)
    assert person.nir not in text.replace(" ", "")
    assert made.IBAN not in text.replace(" ", "")
    assert "FR76 •••• 0185" in text
    assert "Virement de 552,02 € préparé" in text
    reading = Reading.objects.get()
    assert (reading.person_id, reading.page) == (person.id, "person")
    assert reading.actor_id == world.accounts[Role.AGENT].id


def test_the_whole_number_is_shown_on_request_with_its_own_trace(agent: Client) -> None:
    person = made.make_person()
    path = reverse("desk-person-number", args=[person.id])
    assert agent.get(path).status_code == 405
    assert person.nir in text_of(agent.post(path)).replace(" ", "")
    assert Reading.objects.get().page == "person.nir"


def test_a_person_who_is_not_there_is_not_found(agent: Client, world: World) -> None:
    other = world.accounts[Role.AGENT].id
    assert agent.get(reverse("desk-person", args=[other])).status_code == 404
    assert not Reading.objects.exists()


def test_a_new_account_ends_the_waiting_task_and_waits_for_another_agent(agent: Client) -> None:
    about = made.make_case_decided(with_account=False)
    made.pay()
    assert basket().get().kind == "payment.bank_details_missing"
    path = reverse("desk-account", args=[about.person.id])
    said = {"holder": "Claire Exemple", "iban": made.IBAN, "why": "bank_statement_received"}
    text = text_of(agent.post(path, said, follow=True))
    assert "Un autre agent doit les confirmer" in text
    assert "Nouvelles coordonnées bancaires saisies" in text
    assert account_of(about.person.id) is None
    assert basket().get().kind == "payment.account_to_confirm"


def test_an_account_without_a_reason_is_refused(agent: Client) -> None:
    person = made.make_person()
    path = reverse("desk-account", args=[person.id])
    text = text_of(agent.post(path, {"holder": "Claire Exemple", "iban": made.IBAN}))
    assert "Pourquoi ce changement" in text
    assert account_of(person.id) is None


def test_an_account_that_cannot_be_is_refused_in_words(agent: Client) -> None:
    person = made.make_person()
    path = reverse("desk-account", args=[person.id])
    wrong = made.IBAN[:-1] + "6"
    said = {"holder": "Claire Exemple", "iban": wrong, "why": "typing_error"}
    answer = agent.post(path, said)
    assert "IBAN" in text_of(answer)
    assert b"error-summary" in answer.content
    assert account_of(person.id) is None


def test_the_insured_never_open_the_desk(insured: Client) -> None:
    person = made.make_person()
    assert insured.get(reverse("desk-person", args=[person.id])).status_code == 403
    assert insured.post(SEARCH, {"nir": person.nir}).status_code == 403
    assert not Reading.objects.exists()


def test_the_cursor_waits_where_a_number_is_typed_but_not_before_what_is_to_be_read(
    agent: Client,
) -> None:
    page = reverse("desk-search")
    told = agent.get(page).content.decode()
    assert told.count("autofocus") == 1
    assert 'name="nir"' in told.split("autofocus")[0].rsplit("<", 1)[1]
    nobody = {"family_name": "Personne", "birth_date": "1980-01-20"}
    assert "autofocus" not in agent.post(page, nobody).content.decode()
