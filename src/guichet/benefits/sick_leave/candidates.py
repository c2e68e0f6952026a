"""The live sick-leave files of persons, with their facts read."""

import uuid
from collections.abc import Iterable

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.facts import read_facts, values
from guichet.benefits.sick_leave.matching import Candidate
from guichet.cases.service import LIVE_STATES, Case, live_facts


def candidates_of(person_ids: Iterable[uuid.UUID | None]) -> list[Candidate]:
    """Live files of these persons, oldest first."""
    cases = list(
        Case.objects.filter(
            person__in=[p for p in person_ids if p],
            procedure_code=procedure.CODE,
            state__in=LIVE_STATES,
        )
        .select_related("employer")
        .order_by("opened_at", "id")
    )
    facts = live_facts(case.id for case in cases)
    return [Candidate(case, read_facts(values(facts.get(case.id, {})))) for case in cases]
