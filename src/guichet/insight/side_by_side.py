"""Counts that need not wait for one another: a second connection takes every other one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
Numbered = Iterator[tuple[int, Callable[[], T]]]


def side_by_side(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each of some readings answers, in their order; raises what one of them raises.

    Two at a time on PostgreSQL, which gives each connection a processor. One after the other on
    SQLite, whose funds are small, and in a transaction: only its connection sees what it wrote.
    """
    found: dict[int, T] = {}
    left: Numbered[T] = iter(enumerate(works))
    if len(works) < 2 or connection.vendor == "sqlite" or connection.in_atomic_block:
        _take(left, found)
    else:
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(_take_apart, left, found)
            _take(left, found)
            other.result()
    return [found[number] for number in range(len(works))]


def _take(left: Numbered[T], found: dict[int, T]) -> None:
    """Whoever is free takes the next one: of an iterator, one thread at a time gets an item."""
    for number, work in left:
        found[number] = work()


def _take_apart(left: Numbered[T], found: dict[int, T]) -> None:
    try:
        _take(left, found)
    finally:
        connection.close()  # that of this thread
