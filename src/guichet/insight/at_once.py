"""Many figures of a period at once: one query for all that is asked of the same rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case as Choice
from django.db.models import IntegerField, Q, Value, When

from guichet.insight.declared import Indicator, Population, Rows
from guichet.insight.enums import Dimension, Formula
from guichet.insight.measure import Figure, Tally, value_of
from guichet.insight.periods import Period

Asked = tuple[str, Dimension | None]  # an indicator's code, and what it is split by
Tallies = list[tuple[dict[str, Any], int]]  # the values of some columns, and how many rows


def figures(
    indicators: Iterable[Indicator], period: Period, by: Mapping[str, Iterable[Dimension]]
) -> dict[Asked, dict[str, Figure]]:
    """Many figures, those of the same rows counted by one query.

    `by` says which are also split, by their codes. The whole is under (code, None) and the key "";
    the parts, the most rows first, under (code, dimension). Sums are asked of `figure`.
    """
    groups: dict[int, list[Indicator]] = {}
    for one in indicators:
        groups.setdefault(id(one.population), []).append(one)
    found: dict[Asked, dict[str, Figure]] = {}
    for group in groups.values():
        found |= _of_population(group[0].population, group, period, by)
    return found


def _of_population(
    population: Population,
    group: list[Indicator],
    period: Period,
    by: Mapping[str, Iterable[Dimension]],
) -> dict[Asked, dict[str, Figure]]:
    """All that is asked of the same rows, by one query over all its columns."""
    asked = [(one, None) for one in group]
    asked += [(one, dimension) for one in group for dimension in by.get(one.code, ())]
    columns: dict[str, Any] = {}
    names: dict[Asked, dict[str, str]] = {}
    known: dict[object, str] = {}
    for one, dimension in asked:
        own = _columns(one, dimension, period)
        said = {"part": dimension, "amount": one.value or one.where}
        names[one.code, dimension] = {
            name: known.setdefault(said[name], f"c{len(known)}") for name in own
        }
        columns |= {names[one.code, dimension][name]: of for name, of in own.items()}
    tallies = _tallies(population.rows(period).order_by(), columns)
    found: dict[Asked, dict[str, Figure]] = {}
    for one, dimension in asked:
        own_tallies = _narrowed(tallies, names[one.code, dimension])
        if dimension is None:
            found[one.code, None] = {"": _whole(one, period, own_tallies)}
        else:
            found[one.code, dimension] = _parts(one, period, own_tallies)
    return found


def _columns(indicator: Indicator, dimension: Dimension | None, period: Period) -> dict[str, Any]:
    """What must be known of each row."""
    found: dict[str, Any] = {}
    if dimension is not None:
        found["part"] = indicator.population.split(dimension, period)
    if indicator.where:
        found["amount"] = _flag(indicator.where(period))
    elif indicator.value:
        found["amount"] = indicator.value(period)
    return found


def _flag(condition: Q) -> Choice:
    return Choice(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _tallies(rows: Rows, columns: Mapping[str, Any]) -> Tallies:
    """How many rows have the same values of all columns.

    The columns are worked out once a row, before they are grouped: a database works out again, for
    its groups, what stands in the query that groups.
    """
    if not columns:
        return [({}, rows.count())]
    query = rows.annotate(**columns).values_list(*columns).query
    connection = connections[rows.db]
    try:
        sql, params = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH picked AS MATERIALIZED ({sql}) SELECT {names}, COUNT(*) FROM picked"  # noqa: S608
            f" GROUP BY {names}",
            params,
        )
        return [(dict(zip(columns, row[:-1], strict=True)), row[-1]) for row in cursor]


def _narrowed(tallies: Tallies, names: Mapping[str, str]) -> Tallies:
    """The same rows, by some of their columns only."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for values, n in tallies:
        counted[tuple(values[column] for column in names.values())] += n
    return [(dict(zip(names, values, strict=True)), n) for values, n in counted.items()]


def _pairs(indicator: Indicator, tallies: Tallies) -> list[Tally]:
    """The same rows as one figure's own query counts them (see `measure.tallies`)."""
    rows = sum(n for _, n in tallies)
    if indicator.formula == Formula.COUNT:
        return [(None, rows)]
    if indicator.formula == Formula.SHARE:
        return [(sum(n for values, n in tallies if values["amount"]), rows)]
    return [(values["amount"], n) for values, n in tallies]


def _parts(indicator: Indicator, period: Period, tallies: Tallies) -> dict[str, Figure]:
    parts: dict[str, Tallies] = {}
    for values, n in tallies:
        parts.setdefault(str(values["part"] or ""), []).append((values, n))
    found = {
        key: Figure(indicator, period, *value_of(indicator, _pairs(indicator, of_part)))
        for key, of_part in parts.items()
    }
    return dict(sorted(found.items(), key=lambda one: (-one[1].rows, one[0])))


def _whole(indicator: Indicator, period: Period, tallies: Tallies) -> Figure:
    value, rows = value_of(indicator, _pairs(indicator, tallies))
    missing = not rows and not indicator.population.recorded()
    return Figure(indicator, period, None if missing else value, rows, missing=missing)
