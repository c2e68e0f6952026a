"""DSN files judged with every control on, beside dsn-tools: written in docs/benchmarks.md.

.venv/bin/python tools/bench_dsn.py [--persons 1000] [--rounds 3] [--large: 100 MB besides]

One process, one core, the reader of the program in its strict mode; the file is a monthly message
of made-up persons, written by the program and varied: by number and pay alone, then by job, hours,
seniority and the day their contract began too. dsn-tools, which only parses, reads the same
file in its own environment (`bench/peers/setup.py dsn`), in turn with ours; else this says so.
Seconds are those of the processor, ours and the peer's: other work on the machine waits beside.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PEER_SETUP = [str(ROOT / "bench" / "peers" / "setup.py"), "dsn"]
PEER = ROOT / "bench" / "peers" / "parse_dsn.py"
sys.path.insert(0, str(ROOT))

from guichet.formats.dsn.faults import Fault  # noqa: E402
from guichet.formats.dsn.judge import read  # noqa: E402
from guichet.formats.dsn.memory import MEMORY  # noqa: E402
from guichet.formats.dsn.write import (  # noqa: E402
    DsnContract,
    Sender,
    Sending,
    declaration,
    month_pays,
    person_record,
    write,
)
from tools import law_report  # noqa: E402

SIRET = "00041230400016"
LARGE = 100_000_000
PERSONS, ROUNDS = 1_000, 3
Value = Callable[[int], str]


def _pay(number: int) -> str:
    return f"{1800 + number % 900}.{number % 100:02d}"


# What differs from person to person, by the number of each.
PAY: dict[str, Value] = dict.fromkeys(("S21.G00.51.013", "S21.G00.78.004"), _pay)
OWN: dict[str, Value] = {
    "S21.G00.40.001": lambda n: f"{1 + n % 28:02d}{1 + n % 12:02d}{1990 + n % 31}",
    "S21.G00.40.004": lambda n: f"{600 + n % 43}{'abcd'[n % 4]}",
    "S21.G00.40.006": lambda n: f"Emploi {n % 90}",
    "S21.G00.40.012": lambda n: f"{100 + n % 51}.00",
    "S21.G00.50.002": _pay,
    "S21.G00.50.004": _pay,
    "S21.G00.50.013": _pay,
    "S21.G00.86.003": lambda n: f"{1 + n % 400}",
}
BEGIN, END = "<!-- dsn: tools/bench_dsn.py writes from here -->", "<!-- dsn: to here -->"
PROMISED_TIMES, PROMISED_SPEED, PROMISED_MEMORY, PROMISED_FIRST = 40, 100_000, 200, 1.0


@dataclass(frozen=True)
class Read:
    """A file judged: its size, the median speed, the first fault, the peak of memory (MB), and the
    seconds of the peer (0 where it did not read it)."""

    name: str
    megabytes: float
    lines: int
    seconds: float
    first: float
    faults: int
    memory: int
    peer: float = 0.0

    @property
    def speed(self) -> float:
        return self.lines / self.seconds


def message(persons: int, *, spoilt: bool = False, varied: bool = False) -> Iterator[bytes]:
    """The lines of a monthly message; `spoilt`: one code in each hundredth person is wrong."""
    one = person_record(
        nir="2800193901006",
        family_name="EXEMPLE",
        given_names="Zoé",
        birth_date=date(1980, 1, 20),
        contract=DsnContract("00001", date(2018, 9, 1), None, 0),
        pays=month_pays("2026-09", gross_cents=210_000, contract_number="00001"),
    )
    said = declaration(
        "01", SIRET, [one], order_number="1", file_date=date(2026, 10, 5), main_month="2026-09"
    )
    sender = Sender(SIRET[:9], SIRET[9:], "BOULANGERIE")
    lines = write(Sending(sender, [said])).splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith(b"S21.G00.30"))
    yield from lines[:start]
    body = lines[start:-2]
    for number in range(persons):
        nir = f"28001939{number // 900 % 90 + 10:02d}{number % 900 + 1:03d}"
        yield body[0].replace(b"2800193901006", nir.encode())
        for line in body[1:]:
            name = line[:14].decode()
            if name in PAY or (varied and name in OWN):
                yield f"{name},'{(PAY | OWN)[name](number)}'\r\n".encode()
            elif spoilt and number % 100 == 99 and line.startswith(b"S21.G00.40.007"):
                yield b"S21.G00.40.007,'ZZ'\r\n"
            else:
                yield line
    total = start + persons * len(body) + 2
    yield b"S90.G00.90.001,'%d'\r\nS90.G00.90.002,'1'\r\n" % total


def judge(path: Path) -> tuple[float, float, int]:
    """(seconds of the processor, seconds to the first fault by the clock, faults) of a file."""
    MEMORY.forget()
    worked, began, first, count = time.process_time(), time.perf_counter(), 0.0, 0
    with path.open("rb") as stream:
        for item in read(stream, keep_persons=False):
            if isinstance(item, Fault):
                first = first or time.perf_counter() - began
                count += 1
    return time.process_time() - worked, first, count


def peer_python() -> str:
    """The Python that has dsn-tools; nothing where it could not be installed."""
    made = subprocess.run(
        [sys.executable, *PEER_SETUP], capture_output=True, text=True, check=False
    )
    return "" if made.returncode else made.stdout.strip()


def parsed_by_peer(python: str, path: Path) -> float:
    done = subprocess.run([python, str(PEER), str(path)], capture_output=True, check=False)
    return float(done.stdout) if done.returncode == 0 else 0.0


def written(path: Path, persons: int, *, spoilt: bool = False, varied: bool = False) -> int:
    """Write a message; how many lines it has."""
    lines = 0
    with path.open("wb") as stream:
        for line in message(persons, spoilt=spoilt, varied=varied):
            stream.write(line)
            lines += 1
    return lines


def measured(name: str, path: Path, lines: int, rounds: int, python: str = "") -> Read:
    """Ours and the peer's seconds, medians of rounds taken in turn."""
    ours, peers = [], []
    judge(path)  # the first reading loads the tables of the norm
    for _ in range(rounds):
        ours.append(judge(path))
        if python:
            peers.append(parsed_by_peer(python, path))
    seconds = median(one[0] for one in ours)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    first, faults = median(one[1] for one in ours), ours[0][2]
    peer = median(peers) if peers else 0.0
    return Read(name, path.stat().st_size / 1e6, lines, seconds, first, faults, memory, peer)


def section(files: list[Read], rounds: int, load: float) -> str:
    """What was measured, beside what was promised."""
    first = files[0]
    lines = [
        f"`.venv/bin/python tools/bench_dsn.py --large` on {datetime.now(UTC):%d %B %Y}, commit"
        f" {law_report.commit()}, {os.cpu_count()} cores, Python {platform.python_version()}; load"
        f" of the machine {load:.1f} before. Processor time; medians of {rounds} rounds after one"
        " that loads the tables, ours and the peer's in turn; the file of 100 MB once. What one"
        " file leaves in memory is forgotten before the next.",
        "",
        "| | found | promised | |",
        "|---|---|---|---|",
    ]
    for one in files:
        if one.peer:
            times = one.peer / one.seconds
            lines.append(
                f"| {one.name}: lines a second, to those of dsn-tools, which only parses |"
                f" {times:.0f} times ({one.lines / one.peer:,.0f} a second) | at least"
                f" {PROMISED_TIMES} | {kept(times >= PROMISED_TIMES)} |"
            )
    lines.append(
        f"| lines a second, one core, every control on | {first.speed:,.0f} | at least"
        f" {PROMISED_SPEED:,} | {kept(first.speed >= PROMISED_SPEED)} |"
    )
    for one in files[1:]:
        if one.faults:
            lines.append(
                f"| first fault of {one.megabytes:.0f} MB | {one.first:.3f} s | within"
                f" {PROMISED_FIRST:.0f} s | {kept(one.first <= PROMISED_FIRST)} |"
            )
        if one.megabytes >= LARGE / 1.1e6:
            lines.append(
                f"| memory for {one.megabytes:.0f} MB | {one.memory} MB | under"
                f" {PROMISED_MEMORY} MB | {kept(one.memory < PROMISED_MEMORY)} |"
            )
    lines += ["", "| file | MB | lines | lines a second | faults |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.name} | {one.megabytes:.1f} | {one.lines:,} | {one.speed:,.0f} | {one.faults:,} |"
        for one in files
    ]
    return "\n".join(lines) + "\n"


def kept(yes: bool) -> str:
    return "met" if yes else "**missed**"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--persons", type=int, default=PERSONS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--large", action="store_true", help="a file of 100 MB besides")
    asked = parser.parse_args()
    load, python = os.getloadavg()[0], peer_python()
    if not python:
        print("dsn-tools could not be installed: our figures alone", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        path = Path(folder) / "message.dsn"
        lines = written(path, asked.persons)
        files = [measured("conforming", path, lines, asked.rounds, python)]
        lines = written(path, asked.persons, varied=True)
        files.append(measured("each contract another", path, lines, asked.rounds, python))
        lines = written(path, asked.persons, spoilt=True)
        files.append(measured("one person in a hundred at fault", path, lines, asked.rounds))
        if asked.large:
            size = sum(map(len, message(100))) / 100
            lines = written(path, int(LARGE / size), spoilt=True, varied=True)
            files.append(measured("each contract another, one at fault, large", path, lines, 1))
    text = section(files, asked.rounds, load)
    print(text)
    if asked.large and (asked.persons, asked.rounds) == (PERSONS, ROUNDS):
        law_report.write(text, BEGIN, END)


if __name__ == "__main__":
    main()
