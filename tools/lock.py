"""Writes requirements/*.txt anew from requirements/*.in: every package, its version, its hashes.

    python3 tools/lock.py

The resolver itself is pinned in requirements/lock-tools.txt and lives in a passing environment.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"),
    *("--only-binary", ":all:", "--python-version", "3.11", "--quiet", "--upgrade"),
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="guichet-lock-") as folder:
        venv.create(folder, with_pip=True, symlinks=True)
        programs = Path(folder) / "bin"
        tools = ["-r", "lock-tools.txt", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        commands = [[programs / "python", "-m", "pip", "install", "--quiet", *tools]]
        commands += [
            [programs / "uv", "pip", "compile", *OPTIONS, f"{name}.in", "-o", f"{name}.txt"]
            for name in ("lock-tools", "runtime", "batch", "dev")
        ]
        for command in commands:
            print(" ".join(str(part) for part in command[-3:]), flush=True)
            if subprocess.run(command, cwd=REQUIREMENTS, check=False).returncode != 0:
                print("The locks are not all written: see above.", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
