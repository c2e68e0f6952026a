"""Opening a file by hand for a notice or an employer's stop that belongs to no other."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.enums import NoticeState
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.notices import open_files as open_for_notices
from guichet.benefits.sick_leave.stops import join_stop
from guichet.benefits.sick_leave.stops import open_files as open_for_stops
from guichet.cases.service import RefusedTransition, to_assess
from guichet.declarations.service import DeclaredStop, MatchState
from guichet.journal.service import Actor, append
from guichet.people.service import find_person
from guichet.tasks.service import close_tasks


def open_for_notice(notice_id: uuid.UUID, *, actor: Actor, now: datetime) -> uuid.UUID:
    """A file of its own for a notice; answers it. Raises RefusedTransition when it cannot be."""
    try:
        case_id = _open_for_notice(notice_id, actor=actor, now=now)
    except IntegrityError:
        raise RefusedTransition("a live file is about the same event") from None
    assess_cases([case_id], now=now)
    return case_id


@transaction.atomic
def _open_for_notice(notice_id: uuid.UUID, *, actor: Actor, now: datetime) -> uuid.UUID:
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice_id)
    notice.person = find_person(notice.nir, notice.birth_date)
    if notice.person is None or notice.state in (NoticeState.MATCHED, NoticeState.DISMISSED):
        raise RefusedTransition("this notice cannot open a file")
    events = open_for_notices([notice], now=now)
    notice.save(update_fields=["state", "case_id", "person"])
    if notice.case_id is None:
        raise RuntimeError("a notice that opened a file knows it")
    close_tasks([f"notice:{notice.id}"], actor=actor, now=now, outcome="opened")
    append(events, actor=actor, now=now)
    to_assess([notice.case_id], now=now)
    return notice.case_id


def open_for_stop(stop_id: uuid.UUID, *, actor: Actor, now: datetime) -> uuid.UUID:
    """A file of its own for an employer's stop; answers it. Raises RefusedTransition likewise."""
    try:
        case_id = _open_for_stop(stop_id, actor=actor, now=now)
    except IntegrityError:
        raise RefusedTransition("a live file is about the same event") from None
    assess_cases([case_id], now=now)
    return case_id


@transaction.atomic
def _open_for_stop(stop_id: uuid.UUID, *, actor: Actor, now: datetime) -> uuid.UUID:
    stop = DeclaredStop.objects.select_for_update(of=("self",)).get(pk=stop_id)
    stop.person = find_person(stop.nir, stop.birth_date) if stop.birth_date else None
    if stop.person is None or stop.match in (MatchState.MATCHED, MatchState.DISMISSED):
        raise RefusedTransition("this stop cannot open a file")
    cases, events = open_for_stops([stop], now=now)
    case = next(iter(cases.values()))
    append(events, actor=actor, now=now)
    join_stop(stop, case, actor=actor, now=now)
    close_tasks([f"stop:{stop.id}"], actor=actor, now=now, outcome="opened")
    to_assess([case.id], now=now)
    return case.id
