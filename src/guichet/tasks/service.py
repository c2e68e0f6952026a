"""What other rooms may use of tasks."""

from guichet.tasks.actions import NewTask, assign, close_tasks, open_tasks
from guichet.tasks.enums import TaskState
from guichet.tasks.models import Task
from guichet.tasks.registry import TaskKind, kind_of, register
from guichet.tasks.selectors import basket, open_for_case

__all__ = [
    "NewTask",
    "Task",
    "TaskKind",
    "TaskState",
    "assign",
    "basket",
    "close_tasks",
    "kind_of",
    "open_for_case",
    "open_tasks",
    "register",
]
