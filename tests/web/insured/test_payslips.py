"""Sending payslips in the place of an employer that was asked twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.cases.service import open_pieces
from guichet.documents.models import Document
from guichet.tasks.models import Task
from tests.support import world as made
from tests.support.payslips import make_lacking, read
from tests.support.pdf import pdf
from tests.web.answers import errors_of, text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]


def send(client: Client, about: made.SickLeave, content: bytes) -> Any:
    address = reverse("insured-payslips", args=[about.case.id])
    file = SimpleUploadedFile("bulletins.pdf", content)
    return client.post(address, {"file": file}, follow=True)


def test_the_file_leads_to_where_they_are_sent_and_then_says_that_an_agent_reads_them(
    world: World, client_of: ClientOf
) -> None:
    about, client = make_lacking(world.person, world.organisation), client_of("insured")
    page = client.get(reverse("insured-case", args=[about.case.id])).content.decode()
    assert reverse("insured-payslips", args=[about.case.id]) in page
    words = text_of(send(client, about, pdf()))
    assert "Merci, vos bulletins sont arrivés. Un agent les lit." in words
    assert "Vous nous avez envoyé vos bulletins de salaire : un agent les lit." in words
    assert Document.objects.get().kind == "payslips"
    desk = text_of(client_of("agent").get(reverse("desk-case", args=[about.case.id])))
    assert "Des bulletins de salaire sont arrivés, à la place de l'employeur." in desk
    assert "bulletins.pdf" in desk


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Le fichier est vide."), (b"MZ\x90\x00", "Ce type de fichier n'est pas accepté.")],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    world: World, client_of: ClientOf, content: bytes, words: str
) -> None:
    about = make_lacking(world.person, world.organisation)
    assert words in errors_of(send(client_of("insured"), about, content), "file")
    assert not Document.objects.exists()


def test_nothing_is_taken_before_nor_of_another_person(world: World, client_of: ClientOf) -> None:
    about, theirs, client = make_lacking(world.person), make_lacking(), client_of("insured")
    open_pieces(about.case).update(reminded_at=None)
    words = text_of(send(client, about, pdf()))
    assert "Nous n'attendons pas vos bulletins de salaire." in words
    assert send(client, theirs, pdf()).status_code == 404
    assert not Document.objects.exists()
    assert not Task.objects.filter(kind="sick_leave.payslips_to_read").exists()


def test_the_file_says_that_what_was_granted_is_provisional(
    world: World, client_of: ClientOf
) -> None:
    about = make_lacking(world.person, world.organisation)
    read(about, made.MONTHS[2], day=made.TODAY)
    made.agent_decides(about)
    words = text_of(client_of("insured").get(reverse("insured-case", args=[about.case.id])))
    assert "Accord provisoire" in words
    assert "C'est provisoire : nous referons le calcul quand votre employeur répondra." in words
    made.send_month(about.person, about.employer, made.MONTHS[2], now=made.at(days=1))
    words = text_of(client_of("insured").get(reverse("insured-case", args=[about.case.id])))
    assert "Accord provisoire" not in words
    assert "La décision n'est plus provisoire." in words
