"""Checks and tests everything: the quality checks, then the tests on each database.

.venv/bin/python tools/test.py [--soak] [--no-quality] [pytest's own options]
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import plugin, postgres, session  # noqa: E402
from tools import quality  # noqa: E402

WORKERS = ("-n", "2", "--dist", "worksteal")
# one hundred thousand examples take more than the five minutes after which a test is held for stuck
LONG_TESTS = ("-o", "faulthandler_timeout=3600")
NO_TEST = 5
INTERRUPTED = 2


def passes(soak: bool) -> list[tuple[str, str, str]]:
    """Name, database address and choice of tests of each pass."""
    url = postgres.database_url()
    if soak:
        return [("SQLite", "", "soak"), ("PostgreSQL", url, "database and soak and not browser")]
    return [
        ("SQLite", "", "not soak"),
        ("PostgreSQL", url, "database and not browser and not soak"),
    ]


def run_tests(name: str, url: str, chosen: str, options: list[str]) -> Counter[str]:
    """One pass of pytest; a pass that ends badly without a failed test counts as one."""
    print(f"\n== Tests on {name}", flush=True)
    report = session.open_run() / f"report-{name}.json"
    environment = {**os.environ, plugin.REPORT_VARIABLE: str(report)}
    environment.pop("GUICHET_DATABASE_URL", None)
    if url:
        environment["GUICHET_DATABASE_URL"] = url
    command = [sys.executable, "-m", "pytest", *WORKERS, "-m", chosen, *options]
    status = run_to_its_end(command, environment)
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    counts = Counter(json.loads(report.read_text())) if report.exists() else Counter()
    if status not in (0, NO_TEST) and not counts["failed"]:
        counts["failed"] += 1
    if status == NO_TEST:
        print(f"No test was chosen on {name}.", flush=True)
    return counts


def run_to_its_end(command: list[str], environment: dict[str, str]) -> int:
    """The status of a command; Ctrl-C reaches it too, and it is given the time to tidy up."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.Popen(command, cwd=ROOT, env=environment).wait()
    finally:
        signal.signal(signal.SIGINT, before)


def asked(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """This tool's own options, and what is left for pytest."""
    parser = argparse.ArgumentParser(
        usage=".venv/bin/python tools/test.py [--soak] [--no-quality] [pytest's own options]",
        description="The quality checks, then the tests on SQLite, then on PostgreSQL.",
        epilog="Anything else goes to pytest on both databases: folders, -k, -x, --durations=20…",
        allow_abbrev=False,
    )
    parser.add_argument("--soak", action="store_true", help="the long tests alone, without checks")
    parser.add_argument("--no-quality", action="store_true", help="the tests alone")
    return parser.parse_known_args(arguments)


def main(arguments: list[str]) -> int:
    own, options = asked(arguments)
    if own.soak:
        options += LONG_TESTS
    started = time.monotonic()
    total: Counter[str] = Counter()
    session.open_run()
    try:
        if not own.soak and not own.no_quality:
            total += quality.run()
        for name, url, chosen in passes(own.soak):
            total += run_tests(name, url, chosen, options)
    except KeyboardInterrupt:
        print("\nStopped before the end.", file=sys.stderr)
        return 130
    finally:
        session.close_run()
    print(f"\n== All together, in {time.monotonic() - started:.0f} s", flush=True)
    print(
        f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped",
        flush=True,
    )
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
