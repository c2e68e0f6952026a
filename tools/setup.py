"""Makes the project's own Python environment, or finds in an instant that it is up to date.

Needs nothing but Python 3.11 and its venv module:

    python3 tools/setup.py            what running Guichet needs
    python3 tools/setup.py batch      what deciding millions of files needs as well
    python3 tools/setup.py dev        what its tests need as well
"""

# an older Python must get as far as the sentence that refuses it
from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "guichet-stamp.json"
COMMAND = ENVIRONMENT / "bin" / "guichet"
# the processes that a command starts read it anew, and must not run it
COMMAND_TEXT = """#!{python}
import sys

from guichet.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
"""
PROFILES = ("runtime", "batch", "dev")  # each holds those before it
OLDEST_PYTHON = (3, 11)
FETCHED = re.compile(
    r"(Collecting |Requirement already satisfied: |Processing (\S*/)?)(?P<name>[A-Za-z0-9._]+)"
)
UNREACHABLE = re.compile(
    r"connection|timed? ?out|name resolution|network is unreachable|proxy|ssl|certificate",
    re.IGNORECASE,
)


class SetupError(Exception):
    """Something stands in the way; the message says what, and what to do."""


def lock_of(profile: str) -> Path:
    return ROOT / "requirements" / f"{profile}.txt"


def digest(profile: str) -> str:
    return hashlib.sha256(lock_of(profile).read_bytes()).hexdigest()


def machine() -> dict[str, str]:
    """What an environment cannot survive a change of."""
    return {"python": sys.version, "platform": sysconfig.get_platform(), "folder": str(ROOT)}


def read_stamp() -> dict[str, str]:
    """What is known of the environment; nothing when it is missing or was made elsewhere."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    same = PYTHON.exists() and all(stamp.get(key) == value for key, value in machine().items())
    return stamp if same else {}


def write_stamp(stamp: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n")


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"Guichet needs Python 3.11 or later, and this is Python {found}. "
            "Call make with a later one, for example: make demo PYTHON=python3.11"
        )
    try:
        __import__("ensurepip")
    except ImportError:
        raise SetupError(
            "Python's venv module is incomplete on this machine. On Debian, run as root: "
            "apt-get install python3-venv"
        ) from None


def packages_folder() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return ENVIRONMENT / "lib" / version / "site-packages"


def make_environment() -> None:
    """A new environment when there is none, when it is half-made, or was made elsewhere."""
    if STAMP.exists():
        print("The environment was made for another folder or another Python.", flush=True)
    if STAMP.exists() or not (PYTHON.exists() and (packages_folder() / "pip").exists()):
        print("Making the Python environment in .venv", flush=True)
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=True)


def report_install_failure(output: list[str]) -> None:
    log = ROOT / ".venv" / "install.log"
    log.write_text("".join(output))
    errors = [line.strip() for line in output if line.startswith("ERROR")]
    text = " ".join(errors + [line for line in output if line.startswith("WARNING: Retrying")])
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in text:
        reason = "A package that was served is not the one that the lock file names"
    elif "No space left" in "".join(output):
        reason = "The disk is full"
    elif UNREACHABLE.search(text):
        reason = "The Python package index could not be reached: check the network or the proxy"
    elif "No matching distribution" in text:
        reason = (
            "The package index does not offer a package of the lock file for this machine, "
            "or it could not be reached"
        )
    else:
        reason = "The packages could not be installed"
    last = f" ({errors[-1].removeprefix('ERROR: ')})" if errors else ""
    raise SetupError(f"{reason}{last}. All that pip said is in {log.relative_to(ROOT)}.")


def install(profile: str) -> None:
    """Installs exactly what the lock file names, each file checked by its hash."""
    lock = lock_of(profile)
    count = len(re.findall(r"^[A-Za-z0-9]\S*==", lock.read_text(), re.MULTILINE))
    print(f"Installing {count} packages from {lock.relative_to(ROOT)}", flush=True)
    command = [
        *(str(PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes"),
        *("--only-binary", ":all:", "--progress-bar", "off", "--no-color", "--no-input"),
        *("--retries", "2", "--disable-pip-version-check", "-r", str(lock)),
    ]
    output: list[str] = []
    seen = 0
    terminal = sys.stdout.isatty()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            if found := FETCHED.match(line):
                seen += 1
                name = found["name"]
                if terminal:
                    print(f"\r  {seen}/{count} {name:<40}", end="", flush=True)
                elif seen % 20 == 0:
                    print(f"  {seen}/{count} fetched", flush=True)
            elif line.startswith("Installing collected packages"):
                start = "\r" if terminal else ""
                print(f"{start}  {seen}/{count} fetched, unpacking{'':<30}", flush=True)
    if pip.returncode != 0:
        report_install_failure(output)


def link_sources(profile: str) -> None:
    """Lets the environment's Python import the sources, and writes the guichet command."""
    folders = [ROOT / "src", ROOT] if profile == "dev" else [ROOT / "src"]
    paths = packages_folder() / "guichet.pth"
    paths.write_text("".join(f"{folder}\n" for folder in folders))
    write_command()


def write_command() -> None:
    """The guichet command of the environment, also of one that was made by older sources."""
    text = COMMAND_TEXT.format(python=PYTHON)
    if not COMMAND.exists() or COMMAND.read_text() != text:
        COMMAND.write_text(text)
        COMMAND.chmod(0o755)


def stale_catalogues() -> list[Path]:
    """Catalogues whose compiled form is missing or older."""
    return [
        source
        for source in (ROOT / "src").rglob("*.po")
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def compile_catalogues() -> None:
    catalogues = stale_catalogues()
    if catalogues:
        print("Compiling the translations", flush=True)
        command = [str(PYTHON), str(ROOT / "tools" / "messages.py"), "compile", *catalogues]
        if subprocess.run(command, check=False).returncode != 0:
            raise SetupError("A translation catalogue is broken: see the line above.")


def set_up(profile: str) -> None:
    """Brings .venv to the lock file of `profile`; a second call at the same time waits."""
    with lock_of(profile).open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        stamp = read_stamp()
        if stamp.get(profile) != digest(profile):
            started = time.monotonic()
            check_python()
            if not stamp:
                make_environment()
            STAMP.unlink(missing_ok=True)
            install(profile)
            now_there = PROFILES[: PROFILES.index(profile) + 1]
            known = {**stamp, **machine(), **{name: digest(name) for name in now_there}}
            link_sources("dev" if known.get("dev") == digest("dev") else profile)
            write_stamp(known)
            print(f"The environment is ready ({time.monotonic() - started:.0f} s)", flush=True)
        write_command()
        compile_catalogues()


def main(arguments: list[str]) -> int:
    profile = arguments[0] if arguments else "runtime"
    if profile not in PROFILES or len(arguments) > 1:
        print(f"usage: python3 tools/setup.py [{'|'.join(PROFILES)}]", file=sys.stderr)
        return 2
    try:
        set_up(profile)
    except SetupError as refusal:
        print(f"\nGuichet is not set up. {refusal}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nGuichet is not set up: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped; the next call goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
