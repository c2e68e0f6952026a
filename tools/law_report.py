"""What tools/bench_law.py measured, in words, and its place in docs/benchmarks.md."""

import cProfile
import os
import platform
import pstats
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from tools.law_exactness import Exactness

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- law: tools/bench_law.py writes from here -->", "<!-- law: to here -->"
IMPORT_LIMIT = 0.060
# memory that does not follow the number of files, noise of the allocator aside
FLAT = 1.25
PROFILE_LINES = 8


@dataclass(frozen=True)
class Target:
    """One promise: what it is about, what was found, what was promised, what to look into."""

    about: str
    found: str
    promised: str
    kept: bool
    measure: str = ""

    def row(self) -> str:
        verdict = "met" if self.kept else "**missed**"
        return f"| {self.about} | {self.found} | {self.promised} | {verdict} |"


@dataclass(frozen=True)
class Run:
    """Seconds a file by name, bytes of a small and of the whole run, and what they were of."""

    files: int
    rounds: int
    seconds: dict[str, float]
    memory: dict[int, int]
    exact: Exactness
    versions: dict[str, str]
    load: float  # processes that wanted a core in the minute before


def grouped(number: int) -> str:
    """The digits of a whole number by three."""
    return f"{number:,}".replace(",", " ")


def targets(run: Run) -> list[Target]:
    took, (small, whole) = run.seconds, sorted(run.memory)
    grown = run.memory[whole] / run.memory[small]

    def times(slow: str, fast: str) -> float:
        return took[slow] / took[fast]

    def faster(about: str, slow: str, fast: str, least: float) -> Target:
        ratio = times(slow, fast)
        found = f"{ratio:.2f} times as fast"
        return Target(about, found, f"at least {least:g}", ratio >= least, fast)

    alone = times("alone", "peer_alone")
    return [
        faster("simple formula, to OpenFisca-Core's", "peer_columns", "simple", 5),
        faster("complete kernel, to OpenFisca-Core's simple", "peer_columns", "complete", 1),
        faster("complete kernel, to the Decimal oracle's complete", "oracle", "complete", 30),
        Target(
            "a file alone with its explanation, to OpenFisca-Core's claim alone",
            f"{alone:.2f} times as long",
            "at most 5",
            alone <= 5,
            "alone",
        ),
        Target(
            "importing the law, beyond numpy",
            f"{took['import'] * 1e3:.0f} ms",
            f"at most {IMPORT_LIMIT * 1e3:.0f} ms",
            took["import"] <= IMPORT_LIMIT,
        ),
        Target(
            "memory beyond input and output columns",
            f"{run.memory[whole] / 1e6:.0f} MB for {grouped(whole)} files,"
            f" {run.memory[small] / 1e6:.0f} MB for {grouped(small)}",
            "bounded by the chunk",
            grown <= FLAT,
        ),
    ]


def speeds(run: Run) -> list[str]:
    named = {
        "peer_columns": "OpenFisca-Core, simple: from the same columns of cents, back to cents",
        "peer_ready": "OpenFisca-Core, simple: grouped by month, in its floats beforehand",
        "simple": "ours, simple: the complete kernel given the facts of the simple formula",
        "complete": "ours, complete: kernel, and deductions of one payment day",
        "objects": "ours, complete, from objects to objects (`guichet.law.sickness.evaluate`)",
        "oracle": "the Decimal oracle of the tests, complete",
    }
    rows = [f"| {said} | {1e-6 / run.seconds[name]:.3g} |" for name, said in named.items()]
    return ["| | million files a second |", "|---|---|", *rows]


def where_it_goes(call: Callable[[], Any]) -> list[str]:
    """The functions with the most time of their own, numpy's operators within."""
    call()  # the first one meets empty caches and new memory
    profile = cProfile.Profile()
    profile.runcall(call)
    entries: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in entries.values())
    most = sorted(entries.items(), key=lambda entry: -entry[1][2])[:PROFILE_LINES]
    return [
        f"| `{Path(file).stem}.{name}` | {own / whole:.0%} | {total / whole:.0%} |"
        if not file.startswith("~")
        else f"| numpy or Python: `{name.strip('<>')}` | {own / whole:.0%} | {total / whole:.0%} |"
        for (file, _, name), (_, _, own, total, _) in most
    ]


def commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def section(run: Run, profiles: dict[str, Callable[[], Any]]) -> str:
    """The whole section; `profiles` says what to look into, by the name of its measure."""
    found = targets(run)
    took, exact = run.seconds, run.exact
    files = grouped(run.files)
    lines = [
        f"`.venv/bin/python tools/bench_law.py` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {commit()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" numpy {np.__version__}; OpenFisca-Core {run.versions['core']}"
        f" (numpy {run.versions['numpy']}). {files} files, medians of {run.rounds} interleaved"
        f" rounds, data in memory; load of the machine {run.load:.1f} before.",
        "",
        "| | found | promised | |",
        "|---|---|---|---|",
        *(target.row() for target in found),
        "",
        *speeds(run),
        "",
        f"A file alone: {took['alone'] * 1e3:.2f} ms from the case of the contract to its answer"
        f" and explanation, {took['peer_alone'] * 1e3:.2f} ms for OpenFisca-Core's amount.",
        "",
        f"Exact: {exact.sample} files of each formula equal Decimal to the cent, else there are no"
        f" figures. OpenFisca-Core, in single precision, gives other cents for {exact.apart} of"
        f" the {files} files, by {exact.furthest} cents at most.",
    ]
    missed = {target.measure: target.about for target in found if not target.kept}
    for measure, about in missed.items():
        if measure in profiles:
            lines += ["", f"Where the time goes, {about}:", "", "| | own | with what it calls |"]
            lines += ["|---|---|---|", *where_it_goes(profiles[measure])]
    return "\n".join(lines) + "\n"


def replaced(page: str, text: str, begin: str = BEGIN, end: str = END) -> str:
    """The page with `text` between the two marks, all else as it was."""
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"{PAGE.name} must hold each mark once: {begin} {end}")
    between = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    return between.sub(lambda _: f"{begin}\n\n{text}\n{end}", page)


def write(text: str, begin: str = BEGIN, end: str = END) -> None:
    page = replaced(PAGE.read_text(encoding="utf-8"), text, begin, end)
    PAGE.write_text(page, encoding="utf-8")
