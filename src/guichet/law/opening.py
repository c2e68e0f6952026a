"""Opening of the right to sickness allowances for the first six months (CSS R.313-3 1°).

Either contributions on pay of the six previous civil months reach those due on 1 015 times the
hourly SMIC, or 150 hours were worked in the three previous civil months or the 90 previous days.
A month that was not given is unknown, never zero: what is known can open the right, but closes it
only when every way has been judged.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

import numpy as np

from guichet.law import rounding
from guichet.law.columns import (
    NONE,
    Flags,
    Ints,
    each_day,
    month_start,
    month_starts,
    places,
    series,
)
from guichet.law.options import Options
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import MonthlyWage, months_before

GIVEN_MET, GIVEN_NOT_MET, BY_PAY, BY_MONTHS, BY_DAYS, NOT_MET, UNKNOWN = range(7)
# Reasons that other judgements add: affiliated for too short a time, or opened by twelve months.
NOT_AFFILIATED, SEASON_BY_PAY, SEASON_BY_MONTHS, SEASON_BY_DAYS = range(7, 11)
OPEN = (GIVEN_MET, BY_PAY, BY_MONTHS, BY_DAYS, SEASON_BY_PAY, SEASON_BY_MONTHS, SEASON_BY_DAYS)
DAY_HOURS = 24_00


def open_for(reason: int) -> bool | None:
    """Whether a judgement opens the right; None where it is still to be established."""
    return None if reason == UNKNOWN else reason in OPEN


class Span(NamedTuple):
    """Over what a right is judged: civil months of pay, civil months or days of hours before it.

    `hour_columns`: the civil months that the days may touch, the last that of the day itself.
    `multiple`, `hours`: the parameters of the two thresholds.
    """

    pay_months: int
    hour_months: int
    days: int
    hour_columns: int
    multiple: str
    hours: str


SIX_MONTHS = Span(6, 3, 90, 5, "opening_smic_multiple_6_months", "opening_hours_3_months")


class Opening(NamedTuple):
    """Columns of the judgement; hours are in hundredths, `reason` is one of the codes above."""

    threshold: Ints
    pay_known: Ints
    hours_threshold: Ints
    hours_known: Ints
    hours_days: Ints
    reason: Ints


def known_of(
    wages: Mapping[str, MonthlyWage], day: date, span: Span = SIX_MONTHS
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A row of `pay` and one of `hours`, as `judge` takes them, for a right judged on `day`."""
    months = months_before(day, span.pay_months)
    hour_months = (*months[1 - span.hour_columns :], f"{day:%Y-%m}")
    pay = tuple(w.gross_cents if (w := wages.get(m)) else NONE for m in months)
    return pay, tuple(_hundredths(wages.get(m)) for m in hour_months)


def _hundredths(wage: MonthlyWage | None) -> int:
    """Hours in hundredths or NONE, rounded down: a right is never opened by a rounding."""
    if wage is None or wage.hours is None:
        return NONE
    return int(wage.hours * Decimal(100))


def closed_only_where(found: Opening, sure: Flags) -> Opening:
    """The same; what is not `sure` is left to be established where it would be closed."""
    unsure = (found.reason == NOT_MET) & ~sure
    return found._replace(reason=np.where(unsure, UNKNOWN, found.reason))


class Limits(NamedTuple):
    """What the judgement needs of each day, whoever was stopped on it.

    `days` and `whole` are (hour columns, n): how many days of the month are among those of the span
    and whether those are all the days that the month has before the stop.
    """

    span: Span
    threshold: Ints
    hours_threshold: Ints
    days: Ints
    whole: Flags


def limits(days: Ints, parameters: Parameters, span: Span = SIX_MONTHS) -> Limits:
    """The limits of rights judged on each of `days`."""
    needed = series(parameters, span.hours)
    first = month_start(days, -span.pay_months)
    window = (days - span.days)[:, None]
    bounds = month_starts(days, range(1 - span.hour_columns, 2))
    starts, ends = bounds[:, :-1], np.minimum(bounds[:, 1:], days[:, None])
    inside = np.maximum(ends - np.maximum(starts, window), 0)
    return Limits(
        span,
        threshold_columns(first, span.multiple, parameters),
        needed.on(days) * 100,
        np.ascontiguousarray(inside.T),
        np.ascontiguousarray(((starts >= window) & (inside > 0)).T),
    )


def judge(
    reference: Ints,
    pay: Ints,
    hours: Ints,
    given: Ints,
    *,
    parameters: Parameters,
    options: Options,
    span: Span = SIX_MONTHS,
) -> Opening:
    """Judge each row on its day: see `judge_within`."""
    days = each_day(reference)
    known = limits(days, parameters, span)
    place = places(reference, days)
    return judge_within(known, place, pay=pay, hours=hours, given=given, options=options)


def judge_within(
    known: Limits, place: Ints, *, pay: Ints, hours: Ints, given: Ints, options: Options
) -> Opening:
    """Judge each row by the limits of its day, which is at `place` in `known`.

    `pay` is (n, pay months) cents by month, oldest first; `hours` (n, hour columns) hundredths of
    hours; NONE where unknown; `given` is 1, 0 or NONE for the answer that somebody already holds:
    what is known is then not looked at, and told as NONE.
    """
    threshold, needed = known.threshold[place], known.hours_threshold[place]
    asked = given == NONE
    reason = np.where(given == 1, GIVEN_MET, GIVEN_NOT_MET)
    if not asked.any():
        unread = np.full_like(given, NONE)
        return Opening(threshold, unread, needed, unread, unread, reason)
    pay_known = known_sum(pay.T)
    hours_known = known_sum(_counted(hours, known.span).T)
    whole = zip(known.whole, hours.T, strict=True)
    hours_days = known_sum(np.where(inside[place], month, 0) for inside, month in whole)
    judged = np.where(hours_days >= needed, BY_DAYS, UNKNOWN)
    judged = np.where(hours_known >= needed, BY_MONTHS, judged)
    judged = np.where(pay_known >= threshold, BY_PAY, judged)
    left = np.flatnonzero(asked & (judged == UNKNOWN))
    closed = _no_way_left(known, place[left], pay[left], hours[left], options)
    judged[left[closed]] = NOT_MET
    columns = (np.where(asked, c, NONE) for c in (pay_known, hours_known, hours_days))
    pay_known, hours_known, hours_days = columns
    reason = np.where(asked, judged, reason)
    return Opening(threshold, pay_known, needed, hours_known, hours_days, reason)


def _counted(hours: Ints, span: Span) -> Ints:
    """Of the columns of hours, those of the civil months that count by themselves."""
    return hours[:, -1 - span.hour_months : -1]


def known_sum(months: Iterable[Ints]) -> Ints:
    """What is known, added up month by month."""
    return reduce(np.add, (np.maximum(month, 0) for month in months))


def _no_way_left(known: Limits, place: Ints, pay: Ints, hours: Ints, options: Options) -> Flags:
    """Whether all the ways are judged of rows that no way has opened.

    Hours are known by month: those of the days are at most those of the months they touch.
    """
    days = known.days[:, place].T
    touched = np.where(days > 0, np.minimum(np.maximum(hours, 0), days * DAY_HOURS), 0)
    judged: Flags = (pay != NONE).all(axis=1)
    judged &= (_counted(hours, known.span) != NONE).all(axis=1)
    if options.hours_of_stop_month == "unknown":
        judged &= ((hours != NONE) | (days == 0)).all(axis=1)
    judged &= touched.sum(axis=1) < known.hours_threshold[place]
    return judged


def threshold_columns(first_days: Ints, multiple: str, parameters: Parameters) -> Ints:
    """The pay in cents that opens the right, at the SMIC of the first day of the period."""
    smic = series(parameters, "smic_hourly")
    times = series(parameters, multiple)
    return rounding.half_up(
        times.on(first_days) * smic.on(first_days) * 100, times.denominator * smic.denominator
    )
