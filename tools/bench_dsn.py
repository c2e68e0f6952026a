"""DSN files judged with every control on: lines a second, peak of memory, first fault.

.venv/bin/python tools/bench_dsn.py [--persons 2000] [--large: 100 MB besides]

One process, one core, the reader of the program in its strict mode; the file is a monthly message
of made-up persons, written by the program and varied. dsn-tools, which only parses, is timed on
the same kind of file in its own environment (`bench/peers/setup.py dsn`); else this says so.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER_SETUP = [str(ROOT / "bench" / "peers" / "setup.py"), "dsn"]
PEER = ROOT / "bench" / "peers" / "parse_dsn.py"
sys.path.insert(0, str(ROOT))

from guichet.formats.dsn.faults import Fault  # noqa: E402
from guichet.formats.dsn.judge import read  # noqa: E402
from guichet.formats.dsn.write import (  # noqa: E402
    DsnContract,
    Sender,
    Sending,
    declaration,
    month_pays,
    person_record,
    write,
)

SIRET = "00041230400016"
LARGE = 100_000_000
PEER_PERSONS = 1_000


def message(persons: int, *, spoilt: bool) -> Iterator[bytes]:
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
            if line.startswith(b"S21.G00.51.013"):
                yield b"S21.G00.51.013,'%d.%02d'\r\n" % (1800 + number % 900, number % 100)
            elif line.startswith(b"S21.G00.78.004"):
                yield b"S21.G00.78.004,'%d.%02d'\r\n" % (1800 + number % 900, number % 100)
            elif spoilt and number % 100 == 99 and line.startswith(b"S21.G00.40.007"):
                yield b"S21.G00.40.007,'ZZ'\r\n"
            else:
                yield line
    total = start + persons * len(body) + 2
    yield b"S90.G00.90.001,'%d'\r\nS90.G00.90.002,'1'\r\n" % total


def judge(path: Path) -> tuple[float, float, int]:
    """(seconds, seconds to the first fault, faults) of a file."""
    began, first, count = time.perf_counter(), 0.0, 0
    with path.open("rb") as stream:
        for item in read(stream, keep_persons=False):
            if isinstance(item, Fault):
                first = first or time.perf_counter() - began
                count += 1
    return time.perf_counter() - began, first, count


def peer(folder: Path, ours: float) -> None:
    """The peer is slow: it has a small file."""
    path = folder / "small.dsn"
    lines = list(message(PEER_PERSONS, spoilt=False))
    path.write_bytes(b"".join(lines))
    made = subprocess.run(
        [sys.executable, *PEER_SETUP], capture_output=True, text=True, check=False
    )
    if made.returncode:
        print("  dsn-tools could not be installed: our figure alone")
        return
    command = [made.stdout.strip(), str(PEER), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("  dsn-tools could not read the file: our figure alone")
        return
    speed = len(lines) / float(done.stdout)
    print(
        f"  dsn-tools (parses only) on {len(lines):,} lines of the same: {speed:,.0f} lines a "
        f"second; ours {ours / speed:,.0f} times"
    )


def measure(persons: int, folder: Path, *, with_peer: bool) -> None:
    for spoilt in (False, True):
        path = folder / "message.dsn"
        with path.open("wb") as stream:
            stream.writelines(message(persons, spoilt=spoilt))
        with path.open("rb") as stream:
            lines = sum(1 for _ in stream)
        seconds, first, faults = judge(path)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        kind = "one person in a hundred at fault" if spoilt else "conforming"
        print(
            f"{path.stat().st_size / 1e6:,.1f} MB, {lines:,} lines, {kind}: "
            f"{lines / seconds:,.0f} lines a second, {faults} faults"
            + (f", the first after {first:.3f} s" if first else "")
            + f"; peak {memory} MB"
        )
        if with_peer and not spoilt:
            peer(folder, lines / seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=2_000)
    parser.add_argument("--large", action="store_true", help="a file of 100 MB besides")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        measure(asked.persons, Path(folder), with_peer=True)
        if asked.large:
            size = sum(map(len, message(100, spoilt=False))) / 100
            measure(int(LARGE / size), Path(folder), with_peer=False)


if __name__ == "__main__":
    main()
