"""Deciding again from the stored facts and the law of that day: the same, or what differs."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.decide import assess
from guichet.benefits.sick_leave.facts import read_facts
from guichet.benefits.sick_leave.procedure import HANDED_BACK, TAKEN_OVER
from guichet.cases.service import Case, Decision, Outcome, digest, facts_used
from guichet.law.counters import day_runs
from guichet.law.parameters import Parameter, Parameters, law_version


@dataclass(frozen=True)
class Difference:
    """One thing that the replay finds otherwise: where, what was decided, what comes out now."""

    decision: int
    where: str
    decided: Any
    replayed: Any


def replay(case_id: uuid.UUID) -> list[Difference]:
    """Replay every decision of a file. An empty list: all come out the same."""
    found: list[Difference] = []
    decisions = Decision.objects.filter(case=case_id).select_related("law_version")
    # what a file was when it was taken over, or handed back, is no answer of the law
    decisions = decisions.exclude(reason_code__in=(TAKEN_OVER, HANDED_BACK))
    for decision in decisions.order_by("number"):
        found += replay_decision(decision)
    return found


def replay_decision(decision: Decision) -> list[Difference]:
    """Compare a decision with what its facts and its law give now."""
    (facts,) = facts_used([decision])
    found = []
    if digest(facts) != decision.facts_digest:
        found.append(_differs(decision, "facts", decision.facts_digest, digest(facts)))
    parameters = read_parameters(decision.law_version.parameters)
    if decision.law_version_id.split("-")[1] != parameters.digest[:12]:
        found.append(_differs(decision, "law", decision.law_version_id, parameters.digest[:12]))
    context = Context.replayed(decision.inputs)
    proposal = assess(read_facts(facts), context, parameters).proposal
    if proposal is None:
        return [*found, _differs(decision, "result", "decided", "the law has no answer")]
    law = proposal.law
    grants = decision.outcome in (Outcome.GRANTED, Outcome.PARTLY)
    days = dict(proposal.days) if grants else {}
    again = {
        "right_open": law.right_open,
        "sjb_cents": law.sjb_cents,
        "daily_cents": law.daily_cents,
        "carence_days": law.carence_days,
        "days": [[f.isoformat(), t.isoformat(), cents] for f, t, cents in day_runs(days)],
        "total_cents": sum(days.values()),
    }
    for key, value in again.items():
        if decision.result.get(key) != value:
            found.append(_differs(decision, key, decision.result.get(key), value))
    steps = [step.to_dict() for step in proposal.explanation]
    if decision.explanation != steps:
        found.append(_differs(decision, "explanation", "as kept", _first_step(decision, steps)))
    if found and decision.law_version_id != law_version():
        found.append(_differs(decision, "program", decision.law_version_id, law_version()))
    return found


def _first_step(decision: Decision, steps: list[dict[str, Any]]) -> str:
    for kept, now in zip(decision.explanation, steps, strict=False):
        if kept != now:
            return f"step {kept['key']}: {kept['value']} -> {now['value']}"
    return f"{len(decision.explanation)} steps -> {len(steps)}"


def _differs(decision: Decision, where: str, decided: Any, replayed: Any) -> Difference:
    return Difference(decision.number, where, decided, replayed)


def read_parameters(stored: Mapping[str, list[Mapping[str, Any]]]) -> Parameters:
    """The parameters that were kept with a version of the law."""
    return Parameters(
        Parameter(
            name=row["name"],
            value=Decimal(row["value"]),
            unit=row["unit"],
            effective_from=date.fromisoformat(row["effective_from"]),
            effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
            article=row["article"],
            source=row["source"],
            certainty=row["certainty"],
            date_key=row["date_key"],
        )
        for rows in stored.values()
        for row in rows
    )


def case_by_reference(reference: str) -> Case | None:
    """A file by its number or its identifier."""
    case = Case.objects.filter(number=reference).first()
    if case is None:
        try:
            case = Case.objects.filter(pk=uuid.UUID(reference)).first()
        except ValueError:
            return None
    return case
