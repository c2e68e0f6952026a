"""Many figures of a period at once: the same rows are read once for all that is asked of them."""

from collections.abc import Iterable, Mapping
from functools import partial

from guichet.insight.cells import count
from guichet.insight.declared import Indicator
from guichet.insight.enums import Dimension
from guichet.insight.measure import Figure, parts, whole
from guichet.insight.periods import Period
from guichet.insight.side_by_side import side_by_side

Asked = tuple[str, Dimension | None]  # an indicator's code, and what it is split by


def figures(
    indicators: Iterable[Indicator], period: Period, by: Mapping[str, Iterable[Dimension]]
) -> dict[Asked, dict[str, Figure]]:
    """Many figures, those of the same rows counted by one query.

    `by` says which are also split, by their codes. The whole is under (code, None) and the key "";
    the parts, the most rows first, under (code, dimension).
    """
    groups: dict[int, list[Indicator]] = {}
    for one in indicators:
        groups.setdefault(one.counted_with, []).append(one)
    counts = []
    for group in groups.values():
        dimensions = dict.fromkeys(one for said in group for one in by.get(said.code, ()))
        counts.append(partial(count, group, period, dimensions))
    found: dict[Asked, dict[str, Figure]] = {}
    for group, cells in zip(groups.values(), side_by_side(counts), strict=True):
        for one in group:
            found[one.code, None] = {"": whole(one, period, cells)}
            for dimension in by.get(one.code, ()):
                found[one.code, dimension] = parts(one, period, cells, dimension)
    return found
