"""What an agent does to a file beside deciding: correct a fact, ask, attach, take up again."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.enums import NoticeState
from guichet.benefits.sick_leave.facts import agent_fact, notice_facts
from guichet.benefits.sick_leave.fields import BadValue, parse
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.notices import notice_event
from guichet.benefits.sick_leave.stops import join_stop
from guichet.benefits.sick_leave.wages import other_keys
from guichet.cases.service import (
    CaseState,
    PieceRequest,
    RefusedTransition,
    ask,
    draft,
    drop,
    live_facts,
    locked_live,
    move,
    pause,
    record,
    to_assess,
)
from guichet.declarations.service import DeclaredStop
from guichet.journal.service import Actor, append
from guichet.people.service import find_person
from guichet.tasks.service import close_tasks


def correct_fact(
    case_id: uuid.UUID, key: str, value: Any, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Replace a fact by what an agent established, with the reason; the file is assessed again.

    Raises BadValue in words when the value is not what the key takes.
    """
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent corrects a fact")
    if not reason.strip():
        raise BadValue(_("Dites en quelques mots pourquoi vous corrigez cette information."))
    stored = parse(key, value)
    with transaction.atomic():
        case = locked_live(case_id)
        fact = agent_fact(key, stored, agent_id=actor.id, reason=reason.strip())
        settled = drop(case, other_keys(key, live_facts([case.id])[case.id]), now=now)
        if case.id in record({case.id: [fact]}, now=now) or settled:
            append([draft(case, "case.fact_corrected", key=key)], actor=actor, now=now)
            to_assess([case.id], now=now)
    assess_cases([case_id], now=now)


@transaction.atomic
def ask_piece(case_id: uuid.UUID, request: PieceRequest, *, actor: Actor, now: datetime) -> None:
    """Ask for a piece by hand; the clock pauses until it comes."""
    case = locked_live(case_id)
    ask([(case, request)], now=now)
    move([case], CaseState.WAITING, now=now)
    pause([(case, request.code, request.owed_by)], now=now)
    asked = draft(case, "sick_leave.piece_asked", piece=request.code, owed_by=request.owed_by)
    append([asked], actor=actor, now=now)


def attach_notice(notice_id: uuid.UUID, case_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """An agent joins a notice that the rule would not join alone to a file of the same person."""
    with transaction.atomic():
        case = locked_live(case_id)
        notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice_id)
        person = find_person(notice.nir, notice.birth_date)
        if person is None or person.id != case.person_id or notice.state == NoticeState.MATCHED:
            raise RefusedTransition("this notice cannot join this file")
        notice.state, notice.case_id, notice.person = NoticeState.MATCHED, case.id, person
        notice.save(update_fields=["state", "case_id", "person"])
        record({case.id: notice_facts(notice)}, now=now)
        to_assess([case.id], now=now)
        close_tasks([f"notice:{notice.id}"], actor=actor, now=now, outcome="attached")
        append([notice_event(case, notice)], actor=actor, now=now)
    assess_cases([case_id], now=now)


def attach_stop(stop_id: uuid.UUID, case_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """An agent joins an employer's stop that the rule would not join alone."""
    with transaction.atomic():
        case = locked_live(case_id)
        stop = DeclaredStop.objects.select_for_update(of=("self",)).get(pk=stop_id)
        join_stop(stop, case, actor=actor, now=now)
        close_tasks([f"stop:{stop.id}"], actor=actor, now=now, outcome="attached")
    assess_cases([case_id], now=now)
