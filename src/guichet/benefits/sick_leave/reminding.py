"""An employer that is late is asked, then asked again, then called: one contact for all its files.

Three days after its DSN was due, again ten days later; then, three days after, a task: one an
employer. Run as often
as one likes: what was done is written on the piece, and a mail of the day leaves once.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from guichet.benefits.sick_leave.dsn_due import AGAIN_AFTER, ASK_AFTER, CALL_AFTER, is_late
from guichet.benefits.sick_leave.helping import call_within
from guichet.benefits.sick_leave.task_kinds import EMPLOYER_LATE
from guichet.benefits.sick_leave.waiting import employer_mail
from guichet.cases.service import (
    Owner,
    Piece,
    PieceState,
    ask_again,
    ask_expected,
    draft,
    locked,
    open_pieces_of,
    owed_by_employers,
    silent_employers,
)
from guichet.journal.service import append, begin_again, rule
from guichet.law.dates import DAY
from guichet.outbox.service import enqueue_once
from guichet.tasks.service import NewTask, Task, TaskState, close_gone, open_tasks

ACTOR = rule("sick_leave.remind")
SUBJECT = "employer:"


def remind_employers(now: datetime) -> int:
    """Ask, and ask again, each employer that is late, with one mail each; answers how many."""
    today = localdate(now)
    late = owed_by_employers(
        due_before=today - ASK_AFTER, asked_before=_midnight(today - AGAIN_AFTER + DAY)
    )
    for organisation_id, case_ids in late.items():
        begin_again(lambda one=organisation_id, files=case_ids: _contact(one, files, now))
    _call(now)
    return len(late)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


@transaction.atomic
def _contact(organisation_id: uuid.UUID, case_ids: Sequence[uuid.UUID], now: datetime) -> None:
    today, cases = localdate(now), {case.id: case for case in locked(case_ids)}
    owed = [
        piece
        for pieces in open_pieces_of(cases).values()
        for piece in pieces
        if piece.organisation_id == organisation_id and piece.owed_by == Owner.EMPLOYER
    ]
    asked = [one for one in owed if _is_due(one, today)]
    again = [one for one in owed if _is_silent(one, today)]
    ask_expected(asked, now=now)
    ask_again(again, now=now)
    events = [
        draft(cases[one.case_id], "case.paused", owed_by=one.owed_by, piece=one.code)
        for one in asked
    ]
    events += [
        draft(cases[one.case_id], "sick_leave.employer_asked_again", piece=one.code)
        for one in again
    ]
    for piece in (*asked, *again)[:1]:
        told = employer_mail(piece, f"mail:employer:{organisation_id}:{today.isoformat()}")
        enqueue_once(told, now=now)
    append(events, actor=ACTOR, now=now)


def _is_due(piece: Piece, today: date) -> bool:
    expected = piece.state == PieceState.EXPECTED and piece.due_on is not None
    return expected and is_late(piece.due_on or today, today)


def _is_silent(piece: Piece, today: date) -> bool:
    asked_once = piece.state == PieceState.ASKED and piece.reminded_at is None
    return asked_once and today >= localdate(piece.asked_at) + AGAIN_AFTER


@transaction.atomic
def _call(now: datetime) -> None:
    """One task for each employer asked twice in vain; done, it comes back after ten days more."""
    silent = silent_employers(_midnight(localdate(now) - CALL_AFTER + DAY))
    subjects = {f"{SUBJECT}{pk}": (name, since) for pk, name, since in silent}
    open_now = Task.objects.filter(kind=EMPLOYER_LATE, state=TaskState.OPEN)
    if not subjects and not open_now.exists():
        return
    answered = set(open_now.values_list("subject", flat=True)) - subjects.keys()
    close_gone(dict.fromkeys(answered, ()), among=[EMPLOYER_LATE], actor=ACTOR, now=now)
    lately = Task.objects.filter(
        kind=EMPLOYER_LATE, subject__in=list(subjects), opened_at__gt=now - AGAIN_AFTER
    )
    known = set(lately.values_list("subject", flat=True))
    new = [
        NewTask(
            EMPLOYER_LATE,
            subject,
            data={"employer": name, "since": localdate(since).isoformat()},
            due_on=call_within(localdate(now)),
        )
        for subject, (name, since) in subjects.items()
        if subject not in known
    ]
    open_tasks(new, now=now)
