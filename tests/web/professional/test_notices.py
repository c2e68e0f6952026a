from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.benefits.sick_leave.service import Notice, NoticeChannel, NoticeState
from guichet.cases.service import Case
from tests.support.world import (
    give_account,
    make_person,
    make_professional,
    pay,
    send_form,
    send_notice,
)
from tests.web.answers import errors_of, text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]


def send(world: World, client_of: ClientOf, **said: Any) -> Any:
    given = {
        "nir": world.person.nir,
        "birth_date": world.person.birth_date.isoformat(),
        "family_name": world.person.family_name,
        "given_names": world.person.given_names,
        "kind": "initial",
        "first_day": "2026-11-20",
        "last_day": "2026-11-27",
        "prescribed_on": "2026-11-20",
        "siret": "",
    }
    address = reverse("professional-send")
    return client_of("professional").post(address, {**given, **said}, follow=True)


def test_a_notice_for_a_patient_opens_the_file_and_gives_a_receipt(
    world: World, client_of: ClientOf
) -> None:
    words = text_of(send(world, client_of))
    notice = Notice.objects.get()
    assert "Accusé de réception" in words
    assert f"Référence {notice.id}" in words
    assert (notice.person, notice.professional) == (world.person, world.professional)
    assert notice.channel == NoticeChannel.DOCTOR_ONLINE
    assert Case.objects.get().person == world.person


def test_a_notice_may_prescribe_part_time(world: World, client_of: ClientOf) -> None:
    words = text_of(send(world, client_of, part_time_from="2026-11-23"))
    assert "Temps partiel thérapeutique à partir du 23 novembre 2026" in words
    assert str(Notice.objects.get().part_time_from) == "2026-11-23"
    refused = send(world, client_of, part_time_from="2026-12-01")
    said = errors_of(refused, "part_time_from")
    assert "Le temps partiel commence pendant l'arrêt." in str(said)


def test_the_answer_does_not_tell_whether_the_fund_knows_the_patient(
    world: World, client_of: ClientOf
) -> None:
    known = text_of(send(world, client_of))
    unknown = text_of(send(world, client_of, birth_date="1985-01-15"))
    first, second = Notice.objects.order_by("id")
    assert (first.state, second.state) == (NoticeState.MATCHED, NoticeState.UNKNOWN_PERSON)
    assert "Avis reçu le" in known
    assert known.replace(str(first.id), "") == unknown.replace(str(second.id), "")
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"nir": "285019390100"}, "nir", "Le NIR a 13 caractères"),
        ({"nir": "285019390100199"}, "nir", "La clé du NIR"),
        ({"birth_date": "2030-01-01"}, "birth_date", "est dans le futur"),
        ({"first_day": "1984-01-01"}, "first_day", "commence avant la naissance"),
        ({"last_day": "2026-11-01"}, "last_day", "avant son début"),
        ({"prescribed_on": "2027-01-01"}, "prescribed_on", "dans le futur"),
        ({"siret": "1"}, "siret", "Le SIRET a 14 chiffres"),
        ({"family_name": ""}, "family_name", "Remplissez « Nom de famille »."),
    ],
)
def test_a_refusal_stands_next_to_its_field_and_keeps_nothing(
    world: World, client_of: ClientOf, said: dict[str, str], field: str, words: str
) -> None:
    assert words in errors_of(send(world, client_of, **said), field)
    assert not Notice.objects.exists()


def test_the_same_notice_twice_is_said_to_be_already_received(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    send(world, client_of)
    settings.NOW = "2026-11-23T10:00:00"
    words = text_of(send(world, client_of))
    assert "Nous avons déjà reçu ce même avis le 22 novembre 2026." in words
    assert Notice.objects.count() == 1


def test_a_notice_that_the_patient_sent_before_gives_no_receipt_but_says_so(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    client_of("insured").post(
        reverse("insured-notice-online"),
        {
            "kind": "initial",
            "first_day": "2026-11-20",
            "last_day": "2026-11-27",
            "prescribed_on": "2026-11-20",
        },
    )
    settings.NOW = "2026-11-23T10:00:00"
    words = text_of(send(world, client_of))
    assert "Nous avons déjà reçu ce même avis" in words
    assert "Accusé de réception" not in words


def test_the_list_shows_ones_own_notices_and_never_an_amount(
    world: World, client_of: ClientOf
) -> None:
    give_account(world.person)
    doctor = {"channel": NoticeChannel.DOCTOR_ONLINE, "professional": world.professional}
    send_notice(world.person, **doctor)
    send_form(world.person, world.organisation)
    pay()
    colleague = {"channel": NoticeChannel.DOCTOR_ONLINE, "professional": make_professional()}
    send_notice(make_person(family_name="Ailleurs"), **colleague)
    words = text_of(client_of("professional").get(reverse("professional-notices")))
    assert "Camille Exemple du 5 au 25 octobre 2026" in words
    assert "Reçu" in words
    assert "Ailleurs" not in words
    assert "€" not in words


def test_a_colleagues_receipt_does_not_exist(world: World, client_of: ClientOf) -> None:
    online = NoticeChannel.DOCTOR_ONLINE
    mine = send_notice(make_person(), channel=online, professional=world.professional)
    other = send_notice(make_person(), channel=online, professional=make_professional())
    client = client_of("professional")
    assert client.get(reverse("professional-notice", args=[mine.id])).status_code == 200
    assert client.get(reverse("professional-notice", args=[other.id])).status_code == 404
