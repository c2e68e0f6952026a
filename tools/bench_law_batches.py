"""Millions of rows by each engine, and with a worker killed on the way: docs/benchmarks.md.

.venv/bin/python tools/bench_law_batches.py                  as the page says it, and writes it
.venv/bin/python tools/bench_law_batches.py --files 200000   shorter, writes nothing
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import psutil
import pyarrow as pa
from pyarrow import parquet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.batches.cluster import cluster  # noqa: E402
from tests.law.tables import table_of  # noqa: E402
from tools import law_report  # noqa: E402
from tools.law_cases import complete_case  # noqa: E402
from tools.law_report import grouped  # noqa: E402

FILES, DISTINCT, PART = 7_000_000, 20_000, 100_000
ALONE_SHARE = 0.05
BEGIN = "<!-- law batches: tools/bench_law_batches.py writes from here -->"
END = "<!-- law batches: to here -->"
COMMAND = [sys.executable, "-m", "guichet.cli", "law", "batch"]
LOOK = 0.05
REFUSED = 1


class Apart(Exception):
    """Two runs of the same batch did not give the same."""


@dataclass(frozen=True)
class Done:
    """One run: what the command told, its files by digest, its seconds, its largest process."""

    name: str
    told: dict[str, int]
    files: dict[str, str]
    seconds: float
    most_bytes: int
    killed: bool


def make_source(file: Path, files: int, share: float = ALONE_SHARE, part: int = PART) -> None:
    """Rows drawn, with a fixed seed, from made-up stops; that share of them are prolongations."""
    random = Random(323)  # noqa: S311
    cases = [complete_case(random) for _ in range(min(files, DISTINCT))]
    table = table_of([{**case, "id": f"{rank:05d}"} for rank, case in enumerate(cases)])
    histories = np.array(["previous_stops" in case for case in cases])
    kinds = np.flatnonzero(~histories), np.flatnonzero(histories)
    draw = np.random.default_rng(323)
    with parquet.ParquetWriter(file, table.schema, compression="zstd") as writer:
        for first in range(0, files, part):
            count = min(part, files - first)
            many = int(count * share)
            rows = np.concatenate(
                [draw.choice(kinds[0], count - many), draw.choice(kinds[1], many)]
            )
            draw.shuffle(rows)
            writer.write_table(table.take(pa.array(rows)), row_group_size=part)


def run(
    name: str,
    source: Path,
    target: Path,
    *options: str,
    workers: Callable[[psutil.Process], list[psutil.Process]],
    kill_after: int | None = None,
) -> Done:
    """The command itself, watched from outside; a worker is killed once some parts are there."""
    print(name, file=sys.stderr, flush=True)
    started, most, killed = time.perf_counter(), 0, False
    command = [*COMMAND, str(source), str(target), "--json", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            there = [watched, *workers(watched)]
            most = max([most, *map(resident, there)])
            if kill_after and not killed and len(list(target.glob("part-*"))) >= kill_after:
                os.kill(there[-1].pid, signal.SIGKILL)
                killed = True
            time.sleep(LOOK)
        told = process.stdout.read()
    seconds = time.perf_counter() - started
    if process.returncode not in (0, REFUSED) or killed != bool(kill_after):
        raise Apart(f"{name}: ended with {process.returncode}, a worker killed: {killed}")
    files = {file.name: digest(file) for file in sorted(target.glob("part-*"))}
    shutil.rmtree(target)
    return Done(name, json.loads(told), files, seconds, most, killed)


def resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pool_workers(command: psutil.Process) -> list[psutil.Process]:
    """The processes that the command has started to compute in."""
    try:
        children = command.children()
        return [one for one in children if any("spawn_main" in word for word in one.cmdline())]
    except psutil.NoSuchProcess:
        return []


def all_runs(folder: Path, source: Path, parts: int) -> list[Done]:
    target, half = folder / "answers", parts // 2
    none: Callable[[psutil.Process], list[psutil.Process]] = lambda _: []  # noqa: E731
    found = [run("in process", source, target, workers=none)]
    for name, kill in (("two processes", None), ("two processes, one killed half-way", half)):
        options = {"workers": pool_workers, "kill_after": kill}
        found.append(run(name, source, target, "--workers", "2", **options))
    for name, kill in (("Dask, two workers", None), ("Dask, one killed half-way", half)):
        with cluster(Path(tempfile.mkdtemp(dir=folder))) as dask:
            those = [psutil.Process(one.pid) for one in dask.workers]
            options = {"workers": lambda _, those=those: those, "kill_after": kill}
            found.append(run(name, source, target, "--dask", dask.address, **options))
    return found


def check_same(runs: list[Done]) -> None:
    """The same sums and the same bytes for every engine, killed or not, else there is no figure."""
    first = runs[0]
    for one in runs[1:]:
        if (one.told, one.files) != (first.told, first.files):
            raise Apart(f"« {one.name} » did not give what « {first.name} » gave")


def section(runs: list[Done], load: float) -> str:
    told = runs[0].told
    rows, whole = told["rows"], grouped(told["gross_cents"] // 100)
    lines = [
        f"`.venv/bin/python tools/bench_law_batches.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" pyarrow {pa.__version__}; load of the machine {load:.1f} before. {grouped(rows)} rows"
        f" in {told['parts']} parts, {grouped(told['alone'])} of them answered alone,"
        f" {grouped(told['refused'])} refused. One run each, Parquet to Parquet.",
        "",
        "| | seconds | million rows a second | greatest memory of a process |",
        "|---|---|---|---|",
        *(
            f"| {one.name} | {one.seconds:.0f} | {rows / one.seconds / 1e6:.2f} |"
            f" {one.most_bytes / 1e6:.0f} MB |"
            for one in runs
        ),
        "",
        f"The same for all, killed or not, else there are no figures: {whole},"
        f"{told['gross_cents'] % 100:02d} € gross, and every byte of the {told['parts']} files.",
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES)
    asked = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as name:
        source = Path(name) / "stops.parquet"
        print("made-up stops", file=sys.stderr, flush=True)
        make_source(source, asked.files)
        runs = all_runs(Path(name), source, -(-asked.files // PART))
    check_same(runs)
    text = section(runs, load)
    print(text)
    if asked.files == FILES:
        law_report.write(text, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
