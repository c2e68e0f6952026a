"""How a migration makes tables, where Django's own way costs more. Used by migrations only."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from guichet.journal.triggers import OnTables


class MadeTogether(Operation):
    """Tables made at once: for each, Django would make anew every model that points at another.

    For the money's, that takes a third of the time of a new database.
    """

    def __init__(self, *tables: CreateModel) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in state.__dict__:
            del state.apps  # the models are made again when one is asked for, once all are known
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        editor: BaseDatabaseSchemaEditor,
        before: ProjectState,
        after: ProjectState,
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, editor, before, after)

    def database_backwards(
        self,
        app_label: str,
        editor: BaseDatabaseSchemaEditor,
        before: ProjectState,
        after: ProjectState,
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, editor, before, after)


def without_like(*, but: str = "") -> OnTables:
    """The tables of a migration, last in it, without the indexes of PostgreSQL for LIKE.

    Django makes one beside each unique text; nothing is looked for so, `but` in one column.
    """

    def leave_out(editor: BaseDatabaseSchemaEditor) -> None:
        # they are made when the migration ends, as `deferred_sql`; no other index has these classes
        editor.deferred_sql[:] = [
            made
            for made in editor.deferred_sql
            if "_pattern_ops" not in str(made) or (but and f'("{but}" ' in str(made))
        ]

    return OnTables(leave_out, lambda _editor: None)
