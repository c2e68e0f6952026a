"""Which days of a sickness stop are paid and at what rate: what only a few stops need.

A plain stop is paid every day after its waiting days, at one amount: the kernel alone answers it.
Here is what else the law says of days, for the stops whose facts call for it, one by one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Protocol

from guichet.law import rounding
from guichet.law.counters import Interval
from guichet.law.dates import DAY, LAST_DAY
from guichet.law.day_counters import (
    MATERNITY,
    RULES,
    Judged,
    Kept,
    judged_notice,
    total,
    without,
)
from guichet.law.majorated_rate import (
    days_before,
    initially,
    majorated_amounts,
    majorated_from,
)
from guichet.law.sickness import Trace
from guichet.law.stop_days import DaysFound, Part, PartTime, Rate, Removed

ORDINARY, MAJORATED = Rate(), Rate(majorated=True)
LOOKED_AHEAD = timedelta(days=365)  # where the end is not known, only the first paid day is told


class DueRow(Protocol):
    """The part of a kernel's row that tells the waiting days."""

    @property
    def carence_due(self) -> int: ...


class Waiting(Judged, Protocol):
    """A stop whose waiting days the kernel has counted."""

    @property
    def row(self) -> DueRow: ...


Rule = Callable[[Any, Sequence[Interval]], Kept | None]


def find_days(trace: Trace) -> DaysFound | None:
    """The days of a stop and their amounts; None where the ordinary answer of its row stands."""
    row, facts = trace.row, trace.stop.days
    stop = trace.stop
    whole = Interval(stop.stop_start, stop.stop_end or stop.stop_start + LOOKED_AHEAD)
    days, removed = kept_days(trace, whole, RULES)
    majorated = majorated_from(trace)
    reduced = judged_notice(trace, facts.notice).reduced if facts.notice else None
    if not (majorated or reduced or removed or facts.part_times):
        return None
    waiting = waiting_days(trace)
    if trace.stop.stop_end:
        waiting = row.calendar_days - sum(one.days for one in removed) - total(days)
    maximum, amounts = _amounts(trace, majorated, reduced)
    return DaysFound(
        parts=() if row.closed else tuple(_parts(trace, days, majorated, reduced)),
        amounts=amounts,
        removed=tuple(removed),
        carence_days=waiting,
        majorated_from=majorated,
        majorated_maximum=maximum,
        reduced=reduced,
    )


def _amounts(
    trace: Trace, majorated: date | None, reduced: Interval | None
) -> tuple[int, dict[Rate, int]]:
    """The maximum at two thirds, and cents a day of each rate that the stop may have."""
    row = trace.row
    found, maximum = {ORDINARY: row.daily}, 0
    if majorated:
        maximum, daily = majorated_amounts(trace)
        found[MAJORATED] = 0 if row.closed else daily
    full = dict(found)
    for rank, period in enumerate(trace.stop.days.part_times, start=1):
        loss = daily_loss(period)
        found |= {rate._replace(part_time=rank): min(cents, loss) for rate, cents in full.items()}
    if reduced:
        found |= {rate._replace(reduced=True): _halved(trace, found[rate]) for rate in found}
    return maximum, found


def asked_rate(trace: Trace) -> Rate:
    """The rate of the day that is asked about; else that of the first part-time, if there is."""
    asked, part_times = trace.stop.days.asked_day, trace.stop.days.part_times
    if asked is None:
        return Rate(part_time=1 if part_times else 0)
    majorated = trace.days is not None and trace.days.majorated_from is not None
    majorated &= asked >= initially(trace, "majorated_rate_first_day")
    if not part_times:
        return Rate(majorated)
    rank = asked - sum(one.days for one in days_before(trace))
    for n, one in enumerate(part_times, start=1):
        first = 1 + (one.first - trace.stop.stop_start).days
        if first <= rank < first + _period(one).days:
            return Rate(majorated, part_time=n)
    return Rate(majorated)


def daily_loss(part_time: PartTime) -> int:
    """Cents of pay lost for each day of the period, never more than the loss (R.323-3)."""
    return rounding.truncate(part_time.lost_cents, _period(part_time).days)


def _halved(trace: Trace, cents: int) -> int:
    reduction = trace.parameters.on("late_notice_reduction", trace.stop.prescribed_on).value
    return rounding.to_cents(cents * (1 - Fraction(reduction)), trace.options.daily_rounding)


def kept_days(
    trace: Waiting, whole: Interval, rules: Mapping[str, Rule]
) -> tuple[Sequence[Interval], list[Removed]]:
    """Of the days of the stop, `whole`, those that may be paid, and those that each rule leaves out
    beside the waiting days."""
    stop, removed = trace.stop, list[Removed]()
    days: Sequence[Interval] = without([whole], stop.days.maternity)
    if lost := whole.days - total(days):
        removed.append(Removed(MATERNITY, lost, _leave(stop.days.maternity)))
    days = _after_waiting(trace, days)
    for name, rule in rules.items():
        kept = rule(trace, days)
        if kept and (lost := total(days) - total(kept.days)):
            removed.append(Removed(name, lost, kept.inputs))
            days = kept.days
    return days, removed


def waiting_days(trace: Waiting) -> int:
    """The waiting days due: those of the row, none of them on part-time (R.323-1 1°, L.323-3)."""
    due, part_times = trace.row.carence_due, trace.stop.days.part_times
    if not part_times:
        return due
    first = part_times[0].first
    if not trace.parameters.on("part_time_no_carence", first).value:
        return due
    return min(due, max(0, (first - trace.stop.stop_start).days))


def _after_waiting(trace: Waiting, days: Sequence[Interval]) -> Sequence[Interval]:
    """The days left once the waiting days are served."""
    due = waiting_days(trace)
    if not due or not days:
        return days
    if trace.options.carence_under_maternity == "served":
        return without(days, [Interval(date.min, trace.stop.stop_start + (due - 1) * DAY)])
    for one in days:
        if due <= one.days:
            return without(days, [Interval(date.min, one.first + (due - 1) * DAY)])
        due -= one.days
    return []


def _leave(leaves: Sequence[Interval]) -> dict[str, str]:
    return {"leave_start": leaves[0].first.isoformat(), "leave_end": leaves[-1].last.isoformat()}


def _parts(
    trace: Trace,
    days: Sequence[Interval],
    majorated: date | None,
    reduced: Interval | None,
) -> list[Part]:
    """The days cut where their amount changes."""
    part_times = [_period(one) for one in trace.stop.days.part_times]
    higher = Interval(majorated, LAST_DAY) if majorated else None
    periods = [one for one in (higher, *part_times, reduced) if one]
    cuts = {one.first for one in periods}
    cuts |= {one.last + DAY for one in periods if one.last < LAST_DAY}
    found = []
    for one in days:
        firsts = [one.first, *sorted(day for day in cuts if one.first < day <= one.last)]
        lasts = [day - DAY for day in firsts[1:]] + [one.last]
        for first, last in zip(firsts, lasts, strict=True):
            ranks = (n for n, p in enumerate(part_times, start=1) if _within(first, p))
            rate = Rate(_within(first, higher), next(ranks, 0), _within(first, reduced))
            found.append(Part(first, last, rate))
    return found


def _within(day: date, period: Interval | None) -> bool:
    return period is not None and period.first <= day <= period.last


def _period(part_time: PartTime) -> Interval:
    return Interval(part_time.first, part_time.last)
