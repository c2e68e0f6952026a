"""Payslips stand in for an employer that does not answer: read by an agent, granted provisionally.

The insured person may send them once the employer was asked twice; an agent, whenever wages lack,
types what is read on them. What the employer says later takes their place (`cases.record`) and the
file is assessed anew: the same amount confirms, more is paid, less is an agent's to decide.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.certificate import said_value
from guichet.benefits.sick_leave.circumstances import months_of_hire
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.task_kinds import PAYSLIPS_TO_READ, STILL_PROVISIONAL
from guichet.benefits.sick_leave.wages import WAGE
from guichet.cases.service import (
    Case,
    CaseState,
    Fact,
    LiveFact,
    NewFact,
    Owner,
    Piece,
    PieceState,
    RefusedTransition,
    Source,
    SourceKind,
    draft,
    end_pieces,
    live_facts,
    locked_live,
    open_pieces,
    record,
    to_assess,
)
from guichet.declarations.service import FormPay, wrong_in_stop
from guichet.documents.service import Document, DocumentKind, Upload, deposit
from guichet.journal.service import Actor, append, begin_again, rule, update
from guichet.law.sickness import reference_months
from guichet.people.service import Organisation
from guichet.tasks.service import NewTask, Task, TaskState, close_tasks, open_tasks

REMIND = rule("sick_leave.remind_provisional")
STANDING_IN = frozenset({procedure.CERTIFICATE, procedure.WAGES})
# A provisional decision is looked at again after this, and each time this has passed since.
REMIND_AFTER = timedelta(days=30)
WORKED, KEEPS, SIRET = "employer.last_day_worked", "subrogation", "employer.siret"


def may_send_payslips(pieces: Iterable[Piece]) -> bool:
    """Whether the employer was asked twice for what payslips may stand in for."""
    return any(
        piece.code in STANDING_IN and piece.owed_by == Owner.EMPLOYER and piece.reminded_at
        for piece in pieces
    )


def payslips_came(case_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The files whose payslips have come and wait for an agent."""
    waiting = Task.objects.filter(
        kind=PAYSLIPS_TO_READ, state=TaskState.OPEN, case_id__in=list(case_ids)
    )
    return {case_id for case_id in waiting.values_list("case_id", flat=True) if case_id}


def send_payslips(case: Case, upload: Upload, *, actor: Actor, now: datetime) -> Document:
    """Take payslips from the insured person; an agent reads them.

    Raises RefusedFile in words, RefusedTransition where they stand in for nothing: then nothing is
    kept.
    """
    return begin_again(lambda: _take(case.id, upload, actor=actor, now=now))


@transaction.atomic
def _take(case_id: uuid.UUID, upload: Upload, *, actor: Actor, now: datetime) -> Document:
    case = locked_live(case_id)
    if not may_send_payslips(open_pieces(case)):
        raise RefusedTransition("payslips stand in for nothing here")
    document = _deposit(case, upload, actor=actor, now=now)
    task = NewTask(PAYSLIPS_TO_READ, f"case:{case.id}", case_id=case.id, person_id=case.person_id)
    open_tasks([task], now=now)
    append([draft(case, "sick_leave.payslips_sent")], actor=actor, now=now)
    return document


def _deposit(case: Case, upload: Upload, *, actor: Actor, now: datetime) -> Document:
    return deposit(
        upload, DocumentKind.PAYSLIPS, actor=actor, now=now, person=case.person, case_id=case.id
    )


@dataclass(frozen=True)
class Lacking:
    """What payslips may stand in for: months without a wage said by the employer, and the rest.

    `known`: what was read on payslips before, by key of its fact.
    """

    months: tuple[str, ...]
    worked: bool
    siret: bool
    keeps_wage: bool
    employer: bool
    known: Mapping[str, Any]


def lacking(case: Case, live: Mapping[str, Fact | LiveFact]) -> Lacking:
    """What the employer of a file has not said, be it read on payslips already."""
    said = {key: fact for key, fact in live.items() if fact.source != SourceKind.PAYSLIP}
    return Lacking(
        months=_months(read_facts(values(live)), said),
        worked=WORKED not in said,
        siret=SIRET not in said,
        keeps_wage=KEEPS not in said,
        employer=case.employer_id is None,
        known={key: fact.value for key, fact in live.items() if key not in said},
    )


def _months(facts: StopFacts, said: Collection[str]) -> tuple[str, ...]:
    if facts.first_day is None:
        return ()
    hired = months_of_hire(facts)
    months = reference_months(facts.first_day)
    return tuple(month for month in months if f"{WAGE}{month}" not in said and month not in hired)


@dataclass(frozen=True)
class Payslips:
    """What an agent read: the wages of all the months that lack, and what else lacked.

    `scan`: the payslips that the agent received; none where they are in the file already.
    """

    pays: Sequence[FormPay]
    last_day_worked: date | None = None
    keeps_wage: bool | None = None
    employer: Organisation | None = None
    scan: Upload | None = None


def read_payslips(case_id: uuid.UUID, read: Payslips, *, actor: Actor, now: datetime) -> None:
    """Take what was read on payslips as facts; the file is assessed, and an agent grants it.

    Raises BadValue or RefusedFile in words, RefusedTransition where other months lack by now. Then
    nothing is kept.
    """
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent reads payslips")
    begin_again(lambda: _keep(case_id, read, actor=actor, now=now))
    assess_cases([case_id], now=now)


@transaction.atomic
def _keep(case_id: uuid.UUID, read: Payslips, *, actor: Actor, now: datetime) -> None:
    case = locked_live(case_id)
    wanted = lacking(case, live_facts([case.id]).get(case.id, {}))
    if not wanted.months or {pay.month for pay in read.pays} != set(wanted.months):
        raise RefusedTransition("these are not the months that lack")
    _check(wanted, read, case, localdate(now))
    if wanted.employer:
        case.employer = read.employer
        update([case], ["employer"])
    document = _document(case, read, actor=actor, now=now)
    source = Source(SourceKind.PAYSLIP, document.id, agent_id=actor.id)
    record({case.id: _facts(wanted, read, case, source)}, now=now)
    end_pieces([case], STANDING_IN, state=PieceState.CANCELLED, now=now)
    subjects, kinds = [f"case:{case.id}"], [PAYSLIPS_TO_READ]
    close_tasks(subjects, actor=actor, now=now, kinds=kinds, outcome="read")
    append(
        [draft(case, "sick_leave.payslips_read", months=list(wanted.months))], actor=actor, now=now
    )
    to_assess([case.id], now=now)


def _check(wanted: Lacking, read: Payslips, case: Case, today: date) -> None:
    if wanted.employer and read.employer is None:
        raise BadValue(_("Tapez le SIRET de l'employeur : il est en haut du bulletin."))
    if wanted.worked and read.last_day_worked is None:
        raise BadValue(_("Demandez à la personne son dernier jour travaillé, puis tapez-le."))
    if wanted.worked:
        said = {"last_day_worked": read.last_day_worked}
        for _name, words in wrong_in_stop(said, today=today, born=case.person.birth_date):
            raise BadValue(words)
    if wanted.keeps_wage and read.keeps_wage is not False:
        raise BadValue(
            _(
                "Si l'employeur garde le salaire, les jours lui sont payés : attendez sa "
                "déclaration, ou appelez-le."
            )
        )


def _document(case: Case, read: Payslips, *, actor: Actor, now: datetime) -> Document:
    """The paper that the facts come from: what the agent received, else what was sent last."""
    if read.scan is not None:
        return _deposit(case, read.scan, actor=actor, now=now)
    if (found := payslips_of(case.id)) is None:
        raise BadValue(_("Joignez les bulletins numérisés : la décision repose sur eux."))
    return found


def payslips_of(case_id: uuid.UUID) -> Document | None:
    """The payslips of a file that came last."""
    sent = Document.objects.filter(case_id=case_id, kind=DocumentKind.PAYSLIPS)
    return sent.order_by("deposited_at", "id").last()


def _facts(wanted: Lacking, read: Payslips, case: Case, source: Source) -> list[NewFact]:
    new = [
        NewFact(f"{WAGE}{pay.month}", said_value(pay), source)
        for pay in sorted(read.pays, key=lambda pay: pay.month)
    ]
    if wanted.worked and read.last_day_worked:
        new.append(NewFact(WORKED, read.last_day_worked.isoformat(), source))
    if wanted.siret and case.employer:
        new.append(NewFact(SIRET, case.employer.siret, source))
    if wanted.keeps_wage:
        new.append(NewFact(KEEPS, False, source))
    return new


def remind_provisional(now: datetime) -> int:
    """A task for each decision that has stayed provisional for long; answers how many.

    Done by hand, it comes back while nothing has come.
    """
    since = now - REMIND_AFTER
    standing = Case.objects.filter(
        procedure_code=procedure.CODE,
        state=CaseState.DECIDED,
        decision__provisional=True,
        decision__decided_at__lte=since,
    )
    if not standing.exists():
        return 0
    lately = Task.objects.filter(kind=STILL_PROVISIONAL, opened_at__gt=since)
    rows = standing.exclude(pk__in=lately.values("case_id")).select_related("decision", "employer")
    new = [
        NewTask(
            STILL_PROVISIONAL,
            f"case:{case.id}",
            case_id=case.id,
            person_id=case.person_id,
            data={
                "employer": case.employer.name if case.employer else "",
                "since": localdate(case.decision.decided_at).isoformat() if case.decision else "",
            },
        )
        for case in rows.order_by("decision__decided_at", "id")
    ]
    open_tasks(new, now=now)
    return len(new)
