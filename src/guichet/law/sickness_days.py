"""Which days of a sickness stop are paid and at what rate: what only a few stops need.

A plain stop is paid every day after its waiting days, at one amount: the kernel alone answers it.
Here is what else the law says of days, for the stops whose facts call for it, one by one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from guichet.law.counters import Interval
from guichet.law.day_counters import DAY, MATERNITY, RULES, total, without
from guichet.law.majorated_rate import majorated_amounts, majorated_from
from guichet.law.sickness import Trace
from guichet.law.stop_days import DaysFound, Part, Rate, Removed

ORDINARY, MAJORATED = Rate(), Rate(majorated=True)
LOOKED_AHEAD = timedelta(days=365)  # where the end is not known, only the first paid day is told


def find_days(trace: Trace) -> DaysFound | None:
    """The days of a stop and their amounts; None where the ordinary answer of its row stands."""
    row = trace.row
    days, removed = _kept(trace)
    majorated = majorated_from(trace)
    if majorated is None and not removed:
        return None
    left_out = sum(one.days for one in removed)
    waiting = row.carence_days
    if trace.stop.stop_end:
        waiting = row.calendar_days - left_out - total(days)
    found = DaysFound((), {ORDINARY: row.daily}, tuple(removed), waiting, majorated)
    if majorated:
        maximum, daily = majorated_amounts(trace)
        amounts = {**found.amounts, MAJORATED: 0 if row.closed else daily}
        found = replace(found, amounts=amounts, majorated_maximum=maximum)
    return found if row.closed else replace(found, parts=tuple(_parts(days, majorated)))


def _kept(trace: Trace) -> tuple[Sequence[Interval], list[Removed]]:
    """The days that may be paid, and those that each rule leaves out beside the waiting days."""
    stop, removed = trace.stop, list[Removed]()
    whole = Interval(stop.stop_start, stop.stop_end or stop.stop_start + LOOKED_AHEAD)
    days: Sequence[Interval] = without([whole], stop.days.maternity)
    if lost := whole.days - total(days):
        removed.append(Removed(MATERNITY, lost, _leave(stop.days.maternity)))
    days = _after_waiting(trace, days)
    for name, rule in RULES.items():
        kept = rule(trace, days)
        if kept and (lost := total(days) - total(kept.days)):
            removed.append(Removed(name, lost, kept.inputs))
            days = kept.days
    return days, removed


def _after_waiting(trace: Trace, days: Sequence[Interval]) -> Sequence[Interval]:
    """The days left once the waiting days are served (R.323-1 1°)."""
    due = trace.row.carence_due
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


def _parts(days: Sequence[Interval], majorated: date | None) -> list[Part]:
    """The days cut where their amount changes."""
    found = []
    for one in days:
        cuts = [one.first, *(day for day in [majorated] if day and one.first < day <= one.last)]
        ends = [day - DAY for day in cuts[1:]] + [one.last]
        for first, last in zip(cuts, ends, strict=True):
            found.append(Part(first, last, Rate(majorated is not None and first >= majorated)))
    return found
