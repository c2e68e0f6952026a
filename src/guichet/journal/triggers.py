"""Triggers for what ordinary constraints cannot say, written for both databases at once.

Used by migrations only. A trigger raises `message`; on SQLite by RAISE(ABORT), on PostgreSQL by a
function of the trigger's own name.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_SQLITE = """CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""

_POSTGRESQL = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""

_DROP = {
    "sqlite": "DROP TRIGGER {name}",
    "postgresql": "DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()",
}


def refuse(table: str, name: str, event: str, condition: str, message: str) -> RunPython:
    """A migration operation: refuse `event` (INSERT, UPDATE, DELETE) on `table` where `condition`.

    `condition` is SQL over NEW and OLD that both databases read alike; null counts as not refused.
    """

    def create(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        template = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
        editor.execute(
            template.format(
                table=table, name=name, event=event, condition=condition, message=message
            ),
            params=None,
        )

    def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(_DROP[editor.connection.vendor].format(table=table, name=name), params=None)

    return RunPython(create, drop)


def append_only(table: str) -> list[RunPython]:
    """Operations that let rows be added to `table` and never changed or removed."""
    return [
        refuse(table, f"{table}_no_update", "UPDATE", "1 = 1", f"{table} is append-only"),
        refuse(table, f"{table}_no_delete", "DELETE", "1 = 1", f"{table} is append-only"),
    ]


def append_only_lifted(table: str) -> list[RunPython]:
    """Operations that undo `append_only`, before a change that SQLite makes by a new table."""
    return [lifted(one) for one in reversed(append_only(table))]


def lifted(trigger: RunPython) -> RunPython:
    """The operation that undoes one of `refuse`."""
    return RunPython(trigger.reverse_code, trigger.code)


def changed(*columns: str) -> str:
    """A condition: one of `columns` changes in an UPDATE (nulls compared as values)."""
    return "(" + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) + ")"
