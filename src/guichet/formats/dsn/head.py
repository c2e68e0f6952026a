"""What a control may know of the declaration around the block that it judges."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from guichet.formats.dsn.values import day_of


@dataclass(frozen=True)
class Head:
    """`kept`: what the controls of one person have looked up already, for the next of them."""

    nature: str
    kind: str
    file_date: date | None
    siren: str
    nirs: set[str] = field(default_factory=set)
    persons: int = 0
    siret: str = ""
    month: str | None = None
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def file(self) -> date | None:
        return self.file_date

    @property
    def month_first(self) -> date | None:
        return _bounds(self.month)[0]

    @property
    def month_last(self) -> date | None:
        return _bounds(self.month)[1]

    @property
    def next_last(self) -> date | None:
        return _bounds(self.month)[2]

    @property
    def year(self) -> Decimal | None:
        first = _bounds(self.month)[0]
        return Decimal(first.year) if first else None


@lru_cache(maxsize=64)
def _bounds(month: str | None) -> tuple[date | None, date | None, date | None]:
    """First and last day of the main month, last day of the next one."""
    first = day_of(month)
    if first is None or first.year > 9990:
        return None, None, None
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    after = (following + timedelta(days=32)).replace(day=1)
    return first.replace(day=1), following - timedelta(days=1), after - timedelta(days=1)
