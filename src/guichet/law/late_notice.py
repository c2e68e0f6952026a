"""A sick-leave notice sent late: a warning, then half the allowance (CSS R.321-2, D.323-2)."""

from datetime import date
from typing import NamedTuple

from guichet.law.counters import Interval
from guichet.law.dates import DAY, add_months
from guichet.law.options import Options
from guichet.law.parameters import Parameters


class Lateness(NamedTuple):
    """Whether a notice was sent late, and the period whose allowance is reduced, if any is."""

    late: bool
    reduced: Interval | None


def lateness(
    prescribed: date,
    sent: date,
    previous: date | None,
    parameters: Parameters,
    options: Options,
) -> Lateness:
    """Judge a notice; `previous`: the day on which the last notice sent late was prescribed.

    A new late sending within twenty-four months of that day halves the allowance from the
    prescription to the sending.
    """
    allowed = int(parameters.on("notice_sending_days", prescribed).value)
    if sent <= prescribed + allowed * DAY:
        return Lateness(late=False, reduced=None)
    if previous is None:
        return Lateness(late=True, reduced=None)
    months = int(parameters.on("late_notice_memory_months", prescribed).value)
    if sent > add_months(previous, months):
        return Lateness(late=True, reduced=None)
    included = options.late_notice_sending_day == "included"
    return Lateness(late=True, reduced=Interval(prescribed, sent if included else sent - DAY))
