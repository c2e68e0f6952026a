"""A replay killed at any moment goes on by the same command, and lives nothing twice."""

import json
import signal
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from guichet.replay.plan import Year
from guichet.replay.profile import read_profile
from guichet.replay.stops import stops_of
from tests.support.installation import Installation

pytestmark = [pytest.mark.database, pytest.mark.dear]

YEAR = ("cpam93-2020", "--scale", "0.0002", "--json", "--workers", "2")


def killed(installation: Installation, piece: int, when: str) -> int:
    """The status of a replay that dies in its `piece`th piece of work."""
    return subprocess.run(
        [sys.executable, "-m", "tests.replay.killer", str(piece), when, *YEAR],
        env=installation.environment,
        cwd=installation.var,
        capture_output=True,
        timeout=240,
        check=False,
    ).returncode


@pytest.mark.parametrize(
    "deaths",
    [
        [(5, "after"), (7, "all")],
        pytest.param(
            [(2, "before"), (5, "after"), (7, "all"), (12, "after")], marks=pytest.mark.soak
        ),
    ],
)
def test_killed_again_and_again_it_ends_as_if_nothing_had_happened(
    installation: Installation, deaths: list[tuple[int, str]]
) -> None:
    """By one process on SQLite; by two on PostgreSQL, where the death of one is said in words."""
    several = installation.url.startswith("postgres")
    for piece, when in deaths:
        apart = several and when != "all"
        assert killed(installation, piece, when) == (1 if apart else -signal.SIGKILL)
    done = installation.run("replay", *YEAR, seconds=600)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = json.loads(done.stdout)["services"]
    assert all(of["lived_before"] for code, of in services.items() if code == "department")
    lived = {code: of["lived"] + of["lived_before"] for code, of in services.items()}
    assert (lived["desk"], lived["phone"], lived["messages"]) == (99, 148, 87)
    assert lived["sick_leave"] == len(stops_of(Year(read_profile(YEAR[0]), Decimal(YEAR[2]), 1)))
    assert installation.run("journal", "verify").returncode == 0
    again = json.loads(installation.run("replay", *YEAR).stdout)["services"]
    assert {code: of["lived_before"] for code, of in again.items()} == lived
    other = installation.run("replay", *YEAR, "--seed", "2")
    assert other.returncode == 1
    assert "a déjà vécu cette année" in other.stderr


def test_a_profile_or_a_scale_that_is_not_sound_is_said(installation: Installation) -> None:
    profile = installation.var / "profil.yaml"
    profile.write_text('fund: {name: "CPAM", department: "93", year: 2020}\nphone: {call: 1}\n')
    for arguments, words in {
        (str(profile), "--scale", "0.1"): "phone.call : cette clé n'est pas connue.",
        ("absent.yaml", "--scale", "0.1"): "absent.yaml : ce fichier ne se lit pas",
        ("cpam93-2020", "--scale", "1.1"): "plus que 0 et au plus 1",
        ("cpam93-2020", "--scale", "nan"): "plus que 0 et au plus 1",
    }.items():
        done = installation.run("replay", *arguments)
        assert done.returncode == 2
        assert words in done.stderr
