"""Emptying a test database, after a test that commits, whose tables refuse to lose a row.

Django empties every table, and on PostgreSQL makes the files of each anew. Here the tables that
have rows are emptied, the triggers that would refuse it stepping aside for that alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

# written by the migrations, and by nothing else
STAY = {"django_migrations", "django_content_type", "auth_permission"}


def empty_what_has_rows(_test: Any) -> None:
    """What Django calls to empty the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        full = tables_with_rows(cursor)
        if connection.vendor == "postgresql":
            # neither triggers nor foreign keys, which are triggers there
            cursor.execute("SET LOCAL session_replication_role = replica")
            empty(cursor, full)
        elif full:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [row for row in cursor.fetchall() if row[1] in full]
            for name, _, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            empty(cursor, full)
            for _, _, order in triggers:
                cursor.execute(order)


def tables_with_rows(cursor: CursorWrapper) -> list[str]:
    names = set(connection.introspection.table_names(cursor)) - STAY
    each = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in sorted(names))  # noqa: S608
    cursor.execute(" UNION ALL ".join(each))
    return [name for (name,) in cursor.fetchall()]


def empty(cursor: CursorWrapper, tables: list[str]) -> None:
    for name in tables:
        cursor.execute(f"DELETE FROM {name}")  # noqa: S608


@contextmanager
def tables_can_be_emptied() -> Iterator[None]:
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_what_has_rows):
        yield
