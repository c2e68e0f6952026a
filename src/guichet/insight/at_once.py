"""Many figures of a period at once: the same rows are read once for all that is asked of them."""

from collections.abc import Iterable, Mapping

from guichet.insight.cells import count
from guichet.insight.declared import Indicator
from guichet.insight.enums import Dimension
from guichet.insight.measure import Figure, parts, whole
from guichet.insight.periods import Period

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
    found: dict[Asked, dict[str, Figure]] = {}
    for group in groups.values():
        dimensions = {dimension: None for one in group for dimension in by.get(one.code, ())}
        cells = count(group[0].population, period, group, dimensions)
        for one in group:
            found[one.code, None] = {"": whole(one, period, cells)}
            for dimension in by.get(one.code, ()):
                found[one.code, dimension] = parts(one, period, cells, dimension)
    return found
