"""From a file to what the medical service may read of it; anybody else finds nothing there."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from guichet.cases.service import Case, NotYours, case_for_medical
from guichet.journal.service import Actor
from guichet.medical.models import MedicalReason


def reasons_for(
    case_id: uuid.UUID, notice_ids: Iterable[uuid.UUID], *, actor: Actor, now: datetime
) -> tuple[Case, dict[uuid.UUID, str]]:
    """A file and the medical reasons of its notices; the reading leaves its own trace.

    Raises NotYours for whoever is not of the medical service, an agent and a manager included.
    """
    case = case_for_medical(case_id, actor=actor, now=now, page="medical.reason")
    rows = MedicalReason.objects.filter(notice_id__in=list(notice_ids))
    return case, dict(rows.values_list("notice_id", "text"))


__all__ = ["NotYours", "reasons_for"]
