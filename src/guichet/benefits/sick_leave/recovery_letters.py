"""The letters about money asked back, made from a recovery."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from guichet.benefits.sick_leave.letters import appeal, debtor, fund, header
from guichet.cases.service import Case
from guichet.law.counters import spans
from guichet.ledger.service import Recovery
from guichet.letters.content import (
    Deductions,
    Period,
    RecoveredPayment,
    RecoveryLetter,
    RecoveryLiftedLetter,
    RecoveryNews,
    RecoveryNewsLetter,
    Signatory,
)
from guichet.people.service import Organisation


def recovery_letter(
    case: Case,
    payments: Sequence[RecoveredPayment],
    *,
    organisation: Organisation | None,
    sums: Deductions,
    cause: str,
    ordinal: int,
    today: date,
    author: Signatory,
) -> RecoveryLetter:
    """Asked back from the insured person, or from the employer that was paid."""
    return RecoveryLetter(
        fund=fund(),
        recipient=debtor(case, organisation),
        header=header(case, ordinal, today, organisation),
        insured_name=case.person.full_name,
        cause=cause,
        article="CSS L. 133-4-1",
        payments=tuple(payments),
        deductions=sums,
        signatory=author,
        appeal=appeal(today),
    )


def recovery_lifted_letter(
    case: Case,
    *,
    organisation: Organisation | None,
    asked_on: date,
    asked_cents: int,
    left_cents: int,
    days: Sequence[date],
    ordinal: int,
    today: date,
) -> RecoveryLiftedLetter:
    """To whoever was asked to pay back: days that are due again are no longer asked. Net cents."""
    return RecoveryLiftedLetter(
        fund=fund(),
        recipient=debtor(case, organisation),
        header=header(case, ordinal, today, organisation),
        insured_name=case.person.full_name,
        asked_on=asked_on,
        asked_cents=asked_cents,
        left_cents=left_cents,
        periods=tuple(Period(first, last) for first, last in spans(days)),
    )


def recovery_news(
    recovery: Recovery,
    news: RecoveryNews,
    *,
    ordinal: int,
    today: date,
    author: Signatory | None = None,
    **told: Any,
) -> RecoveryNewsLetter:
    """To whoever is asked to pay back: what becomes of it. `told`: the fields of that news."""
    case = recovery.case
    return RecoveryNewsLetter(
        fund=fund(),
        recipient=debtor(case, recovery.organisation),
        header=header(case, ordinal, today, recovery.organisation),
        insured_name=case.person.full_name,
        news=news,
        asked_on=localdate(recovery.opened_at),
        left_cents=recovery.net_left_cents,
        signatory=author,
        appeal=appeal(today) if news in (RecoveryNews.MAINTAINED, RecoveryNews.WITHHELD) else None,
        **told,
    )
