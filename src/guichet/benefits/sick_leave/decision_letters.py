"""The letters that a decision writes, once the ledger has said what was paid and is asked back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from guichet.benefits.sick_leave import recovery_letters
from guichet.benefits.sick_leave.letters import Author, language_of
from guichet.cases.service import Case, Decision
from guichet.journal.service import new_id
from guichet.law.counters import day_runs
from guichet.ledger.service import Applied, Lightened, Recovery
from guichet.letters.content import (
    DecisionLetter,
    Deductions,
    Period,
    RecoveredPayment,
    RecoveryLetter,
    RecoveryLiftedLetter,
    Signatory,
)
from guichet.letters.service import NewLetter


def letters_of(
    decisions: Sequence[Decision],
    notices: Sequence[DecisionLetter],
    applied: Applied,
    ordinals: Mapping[uuid.UUID, int],
    *,
    author: Author,
    now: datetime,
) -> list[NewLetter]:
    """The decisions' own letters, then those about money asked back, or no longer asked.

    `ordinals`: the number of each file's next letter.
    """
    new = []
    for notice, decision in zip(notices, decisions, strict=True):
        content = _with_paid(notice, decision.case, applied)
        new.append(NewLetter(new_id(), decision.case, "ij_decision", content, decision))
    after = {d.case.id: ordinals.get(d.case.id, 1) + 1 for d in decisions}
    for recovery in applied.recoveries:
        case = recovery.case
        asked = _recovery_content(recovery, author, after[case.id], now=now)
        after[case.id] += 1
        new.append(
            NewLetter(
                new_id(), case, "ij_recovery", asked, recovery.decision, recovery.organisation
            )
        )
    for decision in decisions:
        for one in applied.lightened.get(decision.case.id, ()):
            lifted = _lifted_content(decision.case, one, after[decision.case.id], now=now)
            after[decision.case.id] += 1
            debtor = one.recovery.organisation
            new.append(
                NewLetter(new_id(), decision.case, "ij_recovery_lifted", lifted, decision, debtor)
            )
    return new


def _with_paid(notice: DecisionLetter, case: Case, applied: Applied) -> DecisionLetter:
    """The letter with what was paid before it, and what is too old to be asked back."""
    paid, advanced = applied.paid.get(case.id, 0), applied.advanced.get(case.id, 0)
    content = notice
    if paid or advanced:
        content = replace(notice, already_paid_cents=paid, advance_cents=advanced)
    too_old = any(recovery.case_id == case.id for recovery in applied.prescribed)
    if not too_old or not notice.changes:  # an advance is no earlier decision
        return content
    return replace(content, changes=(*content.changes, _not_asked(notice)))


def _not_asked(notice: DecisionLetter) -> str:
    """Days are taken away and nothing more is written of their money: the letter says why."""
    with override(notice.header.lang.value):
        return _(
            "Ce que nous avons payé en trop il y a plus de deux ans n'est pas réclamé (CSS "
            "L. 332-1)."
        )


def _lifted_content(
    case: Case, lightened: Lightened, ordinal: int, *, now: datetime
) -> RecoveryLiftedLetter:
    recovery, left = lightened.recovery, lightened.recovery.net_left_cents
    return recovery_letters.recovery_lifted_letter(
        case,
        organisation=recovery.organisation,
        asked_on=localdate(recovery.opened_at),
        asked_cents=left + lightened.net_cents,
        left_cents=left,
        days=lightened.days,
        ordinal=ordinal,
        today=localdate(now),
    )


def _recovery_content(
    recovery: Recovery, author: Author, ordinal: int, *, now: datetime
) -> RecoveryLetter:
    lines = list(recovery.lines.select_related("share__order__run", "share__claim"))
    by_payment: dict[date, dict[date, int]] = {}
    for line in lines:
        order = line.share.order
        paid_on = order.run.run_on if order else localdate(now)
        by_payment.setdefault(paid_on, {})[line.day] = line.cents
    payments = [
        RecoveredPayment(Period(first, last), cents * ((last - first).days + 1), paid_on)
        for paid_on, days in sorted(by_payment.items())
        for first, last, cents in day_runs(days)
    ]
    with override(language_of(recovery.case.person, recovery.organisation).value):
        cause = _cause(recovery, of_advance=any(line.share.claim.advance_id for line in lines))
    return recovery_letters.recovery_letter(
        recovery.case,
        payments,
        organisation=recovery.organisation,
        sums=Deductions(recovery.csg_cents, recovery.crds_cents, recovery.net_cents),
        cause=cause,
        ordinal=ordinal,
        today=localdate(now),
        author=author.signatory or Signatory(recovery.case.number, _("caisse")),
    )


def _cause(recovery: Recovery, *, of_advance: bool) -> str:
    if of_advance:
        return _("L'acompte versé est plus élevé que ce qui était dû pour ces jours.")
    if recovery.organisation_id:
        return _("L'arrêt de travail a changé après le paiement de ces jours.")
    return _("Votre arrêt de travail a changé après le paiement de ces jours.")
