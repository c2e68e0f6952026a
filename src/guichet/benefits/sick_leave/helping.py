"""A person has nothing to live on: said on any channel, an agent of a name calls them.

The call is due in two working days: the forty-eight hours of the fund's promise, days off apart.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.enums import CallOutcome, HardshipChannel, Help
from guichet.benefits.sick_leave.task_kinds import CALLS, HARDSHIP
from guichet.cases.service import LIVE_STATES, Case, RefusedTransition, draft, locked
from guichet.formats.calendars import next_working_day
from guichet.journal.service import Actor, append
from guichet.law.dates import DAY
from guichet.people.service import working_agents
from guichet.tasks.service import NewTask, Task, TaskState, close_tasks, open_tasks


def call_within(today: date) -> date:
    """The day by which a person in need is called."""
    return next_working_day(next_working_day(today + DAY) + DAY)


def least_busy_agents(count: int) -> list[uuid.UUID | None]:
    """Agents to give as many calls to, whoever has least work first; none where there is none."""
    agents = working_agents()
    if not agents:
        return [None] * count
    held = dict(
        Task.objects.filter(state=TaskState.OPEN, assigned_to__in=agents)
        .values_list("assigned_to")
        .annotate(n=Count("id"))
    )
    load = {agent: held.get(agent, 0) for agent in agents}
    chosen: list[uuid.UUID | None] = []
    for _turn in range(count):
        agent = min(load, key=lambda one: (load[one], one))
        load[agent] += 1
        chosen.append(agent)
    return chosen


@transaction.atomic
def say_hardship(
    case_id: uuid.UUID, channel: HardshipChannel, *, actor: Actor, now: datetime
) -> None:
    """The person has said, or an agent notes, that they have nothing to live on.

    Said again while a call is due, it changes nothing. Raises RefusedTransition for an ended file.
    """
    case = _live(case_id)
    if Task.objects.filter(subject=_subject(case), kind=HARDSHIP, state=TaskState.OPEN).exists():
        return
    (agent,) = least_busy_agents(1)
    task = NewTask(
        HARDSHIP,
        _subject(case),
        case_id=case.id,
        person_id=case.person_id,
        data={"channel": channel.value},
        due_on=call_within(localdate(now)),
        assigned_to=agent,
    )
    open_tasks([task], now=now)
    told = draft(case, "sick_leave.hardship", channel=channel.value)
    append([told], actor=actor, now=now)


@transaction.atomic
def note_call(
    case_id: uuid.UUID,
    outcome: CallOutcome,
    offered: Sequence[Help],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """An agent has called; the call is done when the person was reached, else it stays due."""
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent notes a call")
    (case,) = locked([case_id])
    told = draft(
        case,
        "sick_leave.called",
        outcome=outcome.value,
        offered=[one.value for one in offered],
    )
    append([told], actor=actor, now=now)
    if outcome == CallOutcome.REACHED:
        subjects = [f"case:{case.id}", _subject(case)]
        close_tasks(subjects, actor=actor, now=now, kinds=CALLS, outcome="called")


def _subject(case: Case) -> str:
    """Apart from the file's own: a decision does not end the call."""
    return f"help:{case.id}"


def _live(case_id: uuid.UUID) -> Case:
    (case,) = locked([case_id])
    if case.state not in LIVE_STATES:
        raise RefusedTransition("this file has ended")
    return case
