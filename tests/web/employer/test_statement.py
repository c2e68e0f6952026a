from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guichet.cases.service import Case, asked_of_employer
from guichet.declarations.service import DeclaredPay, DeclaredStop, Deposit
from tests.support.world import (
    EMPLOYER_IBAN,
    case_of,
    give_account,
    make_employer,
    make_person,
    send_form,
    send_notice,
)
from tests.web.answers import errors_of, text_of
from tests.web.employer.samples import request_of
from tests.web.world import World

ClientOf = Callable[[str], Client]
MONTHS = ("2026-07", "2026-08", "2026-09")
STOP = {
    "contract_number": "00001",
    "contract_start": "2018-09-01",
    "reason": "01",
    "last_day_worked": "2026-10-02",
    "expected_end": "2026-10-25",
}
PAYS = {
    f"{name}_{month}": value
    for month in MONTHS
    for name, value in (("gross", "2 000,00"), ("hours", "151,67"), ("restored", ""))
}
SUBROGATION = {
    "subrogation": "on",
    "subrogation_from": "2026-10-05",
    "subrogation_to": "2026-10-25",
    "iban": EMPLOYER_IBAN,
}


def person_said(world: World) -> dict[str, str]:
    person = world.person
    return {
        "nir": person.nir,
        "birth_date": person.birth_date.isoformat(),
        "family_name": person.family_name,
        "given_names": person.given_names,
    }


def first_step(world: World, client_of: ClientOf, **said: Any) -> Any:
    data = {"step": "stop", **person_said(world), **STOP, **said}
    return client_of("employer").post(reverse("employer-statement"), data)


def send(world: World, client_of: ClientOf, **said: Any) -> Any:
    data = {"step": "pays", **person_said(world), **STOP, **PAYS, **said}
    return client_of("employer").post(reverse("employer-statement"), data, follow=True)


def test_the_first_step_asks_for_the_three_months_before_the_stop(
    world: World, client_of: ClientOf
) -> None:
    words = text_of(first_step(world, client_of))
    assert "Étape 2 sur 2" in words
    for month in ("juillet 2026", "d'août 2026", "septembre 2026"):
        assert month in words
    assert not Deposit.objects.exists()


def test_both_steps_together_declare_the_stop_and_its_pay(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person)
    words = text_of(send(world, client_of))
    assert "Votre attestation est reçue." in words
    assert "Reçu. Si quelque chose nous manque" in words
    assert DeclaredPay.objects.filter(amount_cents=200_000, kind="001").count() == 3
    assert case_of(world.person).state == "decided"


def test_the_same_statement_again_says_that_the_stop_was_known(
    world: World, client_of: ClientOf
) -> None:
    send(world, client_of)
    assert "Cet arrêt était déjà déclaré" in text_of(send(world, client_of))
    assert DeclaredStop.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"nir": "123"}, "nir", "Le NIR a 13 caractères"),
        ({"birth_date": "2030-01-01"}, "birth_date", "dans le futur"),
        ({"last_day_worked": "1980-01-01"}, "last_day_worked", "avant la naissance"),
        ({"last_day_worked": "2017-01-01"}, "last_day_worked", "avant le début du contrat"),
        ({"last_day_worked": "2026-12-24"}, "last_day_worked", "dans le futur"),
        ({"contract_start": "1970-01-01"}, "contract_start", "avant la naissance"),
        ({"expected_end": "2026-10-02"}, "expected_end", "n'est pas après"),
        ({"returned_on": "2026-10-01"}, "returned_on", "n'est pas après"),
        ({"returned_part_time": "on"}, "returned_on", "quel jour le salarié a repris"),
        ({**SUBROGATION, "iban": "FR76123"}, "iban", "L'IBAN n'est pas bon"),
        ({**SUBROGATION, "iban": ""}, "iban", "Donnez l'IBAN"),
        ({**SUBROGATION, "bic": "X"}, "bic", "Le BIC a 8 ou 11 caractères"),
        ({**SUBROGATION, "subrogation_from": ""}, "subrogation_from", "à partir de quel jour"),
        ({**SUBROGATION, "subrogation_to": "2026-10-01"}, "subrogation_to", "avant son début"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_next_to_its_field(
    world: World, client_of: ClientOf, said: dict[str, str], field: str, words: str
) -> None:
    for answer in (first_step(world, client_of, **said), send(world, client_of, **said)):
        assert words in errors_of(answer, field)
        assert "Étape 1 sur 2" in text_of(answer)
    assert not Deposit.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"gross_2026-08": "1000000"}, "gross_2026-08", "Un salaire d'un million d'euros"),
        ({"gross_2026-08": "40 000"}, "gross_2026-08", "40 000,00 € en août 2026"),
        ({"gross_2026-08": "-5"}, "gross_2026-08", "0"),
        ({"gross_2026-08": "beaucoup"}, "gross_2026-08", "Écrivez un montant en euros"),
        ({"gross_2026-08": ""}, "gross_2026-08", "Remplissez le salaire brut d'août 2026."),
        ({"hours_2026-08": "800"}, "hours_2026-08", "entre 0 et 400"),
        ({"restored_2026-08": "1000"}, "restored_2026-08", "plus petit que le salaire brut"),
    ],
)
def test_a_pay_that_cannot_be_is_refused_next_to_its_field(
    world: World, client_of: ClientOf, said: dict[str, str], field: str, words: str
) -> None:
    answer = send(world, client_of, **said)
    assert words in errors_of(answer, field)
    assert "Étape 2 sur 2" in text_of(answer)
    assert not Deposit.objects.exists()


def test_an_unusual_wage_is_taken_once_it_is_confirmed(world: World, client_of: ClientOf) -> None:
    high = {"gross_2026-08": "40 000,00"}
    assert "les montants élevés sont exacts" in text_of(send(world, client_of, **high))
    assert "reçue" in text_of(send(world, client_of, **high, confirmed="on"))
    assert DeclaredPay.objects.filter(amount_cents=4_000_000).exists()


def test_one_can_go_back_to_the_first_step_with_what_was_typed(
    world: World, client_of: ClientOf
) -> None:
    answer = send(world, client_of, back="1")
    assert "Étape 1 sur 2" in text_of(answer)
    assert f'value="{world.person.nir}"' in answer.content.decode()
    assert not Deposit.objects.exists()


def test_an_unticked_subrogation_forgets_its_dates_and_account(
    world: World, client_of: ClientOf
) -> None:
    send(world, client_of, **{**SUBROGATION, "subrogation": ""})
    stop = DeclaredStop.objects.get()
    assert (stop.subrogation, stop.subrogation_from, stop.iban) == (False, None, "")


def test_what_the_fund_asks_is_on_the_home_page_without_health_or_money(
    world: World, client_of: ClientOf
) -> None:
    piece = request_of(world)
    answer = client_of("employer").get(reverse("employer-home"))
    words = text_of(answer)
    assert "Une demande vous attend" in words
    assert "Noé Attente, arrêt du 5 octobre 2026" in words
    assert "Nous attendons les salaires de juillet, août et septembre 2026, depuis le" in words
    assert reverse("employer-request", args=[piece.id]) in answer.content.decode()
    assert "€" not in words
    assert piece.case.person.nir not in answer.content.decode()


def test_wages_asked_for_a_known_stop_need_only_the_wages(
    world: World, client_of: ClientOf
) -> None:
    piece = request_of(world)
    give_account(piece.case.person)
    client, address = client_of("employer"), reverse("employer-request", args=[piece.id])
    page = client.get(address)
    assert "Étape 2 sur 2" in text_of(page)
    assert piece.case.person.nir not in page.content.decode()
    client.post(address, {"step": "pays", **STOP, **PAYS})
    assert Case.objects.get(pk=piece.case_id).state == "decided"
    assert not asked_of_employer(world.organisation.id).exists()
    assert client.get(address).status_code == 404


def test_what_was_said_of_the_stop_travels_with_the_wages(
    world: World, client_of: ClientOf
) -> None:
    person = make_person()
    send_notice(person)
    kept = {"subrogation_from": date(2026, 10, 5), "subrogation_to": date(2026, 10, 25)}
    send_form(person, world.organisation, pays=(), subrogation=True, iban=EMPLOYER_IBAN, **kept)
    piece = asked_of_employer(world.organisation.id).get()
    client, address = client_of("employer"), reverse("employer-request", args=[piece.id])
    carried = client.get(address).context["carried"]
    assert any('name="subrogation"' in field and "True" in field for field in carried)
    assert any(EMPLOYER_IBAN in field for field in carried)


def test_a_stop_asked_for_is_declared_with_the_person_and_dates_filled_in(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person, siret=world.organisation.siret)
    piece = asked_of_employer(world.organisation.id).get()
    client, address = client_of("employer"), reverse("employer-request", args=[piece.id])
    page = client.get(address)
    assert "Pour Camille Exemple, en arrêt depuis le 5 octobre 2026." in text_of(page)
    assert 'value="2026-10-04"' in page.content.decode()
    answer = client.post(address, {"step": "pays", **STOP, **PAYS}, follow=True)
    assert case_of(world.person).state == "decided"
    assert "Merci, votre réponse est arrivée." in text_of(answer)


def test_another_employers_request_does_not_exist(world: World, client_of: ClientOf) -> None:
    mine, other = request_of(world), make_employer()
    person = make_person()
    send_notice(person)
    send_form(person, other, pays=())
    theirs = asked_of_employer(other.id).get()
    client = client_of("employer")
    assert client.get(reverse("employer-request", args=[mine.id])).status_code == 200
    address = reverse("employer-request", args=[theirs.id])
    assert client.get(address).status_code == 404
    assert client.post(address, {"step": "pays", **STOP, **PAYS}).status_code == 404
    assert "Claire Exemple" not in text_of(client.get(reverse("employer-home")))
