"""A Dask scheduler and its workers, each a process of its own on this machine."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from distributed import Client

PATIENCE = 60
QUIET = ("--no-dashboard",)


class Cluster(NamedTuple):
    """Where the scheduler listens, and the processes of the workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A scheduler once its workers are there; everything ends with the context."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(_program("scheduler", "--port", "0", "--scheduler-file", told, *QUIET))
        _wait_for(told)
        started = []
        for number in range(workers):
            place = ("--local-directory", folder / f"worker-{number}")
            shape = ("--nthreads", "1", "--no-nanny", "--scheduler-file", told)
            started.append(stack.enter_context(_program("worker", *shape, *place, *QUIET)))
        with Client(scheduler_file=str(told), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
            address = client.scheduler.address
        yield Cluster(address, started)


@contextmanager
def _program(name: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    module = f"distributed.cli.dask_{name}"
    command = [sys.executable, "-W", "ignore", "-m", module, *map(str, arguments)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={n: v for n, v in os.environ.items() if not n.startswith("GUICHET_")},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not file.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{file.name} is not there")
        time.sleep(0.05)
