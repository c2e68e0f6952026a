"""The rules that leave unpaid some days of a sickness stop: counters and ends of the right.

Each rule takes the days that could be paid and gives those that may be, with what it judged on;
None where it has nothing to say of the stop.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from guichet.law.counters import Interval, days_paid, days_used, window_start
from guichet.law.dates import DAY, LAST_DAY, after_months
from guichet.law.late_notice import Lateness, lateness
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.sickness import SicknessStop, Trace, paid_until
from guichet.law.stop_days import Notice

MONTHS = 12
MATERNITY = "maternity_days"  # taken away before the waiting days are counted


class Judged(Protocol):
    """A stop whose days are judged, whoever it is of."""

    @property
    def stop(self) -> SicknessStop: ...
    @property
    def parameters(self) -> Parameters: ...
    @property
    def options(self) -> Options: ...


class Kept(NamedTuple):
    """The days that a rule leaves to be paid, and what it was judged on."""

    days: Sequence[Interval]
    inputs: Mapping[str, str]


class Counter(NamedTuple):
    """The rolling counter on the first day of a stop."""

    used: int
    left: int
    window: Interval


def total(days: Sequence[Interval]) -> int:
    """How many days."""
    return sum(one.days for one in days)


def without(days: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    """The days that are in none of the others."""
    left = list(days)
    for other in others:
        cut = [
            (one.first, min(one.last, other.first - DAY)) for one in left if other.first > one.first
        ]
        cut += [(max(one.first, other.last + DAY), one.last) for one in left]
        left = sorted(Interval(first, last) for first, last in cut if first <= last)
    return left


def whole(trace: Judged, name: str) -> int:
    """The whole number that a parameter is on the first day of the stop."""
    return int(trace.parameters.on(name, trace.stop.stop_start).value)


def counter(trace: Judged) -> Counter | None:
    """The days used and left of the counter when the stop starts (R.323-1 4°)."""
    stop = trace.stop
    if stop.days.paid_before is None or not stop.days.counts_toward_360:
        return None
    years, most = whole(trace, "sickness_counter_years"), whole(trace, "sickness_most_days")
    window = Interval(window_start(stop.stop_start, years), stop.stop_start - DAY)
    used = days_used(stop.days.paid_before, stop.stop_start, years)
    return Counter(used, max(0, most - used), window)


def within_360(trace: Judged, payable: Sequence[Interval]) -> Kept | None:
    """At most 360 days paid in any three years, all affections together (R.323-1 4°)."""
    before = trace.stop.days.paid_before or ()
    most = whole(trace, "sickness_most_days")
    counts = trace.stop.days.counts_toward_360
    if not counts or total(before) + total(payable) <= most:
        return None
    kept = days_paid(before, payable, most, whole(trace, "sickness_counter_years"))
    found = counter(trace)
    left = found.left if found else most
    first = min(total(payable), left)
    inputs = {
        "payable_days": str(total(payable)),
        "days_left_360": str(left),
        "days_returned": str(total(kept) - first),
    }
    return Kept(kept, inputs)


def within_three_years(trace: Judged, payable: Sequence[Interval]) -> Kept | None:
    """A long-term illness is paid three years from date to date (L.323-1 1°, R.323-1 2°)."""
    since = trace.stop.days.ald_since
    if since is None:
        return None
    end = after_months(since, MONTHS * whole(trace, "ald_most_years"))
    if not payable or payable[-1].last < end:
        return None
    kept = [Interval(one.first, min(one.last, end - DAY)) for one in payable if one.first < end]
    return Kept(kept, {"ald_since": since.isoformat(), "ald_until": (end - DAY).isoformat()})


def within_right(trace: Trace, payable: Sequence[Interval]) -> Kept | None:
    """No day past six months of stop where the right is not open for them (R.313-3 2°)."""
    end = paid_until(trace)
    if end is None:
        return None
    kept = [Interval(one.first, min(one.last, end)) for one in payable if one.first <= end]
    inputs = {
        "payable_days": str(total(payable)),
        "days_within_right": str(total(kept)),
        "right_until": end.isoformat(),
    }
    return Kept(kept, inputs)


def sent_in_time_to_control(trace: Judged, payable: Sequence[Interval]) -> Kept | None:
    """Nothing for a notice sent late, after the end: the fund could not control (R.323-12)."""
    stop, notice = trace.stop, trace.stop.days.notice
    if notice is None or notice.hospitalised or stop.stop_end is None:
        return None
    if notice.sent_on <= stop.stop_end or not judged_notice(trace, notice).late:
        return None
    return Kept([], {"notice_sent_on": notice.sent_on.isoformat()})


def judged_notice(trace: Judged, notice: Notice) -> Lateness:
    """Whether the notice of the stop was late, and what is reduced for it."""
    found = lateness(
        trace.stop.prescribed_on, notice.sent_on, notice.previous, trace.parameters, trace.options
    )
    return found._replace(reduced=None) if notice.hospitalised else found


def within_sixty(trace: Judged, payable: Sequence[Interval]) -> Kept | None:
    """Sixty days in all from the day a person who works has a pension (R.323-2)."""
    facts = trace.stop.days
    since = facts.retired_since
    if since is None:
        return None
    before = [*(facts.paid_before or ()), *facts.ald_paid_before]
    counted = since
    if trace.options.retired_days == "since_the_rule":
        rule = trace.parameters.on("retired_most_days", trace.stop.stop_start)
        counted = max(since, rule.effective_from)
    used = sum(max(0, (one.last - max(one.first, counted)).days + 1) for one in before)
    younger = without(payable, [Interval(since, max(since, LAST_DAY))])
    older = without(payable, younger)
    kept, left = [], max(0, whole(trace, "retired_most_days") - used)
    for one in older:
        if left > 0:
            kept.append(Interval(one.first, min(one.last, one.first + (left - 1) * DAY)))
            left -= kept[-1].days
    inputs = {
        "payable_days": str(total(older)),
        "retired_used": str(used),
        "retired_since": since.isoformat(),
    }
    return Kept([*younger, *kept], inputs)


# Those of the days of an illness and of the rolling counter are the same for the self-employed.
COUNTERS = {"days_after_ald": within_three_years, "days_beyond_360": within_360}
RULES = {
    "days_beyond_right": within_right,
    "days_sent_after_end": sent_in_time_to_control,
    "days_over_retired": within_sixty,
    **COUNTERS,
}


def ald_period(stops: Sequence[Interval], start: date, resumed: int) -> date:
    """The first day of the three years of an illness that a stop from `start` falls in.

    `stops`: those of the illness before it, in order. New years open after one of resumed work.
    """
    since, last = start, None
    for one in [*stops, Interval(start, start)]:
        if last is None or one.first >= after_months(last + DAY, MONTHS * resumed):
            since = one.first
        last = one.last if last is None else max(last, one.last)
    return since


def bears_carence(stops: Sequence[Interval], start: date, years: int) -> bool:
    """Whether a stop of an illness is the first of a period of three years (R.323-1 1°)."""
    first: date | None = None
    for one in [*stops, Interval(start, start)]:
        if first is None or one.first >= after_months(first, MONTHS * years):
            first = one.first
    return first == start
