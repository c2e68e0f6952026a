"""What other rooms may use of tasks."""

from guichet.tasks.actions import (
    NewTask,
    assign,
    close_gone,
    close_tasks,
    finish,
    give_back,
    open_tasks,
    say_anew,
)
from guichet.tasks.enums import TaskState
from guichet.tasks.models import Task
from guichet.tasks.registry import TaskKind, kind_of, known_kinds, register
from guichet.tasks.selectors import (
    about,
    basket,
    counts_by_kind,
    open_for_case,
    opened_for_case,
)

__all__ = [
    "NewTask",
    "Task",
    "TaskKind",
    "TaskState",
    "about",
    "assign",
    "basket",
    "close_gone",
    "close_tasks",
    "counts_by_kind",
    "finish",
    "give_back",
    "kind_of",
    "known_kinds",
    "open_for_case",
    "open_tasks",
    "opened_for_case",
    "register",
    "say_anew",
]
