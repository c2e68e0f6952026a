"""What is taken of what people send, what is refused in words, and who may open it when."""

import hashlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from guichet.documents.enums import DocumentKind, ScanState
from guichet.documents.models import Document
from guichet.documents.service import (
    AlreadyDeposited,
    NotSafe,
    NotYours,
    RefusedFile,
    Upload,
    deposit,
    document_for,
    path_of,
    path_to_open,
    scan_pending,
)
from guichet.documents.storage import PIECE
from guichet.journal.models import Reading
from tests.support import world
from tests.support.clamav import SIGNATURE, VIRUS_NAME

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def pdf(pages: int = 1, password: str = "", more: bytes = b"") -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    stream = io.BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else None
    made.save(stream, encryption=encryption) if encryption else made.save(stream)
    return stream.getvalue() + more


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 50).save(stream, kind)
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.txt", "a")
    return stream.getvalue()


def send(content: bytes, kind: DocumentKind = DocumentKind.NOTICE, **about: object) -> Document:
    return deposit(Upload("avis.pdf", content), kind, actor=None, now=world.NOW, **about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (pdf(3), "application/pdf", 3),
        (picture("PNG"), "image/png", 1),
        (picture("JPEG"), "image/jpeg", 1),
    ],
)
def test_a_pdf_or_a_photo_is_taken_as_what_it_really_is(
    content: bytes, media_type: str, pages: int
) -> None:
    document = send(content)
    assert (document.media_type, document.pages) == (media_type, pages)
    assert path_of(document.storage_key).read_bytes() == content
    assert document.scan == ScanState.PENDING


REFUSED = {
    "empty": (b"", "vide"),
    "a text": (b"bonjour", "n'est pas accepté"),
    "an archive": (archive(), "n'est pas accepté"),
    "a program": (b"MZ" + bytes(100), "n'est pas accepté"),
    "a page of the web named pdf": (b"<html><script>x</script></html>", "n'est pas accepté"),
    "a pdf with a password": (pdf(password="secret"), "mot de passe"),
    "a pdf that hides an archive": (pdf(more=archive()), "cache un autre fichier"),
    "a photo that hides an archive": (picture("JPEG") + archive(), "cache un autre fichier"),
    "a broken pdf": (b"%PDF-1.7\nnothing", "abîmé"),
    "a truncated photo": (picture("JPEG", (300, 300))[:-4000], "abîmée"),
    "a truncated picture": (picture("PNG", (300, 300))[:-4000], "abîmée"),
    "too many pages": (pdf(41), "41 pages"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_anything_else_is_refused_in_words_and_nothing_is_kept(what: str, tmp_path: Path) -> None:
    content, words = REFUSED[what]
    with pytest.raises(RefusedFile, match=words):
        send(content)
    assert Document.objects.count() == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_too_heavy_is_refused(settings: Settings) -> None:
    content = pdf()
    settings.UPLOAD_MAX_BYTES = len(content) - 1
    with pytest.raises(RefusedFile, match="dépasse"):
        send(content)
    settings.UPLOAD_MAX_BYTES = len(content)
    send(content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [8_000, 10_000, 14_000])
def test_a_picture_that_would_fill_the_memory_is_not_opened(side: int) -> None:
    stream = io.BytesIO()
    Image.new("1", (side, side)).save(stream, "PNG")
    with pytest.raises(RefusedFile):
        send(stream.getvalue())


def test_an_employers_file_is_taken_once_and_never_empty(settings: Settings) -> None:
    employer = world.make_employer()
    first = send(b"S10", DocumentKind.DSN, organisation=employer)
    with pytest.raises(AlreadyDeposited) as seen:
        send(b"S10", DocumentKind.DSN, organisation=employer)
    assert seen.value.document == first
    send(b"S10", DocumentKind.DSN, organisation=world.make_employer())
    with pytest.raises(RefusedFile, match="vide"):
        send(b"", DocumentKind.DSN, organisation=employer)
    settings.DSN_MAX_BYTES = 2
    with pytest.raises(RefusedFile, match="dépasse"):
        send(b"S20", DocumentKind.DSN, organisation=employer)


def test_the_scanner_tells_a_virus_from_a_clean_file(settings: Settings, clamd_socket: str) -> None:
    settings.CLAMD_SOCKET = clamd_socket
    clean, ill = send(pdf()), send(pdf(more=SIGNATURE))
    assert scan_pending(world.NOW) == 2
    clean.refresh_from_db()
    ill.refresh_from_db()
    assert (clean.scan, ill.scan) == ("clean", "infected")
    assert VIRUS_NAME in ill.scan_detail
    assert clean.scanned_at == world.NOW


def test_while_the_scanner_is_down_files_wait(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    document = send(pdf())
    assert scan_pending(world.NOW) == 0
    document.refresh_from_db()
    assert document.scan == ScanState.PENDING


def test_a_file_that_the_scanner_cannot_take_does_not_hold_back_the_others(
    settings: Settings, clamd_socket: str
) -> None:
    settings.CLAMD_SOCKET = clamd_socket
    too_long = send(b"0" * (21 * 1024 * 1024), DocumentKind.DSN)
    lost, last = send(pdf()), send(pdf(2))
    path_of(lost.storage_key).unlink()
    scan_pending(world.NOW)
    assert {d.pk: d.scan for d in Document.objects.all()} == {
        too_long.pk: "pending",
        lost.pk: "pending",
        last.pk: "clean",
    }


def test_without_a_scanner_it_is_said(settings: Settings) -> None:
    settings.CLAMD_SOCKET = ""
    document = send(pdf())
    scan_pending(world.NOW)
    document.refresh_from_db()
    assert document.scan == ScanState.NO_SCANNER


OPENS = {
    ("agent", "clean", False): True,
    ("agent", "pending", False): False,
    ("agent", "infected", False): False,
    ("agent", "no_scanner", False): False,
    ("agent", "no_scanner", True): True,
    ("agent", "pending", True): False,
    ("agent", "infected", True): False,
    ("manager", "pending", False): False,
    ("insured", "pending", False): True,
    ("insured", "clean", False): True,
    ("insured", "infected", False): False,
}


@pytest.mark.parametrize(("role", "scan", "demo"), OPENS)
def test_who_opens_what(settings: Settings, role: str, scan: str, demo: bool) -> None:
    settings.DEMO = demo
    person = world.make_person()
    about = {"person": person} if role == "insured" else {}
    account = world.make_account(role, **about)
    document = send(pdf(), person=person)
    scanned_at = None if scan == "pending" else world.NOW
    Document.objects.update(scan=scan, scanned_at=scanned_at)
    seen = document_for(document.pk, account, now=world.NOW)
    if OPENS[role, scan, demo]:
        assert path_to_open(seen, account).exists()
    else:
        with pytest.raises(NotSafe):
            path_to_open(seen, account)


def test_a_document_is_shown_to_its_person_its_depositor_and_agents_who_leave_a_trace() -> None:
    person, other = world.make_person(), world.make_person()
    document = send(pdf(), person=person)
    document_for(document.pk, world.make_account("insured", person=person), now=world.NOW)
    assert not Reading.objects.exists()
    document_for(document.pk, world.make_account("agent"), now=world.NOW)
    assert Reading.objects.get().person_id == person.pk
    stranger = world.make_account("insured", person=other)
    for unknown in (document.pk, other.pk):
        with pytest.raises(NotYours):
            document_for(unknown, stranger, now=world.NOW)


class Endless(io.RawIOBase):
    """A sender that never stops; tells how much was read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "a file of an employer is never read whole"
        self.taken += size
        return b"0" * size


def test_an_employers_file_is_read_no_further_than_what_is_taken(settings: Settings) -> None:
    settings.DSN_MAX_BYTES = 3 * PIECE
    endless = Endless()
    with pytest.raises(RefusedFile, match="dépasse 3 Mo"):
        deposit(Upload("a.dsn", endless), DocumentKind.DSN, actor=None, now=world.NOW)  # type: ignore[arg-type]
    assert endless.taken <= 4 * PIECE
    assert not list(settings.DOCUMENTS_DIR.rglob("*"))


def test_a_long_file_of_an_employer_is_taken_piece_by_piece(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "long.dsn"
    with path.open("wb") as file:
        file.truncate(60 * PIECE)
    tracemalloc.start()
    with path.open("rb") as stream:
        document = deposit(Upload("a.dsn", stream), DocumentKind.DSN, actor=None, now=world.NOW)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert document.size == 60 * PIECE
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path_of(document.storage_key).read_bytes() == path.read_bytes()
    assert most < 8 * PIECE


def test_papers_are_scanned_before_files_of_employers(
    settings: Settings, clamd_socket: str
) -> None:
    """A file too long for the scanner waits for ever; many of them must not hide the papers."""
    settings.CLAMD_SOCKET = clamd_socket
    send(b"0" * (21 * 1024 * 1024), DocumentKind.DSN)
    paper = send(pdf())
    assert scan_pending(world.NOW, limit=1) == 1
    paper.refresh_from_db()
    assert paper.scan == ScanState.CLEAN
