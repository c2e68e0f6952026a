"""The work injury allowance, once, for one file and for millions: integer columns in and out.

Amounts are int64 cents, dates are day numbers, NONE stands for "not given". The columns that come
out are all the intermediate quantities: the explanation is written from them.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import NONE, Flags, Ints, month_start, row_by_row, series
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import daily, divisors

# What the total of the pays is divided by (R.433-4): one month, four weeks or a year.
DIVISORS = ("injury_divisor_month", "injury_divisor_four_weeks", "injury_divisor_year")


class InjuryInputs(NamedTuple):
    """One row a stop. `first_total`: the pays before the first stop of the accident.

    `reference`, `first_reference`: the days whose parameters make the two amounts. `counted`: days
    paid before this stop that count among the 28. `employer_days`: 1 when the stop begins on the
    day of the accident. `part_first` to `part_last`: part-time work, `lost` the pay lost over it.
    `asked`: rank of the day whose amount is asked, 1 for the first day of the stop, 0 for none.
    """

    reference: Ints
    first_reference: Ints
    start: Ints
    end: Ints
    gross: Ints  # (n, k)
    reestablished: Ints  # (n, k), NONE where the gross wage stands
    first_total: Ints
    sjb_given: Ints
    divisor: Ints
    counted: Ints
    employer_days: Ints
    part_first: Ints
    part_last: Ints
    lost: Ints
    asked: Ints


class InjuryRow(NamedTuple):
    """What one row of the kernel's answer holds, as Python numbers."""

    wages: list[int]
    capped_total: int
    sjb_cap: int
    sjb: int
    at_cap: bool
    net: int
    uncapped_second: int
    limited_first: int
    limited_second: int
    first_sjb_cap: int
    first_sjb: int
    first_at_cap: bool
    first_net: int
    first_uncapped_second: int
    first_limited_first: int
    first_limited_second: int
    daily_first: int
    daily_second: int
    part_days: int
    part_daily: int
    daily_asked: int
    calendar_days: int
    employer_days: int
    paid_days: int
    days_first: int
    days_second: int
    part_days_first: int
    part_days_second: int
    total_first: int
    total_second: int
    total: int


class _Amounts(NamedTuple):
    sjb_cap: Ints
    sjb: Ints
    at_cap: Flags
    net: Ints
    uncapped_second: Ints
    limited_first: Ints
    limited_second: Ints


class _Paid(NamedTuple):
    part_days: Ints
    part_daily: Ints
    daily_asked: Ints
    calendar_days: Ints
    employer_days: Ints
    paid_days: Ints
    days_first: Ints
    days_second: Ints
    part_days_first: Ints
    part_days_second: Ints
    total_first: Ints
    total_second: Ints
    total: Ints


class InjuryOutputs(NamedTuple):
    """The columns of the answer: the parts in order hold the columns of InjuryRow."""

    wages: Ints
    capped_total: Ints
    amounts: _Amounts
    first: _Amounts
    daily_first: Ints
    daily_second: Ints
    paid: _Paid

    def rows(self) -> list[InjuryRow]:
        """The same answer row by row."""
        columns = (
            *(self.wages, self.capped_total),
            *self.amounts,
            *self.first,
            *(self.daily_first, self.daily_second),
            *self.paid,
        )
        return row_by_row(InjuryRow, columns)


def compute(inputs: InjuryInputs, parameters: Parameters, options: Options) -> InjuryOutputs:
    """All the columns of the answer: amounts of the two rates, days and totals."""
    c = inputs
    wages = np.where(c.reestablished == NONE, c.gross, c.reestablished)
    total = wages.sum(axis=1)
    law = partial(_amounts, parameters=parameters, options=options)
    amounts = law(total, c.sjb_given, c.divisor, c.reference)
    first = law(c.first_total, np.full_like(total, NONE), c.divisor, c.first_reference)
    known = c.first_total != NONE
    # A relapse never pays less than the first stop did (R.433-7).
    floors = [np.where(known, f, NONE) for f in (first.limited_first, first.limited_second)]
    daily_first = np.maximum(amounts.limited_first, floors[0])
    daily_second = np.maximum(amounts.limited_second, floors[1])
    paid = _paid(c, daily_first, daily_second, parameters)
    return InjuryOutputs(wages, total, amounts, first, daily_first, daily_second, paid)


def _amounts(
    total: Ints,
    given: Ints,
    divisor: Ints,
    day: Ints,
    *,
    parameters: Parameters,
    options: Options,
) -> _Amounts:
    """Daily base within its cap, 60 and 80 %, and the net wage that they never exceed."""
    flat = series(parameters, "flat_contribution_rate")
    cap, cap_scale = _cap(day, parameters, options)
    over, _, scale = divisors(divisor, day, parameters, DIVISORS)
    sjb_cap = rounding.half_up(cap, cap_scale)
    is_given = given != NONE
    base = np.where(is_given, given, rounding.half_up(total * scale, over))
    at_cap = base >= sjb_cap
    sjb = np.minimum(base, sjb_cap)
    kept = flat.denominator - flat.on(day)
    net = rounding.half_up(kept * total * scale, flat.denominator * over)
    net = np.where(is_given, rounding.half_up(kept * given, flat.denominator), net)
    if options.injury_net_limit == "capped_wage":
        net = np.where(at_cap, rounding.half_up(kept * sjb_cap, flat.denominator), net)
    found, unrounded = [], (total, scale, over)
    for name in ("injury_rate_first", "injury_rate_second"):
        rate = series(parameters, name)
        part = rate.on(day), rate.denominator
        amount = daily(part, sjb, unrounded, is_given, options.injury_daily_rounding)
        if options.all_months_at_cap == "published_maximum":
            most = rounding.half_up(rate.on(day) * cap, rate.denominator * cap_scale)
            amount = np.where(at_cap, most, amount)
        elif options.injury_daily_rounding == "half_up_unrounded_base":
            ordinary = rounding.half_up(rate.on(day) * sjb, rate.denominator)
            amount = np.where(at_cap, ordinary, amount)
        found.append(amount)
    return _Amounts(
        sjb_cap, sjb, at_cap, net, found[1], np.minimum(found[0], net), np.minimum(found[1], net)
    )


def _cap(day: Ints, parameters: Parameters, options: Options) -> tuple[Ints, int]:
    """The cap of the daily base in cents, not rounded, as numerators over one denominator."""
    rate, ceiling = series(parameters, "injury_cap_rate"), series(parameters, "pass_annual")
    ceiling_day = day
    if options.injury_ceiling_day == "previous_month_end":
        ceiling_day = month_start(day) - 1
    return rate.on(day) * ceiling.on(ceiling_day) * 100, rate.denominator * ceiling.denominator


def _paid(c: InjuryInputs, first: Ints, second: Ints, parameters: Parameters) -> _Paid:
    """Paid days at each rate, within and outside part-time work, and what they add up to."""
    limit = series(parameters, "injury_first_rate_days").on(c.reference)
    left = np.maximum(limit - c.counted, 0)
    start = c.start + c.employer_days
    calendar = c.end - c.start + 1
    paid = np.maximum(calendar - c.employer_days, 0)
    days_first = np.minimum(paid, left)
    days_second = paid - days_first
    part_days = c.part_last - c.part_first + 1
    part_daily = rounding.half_up(c.lost, np.maximum(part_days, 1))
    part_first = _common(c, start, start + days_first - 1)
    part_second = _common(c, start + days_first, c.end)
    total_first = (days_first - part_first) * first + part_first * np.minimum(first, part_daily)
    total_second = (days_second - part_second) * second
    total_second += part_second * np.minimum(second, part_daily)
    asked = c.start + c.asked - 1
    on_day = np.where(asked - start < left, first, second)
    inside = (asked >= c.part_first) & (asked <= c.part_last)
    on_day = np.where(inside, np.minimum(on_day, part_daily), on_day)
    on_day = np.where(asked < start, np.where(c.asked == 0, first, 0), on_day)
    return _Paid(
        part_days,
        part_daily,
        on_day,
        calendar,
        c.employer_days,
        paid,
        days_first,
        days_second,
        part_first,
        part_second,
        total_first,
        total_second,
        total_first + total_second,
    )


def _common(c: InjuryInputs, first: Ints, last: Ints) -> Ints:
    """How many days of part-time work lie from `first` to `last`."""
    days: Ints = np.minimum(last, c.part_last) - np.maximum(first, c.part_first) + 1
    return np.where(days > 0, days, 0)
