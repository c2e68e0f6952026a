"""Depositing documents and scanning them."""

import hashlib
import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guichet.documents.enums import DocumentKind, ScanState
from guichet.documents.inspection import RefusedFile, inspect
from guichet.documents.models import Document
from guichet.documents.scanner import ScannerDown, scan
from guichet.documents.storage import path_of, remove, store
from guichet.journal.service import Actor
from guichet.people.service import Organisation, Person

log = logging.getLogger(__name__)


class AlreadyDeposited(Exception):
    """The very same file was taken before; nothing is done again."""

    def __init__(self, document: Document) -> None:
        super().__init__(str(document.id))
        self.document = document


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


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
    """Take a file: judge its type, keep its bytes, record it. A DSN file is text, judged later.

    Raises RefusedFile in words for the depositor, AlreadyDeposited for the same DSN file twice.
    """
    media_type, pages = _judge(upload, kind)
    sha256 = hashlib.sha256(upload.content).hexdigest()
    known = Document.objects.filter(kind=kind, organisation=organisation, sha256=sha256)
    if kind == DocumentKind.DSN and (taken := known.first()):
        raise AlreadyDeposited(taken)
    document = Document(
        kind=kind,
        name=upload.name[-200:] or "document",
        media_type=media_type,
        size=len(upload.content),
        pages=pages,
        sha256=sha256,
        person=person,
        organisation=organisation,
        case_id=case_id,
        deposited_at=now,
        deposited_by=actor.id if actor else None,
    )
    try:
        return _keep(document, upload.content)
    except IntegrityError:
        # another deposit of the same file was faster by a moment
        if faster := known.first():
            raise AlreadyDeposited(faster) from None
        raise


def _keep(document: Document, content: bytes) -> Document:
    """Keep the bytes and their record together, or neither."""
    document.storage_key = store(content)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except BaseException:
        remove(document.storage_key)
        raise
    return document


def _check_size(content: bytes) -> None:
    if not content:
        raise RefusedFile(_("Le fichier est vide. Choisissez un autre fichier."))
    if len(content) > settings.DSN_MAX_BYTES:
        raise RefusedFile(
            _("Le fichier dépasse {size} Mo. Envoyez-le en plusieurs parties.").format(
                size=settings.DSN_MAX_BYTES // 1024 // 1024
            )
        )


def _judge(upload: Upload, kind: DocumentKind) -> tuple[str, int | None]:
    if kind == DocumentKind.DSN:
        _check_size(upload.content)
        return "text/plain", None
    seen = inspect(
        upload.content, max_bytes=settings.UPLOAD_MAX_BYTES, max_pages=settings.UPLOAD_MAX_PAGES
    )
    return seen.media_type, seen.pages


def scan_pending(now: datetime, *, limit: int = 200) -> int:
    """Scan what waits; a scanner that is down leaves it waiting. Answers how many were judged."""
    judged = 0
    waiting = Document.objects.filter(scan=ScanState.PENDING).order_by("deposited_at")
    for document in waiting[:limit]:
        try:
            verdict = scan(path_of(document.storage_key).read_bytes())
        except (ScannerDown, OSError) as error:
            # one file that the scanner cannot take must not keep the others from being scanned
            log.warning("document %s is not scanned: %s", document.id, type(error).__name__)
            continue
        judged += Document.objects.filter(pk=document.pk, scan=ScanState.PENDING).update(
            scan=verdict.state, scan_detail=verdict.detail[:120], scanned_at=now
        )
    return judged
