"""The sickness allowance, once, for one file and for millions: integer columns in and out.

Amounts are int64 cents, dates are day numbers, NONE stands for "not given". A quantity is computed
when it is asked for: a batch asks for those of `SicknessOutputs`, an explanation for all those of
`SicknessRow`. What depends on the day alone is computed once for each day.
"""

from functools import cached_property, lru_cache, reduce
from typing import NamedTuple, TypeVar

import numpy as np

from guichet.law import opening, rounding
from guichet.law.columns import (
    NONE,
    Flags,
    Ints,
    by_slices,
    each_day,
    month_start,
    only_value,
    places,
    row_by_row,
    series,
)
from guichet.law.opening import GIVEN_NOT_MET, NOT_MET, Limits, Opening
from guichet.law.opening_year import opened_by_season
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.pay_columns import MONTHS, YEAR, all_divisors, daily


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


Asked = TypeVar("Asked", bound=NamedTuple)


class SicknessOutputs(NamedTuple):
    """What may be asked of a batch: columns of SicknessRow, by their names."""

    sjb: Ints
    daily: Ints
    calendar_days: Ints
    carence_days: Ints
    paid_days: Ints
    total: Ints
    reason: Ints


def compute(inputs: SicknessInputs, parameters: Parameters, options: Options) -> SicknessOutputs:
    """The columns of SicknessOutputs: see `compute_columns`."""
    return compute_columns(SicknessOutputs, inputs, parameters, options)


def compute_columns(
    asked: type[Asked], inputs: SicknessInputs, parameters: Parameters, options: Options
) -> Asked:
    """The columns of SicknessRow that `asked` names, in memory that follows a slice, not the batch.

    The rules of days (`sickness_days`) are not in the columns: `sickness_batch` knows which rows
    have none, and no other row may be answered from here.
    """
    known = _known(each_day(inputs.reference), parameters, options)

    def answer(part: SicknessInputs) -> Asked:
        found = _Sickness(part, known, options)
        return asked._make(map(found.column, asked._fields))

    return by_slices(inputs, answer)


def rows(inputs: SicknessInputs, parameters: Parameters, options: Options) -> list[SicknessRow]:
    """Every quantity, row by row."""
    days = each_day(inputs.reference)
    if len(days) == 1:
        known = _known_on(int(days[0]), parameters, options)
    else:
        known = _known(days, parameters, options)
    found = _Sickness(inputs, known, options)
    return row_by_row(SicknessRow, map(found.column, SicknessRow._fields))


class _Known(NamedTuple):
    """What depends on the day alone: an entry for each of `days`."""

    days: Ints
    smic_monthly: Ints
    monthly_cap: Ints
    maximum: Ints
    carence: Ints
    limits: Limits
    rates: Ints  # over `rate_scale`
    rate_scale: int
    divisors: Ints  # (3, n), by MONTHS, WEEKS and YEAR, over `divisor_scale`
    divisor_scale: int


def _known(days: Ints, parameters: Parameters, options: Options) -> _Known:
    """Cap and maximum (R.323-4, R.323-9), waiting days (R.323-1), limits of the right."""
    multiple = series(parameters, "sickness_cap_smic_multiple")
    rate = series(parameters, "sickness_rate")
    smic_monthly = _smic_monthly(days, parameters, options)
    multiples, rates = multiple.on(days), rate.on(days)
    by, scale = all_divisors(days, parameters)
    # The published maximum is 1/730 of k annual SMIC: the cap is not rounded on the way.
    highest = rates * 3 * multiples * smic_monthly * scale
    return _Known(
        days,
        smic_monthly,
        rounding.half_up(multiples * smic_monthly, multiple.denominator),
        rounding.half_up(highest, rate.denominator * multiple.denominator * by[MONTHS]),
        series(parameters, "carence_days").on(days),
        opening.limits(days, parameters),
        rates,
        rate.denominator,
        by,
        scale,
    )


@lru_cache(maxsize=1024)
def _known_on(day: int, parameters: Parameters, options: Options) -> _Known:
    """The same for one day: files that come one by one often start on the same days."""
    return _known(np.array([day], dtype=np.int64), parameters, options)


def _smic_monthly(days: Ints, parameters: Parameters, options: Options) -> Ints:
    """Monthly minimum wage on the legal duration, last day of the civil month before the stop."""
    smic = series(parameters, "smic_hourly")
    hours = series(parameters, "legal_weekly_hours")
    if options.cap_smic_day == "previous_month_end":
        days = month_start(days) - 1
    return rounding.half_up(
        smic.on(days) * hours.on(days) * 52 * 100, 12 * smic.denominator * hours.denominator
    )


class _Sickness:
    """Every quantity of the stops, in columns, each computed when first asked for."""

    def __init__(self, inputs: SicknessInputs, known: _Known, options: Options) -> None:
        self._inputs = inputs
        self._known = known
        self._options = options
        self._place = places(inputs.reference, known.days)

    def column(self, name: str) -> Ints:
        """The column of that name in SicknessRow."""
        column: Ints = getattr(self._opening if name in Opening._fields else self, name)
        return column

    # Opening of the right (R.313-3)

    @cached_property
    def _opening(self) -> Opening:
        c = self._inputs
        found = opening.judge_within(
            self._known.limits,
            self._place,
            pay=c.opening_pay,
            hours=c.opening_hours,
            given=c.opening_given,
            options=self._options,
        )
        reason = opened_by_season(found.reason, c.year_reason, c.divisor == YEAR)
        return found._replace(reason=reason)

    @cached_property
    def closed(self) -> Flags:
        c, reason = self._inputs, self._opening.reason
        closed: Flags = (
            (reason == NOT_MET) | (reason == GIVEN_NOT_MET) | (c.payable_until < c.start)
        )
        return closed

    # Cap and daily base (R.323-4)

    @property
    def smic_monthly(self) -> Ints:
        return self._known.smic_monthly[self._place]

    @cached_property
    def monthly_cap(self) -> Ints:
        return self._known.monthly_cap[self._place]

    @cached_property
    def pay_cap(self) -> Ints:
        part, of = self._inputs.cap_share.T
        if (part == of).all():
            return self.monthly_cap
        return rounding.half_up(self.monthly_cap * part, of)

    @cached_property
    def _wages(self) -> list[Ints]:
        c = self._inputs
        if (c.reestablished == NONE).all():
            return list(c.gross.T)
        pays = zip(c.gross.T, c.reestablished.T, strict=True)
        return [np.where(again == NONE, gross, again) for gross, again in pays]

    @cached_property
    def _retained(self) -> list[Ints]:
        return [np.minimum(wage, self.pay_cap) for wage in self._wages]

    @property
    def wages(self) -> Ints:
        return np.stack(self._wages, axis=1)

    @property
    def retained(self) -> Ints:
        return np.stack(self._retained, axis=1)

    @cached_property
    def capped_total(self) -> Ints:
        return reduce(np.add, self._retained)

    @cached_property
    def _divisor(self) -> int | Ints:
        return only_value(self._known.divisors[only_value(self._inputs.divisor), self._place])

    @cached_property
    def _given(self) -> Flags:
        given: Flags = self._inputs.sjb_given != NONE
        return given

    @cached_property
    def sjb_cap(self) -> Ints:
        whole = self._inputs.pays * self.pay_cap
        return rounding.half_up(whole * self._known.divisor_scale, self._divisor)

    @cached_property
    def sjb(self) -> Ints:
        computed = rounding.half_up(self.capped_total * self._known.divisor_scale, self._divisor)
        if not self._given.any():
            return computed
        given = np.minimum(self._inputs.sjb_given, self.sjb_cap)
        return np.where(self._given, given, computed)

    @cached_property
    def at_cap(self) -> Flags:
        """Whether each pay reaches the cap, or the daily base given does."""
        c = self._inputs
        always = int(c.pays.min())
        reached = np.ones(len(c.start), dtype=np.bool_)
        for number, wage in enumerate(self._wages):
            at = wage >= self.pay_cap
            reached &= at if number < always else at | (number >= c.pays)
        if not self._given.any():
            return reached
        return np.where(self._given, c.sjb_given >= self.sjb_cap, reached)

    # Daily amount (R.323-5, R.323-9)

    @cached_property
    def maximum(self) -> Ints:
        return self._known.maximum[self._place]

    @cached_property
    def daily(self) -> Ints:
        found = np.minimum(self._rounded_daily(), self.maximum)
        if self._options.all_months_at_cap == "published_maximum":
            found = np.where(self.at_cap, self.maximum, found)
        return np.where(self.closed, 0, found)

    def _rounded_daily(self) -> Ints:
        """Rate times the daily base to the cent, or times the base before it was rounded."""
        rate = only_value(self._known.rates[self._place]), self._known.rate_scale
        unrounded = self.capped_total, self._known.divisor_scale, self._divisor
        return daily(rate, self.sjb, unrounded, self._given, self._options.daily_rounding)

    # Days (R.323-1): NONE where no end is known

    def _where_ended(self, days: Ints) -> Ints:
        has_end = self._inputs.has_end
        return days if has_end.all() else np.where(has_end, days, NONE)

    @cached_property
    def calendar_days(self) -> Ints:
        return self._where_ended(self._inputs.end - self._inputs.start + 1)

    @property
    def carence_base(self) -> Ints:
        return self._known.carence[self._place]

    @cached_property
    def carence_due(self) -> Ints:
        """Waiting days that earlier stops have not served."""
        c = self._inputs
        due = np.where(c.carence_waived, 0, np.maximum(self.carence_base - c.carence_elapsed, 0))
        if self._options.short_carence == "ends_with_initial_stop":
            due = np.where(c.prolongation, 0, due)
        return due

    @cached_property
    def carence_days(self) -> Ints:
        due, has_end = self.carence_due, self._inputs.has_end
        within = np.minimum(due, self.calendar_days)
        return within if has_end.all() else np.where(has_end, within, due)

    @cached_property
    def paid_days(self) -> Ints:
        c = self._inputs
        allowed = np.minimum(c.end, c.payable_until) - c.start + 1 - self.carence_days
        paid = self._where_ended(np.maximum(allowed, 0))
        return np.where(self.closed, np.minimum(paid, 0), paid)

    @cached_property
    def total(self) -> Ints:
        return self._where_ended(self.daily * self.paid_days)
