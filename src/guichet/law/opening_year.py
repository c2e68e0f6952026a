"""Opening of the right by twelve months of pay or of hours (CSS R.313-3 2° and R.313-7).

Beyond six months of uninterrupted stop the right is judged a second time, for the day of the
interruption of work: twelve months of affiliation, and either pay of the twelve previous civil
months that reaches 2 030 times the hourly SMIC, or 600 hours in these months or in the 365 previous
days. Seasonal or discontinuous work opens the right from the first day by the same pay or hours.
As in `opening`, what is not known never closes a right.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, Flags, Ints, month_start, month_starts, series
from guichet.law.opening import (
    BY_DAYS,
    BY_MONTHS,
    BY_PAY,
    DAY_HOURS,
    GIVEN_MET,
    GIVEN_NOT_MET,
    NOT_AFFILIATED,
    NOT_MET,
    SEASON_BY_PAY,
    UNKNOWN,
    hundredths,
    threshold_columns,
)
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import MonthlyWage, months_before

MONTHS = 12
_DAYS = 365
_FIRST_MONTHS = 3
_WAYS = (BY_PAY, BY_MONTHS, BY_DAYS)
CLOSED = (NOT_MET, NOT_AFFILIATED, GIVEN_NOT_MET)


class YearFacts(NamedTuple):
    """What one row of the judgement needs: the last two are as `opening.known_of`, for a year.

    `reference`: day number. `affiliated`: 1, 0 or NONE. `given`: as in `opening.judge`.
    """

    reference: int
    affiliated: int
    given: int
    pay: tuple[int, ...]  # 12 civil months
    hours: tuple[int, ...]  # these months and that of the stop


class YearRow(NamedTuple):
    """The judgement of one row. `reason`: by pay and hours alone; `beyond`: past six months."""

    threshold: int
    pay_known: int
    hours_threshold: int
    hours_known: int
    hours_days: int
    reason: int
    beyond: int


class YearOpening(NamedTuple):
    """The columns of YearRow; hours are in hundredths, amounts in cents."""

    threshold: Ints
    pay_known: Ints
    hours_threshold: Ints
    hours_known: Ints
    hours_days: Ints
    reason: Ints
    beyond: Ints

    def rows(self) -> list[YearRow]:
        """The same answer row by row."""
        return [YearRow(*values) for values in zip(*(c.tolist() for c in self), strict=True)]


def known_of_year(
    wages: Mapping[str, MonthlyWage], day: date
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The pay in cents and the hours in hundredths of the twelve months before `day`."""
    months = months_before(day, MONTHS)
    pay = tuple(w.gross_cents if (w := wages.get(m)) else NONE for m in months)
    return pay, tuple(hundredths(wages.get(m)) for m in (*months, f"{day:%Y-%m}"))


def judge_year(facts: Sequence[YearFacts], parameters: Parameters, options: Options) -> YearOpening:
    """Judge each row by its twelve months."""
    reference, affiliated, given = (
        np.array([one[rank] for one in facts], dtype=np.int64) for rank in range(3)
    )
    pay = np.array([one.pay for one in facts], dtype=np.int64)
    hours = np.array([one.hours for one in facts], dtype=np.int64)
    first = month_start(reference, -MONTHS)
    threshold = threshold_columns(first, "opening_smic_multiple_12_months", parameters)
    needed = series(parameters, "opening_hours_12_months").on(reference) * 100
    pay_known = _sum(pay)
    hours_known = _sum(hours[:, :MONTHS])
    low, high, judged = _of_days(reference, hours, options)
    complete = (pay != NONE).all(axis=1) & (hours[:, :MONTHS] != NONE).all(axis=1) & judged
    ways = {
        GIVEN_MET: given == 1,
        GIVEN_NOT_MET: given == 0,
        BY_PAY: pay_known >= threshold,
        BY_MONTHS: hours_known >= needed,
        BY_DAYS: low >= needed,
        NOT_MET: complete & (high < needed),
    }
    reason = np.select(list(ways.values()), list(ways), UNKNOWN).astype(np.int64)
    at_first = series(parameters, "opening_hours_first_months_of_12").on(reference) * 100
    # Only the civil months are known well enough to judge the hours of the first three.
    unsure = ((reason == BY_MONTHS) | (reason == BY_DAYS)) & (
        _sum(hours[:, :_FIRST_MONTHS]) < at_first
    )
    beyond = np.where(unsure, UNKNOWN, reason)
    beyond = np.where((affiliated == 0) & (given == NONE), NOT_AFFILIATED, beyond)
    return YearOpening(threshold, pay_known, needed, hours_known, low, reason, beyond)


def opened_by_season(first: Ints, year: Ints, seasonal: Flags) -> Ints:
    """The reason of each row, where twelve months may open what six do not (R.313-7).

    `first`: the reason of `opening.judge`; `year`: that of `judge_year`, NONE where not judged.
    """
    if not seasonal.any():
        return first
    by_year = np.where(np.isin(year, _WAYS), year - BY_PAY + SEASON_BY_PAY, UNKNOWN)
    neither = (first == NOT_MET) & (year == NOT_MET)
    left = seasonal & ((first == NOT_MET) | (first == UNKNOWN))
    return np.where(left, np.where(neither, NOT_MET, by_year), first)


def _sum(known: Ints) -> Ints:
    total: Ints = np.maximum(known, 0).sum(axis=1)
    return total


def _of_days(reference: Ints, hours: Ints, options: Options) -> tuple[Ints, Ints, Flags]:
    """Bounds of the hours worked in the 365 days before, hours being known by month only."""
    window = reference - _DAYS
    bounds = month_starts(reference, range(-MONTHS, 2))
    starts, ends = bounds[:, :-1], np.minimum(bounds[:, 1:], reference[:, None])
    days = np.maximum(ends - np.maximum(starts, window[:, None]), 0)
    known = np.maximum(hours, 0)
    low = np.where((starts >= window[:, None]) & (days > 0), known, 0).sum(axis=1)
    high = np.where(days > 0, np.minimum(known, days * DAY_HOURS), 0).sum(axis=1)
    judged = ((hours != NONE) | (days == 0)).all(axis=1)
    if options.hours_of_stop_month == "as_given":
        judged = np.ones_like(judged)
    return low, high, judged
