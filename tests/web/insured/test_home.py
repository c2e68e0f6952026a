from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import words_of
from guichet.ledger.service import account_of
from tests.support.world import (
    EMPLOYER_IBAN,
    FIRST,
    LAST,
    SickLeave,
    agent_decides,
    give_account,
    make_agent,
    make_employer,
    make_person,
    pay,
    send_form,
    send_notice,
)
from tests.web.answers import text_of
from tests.web.insured.samples import paid_case
from tests.web.world import World

ClientOf = Callable[[str], Client]


def home(client_of: ClientOf) -> str:
    return text_of(client_of("insured").get(reverse("insured-home")))


def test_a_person_without_a_stop_has_nothing_to_do_and_is_shown_where_to_begin(
    client_of: ClientOf,
) -> None:
    words = home(client_of)
    assert "Vous n'avez rien à faire" in words
    assert "Aucun arrêt de travail" in words


def test_what_the_employer_owes_is_said_with_its_months_and_asks_nothing_of_the_person(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    send_notice(world.person, siret=world.organisation.siret)
    send_form(world.person, world.organisation, pays=())
    words = home(client_of)
    assert "En attente : votre employeur" in words
    expected = "Nous attendons vos salaires de juillet, août et septembre 2026, depuis le 20 novem"
    assert expected in words


def test_a_notice_that_only_the_person_can_send_is_the_first_thing_to_do(
    world: World, client_of: ClientOf
) -> None:
    send_form(world.person, world.organisation)
    answer = client_of("insured").get(reverse("insured-home"))
    words = text_of(answer)
    assert words.index("Ce que vous avez à faire") < words.index("votre avis d'arrêt de travail")
    assert f'href="{reverse("insured-notice")}">Envoyer mon avis d' in answer.content.decode()


def test_missing_bank_details_are_asked_and_given_ones_are_not(
    world: World, client_of: ClientOf
) -> None:
    send_notice(world.person)
    send_form(world.person, world.organisation)
    assert "Donnez-nous vos coordonnées bancaires." in home(client_of)
    assert account_of(world.person.id) is None
    give_account(world.person)
    assert "Donnez-nous vos coordonnées bancaires." not in home(client_of)


def test_days_not_yet_paid_then_the_payment_are_shown(world: World, client_of: ClientOf) -> None:
    give_account(world.person)
    send_notice(world.person)
    send_form(world.person, world.organisation)
    words = home(client_of)
    assert "Prochain paiement : 18 jours, 591,66 € avant CSG et CRDS." in words
    pay()
    words = home(client_of)
    assert "Prochain paiement" not in words
    assert "le 20 novembre 2026, pour les jours du 8 au 25 octobre 2026" in words


def test_an_unread_letter_is_announced_until_it_is_opened(
    world: World, client_of: ClientOf
) -> None:
    case = paid_case(world)
    client = client_of("insured")
    assert "2 courriers à lire." in home(client_of)
    for letter in case.letters.all():
        client.get(reverse("insured-letter", args=[letter.id]))
    assert "à lire." not in home(client_of)


def test_a_notice_that_an_agent_must_place_is_said_to_be_received(
    world: World, client_of: ClientOf
) -> None:
    send_notice(world.person, date(2026, 10, 5), date(2026, 10, 9), kind="prolongation")
    assert "Un agent vérifie à quel dossier il appartient." in home(client_of)


def test_nothing_of_another_person_is_shown(client_of: ClientOf) -> None:
    other = make_person()
    send_notice(other, date(2026, 11, 2), date(2026, 11, 8))
    assert "2 au 8 novembre" not in home(client_of)


def test_what_went_to_an_employer_that_keeps_the_wage_is_said(
    world: World, client_of: ClientOf
) -> None:
    employer = make_employer()
    send_notice(world.person)
    send_form(
        world.person,
        employer,
        subrogation=True,
        subrogation_from=FIRST,
        subrogation_to=LAST,
        iban=EMPLOYER_IBAN,
    )
    pay()
    words = home(client_of)
    assert "Versé à votre employeur, " in words
    assert "Aucun paiement pour le moment." not in words


def test_money_asked_back_is_on_the_first_page(world: World, client_of: ClientOf) -> None:
    case = paid_case(world)
    assert "rembourser" not in home(client_of)
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, refusal=words_of("right_not_open", "", "fr"))
    words = home(client_of)
    assert "Vous devez rembourser 552,02 €, versés en trop." in words
    assert words.index("Vous devez rembourser") < words.index("à lire")
