"""Sending a document that the fund asked for: it is kept, the file goes on, an agent reads it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.benefits.sick_leave.service import ask_by_hand
from guichet.cases.models import Pause, Piece
from guichet.cases.service import Case, Owner, PieceState
from guichet.documents.service import Document, DocumentKind
from guichet.journal.models import Event
from guichet.people.service import actor_of
from guichet.tasks.models import Task
from tests.support.pdf import pdf
from tests.support.world import FIRST, LAST, NOW, make_sick_leave, send_notice
from tests.web.answers import errors_of, text_of
from tests.web.world import World

ClientOf = Callable[[str], Client]


def asked(world: World, code: str = "work_certificate") -> Piece:
    """A late notice that an agent studies, and the piece that the agent asks for."""
    case_id = send_notice(world.person, prescribed_on=FIRST, sent_on=LAST).case_id
    assert case_id
    agent = actor_of(world.accounts["agent"])
    ask_by_hand(case_id, code, Owner.INSURED, actor=agent, now=NOW)
    return Piece.objects.get(case=case_id, code=code, state=PieceState.ASKED)


def send(client: Client, piece: Piece, content: bytes) -> Any:
    address = reverse("insured-piece", args=[piece.id])
    file = SimpleUploadedFile("bulletin.pdf", content)
    return client.post(address, {"file": file}, follow=True)


def test_the_account_leads_from_what_is_awaited_to_where_it_is_sent(
    world: World, client_of: ClientOf
) -> None:
    piece = asked(world)
    page = client_of("insured").get(reverse("insured-home")).content.decode()
    assert reverse("insured-piece", args=[piece.id]) in page


def test_a_document_sent_is_no_longer_awaited_and_an_agent_reads_it(
    world: World, client_of: ClientOf
) -> None:
    piece = asked(world)
    words = text_of(send(client_of("insured"), piece, pdf()))
    assert "Merci, votre document est arrivé." in words
    piece.refresh_from_db()
    document = Document.objects.get(kind=DocumentKind.PIECE)
    assert piece.state == PieceState.RECEIVED
    assert (document.case_id, document.person_id) == (piece.case_id, world.person.id)
    assert Event.objects.filter(kind="sick_leave.piece_deposited", case_id=piece.case_id).exists()
    task = Task.objects.get(kind="sick_leave.piece_to_read", state="open")
    desk = client_of("agent")
    case_page = reverse("desk-case", args=[piece.case_id])
    assert "Un document demandé est arrivé." in text_of(desk.get(case_page))
    assert "bulletin.pdf" in text_of(desk.get(case_page))
    desk.post(reverse("desk-read", args=[piece.case_id]))
    task.refresh_from_db()
    assert (task.state, task.outcome) == ("done", "read")


def test_the_clock_of_the_fund_does_not_stand_still_once_the_document_has_come(
    world: World, client_of: ClientOf
) -> None:
    piece = asked(world)
    pauses = Pause.objects.filter(clock__case=piece.case_id, reason="work_certificate")
    assert pauses.filter(ended_at=None).exists()
    send(client_of("insured"), piece, pdf())
    assert pauses.exists()
    assert not pauses.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Le fichier est vide."),
        (b"MZ\x90\x00" + b"\x00" * 60, "Ce type de fichier n'est pas accepté."),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words_and_nothing_changes(
    world: World, client_of: ClientOf, content: bytes, words: str
) -> None:
    piece = asked(world)
    answer = send(client_of("insured"), piece, content)
    assert words in errors_of(answer, "file")
    piece.refresh_from_db()
    assert piece.state == PieceState.ASKED
    assert not Document.objects.exists()
    assert not Task.objects.filter(kind="sick_leave.piece_to_read").exists()


def test_another_persons_request_and_none_are_answered_alike(
    world: World, client_of: ClientOf
) -> None:
    mine, other = asked(world), make_sick_leave(notice={"prescribed_on": FIRST, "sent_on": LAST})
    ask_by_hand(other.case.id, "work_certificate", Owner.INSURED, actor=other.agent, now=NOW)
    theirs = Piece.objects.get(case=other.case.id, code="work_certificate")
    client = client_of("insured")
    assert client.get(reverse("insured-piece", args=[mine.id])).status_code == 200
    for status in (
        client.get(reverse("insured-piece", args=[theirs.id])).status_code,
        send(client, theirs, pdf()).status_code,
        client.get(reverse("insured-piece", args=[other.case.id])).status_code,
    ):
        assert status == 404
    theirs.refresh_from_db()
    assert theirs.state == PieceState.ASKED


def test_what_has_its_own_page_or_has_come_already_takes_no_document(
    world: World, client_of: ClientOf
) -> None:
    client, account = client_of("insured"), asked(world, "bank_details")
    assert client.get(reverse("insured-piece", args=[account.id])).status_code == 404
    piece = Piece.objects.create(
        case=account.case, code="work_certificate", owed_by=Owner.INSURED, asked_at=NOW
    )
    send(client, piece, pdf())
    assert send(client, piece, pdf()).status_code == 404
    assert Document.objects.count() == 1


def test_pay_slips_sent_for_an_employer_nobody_knows_are_read_and_still_lacking(
    world: World, client_of: ClientOf
) -> None:
    case_id = send_notice(world.person).case_id
    piece = Piece.objects.get(case=case_id, owed_by=Owner.INSURED)
    client = client_of("insured")
    words = text_of(client.get(reverse("insured-case", args=[case_id])))
    assert "Envoyer un document" in words
    send(client, piece, pdf())
    piece.refresh_from_db()
    assert piece.state == PieceState.ASKED
    assert Task.objects.filter(kind="sick_leave.piece_to_read", case_id=case_id).count() == 1
    assert Case.objects.get(pk=case_id).state == "waiting"
