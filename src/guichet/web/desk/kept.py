"""What was counted for a page, kept in the memory of the process, never in a table.

A page compares the present with the past. The past hardly moves: it was counted an hour ago at
most. The present is counted each time that it is asked, unless that is long: then it is kept for a
minute for each second that it took, so that readers do not wait for one another, nor the fund's
work for them. The page says when each was counted.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, Generic, TypeVar, cast

from guichet.project import clock

T = TypeVar("T")
HOUR = timedelta(hours=1)
QUICK = 0.2  # seconds: what takes no longer is counted each time
EACH_SECOND, MOST = timedelta(minutes=1), timedelta(minutes=5)


@dataclass(frozen=True)
class Kept(Generic[T]):
    """`what` was counted, until when it serves."""

    what: T
    counted_at: datetime
    until: datetime


_kept: dict[Hashable, Kept[Any]] = {}
_counting = RLock()  # the next reader waits for what is being counted instead of counting it again


def kept(key: Hashable, count: Callable[[], T], *, past: bool = False) -> Kept[T]:
    """What `count` answers, now or a while ago; of the past, an hour ago at most."""
    with _counting:
        now = clock.now()
        found = _kept.get(key)
        if found and found.counted_at <= now < found.until:
            return cast(Kept[T], found)
        started = time.perf_counter()
        what = count()
        took = time.perf_counter() - started
        serves = HOUR if past else min(took * EACH_SECOND, MOST) if took > QUICK else timedelta(0)
        for old in [one for one, other in _kept.items() if other.until <= now]:
            del _kept[old]
        _kept[key] = counted = Kept(what, now, now + serves)
        return counted


def forget() -> None:
    """Nothing is kept any more."""
    _kept.clear()
