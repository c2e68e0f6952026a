"""Keeping medical reasons, inside the transaction that keeps their notices."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from guichet.journal.service import insert
from guichet.medical.models import MedicalReason


def keep_reasons(reasons: Mapping[uuid.UUID, str], *, now: datetime) -> None:
    """Keep what prescribers wrote, by the identifier of the notice; blank words are nothing."""
    said = {notice: text.strip() for notice, text in reasons.items()}
    insert(
        [MedicalReason(notice_id=one, text=text, kept_at=now) for one, text in said.items() if text]
    )
