"""What was counted for a page, kept in the memory of the process, never in a table.

A page compares the present with the past. The past hardly moves: it was counted an hour ago at
most. The present is counted each time that it is asked, unless that is long: then it is kept for a
minute for each second that it took, so that readers do not wait for one another, nor the fund's
work for them. Who comes later than that, within an hour, is shown it at once while it is counted
again beside, for whoever asks next. The page says when each was counted.
"""

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock, Thread
from typing import Any, Generic, TypeVar, cast

from django.db import connections

from guichet.project import clock

log = logging.getLogger(__name__)
T = TypeVar("T")
HOUR = timedelta(hours=1)
QUICK = 0.1  # seconds: what takes no longer is counted each time
EACH_SECOND, MOST = timedelta(minutes=1), timedelta(minutes=5)


@dataclass(frozen=True)
class Kept(Generic[T]):
    """`what` was counted, until when it serves; `long` where counting it makes a reader wait."""

    what: T
    counted_at: datetime
    until: datetime
    long: bool


_kept: dict[Hashable, Kept[Any]] = {}
_beside: set[Hashable] = set()
_counting = RLock()  # the next reader waits for what is being counted instead of counting it again


def kept(key: Hashable, count: Callable[[], T], *, past: bool = False) -> Kept[T]:
    """What `count` answers, now or a while ago: two hours at most."""
    now = clock.now()
    found = _kept.get(key)
    if found and found.counted_at <= now < found.until:
        return cast(Kept[T], found)
    if found and found.long and found.counted_at <= now < found.until + HOUR:
        _count_beside(key, count, past=past)
        return cast(Kept[T], found)
    with _counting:
        counted_meanwhile = _kept.get(key)
        if counted_meanwhile and counted_meanwhile is not found and now < counted_meanwhile.until:
            return cast(Kept[T], counted_meanwhile)
        return _count(key, count, past=past)


def _count(key: Hashable, count: Callable[[], T], *, past: bool) -> Kept[T]:
    now = clock.now()
    started = time.perf_counter()
    what = count()
    took = time.perf_counter() - started
    long = took > QUICK
    serves = HOUR if past else min(took * EACH_SECOND, MOST) if long else timedelta(0)
    for old in [one for one, other in list(_kept.items()) if other.until + HOUR <= now]:
        _kept.pop(old, None)  # another thread may have
    _kept[key] = counted = Kept(what, now, now + serves, long)
    return counted


def _count_beside(key: Hashable, count: Callable[[], object], *, past: bool) -> None:
    """Count again, once at a time, while those who ask are shown what was counted before.

    Without the lock: who asks for something else would wait for it.
    """

    def again() -> None:
        try:
            _count(key, count, past=past)
        except Exception:  # what was counted before still serves; the next reader tries again
            log.exception("figures could not be counted again")
        finally:
            _beside.discard(key)
            connections.close_all()  # those of this thread

    if key not in _beside:
        _beside.add(key)
        begin(again)


def begin(work: Callable[[], None]) -> None:
    """Do it in a thread of its own, which the end of the program does not wait for."""
    Thread(target=work, daemon=True).start()


def forget() -> None:
    """Nothing is kept any more."""
    _kept.clear()
    _beside.clear()
