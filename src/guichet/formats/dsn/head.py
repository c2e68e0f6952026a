"""What a control may know of the declaration around the block that it judges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from guichet.formats.dsn.values import day_of


@dataclass(frozen=True)
class Head:
    """`kept`: what the controls of one person have looked up already, for the next of them.

    `declared`: the values of some rubrics over the persons of the declaration, with their first
    line; None where they are not known for sure (the persons are not all read, or are at fault).
    """

    nature: str
    kind: str
    file_date: date | None
    siren: str
    nirs: set[str] = field(default_factory=set)
    persons: int = 0
    siret: str = ""
    month: str | None = None
    kept: dict[Any, Any] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, int]] | None = None

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
    def year_first(self) -> date | None:
        first = _bounds(self.month)[0]
        return first.replace(month=1) if first else None

    @property
    def prior_first(self) -> date | None:
        first = self.year_first
        return first.replace(year=first.year - 1) if first and first.year > 1 else None

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
