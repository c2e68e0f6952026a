"""Opening of the right by twelve months of pay or of hours (CSS R.313-3 2° and R.313-7).

Beyond six months of uninterrupted stop the right is judged a second time, for the day of the
interruption of work: twelve months of affiliation, and either pay of the twelve previous civil
months that reaches 2 030 times the hourly SMIC, or 600 hours in these months or in the 365 previous
days. Seasonal or discontinuous work opens the right from the first day by the same pay or hours.
As in `opening`, what is not known never closes a right.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from guichet.law.columns import NONE, Flags, Ints, row_by_row, series
from guichet.law.opening import (
    BY_DAYS,
    BY_MONTHS,
    BY_PAY,
    GIVEN_NOT_MET,
    NOT_AFFILIATED,
    NOT_MET,
    SEASON_BY_PAY,
    UNKNOWN,
    Span,
    judge,
    known_sum,
)
from guichet.law.options import Options
from guichet.law.parameters import Parameters

TWELVE_MONTHS = Span(12, 12, 365, 13, "opening_smic_multiple_12_months", "opening_hours_12_months")
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
        return row_by_row(YearRow, self)


def judge_year(facts: Sequence[YearFacts], parameters: Parameters, options: Options) -> YearOpening:
    """Judge each row by its twelve months."""
    reference, affiliated, given, pay, hours = (
        np.array(column, dtype=np.int64) for column in zip(*facts, strict=True)
    )
    found = judge(
        reference, pay, hours, given, parameters=parameters, options=options, span=TWELVE_MONTHS
    )
    at_first = series(parameters, "opening_hours_first_months_of_12").on(reference) * 100
    # Only the civil months are known well enough to judge the hours of the first three.
    unsure = np.isin(found.reason, (BY_MONTHS, BY_DAYS))
    unsure &= known_sum(hours.T[:_FIRST_MONTHS]) < at_first
    beyond = np.where(unsure, UNKNOWN, found.reason)
    beyond = np.where((affiliated == 0) & (given == NONE), NOT_AFFILIATED, beyond)
    return YearOpening(*found, beyond)


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
