"""How long a manager waits for the pages of figures, on both databases: docs/benchmarks.md.

.venv/bin/python tools/bench_dashboard.py                  as the page says it, and writes it
.venv/bin/python tools/bench_dashboard.py --files 5000     shorter, writes nothing
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import postgres, session  # noqa: E402
from tools import law_report  # noqa: E402

FILES, TIMES, PROMISED = 100_000, 15, 300
NOW = "2026-11-27T09:00"
PAGES = ("desk-insight", "desk-outlook")
BEGIN = "<!-- dashboard: tools/bench_dashboard.py writes from here -->"
END = "<!-- dashboard: to here -->"


@dataclass(frozen=True)
class Page:
    """Milliseconds of one page, each time that it was asked, and its statements.

    `first`: asked when nothing is kept yet of what is long to count (docs/architecture.md).
    """

    name: str
    first: float
    took: list[float]
    statements: int

    def row(self, database: str) -> str:
        usual = statistics.median(self.took)
        verdict = "met" if usual < PROMISED else "**missed**"
        return (
            f"| {self.name} | {database} | {self.first:.0f} ms | {usual:.0f} ms |"
            f" {max(self.took):.0f} ms | {self.statements} | {verdict} |"
        )


def inside(files: int) -> None:
    """In a process and on a database of its own: fill it, ask the pages, tell what they took."""
    import django

    django.setup()
    from django.core.management import call_command

    from tools.dashboard_fund import today, write_fund

    call_command("migrate", verbosity=0)
    tell = lambda done: print(f"{done} files", file=sys.stderr, flush=True)  # noqa: E731
    write_fund(files, today(NOW), tell=tell)
    print(json.dumps([_asked(name) for name in PAGES]))


def _asked(name: str) -> dict[str, object]:
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from guichet.people.models import Account
    from guichet.web.desk import kept
    from tests.web.world import sign_in

    manager = Account.objects.filter(role="manager").first() or Account.objects.create(
        login="bench", role="manager", display_name="Bench", staff_number="1",
        created_at=today_of_bench(),
    )  # fmt: skip
    client, url = sign_in(Client(), manager), reverse(name)
    started = time.perf_counter()
    if client.get(url).status_code != 200:
        raise RuntimeError(f"{name} is not shown")
    first = 1000 * (time.perf_counter() - started)
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        client.get(url)
        took.append(1000 * (time.perf_counter() - started))
    kept.forget()
    with transaction.atomic(), CaptureQueriesContext(connection) as seen:  # by one connection
        client.get(url)
    return {"name": name, "first": first, "took": took, "statements": len(seen)}


def today_of_bench() -> datetime:
    return datetime.fromisoformat(NOW).replace(tzinfo=UTC)


def measure(name: str, url: str, files: int) -> list[Page]:
    print(f"== {name}", file=sys.stderr, flush=True)
    kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as data:
        environment = {
            **kept, "GUICHET_VAR": data, "GUICHET_NOW": NOW, "GUICHET_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "guichet.project.settings",
        }  # fmt: skip
        if url:
            environment["GUICHET_DATABASE_URL"] = url
        command = [sys.executable, __file__, "--files", str(files), "--inside"]
        told = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    return [Page(**page) for page in json.loads(told.splitlines()[-1])]


def section(found: dict[str, list[Page]], files: int, load: float) -> str:
    rows = [page.row(database) for database, pages in found.items() for page in pages]
    return (
        f"`.venv/bin/python tools/bench_dashboard.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}, {os.cpu_count()} cores, Python {platform.python_version()}; load"
        f" of the machine {load:.1f} before. {law_report.grouped(files)} files of one year, with"
        f" their contacts, tasks, pieces, letters and orders. Each page asked {TIMES} times, from"
        f" the address to the last byte, by one reader; promised: under {PROMISED} ms."
        " The first reader is whoever asks when nothing is kept of what is long to count: the"
        " others read that.\n\n"
        "| page | database | first reader | median | slowest | statements | |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.inside:
        inside(asked.files)
        return 0
    load = os.getloadavg()[0]
    session.open_run()
    try:
        found = {
            "SQLite": measure("SQLite", "", asked.files),
            "PostgreSQL": measure("PostgreSQL", postgres.database_url(durable=True), asked.files),
        }
    finally:
        session.close_run()
    text = section(found, asked.files, load)
    print(text)
    if asked.files == FILES:
        law_report.write(text, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
