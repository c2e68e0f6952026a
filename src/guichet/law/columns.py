"""Parameters and dates as integer columns: what the kernels compute with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from guichet.law.parameters import Parameters

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NONE = -1
FAR = 10**6  # a day after all those of the law
SLICE = 32_768  # rows that the kernels take at a time
Given = TypeVar("Given", bound=NamedTuple)
Found = TypeVar("Found", bound=NamedTuple)
Row = TypeVar("Row", bound=NamedTuple)
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1 January 1970: how a date sits in an int64 column."""
    return day.toordinal() - _EPOCH


def as_date(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH)


def month_start(days: Ints, months: int = 0) -> Ints:
    """First day of the civil month that lies `months` after the month of each day."""
    month = days.astype("datetime64[D]").astype("datetime64[M]") + np.timedelta64(months, "M")
    return month.astype("datetime64[D]").astype(np.int64)


def each_day(days: Ints) -> Ints:
    """The days of the column, once each and in order, or every day from the first to the last."""
    first, last = int(days.min()), int(days.max())
    return np.arange(first, last + 1) if last - first < len(days) else np.unique(days)


def places(days: Ints, among: Ints) -> Ints:
    """Where each of `days` is in what `each_day` gave."""
    first, last = int(among[0]), int(among[-1])
    if len(among) == last - first + 1:
        return days - first
    return np.searchsorted(among, days)


def month_starts(days: Ints, offsets: range) -> Ints:
    """(n, k) first days of the civil months at each offset from the month of each day."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    wide = month[:, None] + np.arange(offsets.start, offsets.stop)
    return wide.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def by_slices(inputs: Given, answer: Callable[[Given], Found]) -> Found:
    """The columns of `answer`, made SLICE rows at a time.

    What is held on the way then follows the slice, not the number of rows, and stays in the cache.
    """
    rows = len(inputs[0])
    head = answer(inputs._make(column[:SLICE] for column in inputs))
    if rows <= SLICE:
        return head
    whole = head._make(np.empty((rows, *c.shape[1:]), dtype=c.dtype) for c in head)
    for first in range(0, rows, SLICE):
        part = slice(first, first + SLICE)
        made = answer(inputs._make(column[part] for column in inputs)) if first else head
        for column, values in zip(whole, made, strict=True):
            column[part] = values
    return whole


def row_by_row(kind: type[Row], columns: Iterable[npt.NDArray[Any]]) -> list[Row]:
    """Rows of Python numbers, the columns being in the order of the fields of `kind`."""
    return [kind(*values) for values in zip(*(c.tolist() for c in columns), strict=True)]


def only_value(column: Ints) -> int | Ints:
    """The number that fills the column, or the column: to divide by a number is far faster."""
    least = int(column.min())
    return least if least == int(column.max()) else column


@dataclass(frozen=True)
class Series:
    """A parameter as columns: first days in order, exact values as `numerators / denominator`."""

    starts: Ints
    numerators: Ints
    denominator: int

    def on(self, days: Ints) -> Ints:
        """The numerator in force on each day; days before the first value are refused upstream."""
        return self.numerators[self.starts.searchsorted(days, side="right") - 1]


@lru_cache(maxsize=256)
def series(parameters: Parameters, name: str) -> Series:
    """The dated values of `name`, scaled to whole numbers by a power of ten."""
    values = parameters.named(name)
    places = max(max(0, -int(p.value.normalize().as_tuple().exponent)) for p in values)
    scale = 10**places
    return Series(
        np.array([day_number(p.effective_from) for p in values], dtype=np.int64),
        np.array([int(p.value * Decimal(scale)) for p in values], dtype=np.int64),
        scale,
    )


@lru_cache(maxsize=64)
def first_sickness_day(parameters: Parameters) -> date:
    """The first day from which every parameter that a sickness stop needs is known."""
    smic = parameters.named("smic_hourly")[0].effective_from
    names = ("sickness_cap_smic_multiple", "sickness_rate", "reference_divisor_three_months")
    known = [parameters.named(n)[0].effective_from for n in (*names, "carence_days")]
    # A stop uses the SMIC of the month before, and its thresholds those of the sixth and twelfth.
    return max(*known, (smic + timedelta(days=390)).replace(day=1))
