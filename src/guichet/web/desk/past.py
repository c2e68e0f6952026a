"""Figures of a period, and those of past periods kept for an hour.

A page compares the present with the past. The present is counted each time that the page is asked;
the past hardly moves and is as long to count, so that a page which counted both would be twice as
slow. Kept in the memory of the process, never in a table, and the page says when it was counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guichet.insight.service import Dimension, Figure, Period, figures, indicator
from guichet.project import clock

Split = dict[str, Figure]
Taken = dict[tuple[str, Dimension | None], Split]
Asked = tuple[tuple[str, Dimension], ...]
KEPT = timedelta(hours=1)


@dataclass(frozen=True)
class Past:
    taken: Taken
    counted_at: datetime


_kept: dict[tuple[Period, tuple[str, ...], Asked], Past] = {}


def taken(period: Period, codes: Iterable[str], asked: Iterable[tuple[str, Dimension]]) -> Taken:
    """Figures of a page for one period, each kind of rows read once."""
    by: dict[str, list[Dimension]] = {}
    for code, dimension in asked:
        by.setdefault(code, []).append(dimension)
    return figures([indicator(code) for code in dict.fromkeys((*codes, *by))], period, by)


def figures_of(period: Period, codes: tuple[str, ...], asked: Asked) -> Past:
    """The same of a past period, counted an hour ago at most."""
    key, now = (period, codes, asked), clock.now()
    kept = _kept.get(key)
    if kept and now - KEPT < kept.counted_at <= now:
        return kept
    for old in [one for one, past in list(_kept.items()) if past.counted_at <= now - KEPT]:
        _kept.pop(old, None)
    _kept[key] = found = Past(taken(period, codes, asked), now)
    return found


def forget() -> None:
    """Nothing is kept any more."""
    _kept.clear()
