"""Makes the environment of a peer in bench/peers, or finds that it is up to date.

    python3 bench/peers/setup.py          OpenFisca, in .venv
    python3 bench/peers/setup.py dsn      dsn-tools, in .venv-dsn

Apart from Guichet's on purpose: see README.md beside this file. Prints its Python.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# the folder of the environment, its lock, and what pip is told besides
OPENFISCA = (".venv", "requirements.txt", ())
# dsn-tools asks for Python 3.12 or later: installed on ours in spite of that
DSN = (".venv-dsn", "dsn.txt", ("--ignore-requires-python",))


def main(arguments: list[str]) -> int:
    folder, locked, besides = DSN if arguments == ["dsn"] else OPENFISCA
    environment, lock = FOLDER / folder, FOLDER / locked
    python, stamp = environment / "bin" / "python", environment / "peers-stamp"
    wanted = f"{sys.version}\n{FOLDER}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    if not (stamp.exists() and stamp.read_text() == wanted):
        venv.create(environment, clear=True, with_pip=True, symlinks=True)
        install = [
            *(str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--no-input", "--disable-pip-version-check"),
            *(*besides, "-r", str(lock)),
        ]
        if subprocess.run(install, stdout=sys.stderr, check=False).returncode != 0:
            print("The peers could not be installed: see above.", file=sys.stderr)
            return 1
        stamp.write_text(wanted)
    print(python)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
