"""Work done after the answer: reading employers' files."""

import uuid

from django_tasks import task

from guichet.benefits.sick_leave.importing import import_deposit
from guichet.project.clock import now


@task()
def read_deposit_job(deposit_id: str) -> int:
    """Read a deposited DSN file and carry on the files that it concerns."""
    return import_deposit(uuid.UUID(deposit_id), now=now())


def read_later(deposit_id: uuid.UUID) -> None:
    """Queue the reading of a deposit: a row of the same database, in the same transaction."""
    read_deposit_job.enqueue(str(deposit_id))
