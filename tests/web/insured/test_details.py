from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guichet.journal.service import of_person, tell
from guichet.ledger.service import account_of
from guichet.outbox.service import Message
from tests.support.world import IBAN, give_account
from tests.web.answers import errors_of, text_of
from tests.web.world import PASSWORD, World

ClientOf = Callable[[str], Client]
OTHER_IBAN = "FR76 3000 6000 0112 3456 7890 189"
CONTACT = {
    "address": "12 rue Neuve\r\n93901 VALLOMBRE",
    "email": "autre@exemple.invalid",
    "phone": "01 23 45 67 89",
    "language": "en",
}


def change_bank(client_of: ClientOf, **said: str) -> Any:
    given = {"holder": "Camille Exemple", "iban": OTHER_IBAN, "password": PASSWORD}
    address = reverse("insured-bank")
    return client_of("insured").post(address, {**given, **said}, follow=True)


def test_the_account_is_shown_masked(world: World, client_of: ClientOf) -> None:
    give_account(world.person)
    answer = client_of("insured").get(reverse("insured-details"))
    assert "FR76 •••• •••• 0185" in text_of(answer)
    assert IBAN not in answer.content.decode()


def test_a_new_account_is_recorded_announced_and_told(world: World, client_of: ClientOf) -> None:
    give_account(world.person)
    words = text_of(change_bank(client_of))
    account = account_of(world.person.id)
    assert account is not None
    assert account.iban == OTHER_IBAN.replace(" ", "")
    assert "Vos coordonnées bancaires sont enregistrées." in words
    mail = Message.objects.get(kind="mail")
    assert mail.payload["to"] == world.person.email
    assert account.iban not in mail.payload["text"]
    assert "Nouvelles coordonnées bancaires enregistrées." in [
        tell(event) for event in of_person(world.person.id)
    ]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"password": "pas le mien"}, "password", "Ce n'est pas votre mot de passe."),
        ({"iban": "FR76 3000 6000 0112 3456 7890 188"}, "iban", "L'IBAN n'est pas bon"),
        ({"holder": ""}, "holder", "Remplissez « Titulaire du compte »."),
        ({"holder": "😀"}, "holder", "doit s'écrire avec des lettres"),
    ],
)
def test_a_change_of_account_refused_changes_and_announces_nothing(
    world: World, client_of: ClientOf, said: dict[str, str], field: str, words: str
) -> None:
    give_account(world.person)
    answer = change_bank(client_of, **said)
    assert words in errors_of(answer, field)
    account = account_of(world.person.id)
    assert account is not None
    assert account.iban == IBAN
    assert not Message.objects.exists()


def test_contact_details_change_and_the_old_address_is_told(
    world: World, client_of: ClientOf
) -> None:
    before = world.person.email
    answer = client_of("insured").post(reverse("insured-contact"), CONTACT, follow=True)
    world.person.refresh_from_db()
    assert world.person.address == ["12 rue Neuve", "93901 VALLOMBRE"]
    assert (world.person.email, world.person.language) == ("autre@exemple.invalid", "en")
    assert "12 rue Neuve" in text_of(answer)
    assert Message.objects.get().payload["to"] == before
    assert "Coordonnées mises à jour." in [tell(e) for e in of_person(world.person.id)]


def test_saying_the_same_again_changes_and_announces_nothing(
    world: World, client_of: ClientOf
) -> None:
    same = {
        "address": "\n".join(world.person.address),
        "email": world.person.email,
        "phone": world.person.phone,
        "language": world.person.language,
    }
    client_of("insured").post(reverse("insured-contact"), same)
    assert not Message.objects.exists()
    assert not of_person(world.person.id).exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"address": "x" * 39}, "address"),
        ({"address": "\n".join("abcdef")}, "address"),
        ({"email": "pas une adresse"}, "email"),
        ({"phone": "appelez-moi"}, "phone"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_contact_details_that_cannot_be_right_are_refused(
    world: World, client_of: ClientOf, said: dict[str, str], field: str
) -> None:
    answer = client_of("insured").post(reverse("insured-contact"), {**CONTACT, **said})
    assert field in answer.context["form"].errors
    world.person.refresh_from_db()
    assert world.person.email == "camille@exemple.invalid"
