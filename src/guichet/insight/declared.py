"""What an indicator and the rows that it counts are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Expression, F, Q, QuerySet, Value, When

from guichet.insight.enums import Dimension, Formula, Public, Unit
from guichet.insight.periods import Period

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

Rows = QuerySet[Any]
Cut = Mapping[Dimension, str]


class NotSplit(ValueError):
    """The rows of this indicator do not know this dimension."""


@dataclass(frozen=True)
class Population:
    """Rows of one kind that a period holds.

    `source` names the model; `within` keeps those of a period; `opens` is the path to the
    identifier of the thing that a row leads to, a `case` where nothing else is said; `cuts` is a
    path, or an expression of the period, for each dimension.
    """

    source: str
    every: Callable[[], Rows]
    within: Callable[[Rows, Period], Rows]
    opens: str = "pk"
    kind: str = "case"
    cuts: Mapping[Dimension, str | Callable[[Period], Expression]] = field(default_factory=dict)

    def rows(self, period: Period) -> Rows:
        return self.within(self.every(), period)

    def recorded(self) -> bool:
        """Whether there is any row at all; without one, a figure is missing, not nought."""
        return self.every().order_by().exists()

    def split(self, dimension: Dimension, period: Period) -> Any:
        if dimension not in self.cuts:
            raise NotSplit(dimension)
        path = self.cuts[dimension]
        return F(path) if isinstance(path, str) else path(period)


@dataclass(frozen=True)
class Indicator:
    """Declared once: everything that shows it reads it from here.

    `words` says the formula to a reader; `mission` is the row of the mission that it serves;
    `value` is the number of days or cents of a row, `where` what a share counts. A share whose
    rows do not say which are counted has the rows that do, in `part`: one for each, at most.
    """

    code: str
    name: "LazyText"
    question: "LazyText"
    words: "LazyText"
    mission: str
    unit: Unit
    formula: Formula
    population: Population
    public: Public = Public.INSURED
    value: Callable[[Period], Any] | None = None
    where: Callable[[Period], Q] | None = None
    part: Population | None = None
    standing: bool = False  # told at the end of the period, not over it

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return () if self.part else tuple(self.population.cuts)

    @property
    def counted_with(self) -> int:
        """Indicators that have this in common are counted by one query."""
        return id(self if self.part else self.population)


def month_of(path: str, *, civil: bool = False) -> Callable[[Period], Expression]:
    """The month, in France, of an instant or a civil day of the period, as a part: `2026-03`.

    Told by what ends each month, which a database compares quicker than it counts a date.
    """

    def month(period: Period) -> Expression:
        ends = [
            When(
                **({f"{path}__lte": one.last} if civil else {f"{path}__lt": one.ends_at}),
                then=Value(f"{one.first:%Y-%m}"),
            )
            for one in period.months()
        ]
        return Case(*ends, output_field=CharField())

    return month


def at(path: str) -> Callable[[Rows, Period], Rows]:
    """Rows whose instant falls in the period."""

    def within(rows: Rows, period: Period) -> Rows:
        return rows.filter(**{f"{path}__gte": period.starts_at, f"{path}__lt": period.ends_at})

    return within


def open_at(moment: datetime, start: str, end: str) -> Q:
    """What had begun and had not ended at an instant."""
    ended_later = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": moment})
    return Q(**{f"{start}__lt": moment}) & ended_later


def standing(start: str, end: str) -> Callable[[Rows, Period], Rows]:
    """Rows that had begun and had not ended when the period ended."""
    return lambda rows, period: rows.filter(open_at(period.ends_at, start, end))
