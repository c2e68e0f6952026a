"""Nothing waits for the disk.

A test kills processes, never the machine: what a killed process has written is there, flushed to
the disk or not. Waiting takes up to tens of milliseconds a file and a transaction.
"""

import os
from typing import Any

PRAGMA = "PRAGMA synchronous=OFF"


def at_once(_descriptor: int) -> None:
    """Instead of `os.fsync`."""


def without_waiting(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a connection to SQLite."""
    return {**options, "init_command": f"{options['init_command'].rstrip('; ')}; {PRAGMA}"}


def hasten() -> None:
    """This process, before Django is set up."""
    from guichet.project import settings

    os.fsync = at_once
    settings.SQLITE_OPTIONS.update(without_waiting(settings.SQLITE_OPTIONS))
