"""A year lived, on the embedded database and on a PostgreSQL made for it: in docs/benchmarks.md.

.venv/bin/python tools/bench_year.py [--scale 0.01] [--workers 2] [--only SQLite|PostgreSQL]

`guichet replay cpam93-2020` itself, from an empty migrated database to the end of the year, by
`--workers` (on SQLite one lives, and one prepares), both waiting for the disk as in service. Beside
the seconds, those of processor say what other work on the machine does not change much.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import postgres, session  # noqa: E402
from tools import law_report  # noqa: E402

COMMAND = ROOT / ".venv" / "bin" / "guichet"
BEGIN, END = "<!-- year: tools/bench_year.py writes from here -->", "<!-- year: to here -->"
PROFILE, SCALE, WORKERS = "cpam93-2020", Decimal("0.01"), 2
MINUTE = 60
CONTACTS = ("desk", "phone", "messages")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """A year lived on a database: seconds, seconds of processor, megabytes."""

    name: str
    workers: int
    load: float
    lived: dict[str, int]
    seconds: float
    program: float
    server: float
    memory: float
    disk: float

    @property
    def things(self) -> int:
        return sum(self.lived.values())


def measured(name: str, url: str, scale: Decimal, workers: int) -> Run:
    """A year lived on an empty database. Raises RuntimeError where the command fails."""
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as data:
        kept = {key: value for key, value in os.environ.items() if key[:8] != "GUICHET_"}
        environment = {**kept, "GUICHET_VAR": data, "GUICHET_DATABASE_URL": url}
        if not url:
            del environment["GUICHET_DATABASE_URL"]
        _ended([str(COMMAND), "migrate"], environment)
        load, before = os.getloadavg()[0], _server_seconds(url)
        command = [str(COMMAND), "replay", PROFILE, "--json"]
        command += ["--scale", str(scale), "--workers", str(workers)]
        text, usage = _ended(command, environment)
        said: dict[str, Any] = json.loads(text)
        return Run(
            name,
            workers,
            load,
            {code: of["lived"] for code, of in said["services"].items()},
            float(said["seconds"]),
            usage.ru_utime + usage.ru_stime,
            _server_seconds(url) - before,
            usage.ru_maxrss / 1024,
            _disk(url, Path(data)) / 1e6,
        )


def _ended(command: list[str], environment: dict[str, str]) -> tuple[str, Any]:
    """What a command writes, and what it and its own processes have used."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command[1]} failed")
        out.seek(0)
        return out.read().decode(), usage


def _server_seconds(url: str) -> float:
    """Seconds of processor of the server and of the processes that it has had; 0 without one."""
    if not url:
        return 0.0
    folder = Path(unquote(url.split("@")[1].rpartition("/")[0]))
    pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    found = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            who, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue  # ended meanwhile
        fields = rest.split()
        if pid in (int(who.split()[0]), int(fields[1])):
            found += sum(map(int, fields[11:15])) / TICKS
    return found


def _disk(url: str, data: Path) -> int:
    """Bytes of the database."""
    if not url:
        return sum(file.stat().st_size for file in data.glob("*.sqlite3*"))
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


def section(runs: list[Run], scale: Decimal) -> str:
    """What was measured, and what it makes of a whole year."""
    lines = [
        f"`.venv/bin/python tools/bench_year.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}, {os.cpu_count()} cores, Python {platform.python_version()};"
        f" scale {scale}, one run each. PostgreSQL as it comes (fsync and synchronous_commit on,"
        " shared_buffers 128 MB), on the same machine.",
        "",
        "| | " + " | ".join(f"{run.name}, {run.workers} process(es)" for run in runs) + " |",
        "|---" * (len(runs) + 1) + "|",
    ]
    rows: list[tuple[str, Callable[[Run], str]]] = [
        ("persons, employers, staff", lambda run: f"{run.lived['department']:,}"),
        ("contacts", lambda run: f"{sum(run.lived[code] for code in CONTACTS):,}"),
        ("sick leaves taken, decided, paid", lambda run: f"{run.lived['sick_leave']:,}"),
        ("load of the machine before", lambda run: f"{run.load:.1f}"),
        ("seconds", lambda run: f"{run.seconds:,.0f}"),
        ("seconds of processor: program", lambda run: f"{run.program:,.0f}"),
        ("seconds of processor: server", lambda run: f"{run.server:,.0f}"),
        ("things a second", lambda run: f"{run.things / run.seconds:,.0f}"),
        ("greatest memory of a process", lambda run: f"{run.memory:,.0f} MB"),
        ("database", lambda run: f"{run.disk:,.0f} MB"),
    ]
    lines += [f"| {name} | " + " | ".join(say(run) for run in runs) + " |" for name, say in rows]
    whole = [run for run in runs if run.name != "SQLite"]
    lines += ["", *(_whole(run, scale) for run in whole)]
    return "\n".join(lines) + "\n"


def _whole(run: Run, scale: Decimal) -> str:
    """By the rule of three, which is no measure: what a year at scale 1 would take."""
    times = float(1 / scale)
    minutes = run.seconds * times / MINUTE
    cores = (run.program + run.server) * times / MINUTE / (os.cpu_count() or 1)
    return (
        f"At this rate a year at scale 1 takes {minutes:,.0f} minutes (promised: 60), of which"
        f" {cores:,.0f} are both processors' work, and {run.disk * times / 1e3:,.0f} GB of disk."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scale", type=Decimal, default=SCALE)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"))
    asked = parser.parse_args()
    session.open_run()
    try:
        runs = []
        if asked.only != "PostgreSQL":
            runs.append(measured("SQLite", "", asked.scale, asked.workers))
        if asked.only != "SQLite":
            url = postgres.database_url(durable=True)
            runs.append(measured("PostgreSQL", url, asked.scale, asked.workers))
    finally:
        session.close_run()
    text = section(runs, asked.scale)
    print(text)
    if (asked.scale, asked.workers, asked.only) == (SCALE, WORKERS, None):
        law_report.write(text, BEGIN, END)


if __name__ == "__main__":
    main()
