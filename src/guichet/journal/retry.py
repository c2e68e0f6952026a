"""Two writers at the same place: the second one begins again, and finds what the first has left."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, OperationalError

Answer = TypeVar("Answer")

# SQLSTATE of a transaction that a database gives up for the sake of another: deadlock, conflict
GIVEN_UP = ("40P01", "40001")


def begin_again(gesture: Callable[[], Answer], *, times: int = 3) -> Answer:
    """Do a gesture, a transaction of its own; if it collides with another writer, do it again.

    A collision that stays after `times` tries is no coincidence, and is raised.
    """
    for _ in range(times - 1):
        try:
            return gesture()
        except IntegrityError:
            continue
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in GIVEN_UP:
                raise
    return gesture()
