"""Appeals against a decision: received, answered by a committee, or rejected by its silence.

The committee follows the nature of what is contested: administrative for the CRA (CSS R.142-1),
medical for the CMRA (R.142-8). The days are the law's own clock (`guichet law deadlines`). The
committee writes its decision itself; what it changes, an agent then decides on the file.

A dispute of both natures goes to both (R.142-9-1): two appeals, each with its clock, of which the
administrative one waits for the medical one.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.enums import AppealOutcome, Committee
from guichet.benefits.sick_leave.letters import fund, header, recipient
from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.task_kinds import APPEAL
from guichet.cases.service import Case, Decision, draft, locked
from guichet.journal.service import Actor, append, new_id, rule
from guichet.law.dates import DAY, add_months
from guichet.law.deadlines.answers import day_of
from guichet.letters.content import AppealLetter, AppealStep
from guichet.letters.content import Committee as LetterCommittee
from guichet.letters.service import NewLetter, letters_of_case, next_ordinals, write
from guichet.tasks.service import NewTask, close_tasks, open_tasks


class RefusedAppeal(ValueError):
    """The appeal cannot be noted or answered so; the text says why, in words."""


@dataclass(frozen=True)
class MixedRule:
    """In force for appeals to both committees received from `since`: when silence rejects.

    `months`: of the administrative one, which waits (R.142-9-1, through a public summary).
    """

    since: date
    months: int


MIXED = (MixedRule(date(2019, 1, 1), months=6),)


def appeal_waits(decision: Decision) -> bool:
    """Whether an appeal against a decision has no answer yet: another one is refused."""
    return decision.appeals.filter(outcome="").exists()


def waits_for_medical(row: Appeal, today: date) -> bool:
    """Whether an appeal waits for the medical committee, which has neither answered nor let its
    time pass."""
    medical = row.waits_for
    return medical is not None and not medical.outcome and today < medical.silent_from


def committee_of(decision: Decision) -> Committee:
    """Where a decision is contested: before the committee that its letter names."""
    told = letters_of_case(decision.case_id).filter(decision=decision, code="ij_decision")
    medical = told.filter(appeal=Committee.CMRA.name).exists()
    return Committee.CMRA if medical else Committee.CRA


def silent_from(committee: Committee, received_on: date) -> date:
    """The first day when the committee's silence rejects an appeal (R.142-6, R.142-8-5)."""
    return day_of(f"appeal_{committee.value}", "implicit_after", appeal_received=received_on) + DAY


@transaction.atomic
def receive_appeal(
    decision_id: uuid.UUID,
    committee: Committee,
    received_on: date,
    text: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """Note an appeal, tell the person when it is answered, and give it to an agent.

    Raises RefusedAppeal: one waits already, or a day before the decision or after today.
    """
    case, decision = _contestable(decision_id, received_on, now=now)
    row = _row(case, decision, committee, received_on, text, actor=actor, now=now)
    row.save()
    _tell_received([row], actor=actor, now=now)
    return row


@transaction.atomic
def receive_mixed_appeal(
    decision_id: uuid.UUID, received_on: date, text: str = "", *, actor: Actor, now: datetime
) -> Sequence[Appeal]:
    """Note an appeal to both committees: the medical one, and the administrative one, that waits.

    Raises RefusedAppeal as `receive_appeal`, and where the decision follows no medical opinion.
    """
    case, decision = _contestable(decision_id, received_on, now=now)
    if committee_of(decision) is not Committee.CMRA:
        raise RefusedAppeal(
            _("Cette décision ne suit pas d'avis médical : le recours va à la CRA seule.")
        )
    medical, other = (
        _row(case, decision, one, received_on, text, actor=actor, now=now)
        for one in (Committee.CMRA, Committee.CRA)
    )
    rule_of_day = next(one for one in reversed(MIXED) if one.since <= received_on)
    other.waits_for = medical
    other.silent_from = add_months(received_on, rule_of_day.months) + DAY
    medical.save()
    other.save()
    _tell_received([medical, other], actor=actor, now=now)
    return [medical, other]


def _contestable(
    decision_id: uuid.UUID, received_on: date, *, now: datetime
) -> tuple[Case, Decision]:
    case, decision = _locked(decision_id)
    if appeal_waits(decision):
        raise RefusedAppeal(_("Un recours contre cette décision attend déjà une réponse."))
    if not localdate(decision.decided_at) <= received_on <= localdate(now):
        raise RefusedAppeal(_("Le recours est reçu entre le jour de la décision et aujourd'hui."))
    return case, decision


def _row(
    case: Case,
    decision: Decision,
    committee: Committee,
    received_on: date,
    text: str,
    *,
    actor: Actor,
    now: datetime,
) -> Appeal:
    if actor.id is None:
        raise PermissionError("an appeal is a person's")
    return Appeal(
        case=case,
        decision=decision,
        committee=committee,
        received_on=received_on,
        silent_from=silent_from(committee, received_on),
        text=text.strip()[:2000],
        noted_at=now,
        noted_by=actor.id,
    )


def _tell_received(rows: Sequence[Appeal], *, actor: Actor, now: datetime) -> None:
    """To the person by letter, to an agent by a task, of each appeal."""
    open_tasks([_task(row, row.decision) for row in rows], now=now)
    told = [draft(row.case, "sick_leave.appealed", **_about(row, row.decision)) for row in rows]
    letters = [_letter(row, AppealStep.RECEIVED, now, nth=n) for n, row in enumerate(rows)]
    append([*told, *write(letters, now=now)], actor=actor, now=now)


@transaction.atomic
def answer_appeal(
    appeal_id: uuid.UUID,
    outcome: AppealOutcome,
    answered_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """Note what the committee decided, or that the person gave up. Raises RefusedAppeal."""
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent notes what a committee decided")
    found = Appeal.objects.values_list("decision_id", flat=True).get(pk=appeal_id)
    case, decision = _locked(found)
    row = Appeal.objects.select_for_update().get(pk=appeal_id)
    if row.outcome:
        raise RefusedAppeal(_("Ce recours a déjà sa réponse."))
    if outcome != AppealOutcome.WITHDRAWN and waits_for_medical(row, localdate(now)):
        raise RefusedAppeal(
            _("Cette commission attend l'avis de la CMRA, notez d'abord la réponse de la CMRA.")
        )
    if not row.received_on <= answered_on <= localdate(now):
        raise RefusedAppeal(_("La réponse est entre le jour du recours et aujourd'hui."))
    row.outcome, row.answered_on, row.answered_by = outcome, answered_on, actor.id
    row.save(update_fields=["outcome", "answered_on", "answered_by"])
    close_tasks([_subject(row)], actor=actor, now=now, kinds=[APPEAL], outcome=outcome.value)
    about = {"outcome": outcome, "number": decision.number, **_of_both(row)}
    told = draft(case, "sick_leave.appeal_answered", **about)
    append([told], actor=actor, now=now)
    return row


def tell_silence(now: datetime) -> int:
    """Tell whoever appealed and got no answer in time that they may go to court.

    Done again, it tells nobody twice. Answers how many were told.
    """
    silent = Appeal.objects.filter(
        outcome="", silence_told_at=None, silent_from__lte=localdate(now)
    )
    ids = list(silent.order_by("silent_from", "id").values_list("id", "decision_id"))
    return sum(_tell_silence(appeal_id, decision_id, now) for appeal_id, decision_id in ids)


@transaction.atomic
def _tell_silence(appeal_id: uuid.UUID, decision_id: uuid.UUID, now: datetime) -> int:
    case, decision = _locked(decision_id)
    row = Appeal.objects.select_for_update().get(pk=appeal_id)
    if row.outcome or row.silence_told_at:
        return 0
    row.silence_told_at = now
    row.save(update_fields=["silence_told_at"])
    told = draft(case, "sick_leave.appeal_silent", **_about(row, decision))
    letter = _letter(row, AppealStep.SILENT, now)
    append([told, *write([letter], now=now)], actor=rule("sick_leave.appeals"), now=now)
    return 1


def _locked(decision_id: uuid.UUID) -> tuple[Case, Decision]:
    decision = Decision.objects.get(pk=decision_id)
    (case,) = locked([decision.case_id])
    return case, decision


def _about(row: Appeal, decision: Decision) -> Mapping[str, object]:
    return {
        "appeal": str(row.id),
        "committee": row.committee,
        "number": decision.number,
        "silent_from": row.silent_from.isoformat(),
        **_of_both(row),
    }


def _of_both(row: Appeal) -> Mapping[str, object]:
    """Of a dispute that went to both committees, what is told says which of them."""
    both = row.waits_for_id is not None or row.waited_for.exists()
    return {"both": True, "committee": row.committee} if both else {}


def _subject(row: Appeal) -> str:
    return f"appeal:{row.id}"


def _task(row: Appeal, decision: Decision) -> NewTask:
    return NewTask(
        APPEAL,
        _subject(row),
        case_id=row.case_id,
        person_id=row.case.person_id,
        data={"committee": row.committee, "number": decision.number}
        | ({"waits": True} if row.waits_for_id else {}),
        due_on=row.silent_from - DAY,
    )


def _letter(row: Appeal, step: AppealStep, now: datetime, *, nth: int = 0) -> NewLetter:
    """`nth`: how many letters of the file are written just before."""
    case = row.case
    ordinal = next_ordinals([case])[case.id] + nth
    content = AppealLetter(
        fund=fund(),
        recipient=recipient(case.person),
        header=header(case, ordinal, localdate(now)),
        insured_name=case.person.full_name,
        step=step,
        committee=LetterCommittee(row.committee),
        received_on=row.received_on,
        decided_on=localdate(row.decision.decided_at),
        silent_from=row.silent_from,
        court=settings.FUND.court,
    )
    return NewLetter(new_id(), case, "ij_appeal", content)
