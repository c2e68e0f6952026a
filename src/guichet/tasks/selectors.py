"""The basket of work."""

import uuid

from django.db.models import Count, F, QuerySet

from guichet.tasks.enums import TaskState
from guichet.tasks.models import Task


def basket() -> QuerySet[Task]:
    """Open tasks, what is due first, then what has waited longest."""
    return Task.objects.filter(state=TaskState.OPEN).order_by(
        F("due_on").asc(nulls_last=True), "opened_at", "id"
    )


def open_for_case(case_id: uuid.UUID) -> QuerySet[Task]:
    return basket().filter(case_id=case_id)


def opened_for_case(case_id: uuid.UUID) -> QuerySet[Task]:
    """All the tasks that a file has had, done ones too."""
    return Task.objects.filter(case_id=case_id).order_by("opened_at", "id")


def about(subject: str) -> QuerySet[Task]:
    """Open tasks about one thing, "notice:<id>" or "stop:<id>"."""
    return basket().filter(subject=subject)


def counts_by_kind() -> dict[str, int]:
    """How many open tasks there are for each reason."""
    rows = Task.objects.filter(state=TaskState.OPEN).order_by("kind").values_list("kind")
    return dict(rows.annotate(n=Count("id")))
