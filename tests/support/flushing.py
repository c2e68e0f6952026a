"""Emptying a test database whose tables refuse to lose a row.

SQLite empties a table by deleting its rows, which the triggers of what is append-only refuse;
PostgreSQL truncates, which fires none of them. The triggers step aside for the flush alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import transaction
from django.db.backends.sqlite3.base import DatabaseOperations

_execute = DatabaseOperations.execute_sql_flush


def flush_without_triggers(operations: Any, orders: list[str]) -> None:
    """What Django calls to empty tables of SQLite, the triggers dropped and made again."""
    connection = operations.connection
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        _execute(operations, orders)
        for _, order in triggers:
            cursor.execute(order)


@contextmanager
def append_only_tables_can_be_emptied() -> Iterator[None]:
    with mock.patch.object(DatabaseOperations, "execute_sql_flush", flush_without_triggers):
        yield
