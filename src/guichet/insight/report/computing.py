"""The figures of a report: the same rows are read once, however many figures they serve."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from guichet.insight.cells import Cells, count
from guichet.insight.declared import Cut, Indicator
from guichet.insight.enums import SCALES, Dimension, Unit
from guichet.insight.growth import compared
from guichet.insight.measure import Figure, parts, whole
from guichet.insight.models import Aggregate
from guichet.insight.periods import Period, months
from guichet.insight.report.model import Before
from guichet.insight.side_by_side import side_by_side

Identity = tuple[str, Period, str, str]


@dataclass
class Computer:
    """`full`, `standing`: whether the records hold the whole period before, or its last day."""

    period: Period
    before: Period
    full: bool
    standing: bool

    def __post_init__(self) -> None:
        self._asked: dict[int, tuple[dict[str, Indicator], dict[Dimension, None]]] = {}
        self._cells: dict[tuple[int, Period], Cells] = {}
        self._said = _said_between(self.before.first, self.period.last)

    def expect(self, indicator: Indicator, *dimensions: Dimension) -> None:
        """Tell what will be asked, before it is counted: the same rows are then read once."""
        indicators, known = self._asked.setdefault(indicator.counted_with, ({}, {}))
        indicators[indicator.code] = indicator
        known.update(dict.fromkeys(dimensions))

    def count_all(self) -> None:
        """Count all that was told, of the year and, where the records hold it, the year before."""
        counts = {
            (rows, period): partial(count, [*indicators.values()], period, dimensions)
            for rows, (indicators, dimensions) in self._asked.items()
            for period in (self.period, self.before)
            if period is self.period or any(map(self._holds_before, indicators.values()))
        }
        self._cells.update(zip(counts, side_by_side([*counts.values()]), strict=True))

    def figure(self, indicator: Indicator, cut: Cut, period: Period | None = None) -> Figure:
        """The figure of the year, or of another period, by the records."""
        period = period or self.period
        return whole(indicator, period, self._counted(indicator, period), cut)

    def parts(
        self, indicator: Indicator, by: Dimension, cut: Cut, period: Period | None = None
    ) -> dict[str, Figure]:
        """The figure of each part, the most rows first."""
        period = period or self.period
        return parts(indicator, period, self._counted(indicator, period), by, cut)

    def earlier(self, indicator: Indicator, cut: Cut) -> Before | None:
        """The year before: what a source says, else the records where they hold it."""
        dimension, key = next(iter(cut.items())) if len(cut) == 1 else ("", "")
        said = self._of_source(indicator, (indicator.code, self.before, str(dimension), key))
        if len(cut) <= 1 and said:
            return said
        if not self._holds_before(indicator):
            return None
        found = self.figure(indicator, cut, self.before)
        return None if found.value is None else Before(found.value, self.before)

    def earlier_parts(self, indicator: Indicator, by: Dimension, cut: Cut) -> dict[str, Before]:
        """By part; a month by the month of the year that it is compared to."""
        found = {}
        if self._holds_before(indicator):
            records = self.parts(indicator, by, cut, self.before)
            found = {
                self._key_now(by, key): Before(one.value, self.before)
                for key, one in records.items()
                if one.value is not None
            }
        if by == Dimension.MONTH:
            return found | self._said_by_month(indicator, cut)
        if not cut:
            for identity in self._said:
                said = self._of_source(indicator, identity)
                if said and identity[1:3] == (self.before, str(by)):
                    found[identity[3]] = said
        return found

    def growth(self, now: Figure, before: Before | None) -> Decimal | None:
        if before is None:
            return None
        return compared(now, Figure(now.indicator, before.period, before.value, 0)).by

    def _holds_before(self, indicator: Indicator) -> bool:
        return self.standing if indicator.standing else self.full

    def _key_now(self, by: Dimension, key: str) -> str:
        return f"{self.period.first.year}{key[4:]}" if by == Dimension.MONTH else key

    def _said_by_month(self, indicator: Indicator, cut: Cut) -> dict[str, Before]:
        dimension, key = next(iter(cut.items())) if cut else ("", "")
        found = {}
        for now, then in zip(
            months(self.period.first.year), months(self.before.first.year), strict=True
        ):
            said = self._of_source(indicator, (indicator.code, then, str(dimension), key))
            if said and now.last <= self.period.last and len(cut) <= 1:
                found[f"{now.first:%Y-%m}"] = said
        return found

    def _of_source(self, indicator: Indicator, identity: Identity) -> Before | None:
        if identity not in self._said or identity[0] != indicator.code:
            return None
        value, source = self._said[identity]
        places = SCALES[indicator.unit]
        return Before(Decimal(value).scaleb(-places) if places else value, identity[1], source)

    def _counted(self, indicator: Indicator, period: Period) -> Cells:
        return self._cells[indicator.counted_with, period]


def _said_between(first: Any, last: Any) -> dict[Identity, tuple[int, str]]:
    """What other sources say of periods within these days, by one query."""
    rows = Aggregate.objects.filter(first__gte=first, last__lte=last, superseded_at=None)
    return {
        (row.code, Period(row.first, row.last), row.dimension, row.key): (row.value, row.source)
        for row in rows
    }


def places_of(indicator: Indicator) -> int:
    """How many decimals a report prints."""
    return 2 if indicator.unit == Unit.CENTS else SCALES[indicator.unit]
