from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.benefits.sick_leave.service import Notice, NoticeChannel
from guichet.cases.service import Case
from guichet.documents.service import Document
from tests.support.pdf import pdf, photo
from tests.support.world import make_person, send_notice
from tests.web.answers import errors_of, text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]
GOOD = {
    "kind": "initial",
    "first_day": "2026-11-20",
    "last_day": "2026-11-27",
    "prescribed_on": "2026-11-20",
    "siret": "",
}


def online(client_of: ClientOf, **said: Any) -> Any:
    address = reverse("insured-notice-online")
    return client_of("insured").post(address, {**GOOD, **said}, follow=True)


def on_paper(client_of: ClientOf, content: bytes, name: str = "avis.pdf", **said: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    address = reverse("insured-notice-paper")
    return client_of("insured").post(address, {**GOOD, "file": file, **said}, follow=True)


def test_a_notice_typed_online_opens_the_file_and_is_confirmed(
    world: World, client_of: ClientOf
) -> None:
    answer = online(client_of)
    words = text_of(answer)
    notice, case = Notice.objects.get(), Case.objects.get()
    assert "Votre avis d'arrêt est reçu" in words
    assert "du 20 au 27 novembre 2026" in words
    assert reverse("insured-case", args=[case.id]) in answer.content.decode()
    assert (notice.nir, notice.birth_date) == (world.person.nir, world.person.birth_date)
    assert notice.channel == NoticeChannel.INSURED_ONLINE
    assert notice.sent_on.isoformat() == "2026-11-22"


def test_a_notice_typed_online_may_be_of_part_time(world: World, client_of: ClientOf) -> None:
    words = text_of(online(client_of, part_time_from="2026-11-23"))
    assert "à partir du 23 novembre 2026" in words
    assert str(Notice.objects.get().part_time_from) == "2026-11-23"


def test_the_same_notice_twice_is_said_to_be_already_received(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    online(client_of)
    settings.NOW = "2026-11-23T10:00:00"
    words = text_of(online(client_of))
    assert "Votre avis d'arrêt était déjà reçu" in words
    assert "Nous avons déjà reçu ce même avis le 22 novembre 2026." in words
    assert Notice.objects.count() == Case.objects.count() == 1


def test_a_person_sends_for_themself_whatever_is_added_to_the_form(
    world: World, client_of: ClientOf
) -> None:
    other = make_person()
    online(client_of, nir=other.nir, birth_date=other.birth_date.isoformat())
    assert Notice.objects.get().person == world.person


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"last_day": "2026-11-19"}, "last_day", "La fin de l'arrêt est avant son début."),
        ({"last_day": "2036-11-19"}, "last_day", "L'arrêt dure plus de trois ans."),
        ({"first_day": "1980-01-01"}, "first_day", "L'arrêt commence avant la naissance."),
        ({"prescribed_on": "2026-12-20"}, "prescribed_on", "est dans le futur."),
        ({"first_day": "31/02/2026"}, "first_day", "Écrivez une date qui existe"),
        ({"first_day": ""}, "first_day", "Remplissez « Premier jour d'arrêt »."),
        ({"kind": "autre"}, "kind", "autre"),
        ({"siret": "12345678901234"}, "siret", "Le SIRET a 14 chiffres"),
    ],
)
def test_a_refusal_stands_next_to_its_field_and_keeps_nothing(
    world: World, client_of: ClientOf, said: dict[str, str], field: str, words: str
) -> None:
    answer = online(client_of, **said)
    assert words in errors_of(answer, field)
    assert "Ce qui est à corriger" in text_of(answer)
    assert not Notice.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize("content", [pdf(), pdf(3), photo()], ids=["pdf", "three pages", "photo"])
def test_a_paper_is_deposited_with_its_dates(
    world: World, client_of: ClientOf, content: bytes
) -> None:
    words = text_of(on_paper(client_of, content))
    notice, document = Notice.objects.get(), Document.objects.get()
    assert "Votre avis d'arrêt est reçu" in words
    assert "avis.pdf" in words
    assert notice.document == document
    assert notice.channel == NoticeChannel.SCAN
    assert document.person == world.person
    assert "Il nous faut l'original" in words


def test_a_copy_of_before_july_2025_is_enough(world: World, client_of: ClientOf) -> None:
    words = text_of(on_paper(client_of, pdf(), prescribed_on="2025-06-30"))
    assert "Votre avis d'arrêt est reçu" in words
    assert "Il nous faut l'original" not in words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Le fichier est vide."),
        (b"MZ\x90\x00" + b"\x00" * 60, "Ce type de fichier n'est pas accepté."),
        (pdf(password="secret"), "Ce PDF est protégé par un mot de passe."),
        (pdf()[:200], "Ce PDF est abîmé"),
        (pdf(41), "Le document a 41 pages ; 40 au plus sont acceptées."),
        (photo()[:100], "Cette image est abîmée"),
    ],
    ids=["empty", "program", "password", "cut", "too many pages", "broken photo"],
)
def test_a_paper_that_cannot_be_taken_is_refused_in_words(
    world: World, client_of: ClientOf, content: bytes, words: str
) -> None:
    answer = on_paper(client_of, content)
    assert words in errors_of(answer, "file")
    assert not Notice.objects.exists()
    assert not Document.objects.exists()


def test_a_paper_too_heavy_is_refused_before_it_is_read(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    answer = on_paper(client_of, pdf())
    assert "Le fichier dépasse" in errors_of(answer, "file")
    assert not Document.objects.exists()


def test_a_good_paper_with_wrong_dates_is_not_kept(world: World, client_of: ClientOf) -> None:
    answer = on_paper(client_of, pdf(), last_day="2026-11-01")
    assert "last_day" in answer.context["form"].errors
    assert not Document.objects.exists()


def test_the_receipt_of_another_person_does_not_exist(world: World, client_of: ClientOf) -> None:
    mine, other = send_notice(world.person), send_notice(make_person())
    client = client_of("insured")
    assert client.get(reverse("insured-notice-sent", args=[mine.id])).status_code == 200
    assert client.get(reverse("insured-notice-sent", args=[other.id])).status_code == 404
