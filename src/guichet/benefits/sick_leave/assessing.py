"""Assessing files: ask what is missing, hand doubts to a person, decide what is certain."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction

from guichet.benefits.sick_leave import letters, procedure
from guichet.benefits.sick_leave.decide import Missing
from guichet.benefits.sick_leave.deciding import AUTOMATIC, decide_situations
from guichet.benefits.sick_leave.events import ATTACHING, TASKS
from guichet.benefits.sick_leave.situation import Situation, situations
from guichet.cases.service import (
    Case,
    CaseState,
    Owner,
    Piece,
    PieceRequest,
    PieceState,
    ask,
    assessed,
    draft,
    end_pieces,
    locked,
    move,
    pause,
    restart_clocks,
    resume,
)
from guichet.journal.service import Actor, Draft, append, begin_again, checkpoint, new_id, rule
from guichet.letters.service import NewLetter, next_ordinals, write
from guichet.outbox.service import MessageKind, ToSend, enqueue
from guichet.tasks.service import NewTask, TaskState, close_tasks, open_tasks

ASSESS = rule("sick_leave.assess")
REPLY_WITHIN = timedelta(days=15)
LEFT_AFTER = timedelta(minutes=2)
CHUNK = 200


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


@transaction.atomic
def _assess(case_ids: Sequence[uuid.UUID], *, now: datetime) -> None:
    checkpoint("decision.before_lock")
    cases = [c for c in locked(case_ids) if c.state not in ("closed", "withdrawn")]
    checkpoint("decision.locked")
    found = situations(cases, now=now)
    checkpoint("decision.assessed")
    waiting = [s for s in found if s.assessment.missing and not s.assessment.doubts]
    doubtful = [s for s in found if s.assessment.doubts]
    certain = [s for s in found if s.assessment.certain and not _unchanged(s)]
    if not settings.AUTOMATIC_DECISIONS:
        doubtful += certain
        certain = []
    _wait(waiting, now=now)
    _review(doubtful, now=now)
    if certain:
        decide_situations(certain, actor=AUTOMATIC, now=now)
    assessed(cases)
    checkpoint("decision.before_commit")


def assess_left_over(now: datetime) -> int:
    """Assess files that an interruption left with news that nobody looked at."""
    due = Case.objects.filter(
        procedure_code=procedure.CODE, to_assess_since__lte=now - LEFT_AFTER
    ).order_by("to_assess_since")
    ids = list(due.values_list("id", flat=True)[:CHUNK])
    assess_cases(ids, now=now)
    return len(ids)


def _unchanged(situation: Situation) -> bool:
    """The decision in force already grants just this."""
    proposal = situation.assessment.proposal
    return (
        situation.case.state == CaseState.DECIDED
        and proposal is not None
        and dict(situation.context.granted_before) == dict(proposal.days)
    )


def _wait(found: Sequence[Situation], *, now: datetime) -> None:
    """Ask whoever owes the missing piece, and stop the clock with the reason."""
    events: list[Draft] = []
    new_letters: list[NewLetter] = []
    ordinals = next_ordinals([s.case for s in found])
    for situation in found:
        case, missing = situation.case, situation.assessment.missing[0]
        request = _request(situation, missing)
        others = [c for c in _ALL_PIECES if c != missing.code]
        end_pieces(case, others, state=PieceState.CANCELLED, now=now)
        asked = ask(case, [request], now=now)
        if case.state == CaseState.DECIDED:
            restart_clocks([case], now=now)
        move([case], CaseState.WAITING, now=now)
        pause([case], reason=missing.code, owed_by=request.owed_by, now=now)
        if asked:
            events.append(draft(case, "case.paused", owed_by=request.owed_by, piece=missing.code))
            new_letters += _tell(situation, asked[0], ordinals[case.id], now=now)
    _close_own_tasks(found, actor=ASSESS, now=now)
    events += write(new_letters, now=now)
    append(events, actor=ASSESS, now=now)


_ALL_PIECES = (procedure.NOTICE, procedure.CERTIFICATE, procedure.WAGES)


def _request(situation: Situation, missing: Missing) -> PieceRequest:
    """An employer that nobody has named yet is asked of the insured person."""
    employer = situation.case.employer
    if missing.owed_by == Owner.EMPLOYER and employer is not None:
        return PieceRequest(missing.code, Owner.EMPLOYER, employer, dict(missing.detail))
    return PieceRequest(missing.code, Owner.INSURED, None, dict(missing.detail))


def _tell(situation: Situation, piece: Piece, ordinal: int, *, now: datetime) -> list[NewLetter]:
    """A mail to the employer that something waits; a letter to the insured person."""
    case = situation.case
    if piece.owed_by == Owner.EMPLOYER:
        _mail_employer(piece, now=now)
        return []
    content = letters.piece_request(
        case,
        situation.facts,
        [letters.NOTICE_MISSING if piece.code == procedure.NOTICE else letters.EMPLOYER_MISSING],
        ordinal=ordinal,
        today=now.date(),
        reply_by=now.date() + REPLY_WITHIN,
    )
    return [NewLetter(new_id(), case, "ij_piece_request", content)]


def _mail_employer(piece: Piece, *, now: datetime) -> None:
    organisation = piece.organisation
    if organisation is None or not organisation.email:
        return
    fund = settings.FUND
    payload = {
        "to": organisation.email,
        "subject": f"{fund.name} : une demande vous attend",
        "text": f"Bonjour,\n\nUne demande vous attend dans votre espace employeur : {fund.web}\n"
        f"Un salarié attend votre réponse pour être indemnisé.\n\n{fund.name}\n",
    }
    enqueue([ToSend(f"mail:piece:{piece.id}", MessageKind.MAIL, payload)], now=now)


def _review(found: Sequence[Situation], *, now: datetime) -> None:
    """Hand files to a person: one task a doubt, tasks that no longer hold are closed."""
    cases = [s.case for s in found]
    _close_own_tasks(found, actor=ASSESS, now=now)
    new = [
        NewTask(
            doubt.kind,
            f"case:{s.case.id}",
            case_id=s.case.id,
            person_id=s.case.person_id,
            data=dict(doubt.data),
        )
        for s in found
        for doubt in s.assessment.doubts
    ]
    new += [
        NewTask(
            "sick_leave.proposed",
            f"case:{s.case.id}",
            case_id=s.case.id,
            person_id=s.case.person_id,
        )
        for s in found
        if s.assessment.certain
    ]
    open_tasks(new, now=now)
    entering = [c for c in cases if c.state != CaseState.IN_REVIEW]
    resume(cases, now=now)
    restart_clocks([c for c in entering if c.state == CaseState.DECIDED], now=now)
    move(entering, CaseState.IN_REVIEW, now=now)
    append([draft(c, "case.in_review") for c in entering], actor=ASSESS, now=now)


def _close_own_tasks(found: Sequence[Situation], *, actor: Actor, now: datetime) -> None:
    """Close the file's tasks whose doubt has gone."""
    for situation in found:
        standing = {doubt.kind for doubt in situation.assessment.doubts}
        gone = [kind for kind in TASKS.keys() - ATTACHING if kind not in standing]
        close_tasks(
            [f"case:{situation.case.id}"],
            actor=actor,
            now=now,
            kinds=gone,
            state=TaskState.CANCELLED,
        )
