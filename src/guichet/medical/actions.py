"""Keeping medical reasons and opinions, inside the transaction of what they belong to."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from guichet.cases.service import Case
from guichet.journal.service import Actor, insert
from guichet.medical.enums import Conclusion
from guichet.medical.models import MedicalReason, Opinion


def keep_reasons(reasons: Mapping[uuid.UUID, str], *, now: datetime) -> None:
    """Keep what prescribers wrote, by the identifier of the notice; blank words are nothing."""
    said = {notice: text.strip() for notice, text in reasons.items()}
    insert(
        [MedicalReason(notice_id=one, text=text, kept_at=now) for one, text in said.items() if text]
    )


def keep_opinion(
    case: Case, conclusion: Conclusion, effective_from: date, *, actor: Actor, now: datetime
) -> Opinion:
    """Keep an opinion of the medical service. Raises PermissionError for anybody else.

    The database refuses one that would take back days before it.
    """
    if actor.kind != "medical" or actor.id is None:
        raise PermissionError("the medical service alone gives an opinion")
    return Opinion.objects.create(
        case=case,
        conclusion=conclusion,
        effective_from=effective_from,
        given_on=localdate(now),
        given_at=now,
        given_by=actor.id,
    )
