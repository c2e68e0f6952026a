"""Opening and closing work for a person. One open task for a subject and a reason."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from guichet.journal.service import Actor, update
from guichet.tasks.enums import TaskState
from guichet.tasks.models import Task
from guichet.tasks.registry import kind_of, known_kinds


@dataclass(frozen=True)
class NewTask:
    """`subject` is what the work is about, "case:<id>" or "stop:<id>"."""

    kind: str
    subject: str
    case_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    assigned_to: uuid.UUID | None = None


def open_tasks(new: Sequence[NewTask], *, now: datetime) -> None:
    """Open tasks; one that is open already for the same subject and reason stays as it is."""
    for task in new:
        if task.kind not in known_kinds():
            raise ValueError(f"no reason is declared under the name {task.kind}")
    Task.objects.bulk_create(
        [
            Task(
                kind=t.kind,
                subject=t.subject,
                case_id=t.case_id,
                person_id=t.person_id,
                data=t.data,
                due_on=t.due_on,
                assigned_to=t.assigned_to,
                opened_at=now,
            )
            for t in new
        ],
        ignore_conflicts=True,
    )


def say_anew(new: Sequence[NewTask]) -> int:
    """Open tasks for the same subject and reason say what is now known, and are due no later.

    Answers how many said otherwise.
    """
    wanted = {(one.subject, one.kind): one for one in new}
    standing = Task.objects.filter(
        state=TaskState.OPEN, subject__in={subject for subject, _ in wanted}
    )
    changed = []
    for task in standing:
        if (now_known := wanted.get((task.subject, task.kind))) is None:
            continue
        due = min((day for day in (task.due_on, now_known.due_on) if day), default=None)
        if (task.data, task.due_on) != (now_known.data, due):
            task.data, task.due_on = now_known.data, due
            changed.append(task)
    return update(changed, ["data", "due_on"])


def close_tasks(
    subjects: Iterable[str],
    *,
    actor: Actor,
    now: datetime,
    kinds: Iterable[str] | None = None,
    outcome: str = "",
    state: TaskState = TaskState.DONE,
) -> int:
    """Close the open tasks of subjects (all, or of some kinds); answers how many."""
    condition = Q(subject__in=list(subjects), state=TaskState.OPEN)
    if kinds is not None:
        condition &= Q(kind__in=list(kinds))
    return Task.objects.filter(condition).update(
        state=state, closed_at=now, closed_by=actor.id, outcome=outcome
    )


def finish(task_id: uuid.UUID, *, actor: Actor, now: datetime) -> int:
    """An agent says that a task which nothing else closes is done; 0 for another, or one closed."""
    kinds = [name for name in known_kinds() if kind_of(name).by_hand]
    return Task.objects.filter(pk=task_id, kind__in=kinds, state=TaskState.OPEN).update(
        state=TaskState.DONE, closed_at=now, closed_by=actor.id, outcome="by_hand"
    )


def close_gone(
    standing: Mapping[str, Collection[str]],
    *,
    among: Collection[str],
    actor: Actor,
    now: datetime,
) -> int:
    """Cancel, among some reasons, the open tasks that no longer stand for their subject."""
    open_now = Task.objects.filter(
        subject__in=list(standing), kind__in=list(among), state=TaskState.OPEN
    ).values_list("pk", "subject", "kind")
    gone = [pk for pk, subject, kind in open_now if kind not in standing[subject]]
    return Task.objects.filter(pk__in=gone).update(
        state=TaskState.CANCELLED, closed_at=now, closed_by=actor.id
    )


def assign(task_id: uuid.UUID, *, actor: Actor) -> int:
    """Take an open task; answers 0 when somebody closed it meanwhile."""
    return Task.objects.filter(pk=task_id, state=TaskState.OPEN).update(assigned_to=actor.id)


def give_back(task_id: uuid.UUID, *, actor: Actor) -> int:
    """Put back in the basket an open task that one had taken; answers 0 when it was not one's."""
    mine = Task.objects.filter(pk=task_id, state=TaskState.OPEN, assigned_to=actor.id)
    return mine.update(assigned_to=None)
