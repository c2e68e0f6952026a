"""A figure against the same figure of another period, of the records or of a named source."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from guichet.insight.actions import SIMULATED
from guichet.insight.declared import Cut, Indicator
from guichet.insight.enums import SCALES, Unit
from guichet.insight.measure import Figure, Number, figure
from guichet.insight.models import Aggregate
from guichet.insight.periods import Period, year


@dataclass(frozen=True)
class Growth:
    """`by` is a percentage, or points for a share; none where one side says nothing."""

    now: Figure
    before: Figure
    by: Decimal | None


def said(indicator: Indicator, period: Period, cut: Cut | None = None) -> Figure | None:
    """What a source says of exactly this period, if any was imported."""
    (dimension, key), *more = [*(cut or {}).items()] or [("", "")]
    if more:
        return None
    row = Aggregate.objects.filter(
        code=indicator.code,
        first=period.first,
        last=period.last,
        dimension=dimension,
        key=key,
        superseded_at=None,
    ).first()
    if row is None:
        return None
    return Figure(indicator, period, _unscaled(indicator, row.value), 0, row.source)


def figure_of_past(indicator: Indicator, period: Period, cut: Cut | None = None) -> Figure:
    """What a source says of the period; where none does, what the records say."""
    return said(indicator, period, cut) or figure(indicator, period, cut)


def growth(indicator: Indicator, period: Period, other: Period, cut: Cut | None = None) -> Growth:
    """How much a figure of the records moved since another period."""
    now = figure(indicator, period, cut)
    return compared(now, figure_of_past(indicator, other, cut))


def compared(now: Figure, before: Figure) -> Growth:
    if now.value is None or before.value is None:
        return Growth(now, before, None)
    if now.indicator.unit == Unit.PERCENT:
        return Growth(now, before, Decimal(now.value) - before.value)
    if before.value == 0:
        return Growth(now, before, None)
    change = Decimal(100) * (Decimal(now.value) - before.value) / before.value
    return Growth(now, before, change.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def simulated(of: int) -> str:
    """The source that says that a year was simulated; "" where nobody said so."""
    period = year(of)
    marks = Aggregate.objects.filter(
        code=SIMULATED, first=period.first, last=period.last, superseded_at=None
    )
    return next(iter(marks.values_list("source", flat=True)), "")


def _unscaled(indicator: Indicator, value: int) -> Number:
    places = SCALES[indicator.unit]
    return Decimal(value).scaleb(-places) if places else value
