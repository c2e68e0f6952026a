"""Many rows at once: the one place that knows how to write them fast.

Django's own bulk insert prepares each value through several calls; here each column is converted
in one go, and rows go in blocks on SQLite, by `COPY` and `unnest` on PostgreSQL
(docs/benchmarks.md). What is written by the ten for each file goes as tuples, without objects.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Model

ModelType = TypeVar("ModelType", bound=Model)
Item = TypeVar("Item")
Values = Sequence[Any]
Converter = Callable[[Values], Values]
Column = tuple[str, str, Converter]  # its name, its type, what brings values to it
BLOCKS = (64, 8, 1)  # rows of a statement of SQLite, which allows 32 766 values


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in their order, `size` at a time; without any, nothing."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert(rows: Sequence[ModelType]) -> Sequence[ModelType]:
    """Insert instances of one model. Keys that the database gives are not read back."""
    if not rows:
        return rows
    model = type(rows[0])
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    _insert(model, names, [[getattr(row, name) for row in rows] for name in names])
    alias = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, alias
    return rows


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values, in the order of `names` (attributes of the model)."""
    _insert(model, names, list(zip(*rows, strict=True)))


def _insert(model: type[Model], names: Sequence[str], values: Sequence[Values]) -> None:
    """Insert columns of values, one for each of `names`; without any, nothing."""
    if not values:
        return
    columns = [_column(model, name, connection.vendor) for name in names]
    rows = zip(*_converted(columns, values), strict=True)
    table = _quoted(model._meta.db_table)
    into = ", ".join(column for column, _, _ in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({into}) FROM STDIN", rows)
        else:
            _in_blocks(cursor, f"INSERT INTO {table} ({into}) {{values}}", list(rows))


def update(rows: Sequence[Model], fields: Sequence[str]) -> int:
    """Write some fields of instances that are there already; answers how many were found."""
    if not rows:
        return 0
    model = type(rows[0])
    names = [str(model._meta.get_field(field).attname) for field in fields]  # type: ignore[union-attr]
    return update_rows(
        model, names, ([row.pk, *(getattr(row, name) for name in names)] for row in rows)
    )


def update_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Set `names` of rows given as (key, value of each name); answers how many were found."""
    vendor = connection.vendor
    key, *changed = [_column(model, name, vendor) for name in (model._meta.pk.attname, *names)]
    given = list(zip(*rows, strict=True))
    if not given:
        return 0
    values = _converted([key, *changed], given)
    table = _quoted(model._meta.db_table)
    of_postgresql = vendor == "postgresql"
    named = [f"v{n}" if of_postgresql else f"column{n + 1}" for n in range(len(values))]
    to = ", ".join(f"{name} = {v}" for (name, _, _), v in zip(changed, named[1:], strict=True))
    found = f"UPDATE {table} SET {to} FROM {{given}} WHERE {table}.{key[0]} = {named[0]}"  # noqa: S608
    with connection.cursor() as cursor:
        if of_postgresql:
            lists = ", ".join(f"%s::{kind}[]" for _, kind, _ in (key, *changed))
            statement = found.format(given=f"unnest({lists}) AS given({', '.join(named)})")
            cursor.execute(statement, [list(column) for column in values])
            return int(cursor.rowcount)
        return _in_blocks(
            cursor, found.format(given="({values}) AS given"), list(zip(*values, strict=True))
        )


def count_anew(*tables: type[Model]) -> None:
    """Tell PostgreSQL how many rows there are now, before a long work that reads them all.

    It looks by itself after a minute; until then, a day's mass of new rows is read by a plan made
    for a few, hundreds of times slower.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(_quoted(table._meta.db_table) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def _converted(columns: Sequence[Column], values: Sequence[Values]) -> list[Values]:
    return [convert(some) for (_, _, convert), some in zip(columns, values, strict=True)]


def _in_blocks(cursor: Any, statement: str, rows: Sequence[Values]) -> int:
    """Run, on SQLite, a statement on `{values}` for many rows at once; answers how many it touched.

    Before each statement, SQLite keeps the pages that it will change, in case that a trigger
    refuses it: the fewer statements, the fewer pages.
    """
    touched, done = 0, 0
    for size in BLOCKS:
        some = list(chunks(rows[done : done + (len(rows) - done) // size * size], size))
        if some:
            marks = f"({', '.join(['%s'] * len(rows[0]))})"
            values = f"VALUES {', '.join([marks] * size)}"
            cursor.executemany(
                statement.format(values=values), [list(chain(*block)) for block in some]
            )
            touched, done = touched + cursor.rowcount, done + len(some) * size
    return touched


def _copy(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@cache
def _column(model: type[Model], name: str, vendor: str) -> Column:
    field: Any = next(f for f in model._meta.concrete_fields if f.attname == name)
    kind = str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))
    return _quoted(field.column), kind, _converter(field, vendor)


def _converter(field: models.Field[Any, Any], vendor: str) -> Converter:
    target: models.Field[Any, Any] = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, models.JSONField) and not target.null:
        return _json_or_null
    for kind, converter in _ON_BOTH if vendor == "postgresql" else (*_ON_BOTH, *_ON_SQLITE):
        if isinstance(target, kind):
            return converter or _through(target)
    return _as_is


def _as_is(values: Values) -> Values:
    return values


def _text(values: Values) -> Values:
    """Words of an enumeration as the plain text that they are."""
    return [v if v is None or type(v) is str else str(v) for v in values]


def _json_or_null(values: Values) -> Values:
    """None is JSON's own null where the column holds no other: somebody said that there is none."""
    return [json.dumps(v) for v in values]


def _json(values: Values) -> Values:
    return [None if v is None else json.dumps(v) for v in values]


def _hex(values: Values) -> Values:
    return [None if v is None else v.hex for v in values]


def _iso(values: Values) -> Values:
    return [None if v is None else v.isoformat() for v in values]


def _instant(values: Values) -> Values:
    """As Django writes an aware instant in SQLite: in UTC, without saying so.

    Row after row holds the very same instant, that of the gesture: converted once.
    """
    found = []
    last, text = None, None
    for value in values:
        if value is not last:
            last, text = value, value and value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
        found.append(text)
    return found


def _through(field: models.Field[Any, Any]) -> Converter:
    return lambda values: [
        None if v is None else field.get_db_prep_save(v, connection) for v in values
    ]


# In this order; None: the field's own conversion.
_ON_BOTH: tuple[tuple[type[models.Field[Any, Any]], Converter | None], ...] = (
    (models.JSONField, _json),
    (models.BinaryField, None),
    (models.CharField, _text),
    (models.TextField, _text),
)
_ON_SQLITE: tuple[tuple[type[models.Field[Any, Any]], Converter | None], ...] = (
    (models.UUIDField, _hex),
    (models.DateTimeField, _instant),
    (models.DecimalField, None),
    (models.DateField, _iso),
)
