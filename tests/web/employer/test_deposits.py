import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from guichet.benefits.sick_leave.service import import_deposit
from guichet.declarations.service import DeclaredStop, Deposit
from guichet.documents.service import Document
from guichet.formats.identifiers import mask_nir
from tests.support.world import (
    EMPLOYER_IBAN,
    LAST,
    NOW,
    at,
    make_employer,
    make_person,
    pay,
    send_form,
    send_notice,
)
from tests.web.answers import text_of
from tests.web.employer.samples import FAULT, deposit_with_faults
from tests.web.world import World

ClientOf = Callable[[str], Client]
FILE = b"S10.G00.00.001,'Essai'\n"


def drop(client_of: ClientOf, *contents: bytes) -> Any:
    files = [SimpleUploadedFile(f"dsn{n}.dsn", one) for n, one in enumerate(contents, start=1)]
    address = reverse("employer-drop")
    return client_of("employer").post(address, {"dsn_files": files}, follow=True)


def test_a_file_is_kept_queued_and_its_page_awaits_the_reading(
    world: World, client_of: ClientOf
) -> None:
    answer = drop(client_of, FILE)
    deposit = Deposit.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("employer-deposit", args=[deposit.id])
    assert "dsn1.dsn : reçu. Envoi : dsn1.dsn Reçu, lecture à venir" in text_of(answer)
    assert 'data-await="3"' in answer.content.decode()
    assert "Voir si la lecture est finie" in text_of(answer)
    assert deposit.organisation == world.organisation
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(deposit.id)]


def test_a_file_that_is_read_is_no_longer_awaited(world: World, client_of: ClientOf) -> None:
    drop(client_of, FILE)
    deposit = Deposit.objects.get()
    import_deposit(deposit.id, now=NOW)
    answer = client_of("employer").get(reverse("employer-deposit", args=[deposit.id]))
    assert "data-await" not in answer.content.decode()
    assert "Rien n'a pu être pris en compte." in text_of(answer)


def test_several_files_go_together_and_each_one_is_answered(
    world: World, client_of: ClientOf
) -> None:
    words = text_of(drop(client_of, FILE, b"", FILE + b"autre"))
    assert "dsn1.dsn : reçu." in words
    assert "dsn2.dsn : le fichier est vide." in words
    assert "dsn3.dsn : reçu." in words
    assert Deposit.objects.count() == 2
    assert "Nous lisons vos fichiers" in words
    assert "22 novembre 2026, 10:00 –" in words
    for one in Deposit.objects.all():
        import_deposit(one.id, now=NOW)
    listed = text_of(client_of("employer").get(reverse("employer-deposits")))
    assert "Nous lisons" not in listed
    assert "–" not in listed.split("Anomalies")[1].split("Accueil")[0]


def test_the_same_file_again_is_said_to_be_already_received(
    world: World, client_of: ClientOf
) -> None:
    drop(client_of, FILE)
    answer = drop(client_of, FILE)
    deposit = Deposit.objects.get()
    assert "dsn1.dsn : déjà reçu le 22 novembre 2026. Rien n'est refait." in text_of(answer)
    assert reverse("employer-deposit", args=[deposit.id]) in answer.content.decode()


def test_the_same_file_from_another_employer_is_not_ours(world: World, client_of: ClientOf) -> None:
    drop(client_of, FILE)
    Deposit.objects.update(organisation=make_employer())
    Document.objects.update(organisation=make_employer())
    assert "dsn1.dsn : reçu." in text_of(drop(client_of, FILE))


def test_a_file_too_big_is_refused_in_words(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.DSN_MAX_BYTES = len(FILE) - 1
    assert "dsn1.dsn : le fichier dépasse" in text_of(drop(client_of, FILE))
    assert not Deposit.objects.exists()
    settings.DSN_MAX_BYTES = len(FILE)
    assert "dsn1.dsn : reçu." in text_of(drop(client_of, FILE))


def test_no_file_and_too_many_files_are_refused_in_words(world: World, client_of: ClientOf) -> None:
    assert "Remplissez « Vos fichiers DSN »." in text_of(drop(client_of))
    many = [FILE + bytes([n]) for n in range(32, 53)]
    assert "Déposez 20 fichiers au plus à la fois." in text_of(drop(client_of, *many))
    assert not Deposit.objects.exists()


def test_each_fault_is_shown_with_its_line_its_rubric_and_its_gravity(
    world: World, client_of: ClientOf
) -> None:
    warning = {**FAULT, "line": 12, "blocking": False, "message": "À regarder."}
    deposit = deposit_with_faults(world, warning, FAULT)
    words = text_of(client_of("employer").get(reverse("employer-deposit", args=[deposit.id])))
    assert "Une déclaration est refusée, le reste est pris en compte." in words
    assert (
        "36 La date n'existe pas. Une date JJMMAAAA est attendue. Bloquante S21.G00.60.002" in words
    )
    assert words.index("La date n'existe pas.") < words.index("À regarder. À vérifier")


def test_the_faults_come_as_a_table_that_no_spreadsheet_can_run(
    world: World, client_of: ClientOf
) -> None:
    trap = {**FAULT, "message": "=HYPERLINK(1)"}
    deposit = deposit_with_faults(world, FAULT, trap)
    answer = client_of("employer").get(reverse("employer-faults", args=[deposit.id]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Ligne", "Rubrique", "Code", "Gravité", "Message"]
    assert rows[1] == ["36", "S21.G00.60.002", "CSL-01", "bloquante", FAULT["message"]]
    assert rows[2][4] == "'=HYPERLINK(1)"


def test_what_was_understood_is_listed(world: World, client_of: ClientOf) -> None:
    waiting = make_person(given_names="Inès", family_name="Ébauche")
    send_form(waiting, world.organisation)
    joined = make_person(given_names="Hugo", family_name="Brouillon")
    send_notice(joined)
    send_form(joined, world.organisation, now=at(hours=1))
    unknown = make_person(given_names="Nora", family_name="Maquette")
    send_form(unknown, world.organisation, now=at(hours=2), birth_date=date(1979, 1, 1))
    client = client_of("employer")
    pages = [
        text_of(client.get(reverse("employer-deposit", args=[one.id])))
        for one in Deposit.objects.order_by("received_at")
    ]
    assert "Inès Ébauche Maladie 2 octobre 2026 25 octobre 2026 – Reçu." in pages[0]
    assert "3 lignes de salaire" in pages[1]


def answers(world: World, client: Client, reason: str) -> dict[str, str]:
    """What the employer reads of a stop, whatever the fund knows of the person it names."""
    names = {"given_names": "Nora", "family_name": "Maquette"}
    people = {who: make_person(**names) for who in ("without notice", "with notice", "unknown")}
    send_notice(people["with notice"])
    found = {}
    for who, person in people.items():
        born = {"birth_date": date(1979, 1, 1)} if who == "unknown" else {}
        send_form(person, world.organisation, reason=reason, **born)
        stop = DeclaredStop.objects.get(nir=person.nir)
        text = text_of(client.get(reverse("employer-deposit", args=[stop.deposit_id])))
        found[who] = text.replace(mask_nir(person.nir), "")
    assert len({stop.match for stop in DeclaredStop.objects.all()}) > 1
    return found


@pytest.mark.parametrize("reason", ["01", "06", "02"])
def test_the_answer_does_not_tell_whether_the_person_is_known_or_stopped(
    world: World, client_of: ClientOf, reason: str
) -> None:
    found = answers(world, client_of("employer"), reason)
    assert "Nora Maquette" in found["unknown"]
    assert found["unknown"] == found["without notice"] == found["with notice"]


def test_another_employers_deposit_and_its_faults_do_not_exist(
    world: World, client_of: ClientOf
) -> None:
    mine = deposit_with_faults(world)
    other = make_employer()
    send_form(make_person(given_names="Ailleurs"), other)
    theirs = Deposit.objects.get(organisation=other)
    client = client_of("employer")
    for name in ("employer-deposit", "employer-faults"):
        assert client.get(reverse(name, args=[mine.id])).status_code == 200
        assert client.get(reverse(name, args=[theirs.id])).status_code == 404
    assert "Ailleurs" not in text_of(client.get(reverse("employer-deposits")))


def test_only_what_is_paid_to_the_employer_is_shown_to_it(
    world: World, client_of: ClientOf
) -> None:
    kept = {"subrogation_from": date(2026, 10, 5), "subrogation_to": LAST, "iban": EMPLOYER_IBAN}
    for name, said in (("Gardé", {"subrogation": True, **kept}), ("Versé", {})):
        person = make_person(family_name=name)
        send_notice(person)
        send_form(person, world.organisation, **said)
    pay()
    words = text_of(client_of("employer").get(reverse("employer-payments")))
    assert "Claire Gardé du 8 au 25 octobre 2026 591,66 €" in words
    assert "Claire Versé" not in words


def test_past_a_thousand_faults_the_table_counts_the_rest_by_control(
    world: World, client_of: ClientOf
) -> None:
    """A clerk must know that the last 500 lines are wrong too, without 500 sentences."""
    drop(client_of, FILE * 1_500)
    deposit = Deposit.objects.get()
    import_deposit(deposit.id, now=NOW)
    answer = client_of("employer").get(reverse("employer-faults", args=[deposit.id]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]
    assert len(rows) < 1_100
    counted = [row for row in rows if "autre(s) défaut(s) de ce genre" in row[4]]
    assert "S10.G00.00.001" in {row[1] for row in counted}
    deposit.refresh_from_db()
    told = sum(fault["times"] for fault in deposit.faults)
    assert told == deposit.fault_count >= 1_500
    words = text_of(client_of("employer").get(reverse("employer-deposit", args=[deposit.id])))
    assert f"{len(rows) - 100} autres lignes dans le fichier CSV" in words
