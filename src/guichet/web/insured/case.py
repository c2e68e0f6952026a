"""My file: where it is, what was decided and why, the days, the amounts and their working out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from guichet.benefits.sick_leave.service import (
    StopFacts,
    appeals_of,
    facts_of,
    has_part_three,
    last_dispute,
    notices_of_case,
    payslips_came,
)
from guichet.cases.service import (
    LIVE_STATES,
    Case,
    CaseState,
    Decision,
    NotYours,
    Outcome,
    case_for_insured,
    open_pieces_of,
)
from guichet.journal.service import of_case, tell_insured
from guichet.law.explanation import Step, render_full, render_short
from guichet.ledger.service import (
    Hold,
    Recovery,
    RecoveryState,
    account_of,
    account_to_confirm,
    days_of_case,
    debts_of_person,
    hold_of,
    next_turn,
    orders_of_case,
)
from guichet.letters.service import Letter, letters_of_case
from guichet.project import clock
from guichet.web.insured.brief import appeal_in_brief, brief, next_run_in_words
from guichet.web.insured.days import Day, days_of, months_of, spans_of
from guichet.web.insured.progress import STEPS, progress_of
from guichet.web.insured.signed_in import account
from guichet.web.insured.words import title_of

DECISION_LETTER, RECOVERY_LETTER = "ij_decision", "ij_recovery"


@dataclass(frozen=True)
class Explained:
    """How the amount of a decision is worked out: sentences, then every step."""

    sentences: Sequence[str]
    steps: Sequence[tuple[Step, str]]
    law_version: str


@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    try:
        found = case_for_insured(case_id, account(request))
    except NotYours:
        raise Http404 from None
    facts = facts_of([found])[found.id]
    progress = progress_of(
        found,
        open_pieces_of([found.id]).get(found.id, []),
        payslips=bool(payslips_came([found.id])),
    )
    letters = list(letters_of_case(found.id).filter(person=found.person_id))
    orders = list(orders_of_case(found.id))
    days = _days(found, facts, held := hold_of(found.id))
    debts = list(debts_of_person(found.person_id).filter(case=found.id))
    appeals = last_dispute(appeals_of(found.id).filter(decision=found.decision_id))
    context = {
        "case": found,
        "title": title_of(found, facts),
        "progress": progress,
        "steps": len(STEPS),
        "employer": found.employer,
        "decision": found.decision,
        "answers": [
            *brief(progress, days, orders, debts, held=held, **_next_payment(found)),
            *appeal_in_brief(appeals, clock.today()),
        ],
        "appeal_waits": any(not one.outcome for one in appeals),
        "granted": any(one.cents for one in days),
        "spans": spans_of(days),
        "months": months_of(days),
        "notices": [one for one in notices_of_case(found.id) if has_part_three(one)],
        "orders": orders,
        "explained": explained(found.decision) if found.decision else None,
        "letters": letters,
        "waits": found.state in LIVE_STATES and not orders,
        "entries": _story(found),
        **_said(found.decision, letters, debts),
    }
    return render(request, "web/insured/case.html", context)


def _story(found: Case) -> list[dict[str, Any]]:
    """What happened, the last thing first, of what is the person's to read."""
    return [
        {"when": event.at, "text": text, "who": ""}
        for event in of_case(found.id).order_by("-id")
        if (text := tell_insured(event))
    ]


def _next_payment(found: Case) -> dict[str, Any]:
    """When the fund pays next, in words; and whether it knows where."""
    return {
        "next_run": _next_run(found),
        "without_account": not _has_account(found.person_id),
    }


def _next_run(found: Case) -> str:
    return next_run_in_words(
        next_turn([found.id]),
        clock.today(),
        has_account=account_of(found.person_id) is not None,
        to_confirm=account_to_confirm(found.person_id) is not None,
    )


def _has_account(person_id: uuid.UUID) -> bool:
    """An account is known, be it still to be confirmed by a second agent."""
    return account_of(person_id) is not None or account_to_confirm(person_id) is not None


def _days(found: Case, facts: StopFacts, held: Hold | None) -> list[Day]:
    """Nothing is said of the days before the first decision."""
    if found.decision is None:
        return []
    return days_of(
        facts.days_off,
        found.decision.result.get("carence_days", 0),
        days_of_case(found.id),
        held_from=held.from_day if held else None,
        undecided=found.state not in (CaseState.DECIDED, CaseState.CLOSED),
        awaiting=frozenset(facts.days_awaiting),
    )


def _said(
    decision: Decision | None, letters: Sequence[Letter], debts: Sequence[Recovery]
) -> dict[str, object]:
    """The letters that say the decision and what is asked back, each under its own name."""
    told = [one for one in letters if decision is not None and one.decision_id == decision.id]
    return {
        "refusal": _refusal(decision, letters),
        "decision_letter": next((one for one in told if one.code == DECISION_LETTER), None),
        "debt_letters": [one for one in letters if debts and one.code == RECOVERY_LETTER],
        "to_contest": [one for one in debts if one.state == RecoveryState.NOTIFIED],
    }


def _refusal(decision: Decision | None, letters: Sequence[Letter]) -> dict[str, str] | None:
    """Why something is refused, in the very words of the letter that says so."""
    if decision is None or decision.outcome == Outcome.GRANTED:
        return None
    told = [one for one in letters if one.decision_id == decision.id]
    return next((one.content["reason"] for one in told if one.content.get("reason")), None)


def explained(decision: Decision) -> Explained:
    """The decision's own explanation, as it was kept when the decision was taken."""
    steps = tuple(Step.from_dict(data) for data in decision.explanation)
    language = get_language() or "fr"
    return Explained(
        sentences=render_short(steps, language),
        steps=list(zip(steps, render_full(steps, language), strict=True)),
        law_version=decision.law_version_id,
    )
