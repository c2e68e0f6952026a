"""What an agent does of money asked back, with the letter that tells whoever owes it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.letters import Author
from guichet.benefits.sick_leave.recovery_letters import recovery_news
from guichet.cases.service import Case
from guichet.journal.service import Actor, append, new_id
from guichet.ledger.service import (
    ObjectionOutcome,
    ObjectionWay,
    PayeeKind,
    Recovery,
    agree_plan,
    answer_by,
    answer_objection,
    contest,
    remit,
    start_withholding,
    stop_withholding,
)
from guichet.letters.content import DueInstalment, RecoveryNews
from guichet.letters.service import NewLetter, next_ordinals, write


@transaction.atomic
def spread_debt(
    recovery: Recovery, first_on: date, months: int, *, author: Author, actor: Actor, now: datetime
) -> None:
    """Agree on instalments, and write them to whoever owes. Raises RefusedStep."""
    rows = agree_plan(recovery.id, first_on, months, actor=actor, now=now)
    dues = tuple(DueInstalment(row.due_on, row.cents) for row in rows)
    _write(recovery, RecoveryNews.PLAN, author, actor=actor, now=now, instalments=dues)


@transaction.atomic
def give_up_debt(
    recovery: Recovery,
    cents: int,
    reason: str,
    *,
    honest: bool,
    author: Author,
    actor: Actor,
    now: datetime,
) -> None:
    """Give up a part or all of a debt, and write it. Raises RefusedStep, of fraud too."""
    remit(recovery.id, cents, reason=reason, honest=honest, actor=actor, now=now)
    _write(recovery, RecoveryNews.REMITTED, author, actor=actor, now=now, moved_cents=cents)


@transaction.atomic
def withhold_debt(
    recovery: Recovery,
    reason: str,
    *,
    dependants: int = 0,
    most_cents: int | None = None,
    author: Author,
    actor: Actor,
    now: datetime,
) -> None:
    """Take a debt from the coming payments of who owes it, and write it. Raises RefusedStep."""
    row = start_withholding(
        recovery.id,
        reason=reason,
        dependants=dependants,
        most_cents=most_cents,
        actor=actor,
        now=now,
    )
    told = {
        "answer": row.reason,
        "dependants": row.dependants if recovery.payee_kind == PayeeKind.INSURED else None,
        "most_cents": row.most_cents or 0,
    }
    _write(recovery, RecoveryNews.WITHHELD, author, actor=actor, now=now, **told)


@transaction.atomic
def withhold_no_more(
    recovery: Recovery, reason: str, *, author: Author, actor: Actor, now: datetime
) -> None:
    """Stop taking a debt from payments, and write it. Raises RefusedStep."""
    stop_withholding(recovery.id, reason=reason, actor=actor, now=now)
    _write(recovery, RecoveryNews.NOT_WITHHELD, author, actor=actor, now=now, answer=reason.strip())


@transaction.atomic
def receive_objection(
    recovery: Recovery,
    way: ObjectionWay,
    received_on: date,
    text: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note that the debt is contested, and write that nothing is collected meanwhile."""
    row = contest(recovery.id, way, received_on, text, actor=actor, now=now)
    _write(recovery, RecoveryNews.CONTESTED, None, actor=actor, now=now, answer_by=answer_by(row))


@transaction.atomic
def settle_objection(
    recovery: Recovery,
    outcome: ObjectionOutcome,
    answer: str,
    *,
    author: Author,
    actor: Actor,
    now: datetime,
) -> None:
    """Answer the debtor. What the committee (CRA) decided is told by its own letter."""
    row = answer_objection(recovery.id, outcome, answer, actor=actor, now=now)
    if row.way == ObjectionWay.RECTIFICATION:
        _write(recovery, RecoveryNews(outcome), author, actor=actor, now=now, answer=answer.strip())


def _write(
    recovery: Recovery,
    news: RecoveryNews,
    author: Author | None,
    *,
    actor: Actor,
    now: datetime,
    **told: Any,
) -> None:
    fresh = Recovery.objects.select_related(
        "case__person", "case__employer", "organisation", "decision"
    ).get(pk=recovery.pk)
    case: Case = fresh.case
    content = recovery_news(
        fresh,
        news,
        ordinal=next_ordinals([case])[case.id],
        today=localdate(now),
        author=author.signatory if author else None,
        **told,
    )
    letter = NewLetter(new_id(), case, "ij_recovery_news", content, None, fresh.organisation)
    append(write([letter], now=now), actor=actor, now=now)
