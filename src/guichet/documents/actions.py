"""Depositing documents and scanning them."""

import io
import logging
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case as Choice
from django.db.models import When

from guichet.documents.enums import DocumentKind, ScanState
from guichet.documents.inspection import check_size, inspect
from guichet.documents.models import Document
from guichet.documents.scanner import ScannerDown, scan
from guichet.documents.storage import measure, path_of, remove, store
from guichet.journal.service import Actor
from guichet.people.service import Organisation, Person

# Employers' files: text judged by who reads it, and the same is taken once.
TEXTS = (DocumentKind.DSN, DocumentKind.DSIJ)
log = logging.getLogger(__name__)


class AlreadyDeposited(Exception):
    """The very same file was taken before; nothing is done again."""

    def __init__(self, document: Document) -> None:
        super().__init__(str(document.id))
        self.document = document


@dataclass(frozen=True)
class Upload:
    """A file as it comes. A DSN, long, may be an open file: it is copied piece by piece."""

    name: str
    content: bytes | BinaryIO

    def opened(self) -> BinaryIO:
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content


def deposit(
    upload: Upload,
    kind: DocumentKind,
    *,
    actor: Actor | None,
    now: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    case_id: uuid.UUID | None = None,
) -> Document:
    """Take a file: judge its type, keep its bytes, record it. Employers' texts are judged later.

    Raises RefusedFile in words for the depositor, AlreadyDeposited for an employer's file again.
    """
    stream = upload.opened()
    size, sha256 = _measured(stream, kind)
    media_type, pages = _judge(stream, kind)
    known = Document.objects.filter(kind=kind, organisation=organisation, sha256=sha256)
    if kind in TEXTS and (taken := known.first()):
        raise AlreadyDeposited(taken)
    document = Document(
        kind=kind,
        name=upload.name[-200:] or "document",
        media_type=media_type,
        size=size,
        pages=pages,
        sha256=sha256,
        person=person,
        organisation=organisation,
        case_id=case_id,
        deposited_at=now,
        deposited_by=actor.id if actor else None,
    )
    try:
        return _keep(document, stream)
    except IntegrityError:
        # another deposit of the same file was faster by a moment
        if faster := known.first():
            raise AlreadyDeposited(faster) from None
        raise


def _keep(document: Document, stream: BinaryIO) -> Document:
    """Keep the bytes and their record together, or neither."""
    document.storage_key = store(stream)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except BaseException:
        remove(document.storage_key)
        raise
    return document


def _measured(stream: BinaryIO, kind: DocumentKind) -> tuple[int, str]:
    """Size and SHA-256 of a file of a length that its kind may have; else RefusedFile in words."""
    most = settings.DSN_MAX_BYTES if kind == DocumentKind.DSN else settings.UPLOAD_MAX_BYTES
    size, sha256 = measure(stream, most=most)
    check_size(size, most=most)
    return size, sha256


def _judge(stream: BinaryIO, kind: DocumentKind) -> tuple[str, int | None]:
    if kind in TEXTS:
        return "text/plain", None
    seen = inspect(
        stream.read(), max_bytes=settings.UPLOAD_MAX_BYTES, max_pages=settings.UPLOAD_MAX_PAGES
    )
    stream.seek(0)
    return seen.media_type, seen.pages


def scan_pending(now: datetime, *, limit: int = 200) -> int:
    """Scan what waits; a scanner that is down leaves it waiting. Answers how many were judged."""
    waiting = Document.objects.filter(scan=ScanState.PENDING)
    if not waiting.exists():
        return 0
    judged = 0
    # papers first: files of employers that are too long for the scanner wait for ever
    rank = Choice(When(kind=DocumentKind.DSN, then=1), default=0)
    for document in waiting.order_by(rank, "deposited_at")[:limit]:
        try:
            with path_of(document.storage_key).open("rb") as stream:
                verdict = scan(stream)
        except (ScannerDown, OSError) as error:
            # one file that the scanner cannot take must not keep the others from being scanned
            log.warning("document %s is not scanned: %s", document.id, type(error).__name__)
            continue
        judged += Document.objects.filter(pk=document.pk, scan=ScanState.PENDING).update(
            scan=verdict.state, scan_detail=verdict.detail[:120], scanned_at=now
        )
    return judged
