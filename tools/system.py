"""What the tests need from the Debian system: installed when that is allowed, else asked for.

    python3 tools/system.py

A test that cannot run is never skipped in silence: what is missing stops the run here, with the one
command that puts it right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    package: str
    reason: str
    programs: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()

    def missing(self) -> bool:
        return any(find(program) is None for program in self.programs) or any(
            not has_library(library) for library in self.libraries
        )


NEEDS = (
    Need("postgresql", "the database tests run on it as well", ("initdb", "postgres")),
    Need("chromium", "the pages are tried in a real browser", ("chromium",)),
    Need("libatomic1", "the driver of the browser needs it", libraries=("libatomic.so.1",)),
    Need("clamav-daemon", "deposited files go through a real scanner", ("clamd",)),
    Need("gettext", "the catalogues are compared with the texts", ("xgettext", "msgmerge")),
)
POSTGRESQL_PROGRAMS = Path("/usr/lib/postgresql")
ADMINISTRATOR_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"


def find(program: str) -> str | None:
    """The path of a program, looked for where Debian puts servers too; None when absent."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:{ADMINISTRATOR_FOLDERS}")
    if found:
        return found
    versions = sorted(
        POSTGRESQL_PROGRAMS.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3])
    )
    return str(versions[-1]) if versions else None


def has_library(name: str) -> bool:
    return any(
        place.exists()
        for folder in ("/lib", "/usr/lib", "/usr/local/lib")
        for place in (Path(folder) / name, *Path(folder).glob(f"*/{name}"))
    )


def administrator() -> list[str] | None:
    """The prefix under which a command runs as root; None when this user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def install(packages: list[str], prefix: list[str]) -> bool:
    """Installs Debian packages, with apt's own progress; says whether it went well."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    as_root = [*prefix, "env", *(f"{key}={value}" for key, value in quiet.items()), "apt-get", "-q"]
    for step in (
        ["update"],
        ["install", "--yes", "--no-install-recommends", *packages],
    ):
        if subprocess.run([*as_root, *step], stdin=subprocess.DEVNULL, check=False).returncode != 0:
            return False
    return True


def main() -> int:
    missing = [need for need in NEEDS if need.missing()]
    if not missing:
        return 0
    packages = [need.package for need in missing]
    command = (
        f"apt-get update && apt-get install --yes --no-install-recommends {' '.join(packages)}"
    )
    print("The tests need these Debian packages:", flush=True)
    for need in missing:
        print(f"  {need.package:<15} {need.reason}", flush=True)
    prefix = administrator()
    if prefix is None or shutil.which("apt-get") is None:
        print(f"\nThe tests cannot start. Run this as root, then again:\n\n  {command}\n")
        return 1
    print("Installing them", flush=True)
    if not install(packages, prefix) or any(need.missing() for need in missing):
        print(
            f"\nThe tests cannot start: see apt's message above. To try by hand:\n\n  {command}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
