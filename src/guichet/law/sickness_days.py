"""Which days of a sickness stop are paid and at what rate: what only a few stops need.

A plain stop is paid every day after its waiting days, at one amount: the kernel alone answers it.
Here is what else the law says of days, for the stops whose facts call for it, one by one.
"""

from datetime import date, timedelta
from fractions import Fraction

from guichet.law import rounding
from guichet.law.counters import Interval
from guichet.law.pay_columns import DIVISOR_OF, DIVISORS
from guichet.law.sickness import Trace
from guichet.law.stop_days import DaysFound, Part, Rate

DAY = timedelta(days=1)
ORDINARY, MAJORATED = Rate(), Rate(majorated=True)


def find_days(trace: Trace) -> DaysFound | None:
    """The days of a stop and their amounts; None where the ordinary answer of its row stands."""
    majorated = majorated_from(trace)
    if majorated is None:
        return None
    maximum, daily = _majorated(trace)
    closed = trace.row.closed
    return DaysFound(
        parts=() if closed else tuple(_parts(trace, majorated)),
        amounts={ORDINARY: trace.row.daily, MAJORATED: 0 if closed else daily},
        majorated_from=majorated,
        majorated_rank=_whole(trace, "majorated_rate_first_day"),
        majorated_maximum=maximum,
    )


def majorated_from(trace: Trace) -> date | None:
    """The first day at two thirds with three children, where the stop has that rate (R.323-5).

    LFSS 2020 art. 85 ends it for the stops prescribed from 1 July 2020, and for those that had not
    reached thirty consecutive days on that day. A prolongation is judged by its initial stop: one
    that had reached them was prescribed before.
    """
    stop, parameters = trace.stop, trace.parameters
    if not stop.days.children or stop.days.children < _whole(trace, "majorated_rate_children"):
        return None
    from_day = nth_day_off(trace, _whole(trace, "majorated_rate_first_day"))
    ended = parameters.named("majorated_rate_thirds")[-1].effective_from
    included = trace.options.thirty_days_in_july_2020 == "that_day_included"
    reached = ended + DAY if included else ended
    initial = trace.kind == "initial"
    if from_day > reached or (initial and (stop.days.issued_on or stop.stop_start) >= ended):
        return None
    return from_day


def nth_day_off(trace: Trace, rank: int) -> date:
    """The day of that rank, from 1, among the days off work of a stop and of those it prolongs."""
    start = trace.stop.stop_start
    before = trace.stop.days.prolonged if trace.kind == "prolongation" else ()
    if not before and trace.first_day < start:
        before = (Interval(trace.first_day, start - DAY),)
    for one in before:
        if rank <= one.days:
            return one.first + (rank - 1) * DAY
        rank -= one.days
    return start + (rank - 1) * DAY


def _whole(trace: Trace, name: str) -> int:
    """A parameter of the initial stop that is a whole number."""
    return int(trace.parameters.on(name, trace.first_day).value)


def _majorated(trace: Trace) -> tuple[int, int]:
    """Maximum and daily amount, cents, at two thirds of the daily base (R.323-5, R.323-9)."""
    row, options = trace.row, trace.options
    rate = Fraction(_whole(trace, "majorated_rate_thirds"), 3)
    months = _exact(trace, "reference_divisor_three_months")
    cap = 3 * _exact(trace, "sickness_cap_smic_multiple") * row.smic_monthly
    maximum = rounding.half_up(*(rate * cap / months).as_integer_ratio())
    if row.at_cap and options.all_months_at_cap == "published_maximum":
        return maximum, maximum
    amount = rate * row.sjb
    if options.daily_rounding == "half_up_unrounded_base" and trace.base:
        divisor = DIVISORS[DIVISOR_OF[trace.stop.basis.periodicity]]
        amount = rate * row.capped_total / _exact(trace, divisor)
    cut = options.daily_rounding == "truncate"
    to_cents = rounding.truncate if cut else rounding.half_up
    return maximum, min(to_cents(*amount.as_integer_ratio()), maximum)


def _exact(trace: Trace, name: str) -> Fraction:
    return Fraction(trace.parameters.on(name, trace.reference).value)


def _parts(trace: Trace, majorated: date) -> list[Part]:
    stop = trace.stop
    if stop.stop_end is None:
        return []
    paid = Interval(stop.stop_start + trace.row.carence_days * DAY, stop.stop_end)
    cut = [
        Part(paid.first, min(paid.last, majorated - DAY), ORDINARY),
        Part(max(paid.first, majorated), paid.last, MAJORATED),
    ]
    return [part for part in cut if part.first <= part.last]
