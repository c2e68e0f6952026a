from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from guichet.documents.models import Document
from guichet.documents.service import DocumentKind, ScanState, Upload, deposit, path_of
from guichet.journal.models import Reading
from guichet.letters.service import letters_of_case
from guichet.people.service import Role
from tests.support import world as made
from tests.web.desk.reading import text_of
from tests.web.desk.samples import make_document
from tests.web.world import World

PDF = b"%PDF-1.7\n"


def deposited(settings: Settings, tmp_path: Path, scan: ScanState) -> Document:
    settings.DOCUMENTS_DIR = tmp_path
    document = make_document(made.make_case_decided(), scan)
    path = path_of(document.storage_key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PDF)
    return document


def test_a_clean_document_is_given_to_be_saved_and_traced(
    agent: Client, settings: Settings, tmp_path: Path
) -> None:
    document = deposited(settings, tmp_path, ScanState.CLEAN)
    answer = agent.get(reverse("desk-document", args=[document.id]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="avis.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Reading.objects.get().page == "document"


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        (ScanState.INFECTED, "a trouvé un virus"),
        (ScanState.NO_SCANNER, "Aucun antivirus n'est installé"),
    ],
)
def test_an_unsafe_document_is_kept_shut_in_words(
    agent: Client, settings: Settings, tmp_path: Path, scan: ScanState, words: str
) -> None:
    document = deposited(settings, tmp_path, scan)
    answer = agent.get(reverse("desk-document", args=[document.id]))
    assert "Content-Disposition" not in answer.headers
    assert words in text_of(answer)


def test_the_demonstration_opens_what_no_scanner_judged(
    agent: Client, settings: Settings, tmp_path: Path
) -> None:
    document = deposited(settings, tmp_path, ScanState.NO_SCANNER)
    settings.DEMO = True
    answer = agent.get(reverse("desk-document", args=[document.id]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]


def test_a_letter_is_shown_then_opened_as_it_left(agent: Client) -> None:
    letter = letters_of_case(made.make_case_decided().case.id)[0]
    text = text_of(agent.get(reverse("desk-letter", args=[letter.id])))
    assert letter.number in text
    assert "Lu en ligne le pas encore" in text
    answer = agent.get(reverse("desk-letter-pdf", args=[letter.id]))
    assert answer.content.startswith(PDF[:5])
    assert answer.headers["Content-Disposition"] == f'inline; filename="{letter.number}.pdf"'
    letter.refresh_from_db()
    assert letter.read_at is None
    assert Reading.objects.filter(page="letter").count() == 2


def test_papers_that_are_not_there_are_not_found(agent: Client, world: World) -> None:
    nothing = world.accounts[Role.AGENT].id
    for name in ("desk-document", "desk-letter", "desk-letter-pdf"):
        assert agent.get(reverse(name, args=[nothing])).status_code == 404


def test_the_file_of_an_employer_is_of_many_persons_and_leaves_its_trace(
    agent: Client, world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.DOCUMENTS_DIR = tmp_path
    upload = Upload("paie.dsn", b"S10.G00.00.001,'x'\n")
    file = deposit(
        upload, DocumentKind.DSN, actor=None, now=made.NOW, organisation=world.organisation
    )
    Document.objects.update(scan=ScanState.CLEAN, scanned_at=made.NOW)
    path = reverse("desk-document", args=[file.id])
    answer = agent.get(path)
    assert b"".join(answer.streaming_content) == upload.content  # type: ignore[attr-defined]
    trace = Reading.objects.get()
    assert (trace.document_id, trace.page) == (file.id, "document")
    assert (trace.person_id, trace.case_id) == (None, None)
    assert trace.actor_id == world.accounts[Role.AGENT].id


def test_a_document_that_is_not_there_leaves_no_trace(agent: Client, world: World) -> None:
    missing = reverse("desk-document", args=[world.organisation.id])
    assert agent.get(missing).status_code == 404
    assert not Reading.objects.exists()
