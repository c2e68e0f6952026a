"""Indexes that a migration takes away, on both databases at once. Used by migrations only."""

from collections.abc import Iterable

from django.db.migrations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


def dropped(names: Iterable[str], *fields: Operation) -> SeparateDatabaseAndState:
    """Drop indexes by their names; `fields` are as the models know them from now on.

    As a change of fields, SQLite would make the whole tables anew, without their triggers.
    """
    drops = [f'DROP INDEX IF EXISTS "{name}"' for name in names]
    return SeparateDatabaseAndState([RunSQL(drops, RunSQL.noop)], list(fields))
