"""The checks that run no scenario: style, types, floors between the rooms, rules of the house.

.venv/bin/python tools/quality.py
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / ".venv" / "bin"
# where a wrong type is a wrong amount, a wrong right or a leak
STRICTLY_TYPED = (
    "src/guichet/law",
    "src/guichet/formats",
    "src/guichet/planning",
    "src/guichet/plain",
    "src/guichet/**/actions.py",
    "src/guichet/**/actions/*.py",
    "src/guichet/**/selectors.py",
    "src/guichet/**/selectors/*.py",
    "src/guichet/**/access.py",
)


def strictly_typed() -> list[str]:
    """The files and folders of STRICTLY_TYPED that are there."""
    return sorted(
        str(path.relative_to(ROOT)) for pattern in STRICTLY_TYPED for path in ROOT.glob(pattern)
    )


def checks() -> list[tuple[str, list[str]]]:
    program = str(PROGRAMS / "python")
    return [
        ("style", [str(PROGRAMS / "ruff"), "check"]),
        ("layout of the code", [str(PROGRAMS / "ruff"), "format", "--check"]),
        ("types", [str(PROGRAMS / "mypy"), *strictly_typed()]),
        ("floors", [str(PROGRAMS / "lint-imports")]),
        ("migrations", [program, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("rules of the house", [program, "-m", "pytest", "-q", "tests/quality"]),
    ]


def run(*, with_rules: bool = False) -> Counter[str]:
    """How many checks passed and failed; the rules of the house are tests, left to pytest."""
    counts: Counter[str] = Counter()
    for name, command in checks():
        if name == "rules of the house" and not with_rules:
            continue
        print(f"\n== Quality: {name}", flush=True)
        good = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
        counts["passed" if good else "failed"] += 1
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
