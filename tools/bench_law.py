"""The law's speed beside its peers', in one run: written in docs/benchmarks.md.

    .venv/bin/python tools/bench_law.py                  as the page says it, and writes the page
    .venv/bin/python tools/bench_law.py --files 20000    shorter, writes nothing

OpenFisca-Core runs in its own process and environment (bench/peers/README.md).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from guichet.law import options as law_options  # noqa: E402
from guichet.law.columns import Ints, by_slices  # noqa: E402
from guichet.law.daily_allowance import answer  # noqa: E402
from guichet.law.deductions import deductions  # noqa: E402
from guichet.law.parameters import load  # noqa: E402
from guichet.law.sickness import SicknessStop, evaluate  # noqa: E402
from guichet.law.sickness_kernel import SicknessInputs, compute  # noqa: E402
from tests.law import oracle  # noqa: E402
from tools import law_exactness, law_report  # noqa: E402
from tools.law_cases import (  # noqa: E402
    PAID_ON,
    Case,
    columns_of,
    complete_case,
    peer_columns,
    picked,
    simple_case,
    stops_of,
)

FILES, DISTINCT, SAMPLE, ALONE, ROUNDS = 700_000, 20_000, 2_000, 200, 7
PEERS = ROOT / "bench" / "peers"
COMPLETE = law_options.DEFAULT
# the simple formula knows no published maximum for who is at the cap each month
SIMPLE = replace(COMPLETE, all_months_at_cap="ordinary")
IMPORT = """
import time, numpy
started = time.perf_counter()
import guichet.law.daily_allowance
print(time.perf_counter() - started)
"""


class Peer:
    """OpenFisca-Core at the other end of a pipe, alive from one round to the next."""

    def __init__(self, inputs: Path) -> None:
        made = subprocess.run(
            [sys.executable, PEERS / "setup.py"], stdout=subprocess.PIPE, text=True, check=False
        )
        if made.returncode != 0:
            raise SystemExit("The law is not measured without its peers: see above.")
        self._process = subprocess.Popen(
            [made.stdout.strip(), PEERS / "simple.py", inputs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.versions: dict[str, str] = self._line()

    def seconds(self, command: str) -> float:
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return float(self._line()["seconds"])

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()

    def _line(self) -> Any:
        return json.loads(self._process.stdout.readline())


@dataclass(frozen=True)
class Work:
    """What is computed: all the columns, and a sample of the same cases one by one."""

    simple_cases: list[Case]
    complete_cases: list[Case]
    rows: Any
    simple: SicknessInputs
    complete: SicknessInputs
    sample: list[SicknessStop]


def made(files: int) -> Work:
    """The same work at each run: `files` rows drawn from DISTINCT made-up cases of each kind."""
    random = Random(323)  # noqa: S311
    count = min(files, DISTINCT)
    simple = [simple_case(random) for _ in range(count)]
    complete = [complete_case(random) for _ in range(count)]
    rows = np.random.default_rng(323).integers(0, count, files)
    return Work(
        simple,
        complete,
        rows,
        picked(columns_of(simple, SIMPLE), rows),
        picked(columns_of(complete, COMPLETE), rows),
        stops_of(complete[:SAMPLE]),
    )


class Complete(NamedTuple):
    """What the complete kernel answers, and what is deducted on one payment day."""

    sjb: Ints
    daily: Ints
    paid_days: Ints
    total: Ints
    reason: Ints
    csg: Ints
    crds: Ints
    net: Ints


def complete_kernel(inputs: SicknessInputs) -> Complete:
    """All that a batch is made for, a slice at a time.

    The counter of 360 days is not in the columns: these files are far from it.
    """

    def answer(part: SicknessInputs) -> Complete:
        found = compute(part, load(), COMPLETE)
        less = deductions(found.total, PAID_ON)
        amounts = found.sjb, found.daily, found.paid_days, found.total, found.reason
        return Complete(*amounts, less.csg, less.crds, less.net)

    return by_slices(inputs, answer)


def ways(work: Work, peer: Peer) -> dict[str, Callable[[], float]]:
    """Each thing timed, by name: seconds a file."""
    files, sample = len(work.rows), work.sample

    def timed(count: int, call: Callable[[], Any]) -> Callable[[], float]:
        def run() -> float:
            started = time.perf_counter()
            call()
            return (time.perf_counter() - started) / count

        return run

    alone = [{"id": n, "input": case} for n, case in enumerate(work.complete_cases[:ALONE])]
    return {
        "peer_columns": lambda: peer.seconds("columns") / files,
        "simple": timed(files, lambda: compute(work.simple, load(), SIMPLE)),
        "peer_ready": lambda: peer.seconds("ready") / files,
        "complete": timed(files, lambda: complete_kernel(work.complete)),
        "oracle": timed(
            ALONE, lambda: [oracle.solve(case) for case in work.complete_cases[:ALONE]]
        ),
        "objects": timed(len(sample), lambda: evaluate(sample)),
        "alone": timed(len(alone), lambda: [answer([case]) for case in alone]),
        "peer_alone": lambda: peer.seconds("single"),
        "import": import_seconds,
    }


def import_seconds() -> float:
    """What the law adds to a process that has numpy."""
    compiled = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(
        [sys.executable, "-c", IMPORT],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=compiled,
    )
    return float(told.stdout)


def memory_beyond(inputs: SicknessInputs) -> int:
    """Bytes held at the worst moment of the kernel, what comes out of it aside."""
    tracemalloc.start()
    found = complete_kernel(inputs)
    kept, worst = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del found
    return worst - kept


def exactness(work: Work, theirs: Any) -> law_exactness.Exactness:
    law_exactness.check_simple(work.simple_cases[:SAMPLE], SIMPLE)
    law_exactness.check_complete(work.complete_cases[:SAMPLE], COMPLETE)
    ours = compute(work.simple, load(), SIMPLE).total
    return law_exactness.compared(ours, theirs, len(work.sample))


def measured(work: Work, peer: Peer, rounds: int) -> dict[str, float]:
    """Medians over interleaved rounds; the first round only warms up."""
    found: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
        for name, run in ways(work, peer).items():
            found.setdefault(name, []).append(run())
    return {name: median(seconds[1:]) for name, seconds in found.items()}


def profiles(work: Work) -> dict[str, Callable[[], Any]]:
    """What to look into where a promise is missed."""
    return {
        "simple": lambda: compute(work.simple, load(), SIMPLE),
        "complete": lambda: complete_kernel(work.complete),
        "alone": lambda: [
            answer([{"id": n, "input": case}]) for n, case in enumerate(work.complete_cases[:ALONE])
        ],
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    load_before = os.getloadavg()[0]
    work = made(asked.files)
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        inputs = Path(folder) / "inputs.npz"
        np.savez(inputs, **peer_columns(work.simple_cases, work.rows))
        peer = Peer(inputs)
        try:
            peer.seconds("totals")
            exact = exactness(work, np.load(inputs.with_name("totals.npy")))
            seconds = measured(work, peer, asked.rounds)
        finally:
            peer.close()
    few = picked(work.complete, slice(0, asked.files // 4))
    memory = {len(one.start): memory_beyond(one) for one in (few, work.complete)}
    run = law_report.Run(
        asked.files, asked.rounds, seconds, memory, exact, peer.versions, load_before
    )
    text = law_report.section(run, profiles(work))
    print(text)
    if asked.files == FILES:
        law_report.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
