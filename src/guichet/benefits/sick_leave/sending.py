"""Sending notices: received, then the files that they concern are carried on."""

from collections.abc import Sequence
from datetime import datetime

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.notices import NewNotice, receive
from guichet.journal.service import Actor

CHUNK = 200


def send_notices(new: Sequence[NewNotice], *, actor: Actor, now: datetime) -> list[Notice]:
    """Take notices and assess their files. Raises RefusedNotice; then nothing was kept."""
    rows = receive(new, actor=actor, now=now)
    touched = sorted({row.case_id for row in rows if row.case_id})
    for start in range(0, len(touched), CHUNK):
        assess_cases(touched[start : start + CHUNK], now=now)
    return rows
