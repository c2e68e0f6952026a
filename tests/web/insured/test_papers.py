from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from guichet.documents.service import Document, DocumentKind, ScanState, Upload, deposit
from guichet.letters.service import Letter
from guichet.people.service import actor_of
from tests.letters.pdfs import page_text
from tests.support.pdf import pdf
from tests.support.world import NOW, insured_actor, make_person, make_sick_leave
from tests.web.answers import plainly, text_of
from tests.web.insured.samples import paid_case
from tests.web.world import World

ClientOf = Callable[[str], Client]


def test_a_letter_is_listed_and_opens_as_a_pdf(world: World, client_of: ClientOf) -> None:
    paid_case(world)
    client = client_of("insured")
    letter = Letter.objects.get(person=world.person, code="ij_decision")
    assert plainly(letter.title) in text_of(client.get(reverse("insured-letters")))
    answer = client.get(reverse("insured-letter", args=[letter.id]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    letter.refresh_from_db()
    assert letter.read_at is not None


def test_another_persons_letter_does_not_exist(world: World, client_of: ClientOf) -> None:
    other = make_sick_leave().case.letters.first()
    assert other is not None
    answer = client_of("insured").get(reverse("insured-letter", args=[other.id]))
    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.read_at is None


def test_the_statement_of_a_period_is_a_pdf_of_its_payments(
    world: World, client_of: ClientOf
) -> None:
    paid_case(world)
    asked = {"first": "2026-11-01", "last": "2026-11-30"}
    answer = client_of("insured").get(reverse("insured-statement"), asked)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "591,66" in page_text(answer.content)


def test_a_period_back_to_front_or_too_long_is_refused_in_words(
    world: World, client_of: ClientOf
) -> None:
    client, address = client_of("insured"), reverse("insured-statement")
    answer = client.get(address, {"first": "2026-11-30", "last": "2026-11-01"})
    assert "La fin est avant le début." in text_of(answer)
    answer = client.get(address, {"first": "2010-01-01", "last": "2026-11-01"})
    assert "Choisissez une période de trois ans au plus." in text_of(answer)


def _deposited(world: World, name: str = "mon avis.pdf") -> Document:
    actor = actor_of(world.accounts["insured"])
    kind = DocumentKind.NOTICE
    return deposit(Upload(name, pdf()), kind, actor=actor, now=NOW, person=world.person)


def test_what_one_has_deposited_is_listed_and_can_be_read_again(
    world: World, client_of: ClientOf
) -> None:
    document = _deposited(world)
    client = client_of("insured")
    assert "mon avis.pdf" in text_of(client.get(reverse("insured-documents")))
    answer = client.get(reverse("insured-document", args=[document.id]))
    assert answer.content == pdf() or answer.content.startswith(b"%PDF")
    assert 'filename="mon avis.pdf"' in answer.headers["Content-Disposition"]


def test_an_infected_document_is_blocked_in_words(world: World, client_of: ClientOf) -> None:
    document = _deposited(world)
    Document.objects.filter(pk=document.pk).update(
        scan=ScanState.INFECTED, scanned_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    answer = client_of("insured").get(reverse("insured-document", args=[document.id]))
    assert answer.status_code == 403
    assert "Ce fichier contient un virus" in text_of(answer)


def test_another_persons_document_does_not_exist(world: World, client_of: ClientOf) -> None:
    other = make_person()
    kind = DocumentKind.NOTICE
    document = deposit(
        Upload("avis.pdf", pdf()), kind, actor=insured_actor(other), now=NOW, person=other
    )
    client = client_of("insured")
    assert client.get(reverse("insured-document", args=[document.id])).status_code == 404
    assert "avis.pdf" not in text_of(client.get(reverse("insured-documents")))
