"""Serving the pages, and the worker that does what happens after an answer."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import click

from guichet.cli.django import setup
from guichet.cli.upgrade import bring_up_to_date

SEAL_EVERY = timedelta(hours=1)
LATER = timedelta(minutes=1)
PAUSE_SECONDS = 1.0
log = logging.getLogger(__name__)


class Duty(Protocol):
    """A kind of work that is looked for at each round; answers how much was done."""

    __name__: str

    def __call__(self, now: datetime, /) -> object: ...


@click.command()
def migrate() -> None:
    """Met la base de données à jour."""
    setup()
    bring_up_to_date()
    click.echo("Base de données à jour.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processus qui servent les pages.")
def serve(host: str, port: int, workers: int) -> None:
    """Sert les pages et lance le travailleur ; Ctrl-C arrête tout."""
    run_all(host, port, workers)


def server_command(host: str, port: int, workers: int) -> list[str]:
    # The server warns whoever starts it of more threads than this for the cores there are.
    threads = min(8, 2 * (os.cpu_count() or 1) + 1)
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--log-level",
        "warning",
        "guichet.project.wsgi:application",
    ]


def run_all(host: str, port: int, workers: int, ready: Callable[[], None] | None = None) -> None:
    """Run the server and the worker until one stops or somebody presses Ctrl-C; stop both."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "guichet.project.settings"}
    commands: Sequence[list[str]] = (
        server_command(host, port, workers),
        [sys.executable, "-m", "guichet.cli", "work"],
    )
    # A session of their own: Ctrl-C reaches this process alone, which then stops them in order.
    running = [
        subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
        for command in commands
    ]
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if ready is not None and _wait_for(host, port, running[0], stop):
        ready()
    while not stop.wait(0.3):
        if any(process.poll() is not None for process in running):
            break
    failed = [p for p in running if p.poll() not in (None, 0)] if not stop.is_set() else []
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    if failed:
        click.echo("Le serveur s'est arrêté. Le port est peut-être déjà pris.", err=True)
        sys.exit(1)


def _wait_for(
    host: str, port: int, process: subprocess.Popen[bytes], stop: threading.Event
) -> bool:
    import socket

    for _ in range(150):
        if process.poll() is not None or stop.is_set():
            return False
        try:
            with socket.create_connection((host, port), timeout=0.5):
                return True
        except OSError:
            time.sleep(0.2)
    return False


@click.command()
@click.option("--once", is_flag=True, help="Fait ce qui attend, puis s'arrête.")
def work(once: bool) -> None:
    """Fait ce qui attend : lecture des fichiers, analyse antivirus, envois, scellés du journal."""
    setup()
    from django.db import close_old_connections

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    sealed_at: datetime | None = None
    do = _do if once else OneByOne()
    while not stop.is_set():
        close_old_connections()
        done, sealed_at = work_once(sealed_at, do)
        if once and not done:
            return
        if not done:
            stop.wait(PAUSE_SECONDS)


def _do(duty: Duty) -> int:
    from guichet.project.clock import now

    done = duty(now())
    return done if isinstance(done, int) else 0


class OneByOne:
    """Does a duty; one that fails is told and left for a minute, the others go on."""

    def __init__(self) -> None:
        self.not_before: dict[str, datetime] = {}

    def __call__(self, duty: Duty) -> int:
        from guichet.project.clock import now

        name = duty.__name__
        if name in self.not_before and now() < self.not_before[name]:
            return 0
        try:
            return _do(duty)
        except Exception:  # the database away, a fault of ours: letters and payments wait for it
            log.exception("%s failed; tried again in a minute", name)
            self.not_before[name] = now() + LATER
            return 0


def work_once(
    sealed_at: datetime | None, do: Callable[[Duty], int] = _do
) -> tuple[int, datetime | None]:
    """One round of all kinds of work; answers how much was done and when the journal was sealed."""
    from guichet.benefits.sick_leave.service import (
        assess_left_over,
        import_left_over,
        remind_employers,
        remind_provisional,
        tell_news,
        tell_silence,
    )
    from guichet.documents.service import scan_pending
    from guichet.journal.service import seal
    from guichet.ledger.service import chase
    from guichet.outbox.service import drain
    from guichet.people.throttle import forget_addresses
    from guichet.project.clock import now

    def send(_now: datetime) -> int:
        return drain(now)

    always: tuple[Duty, ...] = (
        _run_queued_jobs, import_left_over, assess_left_over, scan_pending, send,
    )  # fmt: skip
    done = sum(do(duty) for duty in always)
    if sealed_at is None or now() - sealed_at >= SEAL_EVERY:
        hourly: tuple[Duty, ...] = (
            seal, chase, remind_employers, remind_provisional, tell_news, tell_silence,
            forget_addresses,
        )  # fmt: skip
        for duty in hourly:
            do(duty)
        sealed_at = now()
    return done, sealed_at


def _run_queued_jobs(now: datetime) -> int:
    """Run the queued jobs, one after the other, until none is ready."""
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="guichet",
        excluded_queue_names=[],
    )
    before = _waiting_jobs()
    if before:
        worker.run()
    return before


def _waiting_jobs() -> int:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.ready().count()
