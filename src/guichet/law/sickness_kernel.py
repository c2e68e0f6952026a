"""The sickness allowance, once, for one file and for millions: integer columns in and out.

Amounts are int64 cents, dates are day numbers, NONE stands for "not given". The columns that come
out are all the intermediate quantities: the explanation is written from them.
"""

from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import NONE, Flags, Ints, month_start, series
from guichet.law.opening import GIVEN_NOT_MET, NOT_MET, judge
from guichet.law.opening_year import opened_by_season
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import YEAR, divisors


class SicknessInputs(NamedTuple):
    """One row a stop. `carence_elapsed`: days of carence already behind when the stop starts.

    `pays`: how many columns of `gross` count; `cap_share`: what part of the monthly cap is that of
    one pay, as numerator and denominator; `divisor`: one of `pay_columns`. `payable_until`: the
    last day that the right past six months allows, FAR where nothing ends it; `year_reason`: that
    of `opening_year.judge_year`, NONE where not judged.
    """

    reference: Ints
    start: Ints
    end: Ints
    has_end: Flags
    prolongation: Flags
    gross: Ints  # (n, k)
    reestablished: Ints  # (n, k), NONE where the gross wage stands
    sjb_given: Ints
    carence_elapsed: Ints
    carence_waived: Flags
    opening_pay: Ints  # (n, 6)
    opening_hours: Ints  # (n, 5), hundredths
    opening_given: Ints
    pays: Ints
    cap_share: Ints  # (n, 2)
    divisor: Ints
    payable_until: Ints
    year_reason: Ints


class SicknessRow(NamedTuple):
    """What one row of the kernel's answer holds, as Python numbers."""

    smic_monthly: int
    monthly_cap: int
    pay_cap: int
    wages: list[int]
    retained: list[int]
    capped_total: int
    sjb: int
    sjb_cap: int
    maximum: int
    at_cap: bool
    daily: int
    calendar_days: int
    carence_base: int
    carence_due: int
    carence_days: int
    paid_days: int
    total: int
    closed: bool
    threshold: int
    pay_known: int
    hours_threshold: int
    hours_known: int
    hours_days: int
    reason: int


class SicknessOutputs(NamedTuple):
    """The columns of the answer, in the order of SicknessRow."""

    smic_monthly: Ints
    monthly_cap: Ints
    pay_cap: Ints
    wages: Ints
    retained: Ints
    capped_total: Ints
    sjb: Ints
    sjb_cap: Ints
    maximum: Ints
    at_cap: Flags
    daily: Ints
    calendar_days: Ints
    carence_base: Ints
    carence_due: Ints
    carence_days: Ints
    paid_days: Ints
    total: Ints
    closed: Flags
    threshold: Ints
    pay_known: Ints
    hours_threshold: Ints
    hours_known: Ints
    hours_days: Ints
    reason: Ints

    def rows(self) -> list[SicknessRow]:
        """The same answer row by row."""
        return [SicknessRow(*values) for values in zip(*(c.tolist() for c in self), strict=True)]


class _Base(NamedTuple):
    smic_monthly: Ints
    monthly_cap: Ints
    pay_cap: Ints
    wages: Ints
    retained: Ints
    capped_total: Ints
    sjb: Ints
    sjb_cap: Ints
    maximum: Ints
    at_cap: Flags
    daily: Ints


class _Days(NamedTuple):
    calendar_days: Ints
    carence_base: Ints
    carence_due: Ints
    carence_days: Ints
    paid_days: Ints


def compute(inputs: SicknessInputs, parameters: Parameters, options: Options) -> SicknessOutputs:
    """All the columns of the answer: amounts, days, opening of the right."""
    found = judge(
        inputs.reference,
        inputs.opening_pay,
        inputs.opening_hours,
        inputs.opening_given,
        parameters=parameters,
        options=options,
    )
    reason = opened_by_season(found.reason, inputs.year_reason, inputs.divisor == YEAR)
    opening = found._replace(reason=reason)
    closed = (reason == NOT_MET) | (reason == GIVEN_NOT_MET) | (inputs.payable_until < inputs.start)
    base = _base(inputs, parameters, options)
    days = _days(inputs, parameters, options)
    base = base._replace(daily=np.where(closed, 0, base.daily))
    paid = np.where(closed, np.minimum(days.paid_days, 0), days.paid_days)
    total = np.where(inputs.has_end, base.daily * paid, NONE)
    days = days._replace(paid_days=paid)
    return SicknessOutputs(*base, *days, total, closed, *opening)


def _base(c: SicknessInputs, parameters: Parameters, options: Options) -> _Base:
    """Cap, retained wages, daily base, maximum and daily amount (R.323-4, R.323-5, R.323-9)."""
    multiple = series(parameters, "sickness_cap_smic_multiple")
    rate = series(parameters, "sickness_rate")
    smic_monthly = _smic_monthly(c.reference, parameters, options)
    multiples, rates = multiple.on(c.reference), rate.on(c.reference)
    by, months, scale = divisors(c.divisor, c.reference, parameters)
    monthly_cap = rounding.half_up(multiples * smic_monthly, multiple.denominator)
    pay_cap = rounding.half_up(monthly_cap * c.cap_share[:, 0], c.cap_share[:, 1])
    sjb_cap = rounding.half_up(c.pays * pay_cap * scale, by)
    # The published maximum is 1/730 of k annual SMIC: the cap is not rounded on the way.
    highest = rates * 3 * multiples * smic_monthly * scale
    maximum = rounding.half_up(highest, rate.denominator * multiple.denominator * months)
    wages = np.where(c.reestablished == NONE, c.gross, c.reestablished)
    retained = np.minimum(wages, pay_cap[:, None])
    total = retained.sum(axis=1)
    given = c.sjb_given != NONE
    computed = rounding.half_up(total * scale, by)
    sjb = np.where(given, np.minimum(c.sjb_given, sjb_cap), computed)
    beyond = np.arange(c.gross.shape[1]) >= c.pays[:, None]
    reached = ((wages >= pay_cap[:, None]) | beyond).all(axis=1)
    at_cap = np.where(given, c.sjb_given >= sjb_cap, reached)
    unrounded = rates * total * scale, rate.denominator * by
    ordinary = _rounded_daily(rates * sjb, rate.denominator, unrounded, given, options)
    daily = np.minimum(ordinary, maximum)
    if options.all_months_at_cap == "published_maximum":
        daily = np.where(at_cap, maximum, daily)
    return _Base(
        smic_monthly,
        monthly_cap,
        pay_cap,
        wages,
        retained,
        total,
        sjb,
        sjb_cap,
        maximum,
        at_cap,
        daily,
    )


def _smic_monthly(reference: Ints, parameters: Parameters, options: Options) -> Ints:
    """Monthly minimum wage on the legal duration, last day of the civil month before the stop."""
    smic = series(parameters, "smic_hourly")
    hours = series(parameters, "legal_weekly_hours")
    day = reference
    if options.cap_smic_day == "previous_month_end":
        day = month_start(reference) - 1
    return rounding.half_up(
        smic.on(day) * hours.on(day) * 52 * 100, 12 * smic.denominator * hours.denominator
    )


def _rounded_daily(
    amount: Ints, scale: int, unrounded: tuple[Ints, Ints], given: Flags, options: Options
) -> Ints:
    """Rate times the daily base to the cent; `unrounded` is the same from the base before it."""
    if options.daily_rounding == "truncate":
        return rounding.truncate(amount, scale)
    rounded = rounding.half_up(amount, scale)
    if options.daily_rounding == "half_up":
        return rounded
    return np.where(given, rounded, rounding.half_up(*unrounded))


def _days(c: SicknessInputs, parameters: Parameters, options: Options) -> _Days:
    """Calendar days, waiting days still due and paid days (R.323-1); NONE where no end is known."""
    base = series(parameters, "carence_days").on(c.reference)
    due = np.where(c.carence_waived, 0, base - np.minimum(base, c.carence_elapsed))
    if options.short_carence == "ends_with_initial_stop":
        due = np.where(c.prolongation, 0, due)
    calendar = np.where(c.has_end, c.end - c.start + 1, NONE)
    carence = np.where(c.has_end, np.minimum(due, calendar), due)
    allowed = np.minimum(c.end, c.payable_until) - c.start + 1 - carence
    paid = np.where(c.has_end, np.maximum(allowed, 0), NONE)
    return _Days(calendar, base, due, carence, paid)
