"""The checks that run no scenario: style, types, floors between the rooms, rules of the house.

.venv/bin/python tools/quality.py
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / ".venv" / "bin"
# where a wrong type is a wrong amount, a wrong right or a leak
STRICTLY_TYPED = (
    "src/guichet/law/**/*.py",
    "src/guichet/formats/**/*.py",
    "src/guichet/batches/**/*.py",
    "src/guichet/planning/**/*.py",
    "src/guichet/plain/**/*.py",
    "src/guichet/**/actions.py",
    "src/guichet/**/actions/*.py",
    "src/guichet/**/selectors.py",
    "src/guichet/**/selectors/*.py",
    "src/guichet/**/access.py",
)
RULES = "rules of the house"
LONGEST = ("types", RULES, "floors")
AT_ONCE = 2


def strictly_typed() -> list[str]:
    """The files of STRICTLY_TYPED that are there."""
    return sorted(
        {str(path.relative_to(ROOT)) for pattern in STRICTLY_TYPED for path in ROOT.glob(pattern)}
    )


def checks() -> list[tuple[str, list[str]]]:
    """The name and the command of each, in the order told."""
    program = str(PROGRAMS / "python")
    return [
        ("style", [str(PROGRAMS / "ruff"), "check"]),
        ("layout of the code", [str(PROGRAMS / "ruff"), "format", "--check"]),
        ("types", [str(PROGRAMS / "mypy"), *strictly_typed()]),
        ("floors", [str(PROGRAMS / "lint-imports"), "--no-logo"]),
        ("settings", [program, "manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", [program, "manage.py", "makemigrations", "--check", "--dry-run"]),
        (RULES, [program, "-m", "pytest", "-q", "tests/quality"]),
    ]


def run(*, with_rules: bool = False) -> Counter[str]:
    """How many checks passed and failed; the rules of the house are tests, left to pytest.

    They run two at once, the longest first, and are told one after the other.
    """
    counts: Counter[str] = Counter()
    chosen = [one for one in checks() if with_rules or one[0] != RULES]
    with (
        tempfile.TemporaryDirectory(prefix="guichet-quality-") as data,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        ranks = {name: rank for rank, name in enumerate(LONGEST)}
        first = sorted(chosen, key=lambda one: ranks.get(one[0], len(ranks)))
        asked = {name: pool.submit(check, command, f"{data}/{name}") for name, command in first}
        for name, _ in chosen:
            done = asked[name].result()
            print(f"\n== Quality: {name}\n{done.stdout}", end="", flush=True)
            counts["passed" if done.returncode == 0 else "failed"] += 1
    return counts


def check(command: list[str], data: str) -> subprocess.CompletedProcess[str]:
    """One check, all that it says kept; `data` is the folder that its settings are given."""
    kept = {name: value for name, value in os.environ.items() if name[:8] != "GUICHET_"}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, "GUICHET_VAR": data},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def main() -> int:
    try:
        counts = run(with_rules=True)
    except KeyboardInterrupt:
        return 130
    print(f"\nQuality: {counts['passed']} checks passed, {counts['failed']} failed", flush=True)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
