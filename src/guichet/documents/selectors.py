"""Shared reads of documents: what is known of them, never their bytes."""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from guichet.documents.models import Document


def documents_of_case(
    case_id: uuid.UUID, also: Iterable[uuid.UUID | None] = ()
) -> QuerySet[Document]:
    """Documents deposited for a file, and those (`also`) that its facts come from."""
    named = Q(pk__in={one for one in also if one})
    return Document.objects.filter(Q(case_id=case_id) | named).order_by("deposited_at", "id")


def documents_sent_by(account_id: uuid.UUID) -> QuerySet[Document]:
    """Documents that an account deposited itself, newest first."""
    return Document.objects.filter(deposited_by=account_id).order_by("-deposited_at", "-id")
