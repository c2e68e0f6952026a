"""The rate of two thirds from day 31 for three children, until its end in 2020 (CSS R.323-5)."""

from datetime import date
from fractions import Fraction

from guichet.law import rounding
from guichet.law.counters import Interval
from guichet.law.dates import DAY
from guichet.law.pay_columns import DIVISOR_OF, DIVISORS
from guichet.law.sickness import Trace


def majorated_from(trace: Trace) -> date | None:
    """The first day at two thirds with three children, where the stop has that rate (R.323-5).

    LFSS 2020 art. 85 ends it for the stops prescribed from 1 July 2020, and for those that had not
    reached thirty consecutive days on that day. A prolongation is judged by its initial stop: one
    that had reached them was prescribed before.
    """
    stop, parameters = trace.stop, trace.parameters
    if not stop.days.children or stop.days.children < initially(trace, "majorated_rate_children"):
        return None
    from_day = nth_day_off(trace, initially(trace, "majorated_rate_first_day"))
    ended = parameters.named("majorated_rate_thirds")[-1].effective_from
    included = trace.options.thirty_days_in_july_2020 == "that_day_included"
    reached = ended + DAY if included else ended
    initial = trace.kind == "initial"
    if from_day > reached or (initial and stop.prescribed_on >= ended):
        return None
    return from_day


def nth_day_off(trace: Trace, rank: int) -> date:
    """The day of that rank, from 1, among the days off of a stop and of those it prolongs."""
    for one in days_before(trace):
        if rank <= one.days:
            return one.first + (rank - 1) * DAY
        rank -= one.days
    return trace.stop.stop_start + (rank - 1) * DAY


def days_before(trace: Trace) -> tuple[Interval, ...]:
    """The days off of the stops that a stop prolongs, in order."""
    start = trace.stop.stop_start
    before = trace.stop.days.prolonged if trace.kind == "prolongation" else ()
    if not before and trace.first_day < start:
        return (Interval(trace.first_day, start - DAY),)
    return before


def initially(trace: Trace, name: str) -> int:
    """A parameter of the initial stop that is a whole number."""
    return int(trace.parameters.on(name, trace.first_day).value)


def majorated_amounts(trace: Trace) -> tuple[int, int]:
    """Maximum and daily amount, cents, at two thirds of the daily base (R.323-5, R.323-9)."""
    row, options = trace.row, trace.options
    rate = Fraction(initially(trace, "majorated_rate_thirds"), 3)
    months = _exact(trace, "reference_divisor_three_months")
    cap = 3 * _exact(trace, "sickness_cap_smic_multiple") * row.smic_monthly
    maximum = rounding.half_up(*(rate * cap / months).as_integer_ratio())
    if row.at_cap and options.all_months_at_cap == "published_maximum":
        return maximum, maximum
    amount = rate * row.sjb
    if options.daily_rounding == "half_up_unrounded_base" and trace.base:
        divisor = DIVISORS[DIVISOR_OF[trace.stop.basis.periodicity]]
        amount = rate * row.capped_total / _exact(trace, divisor)
    return maximum, min(rounding.to_cents(amount, options.daily_rounding), maximum)


def _exact(trace: Trace, name: str) -> Fraction:
    return Fraction(trace.parameters.on(name, trace.reference).value)
