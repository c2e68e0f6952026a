"""The allowances of the self-employed, once for one file and for millions: integer columns.

Amounts are int64 cents, dates are day numbers, NONE stands for "not given". Ceilings are read in
whole euros and turned into cents here.
"""

from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import NONE, Flags, Ints, series
from guichet.law.family_kernel import AskedDays
from guichet.law.options import Options
from guichet.law.parameters import Parameters

CATEGORIES = ("artisan_commercant_plnr", "liberal_cnavpl", "conjoint_collaborateur")
CRAFT, LIBERAL, SPOUSE = range(3)
# What is taken off the turnover of a micro-entrepreneur.
MICRO = ("micro_allowance_sales", "micro_allowance_services", "micro_allowance_liberal")
MEAN_YEARS = 3


class StopInputs(NamedTuple):
    """One row a stop of sickness.

    `finding`: the day whose ceiling counts; `reference`: first day of the initial stop;
    `days_behind`: days of incapacity before this stop; `carence_elapsed`: waiting days among them;
    `short`: the initial stop is of those that bear the long carence; `raam` or `turnover` with
    `micro`, an index in MICRO.
    """

    finding: Ints
    reference: Ints
    start: Ints
    end: Ints
    category: Ints
    raam: Ints
    turnover: Ints
    micro: Ints
    days_behind: Ints
    carence_elapsed: Ints
    has_end: Flags
    carence_waived: Flags
    short: Flags
    closed: Flags


class StopRow(NamedTuple):
    """One row of the answer. `last`: the last day payable before any counter, NONE where nothing
    ends them; `after_limit`: the days of the stop after it."""

    pass_annual: int
    raam: int
    minimum: int
    ceiling: int
    retained: int
    nil: bool
    maximum: int
    daily: int
    calendar_days: int
    carence_base: int
    carence_due: int
    max_days: int
    last: int
    after_limit: int


class StopOutputs(NamedTuple):
    """The columns of the answer, in the order of StopRow."""

    pass_annual: Ints
    raam: Ints
    minimum: Ints
    ceiling: Ints
    retained: Ints
    nil: Flags
    maximum: Ints
    daily: Ints
    calendar_days: Ints
    carence_base: Ints
    carence_due: Ints
    max_days: Ints
    last: Ints
    after_limit: Ints

    def rows(self) -> list[StopRow]:
        """The same answer row by row."""
        return [StopRow(*values) for values in zip(*(c.tolist() for c in self), strict=True)]


class LeaveInputs(NamedTuple):
    """One row a leave for a birth; `raam` and `turnover` may both be NONE."""

    days: AskedDays
    raam: Ints
    turnover: Ints
    micro: Ints
    closed: Flags


class LeaveRow(NamedTuple):
    """One row of the answer; `low`: the mean income is known and below the threshold."""

    pass_annual: int
    raam: int
    threshold: int
    low: bool
    full: int
    reduced: int
    daily: int
    rest_allowance: int
    calendar_days: int
    paid_days: int
    total: int


class LeaveOutputs(NamedTuple):
    """The columns of the answer, in the order of LeaveRow."""

    pass_annual: Ints
    raam: Ints
    threshold: Ints
    low: Flags
    full: Ints
    reduced: Ints
    daily: Ints
    rest_allowance: Ints
    calendar_days: Ints
    paid_days: Ints
    total: Ints

    def rows(self) -> list[LeaveRow]:
        """The same answer row by row."""
        return [LeaveRow(*values) for values in zip(*(c.tolist() for c in self), strict=True)]


def compute_stops(c: StopInputs, parameters: Parameters, options: Options) -> StopOutputs:
    """Amounts and payable days of each stop (D.622-7)."""
    pass_cents = series(parameters, "pass_annual").on(c.finding) * 100
    raam = _raam(c.finding, c.raam, c.turnover, c.micro, parameters)
    liberal, spouse = c.category == LIBERAL, c.category == SPOUSE
    floor = _share(pass_cents, "liberal_floor_share", c.reference, parameters)
    flat = _share(pass_cents, "spouse_share", c.finding, parameters)
    multiple = series(parameters, "liberal_ceiling_multiple").on(c.reference)
    minimum = np.where(liberal, floor, _minimum_income(c.finding, parameters))
    ceiling = np.where(liberal, multiple * pass_cents, pass_cents)
    retained = np.minimum(np.where(liberal, np.maximum(raam, minimum), raam), ceiling)
    retained = np.where(spouse, flat, retained)
    nil = (c.category == CRAFT) & (raam < minimum)
    daily = _per_day(retained, c.finding, parameters, options)
    daily = np.where(c.closed | nil, 0, daily)
    ceiling = np.where(spouse, flat, ceiling)
    maximum = _per_day(ceiling, c.finding, parameters, options)
    days = _days(c, parameters, options)
    return StopOutputs(pass_cents, raam, minimum, ceiling, retained, nil, maximum, daily, *days)


def compute_leaves(c: LeaveInputs, parameters: Parameters, options: Options) -> LeaveOutputs:
    """Flat amounts of each leave, a tenth of them under the threshold (D.623-2, D.623-3)."""
    day = c.days.start
    pass_cents = series(parameters, "pass_annual").on(day) * 100
    raam = _raam(day, c.raam, c.turnover, c.micro, parameters)
    threshold = _minimum_income(day, parameters)
    low = (raam != NONE) & (raam < threshold)
    share = series(parameters, "self_employed_low_income_share")
    divisor = series(parameters, "self_employed_divisor").on(day)
    full = _per_day(pass_cents, day, parameters, options)
    reduced = _rounded(pass_cents * share.on(day), divisor * share.denominator, options)
    daily = np.where(c.closed, 0, np.where(low, reduced, full))
    rest = series(parameters, "pmss").on(day) * 100
    tenth = _share(rest, "self_employed_low_income_share", day, parameters)
    rest = np.where(c.closed, 0, np.where(low, tenth, rest))
    calendar, paid = c.days.counted(c.closed)
    total = np.where(paid == NONE, NONE, paid * daily)
    return LeaveOutputs(
        pass_cents, raam, threshold, low, full, reduced, daily, rest, calendar, paid, total
    )


def _minimum_income(day: Ints, parameters: Parameters) -> Ints:
    """A tenth of the mean of the ceilings of the three civil years before each day, in cents."""
    ceilings = series(parameters, "pass_annual")
    share = series(parameters, "self_employed_minimum_share")
    total = sum((ceilings.on(_year_start(day, -n)) for n in range(1, MEAN_YEARS + 1)), 0 * day)
    return rounding.half_up(total * 100 * share.on(day), MEAN_YEARS * share.denominator)


def _year_start(days: Ints, years: int) -> Ints:
    """First day of the civil year that lies `years` after the year of each day."""
    year = days.astype("datetime64[D]").astype("datetime64[Y]") + np.timedelta64(years, "Y")
    return year.astype("datetime64[D]").astype(np.int64)


def _raam(day: Ints, raam: Ints, turnover: Ints, micro: Ints, parameters: Parameters) -> Ints:
    """The mean income given, or the mean turnover less the allowance of the activity."""
    known = [series(parameters, name) for name in MICRO]
    scale = max(one.denominator for one in known)
    taken = np.choose(
        np.maximum(micro, 0), [one.on(day) * (scale // one.denominator) for one in known]
    )
    return np.where(micro == NONE, raam, rounding.half_up(turnover * (scale - taken), scale))


def _share(amount: Ints, name: str, day: Ints, parameters: Parameters) -> Ints:
    part = series(parameters, name)
    return rounding.half_up(amount * part.on(day), part.denominator)


def _per_day(amount: Ints, day: Ints, parameters: Parameters, options: Options) -> Ints:
    return _rounded(amount, series(parameters, "self_employed_divisor").on(day), options)


def _rounded(amount: Ints, divisor: Ints, options: Options) -> Ints:
    if options.self_employed_rounding == "truncate":
        return rounding.truncate(amount, divisor)
    return rounding.half_up(amount, divisor)


def _days(
    c: StopInputs, parameters: Parameters, options: Options
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """Calendar days, carence (whole and due), most days, last payable day and days after it."""
    base = series(parameters, "carence_days").on(c.reference)
    long = series(parameters, "self_employed_short_stop_carence").on(c.reference)
    base = np.where(c.short & (base > 0), long, base)
    due = np.where(c.carence_waived, 0, base - np.minimum(base, c.carence_elapsed))
    if options.short_carence == "ends_with_initial_stop":
        due = np.where(c.reference < c.start, 0, due)
    calendar = np.where(c.has_end, c.end - c.start + 1, NONE)
    liberal = c.category == LIBERAL
    borne = np.minimum(base, c.carence_elapsed) + due
    most = series(parameters, "liberal_most_days").on(c.reference)
    if options.liberal_days == "until_the_ninetieth_day":
        most = series(parameters, "liberal_last_paid_day").on(c.reference) - borne
    max_days = np.where(liberal, most, NONE)
    limit = np.where(liberal, c.start - c.days_behind + borne + most - 1, c.end)
    last = np.where(c.has_end, np.minimum(c.end, limit), np.where(liberal, limit, NONE))
    after = np.where(c.has_end, np.minimum(c.end - last, calendar), 0)
    return calendar, base, due, max_days, last, after
