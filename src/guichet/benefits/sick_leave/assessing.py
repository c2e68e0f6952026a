"""Assessing files: ask what is missing, hand doubts to a person, decide what is certain."""

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.advances import hold_uncertain
from guichet.benefits.sick_leave.decide import unchanged
from guichet.benefits.sick_leave.deciding import (
    AUTOMATIC,
    Prepared,
    decide_prepared,
    prepare,
)
from guichet.benefits.sick_leave.doubts import Doubt
from guichet.benefits.sick_leave.enums import NoticeChannel
from guichet.benefits.sick_leave.facts import values
from guichet.benefits.sick_leave.foreseeing import foresee
from guichet.benefits.sick_leave.helping import call_within
from guichet.benefits.sick_leave.holding import hold_in_question
from guichet.benefits.sick_leave.situation import Look, Situation, keep, look, still_so
from guichet.benefits.sick_leave.task_kinds import BY_A_PERSON, NOT_ASSESSED, TASKS
from guichet.benefits.sick_leave.waiting import wait
from guichet.cases.service import (
    Case,
    CaseState,
    Outcome,
    PieceState,
    SourceKind,
    assessed,
    digest,
    draft,
    end_pieces,
    locked,
    move,
    open_codes,
    restart_clocks,
    resume,
    stop_clocks,
    to_assess,
    unlocked,
)
from guichet.journal.service import append, begin_again, checkpoint, rule
from guichet.ledger.service import files_held
from guichet.tasks.service import NewTask, close_gone, open_tasks, say_anew

log = logging.getLogger(__name__)
ASSESS = rule("sick_leave.assess")
BY_HAND = frozenset({SourceKind.AGENT, SourceKind.PAPER, SourceKind.PAYSLIP, SourceKind.MEDICAL})
LEFT_AFTER = timedelta(minutes=2)
CHUNK = 200
PROPOSED = Doubt("sick_leave.proposed")


def assess_cases(case_ids: Iterable[uuid.UUID], *, now: datetime) -> None:
    """Assess files together, in one transaction; if two of them collide, one by one.

    A collision is a day that another file claimed meanwhile: assessed again, the file meets it as
    a doubt, and a person is asked.
    """
    ids = list(case_ids)
    if not ids:
        return
    try:
        begin_again(lambda: _assess(ids, now=now), times=1 if len(ids) > 1 else 3)
    except (IntegrityError, OperationalError):
        if len(ids) == 1:
            raise
        for case_id in ids:
            assess_cases([case_id], now=now)


@dataclass(frozen=True)
class Plan:
    """What is to be done with files: thought out before they are locked, done if all is still so.

    SQLite has one lock for all that write; who thinks while holding it keeps everybody waiting.
    """

    seen: Look
    looked_at: Sequence[Situation]
    waiting: Sequence[Situation]
    doubtful: Sequence[Situation]
    resting: Sequence[Situation]
    decisions: Prepared


def _assess(case_ids: Sequence[uuid.UUID], *, now: datetime) -> None:
    checkpoint("decision.before_lock")
    plan = _plan(unlocked(case_ids), now=now)
    checkpoint("decision.assessed")
    with transaction.atomic():
        cases = locked(case_ids, related=("person",))
        checkpoint("decision.locked")
        if not still_so(plan.seen, _going(cases), now=now):
            plan = _plan(unlocked(case_ids), now=now)
        _carry_out(plan, now=now)
        checkpoint("decision.before_commit")


def _going(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.state not in ("closed", "withdrawn")]


def _plan(cases: Sequence[Case], *, now: datetime) -> Plan:
    seen = look(_going(cases), now=now)
    found = [s for s in seen.situations if not _refusal_stands(s)]
    certain = [s for s in found if s.assessment.certain and not _unchanged(s)]
    resting = [s for s in certain if _all_paid_elsewhere(s)]
    certain = [s for s in certain if s not in resting]
    return Plan(
        seen,
        found,
        waiting=[s for s in found if s.assessment.missing],
        doubtful=[
            *(s for s in found if s.assessment.doubts),
            *(s for s in certain if _left_to_a_person(s)),
        ],
        resting=resting,
        decisions=prepare([s for s in certain if not _left_to_a_person(s)], now=now),
    )


def _carry_out(plan: Plan, *, now: datetime) -> None:
    """Do what was planned with files that are locked."""
    live = {s.case.id: s.live for s in keep(plan.seen, now=now)}
    close_gone_tasks(plan.looked_at, now=now)
    _close_received_pieces(plan.looked_at, now=now)
    wait(plan.waiting, actor=ASSESS, now=now)
    _hold([*plan.waiting, *plan.doubtful], now=now)
    _review(plan.doubtful, now=now)
    _rest([s.case for s in plan.resting], now=now)
    foresee(plan.looked_at, now=now)
    assessed([s.case for s in plan.seen.situations])
    if plan.decisions.taken:
        decide_prepared(plan.decisions, live, actor=AUTOMATIC, now=now)


def _hold(found: Sequence[Situation], *, now: datetime) -> None:
    """What is not certain of days that were given or granted is not paid meanwhile."""
    events = hold_uncertain(found, now=now) + hold_in_question(found, now=now)
    append(events, actor=ASSESS, now=now)


def _all_paid_elsewhere(situation: Situation) -> bool:
    """Nothing is to be decided here: the system before this one paid every day so far."""
    proposal, decision = situation.assessment.proposal, situation.case.decision
    return bool(decision and proposal and proposal.reason_code == procedure.TAKEN_OVER)


def _rest(cases: Sequence[Case], *, now: datetime) -> None:
    """The decision that took these files over is enough, whatever was looked at meanwhile."""
    stop_clocks(cases, now=now)
    move([case for case in cases if case.state != CaseState.DECIDED], CaseState.DECIDED, now=now)


def _close_received_pieces(found: Sequence[Situation], *, now: datetime) -> None:
    """What was asked and is known now, however it came, is no longer awaited."""
    awaited = open_codes(s.case.id for s in found)
    for code in procedure.PIECES:
        asked = [s for s in found if code in awaited.get(s.case.id, ())]
        known = [s.case for s in asked if code not in {m.code for m in s.assessment.missing}]
        if known:
            end_pieces(known, [code], state=PieceState.RECEIVED, now=now)


def _left_to_a_person(situation: Situation) -> bool:
    """Certain, yet proposed to an agent instead of decided by the rule."""
    return not settings.AUTOMATIC_DECISIONS or _touched(situation) or _refused(situation)


def _refused(situation: Situation) -> bool:
    """A person refused it, in part or whole: whatever comes, only a person goes back on that."""
    decision = situation.case.decision
    return decision is not None and decision.outcome != Outcome.GRANTED


def _refusal_stands(situation: Situation) -> bool:
    """Refused, and nothing is known that was not known then: there is nothing to look at."""
    case = situation.case
    return (
        case.state == CaseState.DECIDED
        and case.decision is not None
        and _refused(situation)
        and not situation.confirms
        and digest(values(situation.live)) == case.decision.facts_digest
    )


def _touched(situation: Situation) -> bool:
    """An agent set one of the facts or typed a paper: the decision is a person's, and says so."""
    typed = any(p.channel == NoticeChannel.POSTED for p in situation.facts.periods)
    return typed or any(fact.source in BY_HAND for fact in situation.live.values())


def assess_left_over(now: datetime) -> int:
    """Assess files that an interruption left with news that nobody looked at."""
    due = Case.objects.filter(
        procedure_code=procedure.CODE, to_assess_since__lte=now - LEFT_AFTER
    ).order_by("to_assess_since")
    ids = list(due.values_list("id", flat=True)[:CHUNK])
    try:
        assess_cases(ids, now=now)
    except Exception:  # one of them, which one is found by asking each
        for case_id in ids:
            _assess_or_tell(case_id, now=now)
    return len(ids)


def _assess_or_tell(case_id: uuid.UUID, *, now: datetime) -> None:
    """Assess a file; a fault of the program hands it to a person, and it is tried again later."""
    try:
        assess_cases([case_id], now=now)
    except Exception:
        log.exception("file %s could not be assessed", case_id)
        with transaction.atomic():
            case = locked([case_id])[0]
            to_assess([case_id], now=now)
            task = NewTask(
                NOT_ASSESSED,
                f"case:{case_id}",
                case_id=case_id,
                person_id=case.person_id,
                due_on=localdate(now),
            )
            open_tasks([task], now=now)


def _unchanged(situation: Situation) -> bool:
    proposal = situation.assessment.proposal
    return (
        situation.case.state == CaseState.DECIDED
        and proposal is not None
        and not situation.confirms
        and unchanged(situation.facts, situation.context, proposal)
    )


def _review(found: Sequence[Situation], *, now: datetime) -> None:
    """Hand files to a person: one task a doubt, soon where days are not paid meanwhile."""
    held, soon = files_held([s.case.id for s in found]), call_within(localdate(now))
    new = [
        NewTask(
            doubt.kind,
            f"case:{s.case.id}",
            case_id=s.case.id,
            person_id=s.case.person_id,
            data=dict(doubt.data),
            due_on=soon if s.case.id in held else None,
        )
        for s in found
        for doubt in s.assessment.doubts or [PROPOSED]
    ]
    open_tasks(new, now=now)
    say_anew(new)
    # a file that lacks a piece goes on waiting for it, with its task beside
    complete = [s.case for s in found if not s.assessment.missing]
    entering = [c for c in complete if c.state != CaseState.IN_REVIEW]
    resume(complete, now=now)
    restart_clocks([c for c in entering if c.state == CaseState.DECIDED], now=now)
    move(entering, CaseState.IN_REVIEW, now=now)
    append([draft(c, "case.in_review") for c in entering], actor=ASSESS, now=now)


def close_gone_tasks(found: Sequence[Situation], *, now: datetime) -> None:
    """Close the tasks whose doubt has gone; those of unattached news are a person's to close."""
    close_gone(
        {f"case:{s.case.id}": {doubt.kind for doubt in s.assessment.doubts} for s in found},
        among=TASKS.keys() - BY_A_PERSON,
        actor=ASSESS,
        now=now,
    )
