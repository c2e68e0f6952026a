"""The checks that run no scenario: style, types, floors between the rooms, rules of the house.

.venv/bin/python tools/quality.py
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
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


def strictly_typed() -> list[str]:
    """The files of STRICTLY_TYPED that are there."""
    return sorted(
        {str(path.relative_to(ROOT)) for pattern in STRICTLY_TYPED for path in ROOT.glob(pattern)}
    )


def checks() -> list[tuple[str, list[str]]]:
    program = str(PROGRAMS / "python")
    return [
        ("style", [str(PROGRAMS / "ruff"), "check"]),
        ("layout of the code", [str(PROGRAMS / "ruff"), "format", "--check"]),
        ("types", [str(PROGRAMS / "mypy"), *strictly_typed()]),
        ("floors", [str(PROGRAMS / "lint-imports"), "--no-logo"]),
        ("settings", [program, "manage.py", "check", "--fail-level", "WARNING"]),
        ("migrations", [program, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("rules of the house", [program, "-m", "pytest", "-q", "tests/quality"]),
    ]


def run(*, with_rules: bool = False) -> Counter[str]:
    """How many checks passed and failed; the rules of the house are tests, left to pytest."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="guichet-quality-") as data:
        kept = {name: value for name, value in os.environ.items() if name[:8] != "GUICHET_"}
        for name, command in checks():
            if name == "rules of the house" and not with_rules:
                continue
            print(f"\n== Quality: {name}", flush=True)
            environment = {**kept, "GUICHET_VAR": data}
            status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
            counts["passed" if status == 0 else "failed"] += 1
    return counts


def main() -> int:
    try:
        counts = run(with_rules=True)
    except KeyboardInterrupt:
        return 130
    print(f"\nQuality: {counts['passed']} checks passed, {counts['failed']} failed", flush=True)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
