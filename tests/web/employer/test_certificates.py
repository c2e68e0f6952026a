"""Salary certificates dropped in one file, and what the employer reads of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.benefits.sick_leave.service import import_deposit
from guichet.declarations.service import Deposit
from guichet.formats.dsij import REQUIRED
from tests.support.world import NOW, make_person
from tests.web.answers import text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]
PAYS = {
    f"{name}_{n}": value
    for n, month in enumerate(("2026-07", "2026-08", "2026-09"), 1)
    for name, value in (("month", month), ("gross", "2000"), ("hours", "151,67"))
}


def content(*last_days: str) -> bytes:
    """One certificate for each last day worked."""
    lines = [";".join([*REQUIRED, *PAYS])]
    for day in last_days:
        person = make_person()
        said = [person.nir, "1980-01-20", person.family_name, person.given_names, "00001"]
        lines.append(";".join([*said, "2018-09-01", "01", day, *PAYS.values()]))
    return "\n".join(lines).encode()


def drop(client_of: ClientOf, file: bytes) -> Any:
    sent = {"dsij_file": SimpleUploadedFile("salaires.csv", file)}
    return client_of("employer").post(reverse("employer-drop-certificates"), sent, follow=True)


def test_a_file_is_kept_then_read_and_each_fault_is_shown_by_line_and_column(
    world: World, client_of: ClientOf
) -> None:
    assert "salaires.csv : reçu." in text_of(drop(client_of, content("2026-10-02", "hier")))
    deposit = Deposit.objects.get()
    assert (deposit.channel, deposit.organisation) == ("file", world.organisation)
    import_deposit(deposit.id, now=NOW)
    words = text_of(client_of("employer").get(reverse("employer-deposit", args=[deposit.id])))
    assert "Une déclaration est refusée, le reste est pris en compte." in words
    assert "3 Une date qui existe est attendue" in words
    assert "Bloquante last_day_worked" in words
    assert "attestation de salaire : 1" in words
    assert "Claire Exemple Maladie 2 octobre 2026" in words


def test_the_same_file_again_is_said_to_be_already_received(
    world: World, client_of: ClientOf
) -> None:
    file = content("2026-10-02")
    drop(client_of, file)
    assert "Rien n'est refait." in text_of(drop(client_of, file))
    assert Deposit.objects.count() == 1


@pytest.mark.parametrize(("less", "taken"), [(1, False), (0, True)])
def test_a_file_too_big_is_refused_in_words(
    world: World, client_of: ClientOf, settings: Settings, less: int, taken: bool
) -> None:
    file = content("2026-10-02")
    settings.UPLOAD_MAX_BYTES = len(file) - less
    assert ("salaires.csv : le fichier dépasse" in text_of(drop(client_of, file))) is not taken
    assert Deposit.objects.exists() is taken


def test_an_empty_file_or_none_is_refused_in_words(world: World, client_of: ClientOf) -> None:
    assert "salaires.csv : le fichier est vide." in text_of(drop(client_of, b""))
    page = client_of("employer").post(reverse("employer-drop-certificates"), {})
    assert "Remplissez « Votre fichier d'attestations »." in text_of(page)
    assert not Deposit.objects.exists()


def test_the_page_names_the_columns_and_the_form_leads_to_it(
    world: World, client_of: ClientOf
) -> None:
    client = client_of("employer")
    page = reverse("employer-drop-certificates")
    assert page in client.get(reverse("employer-statement")).content.decode()
    words = text_of(client.get(page))
    assert all(name in words for name in REQUIRED)
