"""Writes the locks anew from their .in files: every package, its version, its hashes.

    python3 tools/lock.py             all of them
    python3 tools/lock.py peers       one of them

The resolver itself is pinned in requirements/lock-tools.txt and lives in a passing environment.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
LOCKS = {
    **{name: REQUIREMENTS / name for name in ("lock-tools", "runtime", "batch", "dev")},
    "peers": ROOT / "bench" / "peers" / "requirements",
}
OPTIONS = (
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"),
    *("--only-binary", ":all:", "--python-version", "3.11", "--quiet", "--upgrade"),
)


def compile_lock(uv: Path, stem: Path) -> bool:
    """Resolves beside the .in file, so that the lock names the files without a folder."""
    command = [uv, "pip", "compile", *OPTIONS, f"{stem.name}.in", "-o", f"{stem.name}.txt"]
    print(stem.relative_to(ROOT), flush=True)
    return subprocess.run(command, cwd=stem.parent, check=False).returncode == 0


def main(names: list[str]) -> int:
    if unknown := set(names) - set(LOCKS):
        print(f"No such lock: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="guichet-lock-") as folder:
        venv.create(folder, with_pip=True, symlinks=True)
        programs = Path(folder) / "bin"
        tools = ["-r", "lock-tools.txt", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        install = [programs / "python", "-m", "pip", "install", "--quiet", *tools]
        written = subprocess.run(install, cwd=REQUIREMENTS, check=False).returncode == 0 and all(
            compile_lock(programs / "uv", LOCKS[name]) for name in names or LOCKS
        )
    if not written:
        print("The locks are not all written: see above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
