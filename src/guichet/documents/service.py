"""What other rooms may use of documents."""

from guichet.documents.access import NotSafe, NotYours, document_for, path_to_open
from guichet.documents.actions import AlreadyDeposited, Upload, deposit, scan_pending
from guichet.documents.enums import DocumentKind, ScanState
from guichet.documents.inspection import RefusedFile
from guichet.documents.models import Document
from guichet.documents.selectors import documents_of_case, documents_sent_by
from guichet.documents.storage import path_of

__all__ = [
    "AlreadyDeposited",
    "Document",
    "DocumentKind",
    "NotSafe",
    "NotYours",
    "RefusedFile",
    "ScanState",
    "Upload",
    "deposit",
    "document_for",
    "documents_of_case",
    "documents_sent_by",
    "path_of",
    "path_to_open",
    "scan_pending",
]
