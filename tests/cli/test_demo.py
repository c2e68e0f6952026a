"""`guichet demo`: made once, taken up again, and never in another's way."""

import socket
import sqlite3
from contextlib import closing

import psycopg
import pytest

from guichet.cli.demo import _live_the_year
from guichet.replay.demonstration import year_so_far
from guichet.replay.models import LivedChunk, Replay
from guichet.replay.together import WorkerLost
from tests.cli.calls import guichet
from tests.support.installation import Installation
from tests.support.world import NOW

COUNTED = (
    "contacts_contact",
    "people_account",
    "cases_case",
    "cases_decision",
    "ledger_paymentorder",
    "journal_event",
    "tasks_task",
)


def counts(installation: Installation) -> dict[str, int]:
    scheme, _, path = installation.url.partition("://")
    opened = sqlite3.connect(path[1:]) if scheme == "sqlite" else psycopg.connect(installation.url)
    with closing(opened) as connection:
        found = {}
        for table in COUNTED:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[call-overload]  # noqa: S608
            found[table] = row[0] if row else 0
        return found


@pytest.mark.dear
def test_made_twice_it_is_there_once_and_its_agents_have_a_code(installation: Installation) -> None:
    first = installation.run("demo", "--no-serve")
    assert first.returncode == 0, first.stderr
    assert "✓ L'année d'une petite caisse inventée" in first.stdout
    made = counts(installation)
    assert all(made.values())
    again = installation.run("demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert "déjà là" in again.stdout
    assert counts(installation) == made
    assert installation.run("journal", "verify").returncode == 0
    code = installation.run("code", "agent").stdout.strip()
    assert len(code) == 6
    assert code.isdigit()
    assert installation.run("code", "claire").returncode == 2


def test_elsewhere_than_in_the_demonstration_no_code_is_given(installation: Installation) -> None:
    done = installation.run("code", "agent")
    assert done.returncode == 1
    assert "que pour la caisse de démonstration" in done.stderr


def test_a_port_that_is_taken_is_said_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GUICHET_DEMO", raising=False)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = guichet("demo", "--port", port)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert f"Le port {port} est déjà pris" in done.stderr


@pytest.mark.django_db
def test_another_year_begun_here_is_to_be_ended_first_and_one_ended_serves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = Replay.objects.create(
        year=year_so_far(NOW)[0].number, profile_digest="0" * 64, scale=1, seed=2, started_at=NOW
    )
    with pytest.raises(SystemExit):
        _live_the_year(NOW)
    assert "finissez-la d'abord par la commande « guichet replay »" in capsys.readouterr().err
    other.ended_at = NOW
    other.save()
    _live_the_year(NOW)
    assert not LivedChunk.objects.exists()


@pytest.mark.django_db
def test_a_process_that_dies_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def die(*_pieces: object, **_how: object) -> None:
        raise WorkerLost

    monkeypatch.setattr("guichet.replay.engine.live", die)
    with pytest.raises(SystemExit):
        _live_the_year(NOW)
    assert "La même commande reprend" in capsys.readouterr().err
