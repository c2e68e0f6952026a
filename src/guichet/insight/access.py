"""The rows behind a figure, for those who run the fund."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from guichet.cases.models import Case
from guichet.insight.declared import Cut, Indicator
from guichet.insight.measure import rows_of
from guichet.insight.periods import Period
from guichet.journal.service import Actor


class NotYours(LookupError):
    """The rows are the managers' only: whoever else asks finds nothing."""


@dataclass(frozen=True)
class RowBehind:
    """One row: what it leads to and the file's number, no name. Opening it leaves the trace."""

    id: UUID | None
    number: str


class RowsBehind:
    """The rows behind a figure, in the order of files, read slice by slice."""

    def __init__(self, ids: Callable[[slice], list[UUID | None]], kind: str) -> None:
        self._ids, self.kind = ids, kind

    def __getitem__(self, part: slice) -> list[RowBehind]:
        ids = self._ids(part)
        numbers = {}
        if self.kind == "case":
            found = Case.objects.filter(pk__in=[one for one in ids if one])
            numbers = dict(found.values_list("pk", "number"))
        return [RowBehind(one, numbers.get(one, "") if one else "") for one in ids]


def rows_behind(
    indicator: Indicator, period: Period, cut: Cut | None = None, *, actor: Actor
) -> RowsBehind:
    """Raises NotYours, NotSplit. A row names a file by its number only, so that a list of them
    tells nothing of a person; the file's own page is opened through its access, with its trace."""
    if actor.kind != "manager":
        raise NotYours
    opens = indicator.population.opens
    rows = rows_of(indicator, period, cut).order_by(opens, "pk").values_list(opens, flat=True)
    return RowsBehind(lambda part: list(rows[part]), indicator.population.kind)
