"""The family allowances, once, for one file and for millions: integer columns in and out.

Amounts are int64 cents, dates are day numbers, NONE stands for "not given". The columns that come
out are all the intermediate quantities: the explanation is written from them.
"""

from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import NONE, Flags, Ints, month_start, row_by_row, series
from guichet.law.opening import (
    GIVEN_NOT_MET,
    NOT_AFFILIATED,
    NOT_MET,
    OPEN,
    Opening,
    closed_only_where,
    judge,
)
from guichet.law.opening_year import opened_by_season
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import YEAR, divisors


class AskedDays(NamedTuple):
    """The days asked for: up to an end, or by their number. `left`: those that may still be paid.

    `end` has no meaning where `has_end` is false; `asked` and `left` are NONE when not known.
    """

    start: Ints
    end: Ints
    has_end: Flags
    asked: Ints
    left: Ints

    def counted(self, closed: Flags) -> tuple[Ints, Ints]:
        """Calendar days and days paid; NONE where nothing tells how many."""
        calendar = np.where(self.has_end, self.end - self.start + 1, NONE)
        wanted = np.where(self.has_end, calendar, self.asked)
        both = self.has_end & (self.asked != NONE)
        wanted = np.where(both, np.minimum(calendar, self.asked), wanted)
        paid = np.where(self.left == NONE, wanted, np.minimum(wanted, self.left))
        return calendar, np.where(closed, np.minimum(paid, 0), paid)


class FamilyInputs(NamedTuple):
    """One row a leave.

    `other_day`: the second day on which the right may be judged, the first day itself when there
    is none; `every_day` is false when that second day exists and is not known. `first_days`: days
    paid at the first rate. `affiliated`: 1, 0 or NONE. `year_reason`: that of `judge_year` on
    either day, NONE where not judged. `pays`, `cap_share`, `divisor`: as for sickness.
    """

    days: AskedDays
    gross: Ints  # (n, k)
    reestablished: Ints  # (n, k), NONE where the gross wage stands
    sjb_given: Ints
    pays: Ints
    cap_share: Ints  # (n, 2)
    divisor: Ints
    birth_leave: Flags
    first_days: Ints
    opening_given: Ints
    affiliated: Ints
    every_day: Flags
    other_day: Ints
    opening_pay: Ints  # (n, 6)
    opening_hours: Ints  # (n, 5), hundredths
    other_pay: Ints
    other_hours: Ints
    year_reason: Ints
    other_year_reason: Ints


class FamilyRow(NamedTuple):
    """What one row of the kernel's answer holds, as Python numbers."""

    monthly_cap: int
    pay_cap: int
    wages: list[int]
    retained: list[int]
    capped_total: int
    monthly_net: int
    net_base: int
    minimum: int
    maximum: int
    second_maximum: int
    daily: int
    second_daily: int
    calendar_days: int
    paid_days: int
    first_part: int
    total: int
    other_day: bool
    threshold: int
    pay_known: int
    hours_threshold: int
    hours_known: int
    hours_days: int
    reason: int


class FamilyOutputs(NamedTuple):
    """The columns of the answer, in the order of FamilyRow."""

    monthly_cap: Ints
    pay_cap: Ints
    wages: Ints
    retained: Ints
    capped_total: Ints
    monthly_net: Ints
    net_base: Ints
    minimum: Ints
    maximum: Ints
    second_maximum: Ints
    daily: Ints
    second_daily: Ints
    calendar_days: Ints
    paid_days: Ints
    first_part: Ints
    total: Ints
    other_day: Flags
    threshold: Ints
    pay_known: Ints
    hours_threshold: Ints
    hours_known: Ints
    hours_days: Ints
    reason: Ints

    def rows(self) -> list[FamilyRow]:
        """The same answer row by row."""
        return row_by_row(FamilyRow, self)


class _Base(NamedTuple):
    monthly_cap: Ints
    pay_cap: Ints
    wages: Ints
    retained: Ints
    capped_total: Ints
    monthly_net: Ints
    net_base: Ints


class _Amounts(NamedTuple):
    minimum: Ints
    maximum: Ints
    second_maximum: Ints
    daily: Ints
    second_daily: Ints


class _Net(NamedTuple):
    """A daily base less the flat rate, not rounded: cents over a denominator."""

    cents: Ints
    over: Ints

    def rounded(self, rate: Ints, scale: int, options: Options) -> Ints:
        """`rate` over `scale` of it, to the cent."""
        by = rounding.truncate if options.family_rounding == "truncate" else rounding.half_up
        return by(self.cents * rate, self.over * scale)


def compute(inputs: FamilyInputs, parameters: Parameters, options: Options) -> FamilyOutputs:
    """All the columns of the answer: amounts, days, opening of the right."""
    other_day, right = _right(inputs, parameters, options)
    closed = np.isin(right.reason, (NOT_MET, GIVEN_NOT_MET, NOT_AFFILIATED))
    base, net = _base(inputs, parameters, options)
    amounts = _amounts(inputs, base.monthly_cap, net, parameters, options)
    daily = np.where(closed, 0, amounts.daily)
    second = np.where(closed, 0, amounts.second_daily)
    amounts = amounts._replace(daily=daily, second_daily=second)
    calendar, paid = inputs.days.counted(closed)
    first = np.minimum(paid, inputs.first_days)
    total = np.where(paid == NONE, NONE, first * daily + (paid - first) * second)
    return FamilyOutputs(*base, *amounts, calendar, paid, first, total, other_day, *right)


def _base(c: FamilyInputs, parameters: Parameters, options: Options) -> tuple[_Base, _Net]:
    """Ceiling, retained pays and daily base less the flat rate (R.331-5)."""
    ceiling, flat = series(parameters, "pmss"), series(parameters, "flat_contribution_rate")
    kept = flat.denominator - flat.on(c.days.start)
    by, _, scale = divisors(c.divisor, c.days.start, parameters)
    monthly_cap = ceiling.on(month_start(c.days.start) - 1) * 100 // ceiling.denominator
    pay_cap = rounding.half_up(monthly_cap * c.cap_share[:, 0], c.cap_share[:, 1])
    wages = np.where(c.reestablished == NONE, c.gross, c.reestablished)
    retained = np.minimum(wages, pay_cap[:, None])
    total = retained.sum(axis=1)
    given = c.sjb_given != NONE
    if options.family_base_given == "after_flat_rate":
        net_given = c.sjb_given * flat.denominator
    else:
        net_given = c.sjb_given * kept
    net = _Net(
        np.where(given, net_given, total * kept * scale),
        np.where(given, 1, by) * flat.denominator,
    )
    # A month's part of the pays: their caps are as many months as they cover.
    monthly_net = rounding.half_up(total * kept * monthly_cap, c.pays * pay_cap * flat.denominator)
    monthly_net = np.where(given, NONE, monthly_net)
    base = net.rounded(np.ones_like(c.days.start), 1, options)
    return _Base(monthly_cap, pay_cap, wages, retained, total, monthly_net, base), net


def _amounts(
    c: FamilyInputs, monthly_cap: Ints, net: _Net, parameters: Parameters, options: Options
) -> _Amounts:
    """Minimum, maximum and daily amount, with those of the second month of a birth leave."""
    least = series(parameters, "family_daily_min")
    minimum = least.on(c.days.start) * 100 // least.denominator
    minimum = np.where(c.birth_leave, 0, minimum)
    flat = series(parameters, "flat_contribution_rate")
    _, quarter, scale = divisors(c.divisor, c.days.start, parameters)
    kept = flat.denominator - flat.on(c.days.start)
    highest = _Net(3 * monthly_cap * kept * scale, quarter * flat.denominator)
    first = series(parameters, "birth_leave_rate_month_1")
    then = series(parameters, "birth_leave_rate_month_2")
    whole = first.denominator * then.denominator
    # The second of two months taken apart has no first days: its own rate is the daily amount.
    second_rate = np.where(c.birth_leave, then.on(c.days.start) * first.denominator, 0)
    rate = np.where(c.birth_leave, first.on(c.days.start) * then.denominator, whole)
    rate = np.where(c.first_days == 0, second_rate, rate)
    # The published maximum is to the nearest cent, whatever the rounding of the allowance.
    maximum = rounding.half_up(highest.cents * rate, highest.over * whole)
    second_maximum = rounding.half_up(highest.cents * second_rate, highest.over * whole)
    daily = np.minimum(net.rounded(rate, whole, options), maximum)
    second = np.minimum(net.rounded(second_rate, whole, options), second_maximum)
    return _Amounts(minimum, maximum, second_maximum, np.maximum(minimum, daily), second)


def _right(c: FamilyInputs, parameters: Parameters, options: Options) -> tuple[Flags, Opening]:
    """The more favourable of the two days on which the right may be judged (R.313-1)."""
    given = c.opening_given
    here = judge(
        c.days.start, c.opening_pay, c.opening_hours, given, parameters=parameters, options=options
    )
    there = judge(
        c.other_day, c.other_pay, c.other_hours, given, parameters=parameters, options=options
    )
    seasonal = c.divisor == YEAR
    here = here._replace(reason=opened_by_season(here.reason, c.year_reason, seasonal))
    there = there._replace(reason=opened_by_season(there.reason, c.other_year_reason, seasonal))
    use_there = ~np.isin(here.reason, OPEN) & np.isin(there.reason, OPEN)
    found = [np.where(use_there, b, a) for a, b in zip(here, there, strict=True)]
    sure = (here.reason == there.reason) & c.every_day
    chosen = closed_only_where(Opening(*found), sure)
    short = (c.affiliated == 0) & (given == NONE)
    reason = np.where(short, NOT_AFFILIATED, chosen.reason)
    return use_there, chosen._replace(reason=reason)
