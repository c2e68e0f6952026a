"""From an indicator and a period to its figure, by one query, and to the rows behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count

from guichet.insight.cells import Cells, Tally, count
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
    cells = count([indicator], period, cut or {})
    return whole(indicator, period, cells, cut)


def figures_by(
    indicator: Indicator, period: Period, dimension: Dimension, cut: Cut | None = None
) -> dict[str, Figure]:
    """The figure of each part, the most rows first; raises NotSplit as `figure` does."""
    cells = count([indicator], period, [*(cut or {}), dimension])
    return parts(indicator, period, cells, dimension, cut)


def whole(one: Indicator, period: Period, cells: Cells, cut: Cut | None = None) -> Figure:
    """A figure, of cells where it was asked for."""
    value, rows = value_of(one, cells.tallies(one, cut).get(None, []))
    missing = not rows and not one.population.recorded()
    return Figure(one, period, None if missing else value, rows, missing=missing)


def parts(
    one: Indicator, period: Period, cells: Cells, by: Dimension, cut: Cut | None = None
) -> dict[str, Figure]:
    """The figure of each part, of cells where it was asked for, the most rows first."""
    found = {
        key or "": Figure(one, period, *value_of(one, tallies))
        for key, tallies in cells.tallies(one, cut, by).items()
    }
    return dict(sorted(found.items(), key=lambda part: (-part[1].rows, part[0])))


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
    counted = rows.values("amount").annotate(n=Count("*")).values_list("amount", "n")
    return sorted((amount, n) for amount, n in counted if amount is not None)


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
