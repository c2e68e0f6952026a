"""What becomes of money asked back: given back, spread over months, contested, given up.

The law: CSS L.133-4-1 and R.133-9-2 (a demand, time to say that it is wrong, a plan of twelve
months at most), L.256-4 (the fund may give up what a person cannot pay). Nothing is collected while
an objection waits for its answer.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.cases.service import Case, draft, locked
from guichet.journal.service import Actor, append
from guichet.law import parameters
from guichet.law.dates import DAY, add_months
from guichet.law.deadlines.answers import day_of
from guichet.ledger.again import ASKED, end_withholding, restate
from guichet.ledger.enums import (
    ObjectionOutcome,
    ObjectionWay,
    PayeeKind,
    RecoveryState,
    WithholdingEnd,
)
from guichet.ledger.events import CONTESTED, LATE, TO_COLLECT, euros
from guichet.ledger.models import (
    Instalment,
    Objection,
    Recovery,
    Remission,
    Repayment,
    Withholding,
)
from guichet.ledger.naming import of_another_employer
from guichet.tasks.service import NewTask, close_tasks, open_tasks

# A withholding that finds nothing to take for so long is somebody's: the fund's own choice.
IDLE = timedelta(days=90)


class RefusedStep(ValueError):
    """What was asked of a recovery cannot be done; the text says why, in words for the agent."""


def collect_from(recovery: Recovery) -> date:
    """The first day when a demand may be collected: the two months to appeal have passed.

    R.133-9-2 would allow it after twenty days; the letter leaves the time of R.142-1, counted from
    the day of the demand, whose last day is a working day.
    """
    asked_on = localdate(recovery.opened_at)
    return day_of("appeal_cra", "appeal_until", decision_received=asked_on) + DAY


def answer_by(objection: Objection) -> date:
    """The last day to answer a debtor: after it, silence rejects (R.133-9-2 II, R.142-6).

    A request that comes after the twenty days of R.133-9-2 is answered in the same month.
    """
    came = objection.received_on
    if objection.way == ObjectionWay.CRA:
        return day_of("appeal_cra", "implicit_after", appeal_received=came)
    return day_of("recovery", "collect_from", notified_on=came, contested_on=came) - DAY


def longest_plan(today: date) -> int:
    """Months over which a debt may be spread (R.133-9-2 I 2° b)."""
    return int(parameters.load().on("recovery_plan_months", today).value)


@transaction.atomic
def note_repayment(
    recovery_id: uuid.UUID, cents: int, received_on: date, *, actor: Actor, now: datetime
) -> Recovery:
    """Money came back from the debtor. Raises RefusedStep beyond what is owed."""
    case, recovery = taken_debt(recovery_id, actor)
    if not localdate(recovery.opened_at) <= received_on <= localdate(now):
        raise RefusedStep(_("La date de réception est entre le jour de la demande et aujourd'hui."))
    left = _within(recovery, cents)
    Repayment.objects.create(
        recovery=recovery,
        cents=cents,
        received_on=received_on,
        noted_at=now,
        noted_by=actor.id,
    )
    recovery.repaid_cents += cents
    keep(recovery, actor=actor, now=now)
    told = draft(case, "recovery.repaid", **about(recovery), cents=cents, left_cents=left - cents)
    append([told], actor=actor, now=now)
    return recovery


@transaction.atomic
def remit(
    recovery_id: uuid.UUID, cents: int, *, reason: str, honest: bool, actor: Actor, now: datetime
) -> Recovery:
    """The fund gives up a part or all of a debt that a person cannot pay (L.256-4).

    A manager's, for an insured person, never for fraud: `honest`, the manager has seen that there
    was neither fraud nor false statement. Raises RefusedStep.
    """
    case, recovery = taken_debt(recovery_id, actor)
    if actor.kind != "manager":
        raise PermissionError("a manager gives up a debt")
    if recovery.payee_kind != PayeeKind.INSURED:
        raise RefusedStep(_("Une remise est pour une personne, pas pour un employeur."))
    if not honest:
        raise RefusedStep(_("Pas de remise après une fraude ou une fausse déclaration (L.256-4)."))
    if not reason.strip():
        raise RefusedStep(_("Dites pourquoi la personne ne peut pas rembourser."))
    left = _within(recovery, cents)
    Remission.objects.create(
        recovery=recovery,
        cents=cents,
        reason=reason.strip()[:300],
        decided_at=now,
        decided_by=actor.id,  # type: ignore[misc]  # an agent's: taken_debt has seen to it
    )
    recovery.remitted_cents += cents
    keep(recovery, actor=actor, now=now)
    told = draft(case, "recovery.remitted", **about(recovery), cents=cents, left_cents=left - cents)
    append([told], actor=actor, now=now)
    return recovery


@transaction.atomic
def agree_plan(
    recovery_id: uuid.UUID, first_on: date, months: int, *, actor: Actor, now: datetime
) -> list[Instalment]:
    """Spread what is left over equal months, from `first_on`; the plan before ends.

    Raises RefusedStep: beyond what the law allows, a day that has passed, or a debt contested.
    """
    case, recovery = taken_debt(recovery_id, actor)
    today = localdate(now)
    not_contested(recovery)
    if not 1 <= months <= longest_plan(today):
        raise RefusedStep(
            _("De 1 à {most} mois : le texte ne permet pas plus.").format(most=longest_plan(today))
        )
    if first_on < today or first_on > add_months(today, 2):
        raise RefusedStep(_("La première échéance est entre aujourd'hui et dans deux mois."))
    left = recovery.net_left_cents
    if left < months:
        raise RefusedStep(_("La somme est trop petite pour autant de mois."))
    recovery.instalments.filter(ended_at=None).update(ended_at=now)
    end_withholding(recovery, WithholdingEnd.PLAN, now=now)
    rows = Instalment.objects.bulk_create(
        Instalment(
            recovery=recovery,
            due_on=add_months(first_on, rank),
            cents=left // months + (rank < left % months),
            agreed_at=now,
            agreed_by=actor.id,
        )
        for rank in range(months)
    )
    close_chase(recovery, [TO_COLLECT, LATE], actor=actor, now=now)
    first = {"first_on": first_on.isoformat(), "cents": rows[0].cents}
    told = draft(case, "recovery.plan", **about(recovery), months=months, **first)
    append([told], actor=actor, now=now)
    return rows


@transaction.atomic
def contest(
    recovery_id: uuid.UUID,
    way: ObjectionWay,
    received_on: date,
    text: str,
    *,
    actor: Actor,
    now: datetime,
) -> Objection:
    """The debtor says that it is wrong: collecting stops until the fund answers.

    Raises RefusedStep where nothing is owed, or an objection waits already.
    """
    case, recovery = _locked(recovery_id)
    if recovery.state not in ASKED:
        raise RefusedStep(_("Rien n'est plus réclamé : il n'y a rien à contester."))
    not_contested(recovery)
    if not localdate(recovery.opened_at) <= received_on <= localdate(now):
        raise RefusedStep(_("La date de réception est entre le jour de la demande et aujourd'hui."))
    row = Objection.objects.create(
        recovery=recovery,
        way=way,
        received_on=received_on,
        text=text.strip()[:1000],
        noted_at=now,
        noted_by=actor.id,
    )
    end_withholding(recovery, WithholdingEnd.CONTESTED, now=now)
    recovery.state = RecoveryState.CONTESTED
    recovery.save(update_fields=["state"])
    close_chase(recovery, [TO_COLLECT, LATE], actor=actor, now=now)
    task = _task(case, recovery, CONTESTED, way=way.value)
    open_tasks([replace(task, due_on=answer_by(row))], now=now)
    told = draft(case, "recovery.contested", **about(recovery), way=way.value)
    append([told], actor=actor, now=now)
    return row


@transaction.atomic
def answer_objection(
    recovery_id: uuid.UUID,
    outcome: ObjectionOutcome,
    answer: str,
    *,
    actor: Actor,
    now: datetime,
) -> Objection:
    """The fund answers the debtor; what is still owed is asked again. Raises RefusedStep."""
    case, recovery = taken_debt(recovery_id, actor, ended_too=True)
    row = recovery.objections.select_for_update().filter(outcome="").first()
    if row is None:
        raise RefusedStep(_("Aucune contestation n'attend de réponse."))
    if not answer.strip():
        raise RefusedStep(_("Écrivez la réponse : la personne doit savoir pourquoi."))
    row.outcome, row.answer = outcome, answer.strip()[:1000]
    row.answered_at, row.answered_by = now, actor.id
    row.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    keep(recovery, actor=actor, now=now)
    close_chase(recovery, [CONTESTED], actor=actor, now=now)
    told = draft(
        case,
        "recovery.answered",
        **about(recovery),
        outcome=outcome.value,
        left_cents=recovery.net_left_cents,
    )
    append([told], actor=actor, now=now)
    return row


def chase(now: datetime) -> int:
    """Open a task for each debt that may be collected and is not, or whose instalment is late.

    Done each day; done twice, it changes nothing. Answers how many stand.
    """
    today = localdate(now)
    asked = (
        Recovery.objects.filter(state=RecoveryState.NOTIFIED)
        .select_related("case")
        .prefetch_related("instalments", "repayments", "withholdings")
    )
    new = [_task(one.case, one, kind) for one in asked if (kind := to_chase(one, today))]
    open_tasks(new, now=now)
    return len(new)


def _task(case: Case, recovery: Recovery, kind: str, **data: str) -> NewTask:
    sums = {
        "cents": recovery.net_left_cents,
        "payee": recovery.payee_kind,
        **of_another_employer(case, recovery.organisation_id),
    }
    return NewTask(
        kind,
        recovery.subject,
        case_id=case.id,
        person_id=case.person_id,
        data={**sums, **data},
    )


def to_chase(recovery: Recovery, today: date) -> str:
    """The kind of task that a debt needs today, if any."""
    if recovery.state != RecoveryState.NOTIFIED:
        return ""
    if live := withholding_of(recovery):
        taken = [localdate(one.noted_at) for one in recovery.repayments.all() if one.order_id]
        since = max([localdate(live.decided_at), *taken])
        return TO_COLLECT if today > since + IDLE else ""
    due, repaid = plan_now(recovery, today)
    if due is None:
        return TO_COLLECT if today >= collect_from(recovery) else ""
    return LATE if repaid < due else ""


def withholding_of(recovery: Recovery) -> Withholding | None:
    """The withholding in force, if any; `withholdings` are best read beforehand."""
    return next((one for one in recovery.withholdings.all() if one.ended_at is None), None)


def plan_now(recovery: Recovery, today: date) -> tuple[int | None, int]:
    """What the plan wanted by the eve of `today` and what came since; None without a plan."""
    rows = [row for row in recovery.instalments.all() if row.ended_at is None]
    if not rows:
        return None, 0
    due = sum(row.cents for row in rows if row.due_on < today)
    since = [one.cents for one in recovery.repayments.all() if one.noted_at >= rows[0].agreed_at]
    return due, sum(since)


def plan_left(recovery: Recovery) -> list[tuple[Instalment, int]]:
    """The plan in force with the cents left of each instalment, the first one first.

    What came since it was agreed pays the first ones; what is no longer asked lightens the last.
    """
    rows = [row for row in recovery.instalments.all() if row.ended_at is None]
    rows.sort(key=lambda row: (row.due_on, row.id))
    _due, came = plan_now(recovery, date.min)
    left = []
    for row in rows:
        paid = max(0, min(row.cents, came))
        left.append(row.cents - paid)
        came -= paid
    gone = sum(left) - recovery.net_left_cents
    for rank in reversed(range(len(rows))):
        less = max(0, min(left[rank], gone))
        left[rank] -= less
        gone -= less
    return list(zip(rows, left, strict=True))


def about(recovery: Recovery) -> dict[str, str | bool]:
    firm = recovery.organisation_id
    other = of_another_employer(recovery.case, firm) if firm else {}
    return {"recovery": str(recovery.id), "payee": recovery.payee_kind, **other}


def _locked(recovery_id: uuid.UUID) -> tuple[Case, Recovery]:
    """The file first, as everywhere, then the debt."""
    case_id = Recovery.objects.values_list("case_id", flat=True).get(pk=recovery_id)
    case = locked([case_id])[0]
    of = Recovery.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    return case, of.get(pk=recovery_id)


def taken_debt(
    recovery_id: uuid.UUID, actor: Actor, *, ended_too: bool = False
) -> tuple[Case, Recovery]:
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent acts on money asked back")
    case, recovery = _locked(recovery_id)
    if recovery.state not in ASKED and not ended_too:
        raise RefusedStep(_("Rien n'est plus réclamé sur ce trop-perçu."))
    return case, recovery


def _within(recovery: Recovery, cents: int) -> int:
    left = recovery.net_left_cents
    if not 0 < cents <= left:
        raise RefusedStep(
            _("Il reste {left} : écrivez une somme entre 0,01 € et ce reste.").format(
                left=euros(left)
            )
        )
    return left


def not_contested(recovery: Recovery) -> None:
    if recovery.state == RecoveryState.CONTESTED:
        raise RefusedStep(_("Une contestation attend déjà une réponse : répondez d'abord."))


def keep(recovery: Recovery, *, actor: Actor, now: datetime) -> None:
    """Keep the new sums, and close the tasks that no longer stand."""
    restate(recovery, now=now)
    stands = {to_chase(recovery, localdate(now))}
    close_chase(recovery, {TO_COLLECT, LATE} - stands, actor=actor, now=now)


def close_chase(recovery: Recovery, kinds: Iterable[str], *, actor: Actor, now: datetime) -> None:
    close_tasks([recovery.subject], actor=actor, now=now, kinds=kinds, outcome="settled")
