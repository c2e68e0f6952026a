"""The medical service's opinion: asked by an agent, given with its date, and what it changes.

The conclusion is a fact; why is nowhere. Days not yet paid from its date on are held at once, so
that nothing paid is ever asked back for it, however long an agent takes to notify it.
"""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.facts import OPINION_LINK, OPINION_STOP
from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.task_kinds import OPINION_ASKED
from guichet.cases.service import (
    Case,
    NewFact,
    Source,
    SourceKind,
    draft,
    locked_live,
    record,
    to_assess,
)
from guichet.journal.service import Actor, append
from guichet.ledger.service import hold, lift_holds
from guichet.medical.service import Conclusion, Opinion, keep_opinion
from guichet.tasks.service import NewTask, about, close_tasks, open_tasks

KEYS = {
    Conclusion.JUSTIFIED: OPINION_STOP,
    Conclusion.NOT_JUSTIFIED: OPINION_STOP,
    Conclusion.LONG_ILLNESS: OPINION_LINK,
    Conclusion.OCCUPATIONAL: OPINION_LINK,
}


def opinion_is_asked(case_id: uuid.UUID) -> bool:
    return about(_subject(case_id)).exists()


@transaction.atomic
def ask_opinion(case_id: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """Ask the medical service for its opinion; what is asked already is not asked again."""
    if not actor.is_agent:
        raise PermissionError("an agent asks for an opinion")
    case = locked_live(case_id)
    if opinion_is_asked(case.id):
        return
    task = NewTask(OPINION_ASKED, _subject(case.id), case_id=case.id, person_id=case.person_id)
    open_tasks([task], now=now)
    append([draft(case, "sick_leave.opinion_asked")], actor=actor, now=now)


def give_opinion(
    case_id: uuid.UUID,
    conclusion: Conclusion,
    effective_from: date,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The medical service concludes; the file is assessed, and an agent notifies what changes.

    Raises BadValue in words for a date that would take days back; PermissionError for anybody else.
    """
    if conclusion == Conclusion.NOT_JUSTIFIED and effective_from < localdate(now):
        raise BadValue(
            _("Cette date ne peut pas être passée : rien de ce qui est payé n'est repris.")
        )
    with transaction.atomic():
        case = locked_live(case_id)
        opinion = keep_opinion(case, conclusion, effective_from, actor=actor, now=now)
        record({case.id: [_fact(opinion)]}, now=now)
        if KEYS[conclusion] == OPINION_STOP:
            _hold(case, opinion, now=now)
        close_tasks([_subject(case.id)], actor=actor, now=now, outcome="given")
        append([draft(case, "sick_leave.opinion_given")], actor=actor, now=now)
        to_assess([case.id], now=now)
    assess_cases([case_id], now=now)


def _fact(opinion: Opinion) -> NewFact:
    value = {"conclusion": opinion.conclusion, "from": opinion.effective_from.isoformat()}
    source = Source(SourceKind.MEDICAL, source_id=opinion.id, agent_id=opinion.given_by)
    return NewFact(KEYS[Conclusion(opinion.conclusion)], value, source)


def _hold(case: Case, opinion: Opinion, *, now: datetime) -> None:
    """Nothing is paid from the date on; a stop found justified again holds no day."""
    if opinion.conclusion == Conclusion.JUSTIFIED:
        lift_holds([case.id], now=now, reason=HoldReason.OPINION)
    else:
        hold(case, from_day=opinion.effective_from, reason=HoldReason.OPINION, now=now)


def _subject(case_id: uuid.UUID) -> str:
    """Not the file's own: a decision taken meanwhile leaves the question open."""
    return f"opinion:{case_id}"
