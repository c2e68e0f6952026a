"""Civil days counted by the database, alike on SQLite and PostgreSQL.

A delay is a difference of civil days in France. Django's own truncation calls Python for each row
of SQLite; here the hour of summer is told in SQL, by the rule of the European Union (directive
2000/84/CE: from the last Sunday of March, 1:00 UTC, to the last Sunday of October, 1:00 UTC).
"""

from typing import Any

from django.db.models import Func, IntegerField

_SUNDAY = "'weekday 0', '-7 days', '+1 hour'"
# Before 22:00 UTC the day is the same in France, summer or winter; then most of the year needs no
# look at Sundays. Fractions are cut: SQLite would round them up to a day.
_IN_FRANCE = f"""(CASE WHEN substr({{x}}, 12, 2) < '22' THEN unixepoch(substr({{x}}, 1, 10)) / 86400
 ELSE (unixepoch(substr({{x}}, 1, 19)) + CASE
 WHEN substr({{x}}, 6, 5) BETWEEN '04-01' AND '10-24' THEN 7200
 WHEN substr({{x}}, 6, 5) < '03-25' OR substr({{x}}, 6, 5) > '10-31' THEN 3600
 WHEN substr({{x}}, 6, 2) = '03' THEN 3600 + 3600 *
  (unixepoch(substr({{x}}, 1, 19)) >= unixepoch(substr({{x}}, 1, 4) || '-04-01', {_SUNDAY}))
 ELSE 3600 + 3600 *
  (unixepoch(substr({{x}}, 1, 19)) < unixepoch(substr({{x}}, 1, 4) || '-11-01', {_SUNDAY}))
 END) / 86400 END)"""


class CivilDay(Func):
    """The civil day, in France, of an instant: days since 1 January 1970."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return _IN_FRANCE.format(x=sql), list(params) * _IN_FRANCE.count("{x}")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"(({sql} AT TIME ZONE 'Europe/Paris')::date - DATE '1970-01-01')", list(params)


class DayNumber(Func):
    """A civil date as days since 1 January 1970."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"(unixepoch({sql}) / 86400)", list(params)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} - DATE '1970-01-01')", list(params)
