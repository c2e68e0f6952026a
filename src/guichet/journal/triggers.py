"""Triggers for what ordinary constraints cannot say, written for both databases at once.

Used by migrations only. A trigger raises `message`; on SQLite by RAISE(ABORT), on PostgreSQL by a
function of the trigger's own name.
"""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SQLITE = """CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""

_POSTGRESQL = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {name}()"""

_AT_COMMIT = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM {table} kept WHERE kept.id = NEW.id AND {kept})
  THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION {name}()"""

_OF_A_STATEMENT = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({found})
  THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""
_ROWS = {"INSERT": "NEW TABLE AS came", "UPDATE": "OLD TABLE AS was NEW TABLE AS came"}

_DROP = {
    "sqlite": "DROP TRIGGER {name}",
    "postgresql": "DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()",
}


OnEditor = Callable[[BaseDatabaseSchemaEditor], None]


class OnTables(Operation):
    """An operation on tables that reads no model: before RunPython, Django makes each of them anew,
    which takes half the time of a new database."""

    reduces_to_sql = False

    def __init__(self, forward: OnEditor, backward: OnEditor) -> None:
        self.forward, self.backward = forward, backward

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, _app: str, editor: BaseDatabaseSchemaEditor, _from: ProjectState, _to: ProjectState
    ) -> None:
        self.forward(editor)

    def database_backwards(
        self, _app: str, editor: BaseDatabaseSchemaEditor, _from: ProjectState, _to: ProjectState
    ) -> None:
        self.backward(editor)


def refuse(
    table: str, name: str, event: str, condition: str, message: str, *, asked_when: str = ""
) -> OnTables:
    """A migration operation: refuse `event` (INSERT, UPDATE, DELETE) on `table` where `condition`.

    `condition` is SQL over NEW and OLD that both databases read alike; null counts as not refused.
    PostgreSQL calls the trigger only for rows where `asked_when` holds: what the condition implies
    of NEW and OLD, without a query, since each call of a function takes some forty times as long
    as that. SQLite reads a condition so by itself.
    """
    said = {"table": table, "name": name, "event": event, "condition": condition}
    when = f"WHEN ({asked_when})" if asked_when else ""
    return _made(_POSTGRESQL, {**said, "message": message, "when": when})


def refuse_at_once(
    table: str, name: str, event: str, condition: str, message: str, *, found: str
) -> OnTables:
    """What `refuse` does, which PostgreSQL asks once of all rows of a statement.

    `found` selects those to refuse, among the rows as they `came` and, of an UPDATE, as each `was`:
    one query for thousands of rows, where each took its own. What it reads of other tables it looks
    up by scalar subqueries: no planner makes of these the reading of a whole table. SQLite asks
    `condition` row by row.
    """
    said = {"table": table, "name": name, "event": event, "condition": condition}
    return _made(
        _OF_A_STATEMENT, {**said, "message": message, "found": found, "rows": _ROWS[event]}
    )


def at_commit(table: str, name: str, condition: str, message: str) -> OnTables:
    """Refuse, as `refuse` does, an INSERT that another transaction may make wrong meanwhile.

    PostgreSQL asks when the transaction commits, of the row as it then is and after its foreign
    keys, which wait for whoever has locked what they point at. SQLite has one writer at a time, and
    asks at once. `condition` calls the row `{row}`.
    """
    said = {"table": table, "name": name, "event": "INSERT", "message": message}
    said["kept"] = condition.format(row="kept")
    return _made(_AT_COMMIT, {**said, "condition": condition.format(row="NEW")})


def _made(on_postgresql: str, said: dict[str, str]) -> OnTables:
    def create(editor: BaseDatabaseSchemaEditor) -> None:
        template = _SQLITE if editor.connection.vendor == "sqlite" else on_postgresql
        editor.execute(template.format(**said), params=None)

    def drop(editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(_DROP[editor.connection.vendor].format(**said), params=None)

    return OnTables(create, drop)


def on_postgresql(statement: str, undone: str = "") -> OnTables:
    """An operation that PostgreSQL alone does."""

    def doing(said: str) -> OnEditor:
        def do(editor: BaseDatabaseSchemaEditor) -> None:
            if said and editor.connection.vendor == "postgresql":
                editor.execute(said, params=None)

        return do

    return OnTables(doing(statement), doing(undone))


def kept(table: str, *operations: Operation) -> list[Operation]:
    """Operations for which SQLite makes `table` anew, its triggers and those that read it kept.

    They are set aside before and put back after, as they were. PostgreSQL changes a table in place.
    So begins whatever changes a column or a constraint of a table that has triggers:

        operations = kept("cases_fact", migrations.AddField("fact", …))
    """
    held: list[str] = []

    def aside(editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "sqlite":
            return
        with editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                " AND (tbl_name = %s OR sql LIKE %s)",
                [table, f"%{table}%"],
            )
            found = cursor.fetchall()
        held.extend(sql for _name, sql in found)
        for name, _sql in found:
            editor.execute(f"DROP TRIGGER {name}", params=None)

    def back(editor: BaseDatabaseSchemaEditor) -> None:
        while held:
            editor.execute(held.pop(), params=None)

    return [OnTables(aside, back), *operations, OnTables(back, aside)]


def append_only(table: str) -> list[OnTables]:
    """Operations that let rows be added to `table` and never changed or removed."""
    return [
        refuse(table, f"{table}_no_update", "UPDATE", "1 = 1", f"{table} is append-only"),
        never_deleted(table, f"{table} is append-only"),
    ]


def never_deleted(table: str, message: str = "") -> OnTables:
    """An operation that lets no row of `table` be removed."""
    said = message or f"{table} is never deleted"
    return refuse(table, f"{table}_no_delete", "DELETE", "1 = 1", said)


def lifted(trigger: OnTables) -> OnTables:
    """The operation that undoes a trigger: before the same name is given another condition."""
    return OnTables(trigger.backward, trigger.forward)


def changed(*columns: str) -> str:
    """A condition: one of `columns` changes in an UPDATE (nulls compared as values)."""
    return "(" + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) + ")"
