"""Makes the peers' own environment in bench/peers/.venv, or finds that it is up to date.

    python3 bench/peers/setup.py

Apart from Guichet's on purpose: see README.md beside this file. Prints its Python.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LOCK = FOLDER / "requirements.txt"
ENVIRONMENT = FOLDER / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "peers-stamp"


def main() -> int:
    wanted = f"{sys.version}\n{FOLDER}\n{hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n"
    if not (STAMP.exists() and STAMP.read_text() == wanted):
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=True)
        install = [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--no-input", "--disable-pip-version-check"),
            *("-r", str(LOCK)),
        ]
        if subprocess.run(install, stdout=sys.stderr, check=False).returncode != 0:
            print("The peers could not be installed: see above.", file=sys.stderr)
            return 1
        STAMP.write_text(wanted)
    print(PYTHON)
    return 0


if __name__ == "__main__":
    sys.exit(main())
