"""Many rows at once: the one place that knows how to write them fast.

Django's own bulk insert prepares each value through several calls; here each column has one
converter, and rows go by `executemany` on SQLite and by `COPY` on PostgreSQL (docs/benchmarks.md).
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Model

ModelType = TypeVar("ModelType", bound=Model)
Converter = Callable[[Any], Any]
FEW = 8


def insert(rows: Sequence[ModelType]) -> Sequence[ModelType]:
    """Insert instances of one model. Keys that the database gives are not read back."""
    if not rows:
        return rows
    model = type(rows[0])
    if len(rows) <= FEW:
        model._default_manager.bulk_create(rows)
        return rows
    table, columns = _columns(model, connection.vendor)
    values = ([convert(getattr(row, name)) for name, _, convert in columns] for row in rows)
    names = ", ".join(connection.ops.quote_name(column) for _, column, _ in columns)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", values)
    else:
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  our names
            cursor.executemany(statement, list(values))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def update(rows: Sequence[ModelType], fields: Sequence[str]) -> None:
    """Write some fields of instances that are there already, in a few statements."""
    if not rows:
        return
    type(rows[0])._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields, batch_size=2_000
    )


def _copy(statement: str, rows: Any) -> None:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


@cache
def _columns(model: type[Model], vendor: str) -> tuple[str, list[tuple[str, str, Converter]]]:
    """The table, and (attribute, column, converter) for each column that the program gives."""
    columns = [
        (field.attname, str(field.column), _converter(field, vendor))
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    return connection.ops.quote_name(model._meta.db_table), columns


def _converter(field: models.Field[Any, Any], vendor: str) -> Converter:
    target: models.Field[Any, Any] = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    for kind, converter in _ON_BOTH if vendor == "postgresql" else (*_ON_BOTH, *_ON_SQLITE):
        if isinstance(target, kind):
            return converter or _through(target)
    return _as_is


def _as_is(value: Any) -> Any:
    return str(value) if type(value) is not str and isinstance(value, str) else value


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _hex(value: Any) -> str | None:
    return None if value is None else value.hex


def _iso(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def _through(field: models.Field[Any, Any]) -> Converter:
    return lambda value: field.get_db_prep_save(value, connection)


# In this order; None: the field's own conversion.
_ON_BOTH: tuple[tuple[type[models.Field[Any, Any]], Converter | None], ...] = (
    (models.JSONField, _json),
    (models.BinaryField, None),
)
_ON_SQLITE: tuple[tuple[type[models.Field[Any, Any]], Converter | None], ...] = (
    (models.UUIDField, _hex),
    (models.DateTimeField, None),
    (models.DecimalField, None),
    (models.DateField, _iso),
)
