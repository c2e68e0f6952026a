"""The worker of a scenario, which leaps over the passes that would find nothing to do.

What is due stays due until it is done. A pass tried further on that finds nothing to write shows
that those before it had nothing to write either; one that would write is stopped before it does,
and a nearer one tried.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from guichet.cli.serve import work_once

WRITES = ("INSERT", "UPDATE", "DELETE")
# each pass seals what moved before it, if anything did, and does nothing for a file by that
SEALING = (
    'INSERT INTO "journal_seal"',
    'INSERT INTO "journal_sealedhead"',
    'UPDATE "journal_streamhead" SET "sealed_sequence"',
)
FURTHEST = 16


class Worker:
    """Works at the hour that `clock` is told."""

    def __init__(self, clock: Callable[[datetime], None]) -> None:
        self.clock = clock
        self.sealed: datetime | None = None

    def work(self, now: datetime) -> None:
        """What it does until nothing is left to do."""
        self.clock(now)
        done = 1
        while done:
            done, self.sealed = work_once(self.sealed)

    def live(self, passes: Sequence[datetime]) -> None:
        """Does what these passes would do, one after the other."""
        at, leap = 0, 1
        while at < len(passes):
            leap = min(leap, len(passes) - at)
            now = passes[at + leap - 1]
            idle = self._is_idle(now)
            if idle:
                at += leap
            elif leap == 1:
                self.work(now)
                at += 1
            leap = min(2 * leap, FURTHEST) if idle else max(leap // 2, 1)

    def _is_idle(self, now: datetime) -> bool:
        """Whether a pass at that hour only seals; it stops at the first order that would."""
        self.clock(now)
        try:
            with transaction.atomic(), connection.execute_wrapper(_refuse_to_write):
                _, self.sealed = work_once(self.sealed)
        except WouldWriteError:
            return False
        return True


class WouldWriteError(Exception):
    """There is something to do."""


def _refuse_to_write(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    if sql.startswith(WRITES) and not sql.startswith(SEALING):
        raise WouldWriteError
    return execute(sql, params, many, context)
