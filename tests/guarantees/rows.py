"""Writing rows by raw SQL, past every action and model, and what the database answers."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from guichet.journal.service import new_id


class RollBack(Exception):
    """Ends a try whose rows must not stay."""


def set_columns(row: models.Model, values: Mapping[str, Any]) -> None:
    """UPDATE one row."""
    columns, parameters = _prepared(type(row), values)
    assignments = ", ".join(f'"{column}" = %s' for column in columns)
    _execute(row, f"UPDATE {{table}} SET {assignments} WHERE {{key}} = %s", parameters)  # noqa: S608  our own names


def copy_row(row: models.Model, values: Mapping[str, Any]) -> None:
    """INSERT the same row once more, some of its columns changed, under another key."""
    model = type(row)
    key = model._meta.pk
    if isinstance(key, models.UUIDField):
        values = {key.attname: new_id(), **values}
    changed, parameters = _prepared(model, values)
    others = [
        field.column
        for field in model._meta.concrete_fields
        if field.column not in changed and field is not key
    ]
    target = ", ".join(f'"{column}"' for column in [*changed, *others])
    source = ", ".join(["%s"] * len(changed) + [f'"{column}"' for column in others])
    _execute(
        row, f"INSERT INTO {{table}} ({target}) SELECT {source} FROM {{table}} WHERE {{key}} = %s",  # noqa: S608  our own names
        parameters,
    )  # fmt: skip


def delete_row(row: models.Model, _values: Mapping[str, Any] | None = None) -> None:
    _execute(row, "DELETE FROM {table} WHERE {key} = %s", [])


def refusal(operation: Any, row: models.Model, values: Mapping[str, Any]) -> IntegrityError | None:
    """What the database says of an operation, which leaves no trace; None when it accepts."""
    try:
        with transaction.atomic():
            operation(row, values)
            raise RollBack
    except RollBack:
        return None
    except IntegrityError as error:
        return error


def is_refused_by(error: IntegrityError | None, constraint: models.BaseConstraint) -> bool:
    """Whether a refusal names this constraint (SQLite names the columns of a unique one)."""
    if error is None:
        return False
    if connection.vendor == "postgresql":
        return bool(error.__cause__.diag.constraint_name == constraint.name)  # type: ignore[union-attr]
    text = str(error)
    if isinstance(constraint, models.UniqueConstraint):
        return all(f".{field}" in text for field in constraint.fields)
    return text == f"CHECK constraint failed: {constraint.name}"


def trigger_names() -> set[str]:
    """The triggers that the migrations have made."""
    orders = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(orders[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def without_trigger(name: str, table: str) -> None:
    """Takes a trigger away, as somebody who owns the database could."""
    of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{of_table}")


def _prepared(model: type[models.Model], values: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name].column for name in values]
    prepared = [fields[name].get_db_prep_save(value, connection) for name, value in values.items()]
    return columns, prepared


def _execute(row: models.Model, order: str, parameters: list[Any]) -> None:
    meta = row._meta
    text = order.format(table=f'"{meta.db_table}"', key=f'"{meta.pk.column}"')
    key = meta.pk.get_db_prep_value(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(text, [*parameters, key])
        if cursor.rowcount != 1:
            raise AssertionError(f"{cursor.rowcount} rows touched in {meta.db_table}")


def other() -> uuid.UUID:
    return new_id()
