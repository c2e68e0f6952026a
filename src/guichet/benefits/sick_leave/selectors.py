"""A sick leave as the screens show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from guichet.benefits.sick_leave.decide import Assessment, assess
from guichet.benefits.sick_leave.deciding import fingerprint
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.fields import field_of, label_of
from guichet.benefits.sick_leave.situation import context_of
from guichet.cases.service import Case, Fact, live_facts


@dataclass(frozen=True)
class FactLine:
    """A fact with its label, and whether an agent may set it by hand."""

    key: str
    label: str
    fact: Fact
    editable: bool


@dataclass(frozen=True)
class CaseView:
    """What is known, what it gives, and the fingerprint that a decision must show again."""

    case: Case
    facts: StopFacts
    lines: tuple[FactLine, ...]
    assessment: Assessment
    granted: Mapping[date, int]
    seen: str


def view_of(case: Case, *, now: datetime) -> CaseView:
    """Read a file and assess it without writing anything."""
    live = live_facts([case.id]).get(case.id, {})
    facts = read_facts(values(live))
    context = context_of(case, facts, now=now)
    return CaseView(
        case=case,
        facts=facts,
        lines=tuple(
            FactLine(key, label_of(key), fact, field_of(key) is not None)
            for key, fact in sorted(live.items())
        ),
        assessment=assess(facts, context),
        granted=context.granted_before,
        seen=fingerprint(live),
    )
