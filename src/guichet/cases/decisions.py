"""Decisions: recorded with the facts they used, the law they applied and who took them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guichet.cases.actions import move, stop_clocks
from guichet.cases.enums import CaseState, Outcome
from guichet.cases.facts import LiveFact, digest
from guichet.cases.models import Case, Decision, LawVersion
from guichet.journal.service import Actor, insert


@dataclass(frozen=True)
class Ruling:
    """What is decided for one file. `inputs` and `result` are JSON; amounts are whole cents."""

    case: Case
    outcome: Outcome
    unfavourable: bool
    reason_code: str
    reason_text: str
    facts: Mapping[str, LiveFact]
    inputs: Mapping[str, Any]
    result: Mapping[str, Any]
    explanation: Sequence[Mapping[str, Any]]
    provisional: bool = False


def keep_law_version(version: str, parameters: Mapping[str, Any], *, now: datetime) -> LawVersion:
    """Keep the parameters of a version of the law the first time that it decides something."""
    row, _ = LawVersion.objects.get_or_create(
        version=version, defaults={"parameters": parameters, "first_used_at": now}
    )
    return row


def decide(
    rulings: Sequence[Ruling], *, law: LawVersion, actor: Actor, now: datetime
) -> list[Decision]:
    """Record decisions on locked files, move these to decided, stop their clocks."""
    last = _last_numbers([r.case.id for r in rulings])
    decisions = [
        Decision(
            case=r.case,
            number=last.get(r.case.id, 0) + 1,
            outcome=r.outcome,
            unfavourable=r.unfavourable,
            provisional=r.provisional,
            reason_code=r.reason_code,
            reason_text=r.reason_text,
            decided_at=now,
            decided_by=actor.id,
            rule=actor.rule,
            law_version=law,
            facts=sorted(fact.pk for fact in r.facts.values()),
            facts_digest=digest({key: fact.value for key, fact in r.facts.items()}),
            inputs=r.inputs,
            result=r.result,
            explanation=r.explanation,
        )
        for r in rulings
    ]
    insert(decisions)
    for decision, ruling in zip(decisions, rulings, strict=True):
        ruling.case.decision = decision
    cases = [r.case for r in rulings]
    move(cases, CaseState.DECIDED, now=now)
    stop_clocks(cases, now=now)
    return decisions


def _last_numbers(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    numbers: dict[uuid.UUID, int] = {}
    known = Decision.objects.filter(case__in=case_ids).values_list("case_id", "number")
    for case_id, number in known:
        numbers[case_id] = max(number, numbers.get(case_id, 0))
    return numbers
