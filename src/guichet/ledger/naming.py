"""Which of several employers money is of, as an event or a task keeps it: never by name."""

import uuid

from guichet.cases.service import Case


def of_another_employer(case: Case, organisation_id: uuid.UUID | None) -> dict[str, bool]:
    """What is told of money of another employer than that of the file; nothing of any other."""
    return {"other": True} if organisation_id not in (None, case.employer_id) else {}
