"""Many workers at the same gesture at the same time, each with a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")


def together(gestures: list[Callable[[], Answer]]) -> list[Answer | Exception]:
    """Calls all at once; answers what each returned or raised, in order."""
    start = threading.Barrier(len(gestures))

    def run(gesture: Callable[[], Answer]) -> Answer | Exception:
        try:
            start.wait()
            return gesture()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestures)) as pool:
        return list(pool.map(run, gestures))


def raised(answers: list[Answer | Exception]) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]
