"""Makes the environment of dsn-tools in bench/peers/.venv-dsn, or finds it made.

    python3 bench/peers/setup_dsn.py

It asks for Python 3.12 or later: installed on ours in spite of that. Prints its Python.
"""

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ENVIRONMENT = FOLDER / ".venv-dsn"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "peers-stamp"


def main() -> int:
    lock = (FOLDER / "dsn.txt").read_text()
    if not (STAMP.exists() and STAMP.read_text() == lock):
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=True)
        install = [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--no-input", "--disable-pip-version-check"),
            *("--ignore-requires-python", "-r", str(FOLDER / "dsn.txt")),
        ]
        if subprocess.run(install, stdout=sys.stderr, check=False).returncode != 0:
            return 1
        STAMP.write_text(lock)
    print(PYTHON)
    return 0


if __name__ == "__main__":
    sys.exit(main())
