"""Shared reads of letters."""

import uuid

from django.db.models import QuerySet

from guichet.letters.models import Letter


def letters_of_case(case_id: uuid.UUID) -> QuerySet[Letter]:
    """All letters of a file, newest first, without the bytes of their PDF."""
    return _light().filter(case=case_id)


def letters_of_person(person_id: uuid.UUID) -> QuerySet[Letter]:
    """Letters addressed to a person, newest first."""
    return _light().filter(person=person_id)


def _light() -> QuerySet[Letter]:
    rows = Letter.objects.defer("pdf", "content").select_related("case__person", "organisation")
    return rows.order_by("-written_at", "-number")
