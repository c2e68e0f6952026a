"""Sending notices: received, then the files that they concern are carried on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.notices import NewNotice, check_notice, is_known, receive
from guichet.documents.service import DocumentKind, Upload, deposit
from guichet.journal.service import Actor, begin_again, chunks
from guichet.people.service import Person

CHUNK = 200


def send_notices(new: Sequence[NewNotice], *, actor: Actor, now: datetime) -> list[Notice]:
    """Take notices and assess their files. Raises RefusedNotice; then nothing was kept."""
    rows = begin_again(lambda: receive(new, actor=actor, now=now))
    touched = sorted({row.case_id for row in rows if row.case_id})
    for chunk in chunks(touched, CHUNK):
        assess_cases(chunk, now=now)
    return rows


class KnownNotice(ValueError):
    """The very same notice was sent before; the original of a copy is said on its file."""


def send_posted_notice(
    new: NewNotice, upload: Upload, *, person: Person, actor: Actor, now: datetime
) -> Notice:
    """Take an original that came by post, scanned by an agent who typed its dates.

    Raises KnownNotice, RefusedNotice or RefusedFile; then nothing is kept.
    """
    if not actor.is_agent:
        raise PermissionError("only an agent opens the fund's post")
    if is_known(new):
        raise KnownNotice
    return send_scanned_notice(new, upload, person=person, actor=actor, now=now)


def send_scanned_notice(
    new: NewNotice, upload: Upload, *, person: Person, actor: Actor, now: datetime
) -> Notice:
    """Take a paper notice, scanned, with the dates that its sender read on it.

    Raises RefusedNotice or RefusedFile; then neither the dates nor the file are kept.
    """
    check_notice(new, localdate(now))

    @transaction.atomic
    def keep() -> Notice:
        document = deposit(upload, DocumentKind.NOTICE, actor=actor, now=now, person=person)
        return receive([replace(new, document=document)], actor=actor, now=now)[0]

    notice = begin_again(keep)
    if notice.case_id:
        assess_cases([notice.case_id], now=now)
    return notice
