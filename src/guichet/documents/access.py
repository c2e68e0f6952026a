"""The one way to the bytes of a document, for a given account. Fails closed."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings

from guichet.documents.enums import ScanState
from guichet.documents.models import Document
from guichet.documents.storage import path_of
from guichet.journal.service import record_reading
from guichet.people.service import Account, actor_of


class NotYours(LookupError):
    """No such document for this account: absent and forbidden are told alike."""


class NotSafe(Exception):
    """The document is there but may not be opened: not scanned, or a virus was found."""


def document_for(document_id: uuid.UUID, account: Account, *, now: datetime) -> Document:
    """A document that this account may know of; an agent's reading leaves its trace."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not _may_see(document, account):
        raise NotYours
    if not document.sha256:  # its bytes went with the person whom it was about
        raise NotYours
    if actor_of(account).is_agent:
        record_reading(
            actor=actor_of(account),
            now=now,
            page="document",
            person_id=document.person_id,
            case_id=document.case_id,
            document_id=document.id,
        )
    return document


def path_to_open(document: Document, account: Account) -> Path:
    """The file to send. Agents open what was scanned and found clean, or anything in the demo."""
    if document.scan == ScanState.INFECTED:
        raise NotSafe
    if account.is_staff_of_fund and document.scan != ScanState.CLEAN:
        unscanned_demo = settings.DEMO and document.scan == ScanState.NO_SCANNER
        if not unscanned_demo:
            raise NotSafe
    return path_of(document.storage_key)


def _may_see(document: Document, account: Account) -> bool:
    if actor_of(account).is_agent:
        return True
    if document.deposited_by == account.id:
        return True
    return document.person_id is not None and document.person_id == account.person_id
