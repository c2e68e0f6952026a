"""The rows of a period counted once by all that is asked of them, by one query."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case as Choice
from django.db.models import IntegerField, Q, Value, When

from guichet.insight.declared import Cut, Indicator, NotSplit, Rows
from guichet.insight.enums import Dimension, Formula
from guichet.insight.periods import Period

Tally = tuple[int | None, int]  # an amount or a number of days, and how many rows have it
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Cells:
    """Rows counted by the values of some columns: `keys`, how many rows, sums of `sums`.

    A column stands for a dimension, or for what an indicator says of a row.
    """

    keys: Mapping[object, int]
    sums: Mapping[object, int]
    rows: list[tuple[Row, int, Row]]

    def tallies(
        self, one: Indicator, cut: Cut | None = None, by: Dimension | None = None
    ) -> dict[str | None, list[Tally]]:
        """What `value_of` takes, by part or all under None, of what was asked for.

        One pair, or one a number of days.
        """
        picked = [(self.keys[dimension], key) for dimension, key in (cut or {}).items()]
        part = None if by is None else self.keys[by]
        said = one.value or one.where
        amount = self.keys.get(one.code if one.part else said)
        total = self.sums.get(said) if one.formula == Formula.SUM else None
        counted: dict[str | None, Counter[int | None]] = {}
        totals: Counter[str | None] = Counter()
        for keys, n, sums in self.rows:
            if any(keys[column] != key for column, key in picked):
                continue
            of_part = None if part is None else str(keys[part] or "")
            counted.setdefault(of_part, Counter())[None if amount is None else keys[amount]] += n
            totals[of_part] += 0 if total is None else int(sums[total] or 0)
        return {key: _told(one.formula, found, totals[key]) for key, found in counted.items()}


def _told(formula: Formula, counted: Counter[int | None], total: int) -> list[Tally]:
    if formula == Formula.COUNT:
        return [(None, counted.total())]
    if formula == Formula.SHARE:
        return [(counted[1], counted.total())]
    if formula == Formula.SUM:
        return [(total, counted.total())]
    return list(counted.items())


def count(
    indicators: Sequence[Indicator], period: Period, dimensions: Iterable[Dimension]
) -> Cells:
    """All that some indicators of the same rows say, by all those dimensions, by one query.

    By two, where all that is asked is a share. Raises NotSplit, also of a share that has rows of
    its own and is asked with others.
    """
    population = indicators[0].population
    rows = population.rows(period).order_by()
    keys: dict[object, Any] = {by: population.split(by, period) for by in dimensions}
    sums: dict[object, Any] = {}
    alone = not keys and len(indicators) == 1
    for one in indicators:
        if one.part and not alone:
            raise NotSplit(one.code)
        if one.part:
            return _share(one.code, one.part.rows(period), rows)
        if one.where and alone:
            return _share(one.where, rows.filter(one.where(period)), rows)
        if one.where:
            keys[one.where] = _flag(one.where(period))
        elif one.value:
            (sums if one.formula == Formula.SUM else keys)[one.value] = one.value(period)
    places = ({said: n for n, said in enumerate(found)} for found in (keys, sums))
    return Cells(*places, _counted(rows, [*keys.values()], [*sums.values()]))


def _share(said: object, part: Rows, every: Rows) -> Cells:
    """Rows that are of a part or not: two counts, that a database does from the smaller side."""
    of_part = part.count()
    return Cells({said: 0}, {}, [((1,), of_part, ()), ((0,), every.count() - of_part, ())])


def _flag(condition: Q) -> Choice:
    return Choice(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _counted(rows: Rows, keys: list[Any], sums: list[Any]) -> list[tuple[Row, int, Row]]:
    """How many rows have the same keys, and their sums.

    The columns are worked out once a row. SQLite works out again, for its groups, what stands in
    the query that groups: it is given them ready. PostgreSQL does not, and groups while it reads.
    """
    if not keys and not sums:
        return [((), rows.count(), ())]
    columns = {f"c{n}": said for n, said in enumerate((*keys, *sums))}
    query = rows.annotate(**columns).values_list(*columns).query
    connection = connections[rows.db]
    try:
        sql, params = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    names = [connection.ops.quote_name(name) for name in columns]
    width = len(keys)
    asked = ", ".join([*names[:width], "COUNT(*)", *(f"SUM({name})" for name in names[width:])])
    grouped = f" GROUP BY {', '.join(names[:width])}" if keys else ""
    counted = f"SELECT {asked} FROM ({sql}) picked{grouped}"  # noqa: S608
    if connection.vendor == "sqlite":
        counted = f"WITH picked AS MATERIALIZED ({sql}) SELECT {asked} FROM picked{grouped}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counted, params)
        return [(row[:width], row[width], row[width + 1 :]) for row in cursor]
