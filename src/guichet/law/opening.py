"""Opening of the right to sickness allowances for the first six months (CSS R.313-3 1°).

Either contributions on pay of the six previous civil months reach those due on 1 015 times the
hourly SMIC, or 150 hours were worked in the three previous civil months or the 90 previous days.
A month that was not given is unknown, never zero: what is known can open the right, but closes it
only when every way has been judged.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import NONE, Flags, Ints, month_start, month_starts, series
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import MonthlyWage, months_before

GIVEN_MET, GIVEN_NOT_MET, BY_PAY, BY_MONTHS, BY_DAYS, NOT_MET, UNKNOWN = range(7)
# Reasons that other judgements add: affiliated for too short a time, or opened by twelve months.
NOT_AFFILIATED, SEASON_BY_PAY, SEASON_BY_MONTHS, SEASON_BY_DAYS = range(7, 11)
OPEN = (GIVEN_MET, BY_PAY, BY_MONTHS, BY_DAYS, SEASON_BY_PAY, SEASON_BY_MONTHS, SEASON_BY_DAYS)
PAY_MONTHS = 6
HOUR_MONTHS = 5  # four civil months before the stop, and that of the stop
DAY_HOURS = 24_00


class Opening(NamedTuple):
    """Columns of the judgement; hours are in hundredths, `reason` is one of the codes above."""

    threshold: Ints
    pay_known: Ints
    hours_threshold: Ints
    hours_known: Ints
    hours_days: Ints
    reason: Ints


def known_of(
    wages: Mapping[str, MonthlyWage], day: date
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A row of `pay` and one of `hours`, as `judge` takes them, for a right judged on `day`."""
    months = months_before(day, PAY_MONTHS)
    hour_months = (*months[-HOUR_MONTHS + 1 :], f"{day:%Y-%m}")
    pay = tuple(w.gross_cents if (w := wages.get(m)) else NONE for m in months)
    return pay, tuple(hundredths(wages.get(m)) for m in hour_months)


def hundredths(wage: MonthlyWage | None) -> int:
    """Hours in hundredths or NONE, rounded down: a right is never opened by a rounding."""
    if wage is None or wage.hours is None:
        return NONE
    return int(wage.hours * Decimal(100))


def closed_only_where(found: Opening, sure: Flags) -> Opening:
    """The same; what is not `sure` is left to be established where it would be closed."""
    unsure = (found.reason == NOT_MET) & ~sure
    return found._replace(reason=np.where(unsure, UNKNOWN, found.reason))


def judge(
    reference: Ints,
    pay: Ints,
    hours: Ints,
    given: Ints,
    *,
    parameters: Parameters,
    options: Options,
) -> Opening:
    """Judge each row.

    `pay` is (n, 6) cents by month, oldest first; `hours` (n, 5) hundredths of hours; NONE where
    unknown; `given` is 1, 0 or NONE for the answer that somebody already holds.
    """
    needed = series(parameters, "opening_hours_3_months")
    first = month_start(reference, -PAY_MONTHS)
    threshold = threshold_columns(first, "opening_smic_multiple_6_months", parameters)
    hours_threshold = needed.on(reference) * 100
    pay_known = np.where(pay == NONE, 0, pay).sum(axis=1)
    months = hours[:, 1:4]
    hours_known = np.where(months == NONE, 0, months).sum(axis=1)
    low, high, judged = _ninety_days(reference, hours, options)
    closed = (
        (pay != NONE).all(axis=1)
        & (months != NONE).all(axis=1)
        & judged
        & (high < hours_threshold)
        & (hours_known < hours_threshold)
    )
    ways = {
        GIVEN_MET: given == 1,
        GIVEN_NOT_MET: given == 0,
        BY_PAY: pay_known >= threshold,
        BY_MONTHS: hours_known >= hours_threshold,
        BY_DAYS: low >= hours_threshold,
        NOT_MET: closed,
    }
    reason = np.select(list(ways.values()), list(ways), UNKNOWN)
    return Opening(threshold, pay_known, hours_threshold, hours_known, low, reason.astype(np.int64))


def threshold_columns(first_days: Ints, multiple: str, parameters: Parameters) -> Ints:
    """The pay in cents that opens the right, at the SMIC of the first day of the period."""
    smic = series(parameters, "smic_hourly")
    times = series(parameters, multiple)
    return rounding.half_up(
        times.on(first_days) * smic.on(first_days) * 100, times.denominator * smic.denominator
    )


def _ninety_days(reference: Ints, hours: Ints, options: Options) -> tuple[Ints, Ints, Flags]:
    """Bounds of the hours worked in the 90 days before, hours being known by month only."""
    window = reference - 90
    bounds = month_starts(reference, range(1 - HOUR_MONTHS, 2))
    starts, ends = bounds[:, :-1], np.minimum(bounds[:, 1:], reference[:, None])
    days = np.maximum(ends - np.maximum(starts, window[:, None]), 0)
    known = np.where(hours == NONE, 0, hours)
    inside = (starts >= window[:, None]) & (days > 0)
    low = np.where(inside, known, 0).sum(axis=1)
    high = np.where(days > 0, np.minimum(known, days * DAY_HOURS), 0).sum(axis=1)
    if options.hours_of_stop_month == "unknown":
        judged = ((hours != NONE) | (days == 0)).all(axis=1)
    else:
        judged = np.ones(len(reference), dtype=np.bool_)
    return low, high, judged
