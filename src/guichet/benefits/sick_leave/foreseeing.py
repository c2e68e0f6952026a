"""A stop that enters its fifth month: the right past six months is checked before, not after.

Nothing waits for it: the days go on being paid. Opened once a file.
"""

from collections.abc import Sequence
from datetime import date, datetime

from guichet.benefits.sick_leave.doubts import SIX_MONTHS
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.benefits.sick_leave.situation import Situation
from guichet.benefits.sick_leave.task_kinds import FIFTH_MONTH
from guichet.journal.service import rule
from guichet.law.dates import add_months
from guichet.tasks.service import NewTask, Task, TaskState, close_tasks, open_tasks

ACTOR = rule("sick_leave.foresee")


def enters_fifth_month(facts: StopFacts) -> date | None:
    """The day that the fifth month ends, of a stop that enters it and is not yet past six."""
    days = facts.days_off
    if not days or len(days) > SIX_MONTHS or days[-1] < add_months(days[0], 4):
        return None
    return add_months(days[0], 5)


def foresee(found: Sequence[Situation], *, now: datetime) -> None:
    """Open the check of six months of locked files (CSS R.313-3, 2°).

    Past six months, the doubt of the stop itself takes its place.
    """
    past = [subject_of(s.case.id) for s in found if len(s.facts.days_off) > SIX_MONTHS]
    if past:
        close_tasks(past, actor=ACTOR, now=now, state=TaskState.CANCELLED)
    due = {s.case.id: (s.case, day) for s in found if (day := enters_fifth_month(s.facts))}
    if not due:
        return
    known = Task.objects.filter(kind=FIFTH_MONTH, case_id__in=list(due))
    opened = set(known.values_list("case_id", flat=True))
    new = [
        NewTask(
            FIFTH_MONTH,
            subject_of(case_id),
            case_id=case_id,
            person_id=case.person_id,
            data={"until": day.isoformat()},
            due_on=day,
        )
        for case_id, (case, day) in due.items()
        if case_id not in opened
    ]
    open_tasks(new, now=now)


def subject_of(case_id: object) -> str:
    """Apart from the file's own: a decision does not end the check."""
    return f"months:{case_id}"
