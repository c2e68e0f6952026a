"""The command `guichet`. Groups are loaded when asked, so that the law answers without Django."""

import errno
import importlib
import sys
from io import TextIOWrapper
from typing import Any

import click

from guichet.cli.upgrade import TooOld

UNREADABLE = 2

GROUPS = {
    "law": ("guichet.cli.law", "law"),
    "dsn": ("guichet.cli.dsn_import", "dsn"),
    "dsij": ("guichet.cli.dsij", "dsij"),
    "account": ("guichet.cli.account", "account"),
    "people": ("guichet.cli.tables", "people"),
    "employers": ("guichet.cli.tables", "employers"),
    "takeover": ("guichet.cli.takeover", "takeover"),
    "case": ("guichet.cli.case", "case"),
    "bank": ("guichet.cli.bank", "bank"),
    "insight": ("guichet.cli.insight", "insight"),
    "pay": ("guichet.cli.pay", "pay"),
    "journal": ("guichet.cli.journal", "journal"),
    "demo": ("guichet.cli.demo", "demo"),
    "serve": ("guichet.cli.serve", "serve"),
    "work": ("guichet.cli.serve", "work"),
    "code": ("guichet.cli.demo", "code"),
    "doctor": ("guichet.cli.doctor", "doctor"),
    "replay": ("guichet.cli.replay", "replay"),
    "report": ("guichet.cli.report", "report"),
    "bench": ("guichet.cli.bench", "bench"),
    "backup": ("guichet.cli.backup", "backup"),
    "restore": ("guichet.cli.backup", "restore"),
    "migrate": ("guichet.cli.serve", "migrate"),
}


class LazyGroup(click.Group):
    """Knows the names; imports the module of one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return None
        module, name = GROUPS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal may not have every character
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = _said(error)
            if said is None:
                raise
            click.echo(said, err=True)
            sys.exit(UNREADABLE)


def _said(error: Exception) -> str | None:
    """What an installation that is not ready, or a full disk, is to a person."""
    if isinstance(error, TooOld):
        return str(error)
    if _not_ready(error):
        return "La base de données n'a pas ses tables : lancez d'abord « guichet migrate »."
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "La réponse n'a pu être écrite en entier : il n'y a plus de place."
    return None


def _not_ready(error: Exception) -> bool:
    """Whether the database answers that a table does not exist, in SQLite or in PostgreSQL."""
    database = sys.modules.get("django.db.utils")
    if database is None or not isinstance(error, database.DatabaseError):
        return False
    return "no such table" in str(error) or (
        type(error.__cause__).__name__ == "UndefinedTable"  # of psycopg
    )


@click.command(cls=LazyGroup)
@click.version_option(package_name=None, version="0.1.0", prog_name="guichet")
def main() -> None:
    """Guichet : tout le service d'une caisse d'assurance maladie à ses publics."""
