"""From an indicator and a period to its figure, by one query, and to the rows behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Sum

from guichet.insight.declared import Cut, Indicator, Rows
from guichet.insight.enums import Dimension, Formula
from guichet.insight.periods import Period

Number = int | Decimal
Spread = list[tuple[int, int]]  # (days, rows), in the order of days


@dataclass(frozen=True)
class Figure:
    """A value, the rows that it is of, and who says it: "" for the records of this program.

    `value` is None where there is nothing to say: no record at all (`missing`), or no row to take
    a mean or a share of.
    """

    indicator: Indicator
    period: Period
    value: Number | None
    rows: int
    source: str = ""
    missing: bool = False


def figure(indicator: Indicator, period: Period, cut: Cut | None = None) -> Figure:
    """The figure of a period. Raises NotSplit where its rows do not know a dimension of `cut`."""
    found = tallies(indicator, period, cut)
    value, rows = value_of(indicator, found.get(None, []))
    missing = not rows and not indicator.population.recorded()
    return Figure(indicator, period, None if missing else value, rows, missing=missing)


def figures_by(
    indicator: Indicator, period: Period, dimension: Dimension, cut: Cut | None = None
) -> dict[str, Figure]:
    """The figure of each part, the most rows first; raises NotSplit as `figure` does."""
    figures = {
        key or "": Figure(indicator, period, *value_of(indicator, of_part))
        for key, of_part in tallies(indicator, period, cut, dimension).items()
    }
    return dict(sorted(figures.items(), key=lambda one: (-one[1].rows, one[0])))


def rows_of(indicator: Indicator, period: Period, cut: Cut | None = None) -> Rows:
    """The rows behind a figure, in no order."""
    rows = indicator.population.rows(period).order_by()
    for dimension, key in (cut or {}).items():
        name = f"cut_{dimension}"
        split = indicator.population.split(dimension, period)
        rows = rows.annotate(**{name: split}).filter(**{name: key})
    return rows


def spread(indicator: Indicator, period: Period, cut: Cut | None = None) -> Spread:
    """How many rows have each number of days; of an indicator that has a value."""
    if indicator.value is None:
        raise ValueError(f"{indicator.code} has no value to spread")
    rows = rows_of(indicator, period, cut).annotate(amount=indicator.value(period))
    counted = rows.values("amount").annotate(n=Count("pk")).values_list("amount", "n")
    return sorted((amount, n) for amount, n in counted if amount is not None)


Tally = tuple[int | None, int]


def tallies(
    indicator: Indicator, period: Period, cut: Cut | None = None, by: Dimension | None = None
) -> dict[str | None, list[Tally]]:
    """By one query, pairs of an amount and a number of rows: one pair, or one a number of days.

    By part, or all under None. Raises NotSplit.
    """
    keys: list[str] = []
    sums: dict[str, Any] = {"n": Count("pk")}
    rows = rows_of(indicator, period, cut)
    if by is not None:
        rows, keys = rows.annotate(part=indicator.population.split(by, period)), ["part"]
    if indicator.formula == Formula.SHARE and indicator.where:
        sums["amount"] = Count("pk", filter=indicator.where(period))
    elif indicator.formula == Formula.SUM and indicator.value:
        sums["amount"] = Sum(indicator.value(period))
    elif indicator.value:
        rows, keys = rows.annotate(amount=indicator.value(period)), [*keys, "amount"]
    counted = rows.values(*keys).annotate(**sums) if keys else [rows.aggregate(**sums)]
    found: dict[str | None, list[Tally]] = {}
    for one in counted:
        part = None if by is None else str(one["part"] or "")
        found.setdefault(part, []).append((one.get("amount"), one["n"]))
    return found


def value_of(indicator: Indicator, counted: Iterable[Tally]) -> tuple[Number | None, int]:
    """The value of some tallies, and how many rows it is of."""
    if indicator.formula in (Formula.COUNT, Formula.SUM, Formula.SHARE):
        amount, rows = next(((amount or 0, n) for amount, n in counted), (0, 0))
        if indicator.formula == Formula.SHARE:
            return share(amount, rows), rows
        return (rows if indicator.formula == Formula.COUNT else amount), rows
    known = sorted((amount, n) for amount, n in counted if amount is not None)
    rows = sum(n for _, n in known)
    return (_of_spread(indicator.formula, known, rows) if rows else None), rows


def _of_spread(formula: Formula, spread_: Spread, rows: int) -> Decimal:
    if formula == Formula.MEAN:
        return _rounded(Decimal(sum(amount * n for amount, n in spread_)) / rows, 1)
    if formula == Formula.MEDIAN:
        middle = _nth(spread_, (rows + 1) // 2) + _nth(spread_, rows // 2 + 1)
        return _rounded(Decimal(middle) / 2, 1)
    return _rounded(Decimal(_nth(spread_, -(-9 * rows // 10))), 1)


def _nth(spread_: Spread, rank: int) -> int:
    """The amount of the row of a rank, from 1."""
    seen = 0
    for amount, n in spread_:
        seen += n
        if seen >= rank:
            return amount
    raise ValueError(f"there is no row of rank {rank}")


def share(part: int, whole: int) -> Decimal | None:
    """A part in a hundred, of two decimals; nothing of an empty whole."""
    return _rounded(Decimal(100 * part) / whole, 2) if whole else None


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
