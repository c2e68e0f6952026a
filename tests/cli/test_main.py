"""The command itself: what it says when the installation is not ready."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", [["law", "impact", "{file}"], ["case", "replay", "2026-1"]])
def test_a_database_without_its_tables_is_said_in_one_line(
    tmp_path: Path, command: list[str]
) -> None:
    """In a process of its own, on a new embedded database: nobody has made the tables yet."""
    file = tmp_path / "change.yaml"
    file.write_text(
        "parameters:\n- name: carence_days\n  values:\n  - {from: 2027-01-01, value: 4}\n"
    )
    asked = [part.format(file=file) for part in command]
    environment = {k: v for k, v in os.environ.items() if k != "GUICHET_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", "from guichet.cli.main import main; main()", *asked],
        env={**environment, "GUICHET_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "La base de données n'a pas ses tables : lancez d'abord « guichet migrate »."
    ]


def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "guichet.cli", "law", "parameters"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "La réponse n'a pu être écrite en entier : il n'y a plus de place.\n"
