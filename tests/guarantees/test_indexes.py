"""No index repeats how another one begins: it costs a write a row, and answers nothing more."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# What the search of a SIREN's establishments asks: LIKE needs an index of its own on PostgreSQL.
ASKED_BY_LIKE = {("people_organisation", ("siret",))}

ON_POSTGRESQL = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, i.indisunique,
    coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
    array(
        SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(n, rank)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n ORDER BY rank
    )
FROM pg_index i WHERE i.indrelid::regclass::text = ANY(%s)
"""


class Index(NamedTuple):
    table: str
    name: str
    unique: bool
    condition: str
    columns: tuple[str, ...]

    def repeats(self, other: "Index") -> bool:
        """Whether the other one finds all that this one does, in the same order.

        One of few rows stands beside one of all: it is small.
        """
        if self == other or self.unique or self.columns != other.columns[: len(self.columns)]:
            return False
        only = f"({self.columns[0]} IS NOT NULL)"  # all that is looked for by its value
        if self.condition:
            return self.condition == other.condition
        return other.condition.replace('"', "") in ("", only)


def indexes() -> Iterator[Index]:
    ours = [m._meta.db_table for m in apps.get_models() if m.__module__.startswith("guichet.")]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ON_POSTGRESQL, [ours])
            yield from (Index(*said, tuple(columns)) for *said, columns in cursor.fetchall())
            return
        for table in ours:
            cursor.execute(f"PRAGMA index_list({table})")
            for _, name, unique, _, _ in cursor.fetchall():
                cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
                made = (cursor.fetchone() or [None])[0] or ""
                _, _, condition = made.partition(" WHERE ")
                cursor.execute(f"PRAGMA index_info({name})")
                columns = tuple(column for _, _, column in cursor.fetchall())
                yield Index(table, name, bool(unique), condition and f"({condition})", columns)


def test_no_index_repeats_how_another_begins() -> None:
    found = list(indexes())
    assert len(found) > 100
    twice = {
        (one.table, one.name, other.name)
        for one in found
        for other in found
        if one.table == other.table
        and one.repeats(other)
        and (one.table, one.columns) not in ASKED_BY_LIKE
    }
    assert not twice
