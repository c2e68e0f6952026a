"""`guichet dsn import`: files taken in as the employer space does."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from guichet.benefits.sick_leave.service import send_notices
from guichet.cases.models import Case
from guichet.demo import load
from guichet.journal.service import Actor
from tests.cli.calls import guichet
from tests.support.world import make_account, make_professional

pytestmark = pytest.mark.django_db
NOW = "2026-11-02T09:00"
PEOPLE = 2


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.NOW = NOW


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """An employer's monthly messages and stop events, about people whose notices have come."""
    now = timezone.make_aware(datetime.fromisoformat(NOW))
    (firm,) = load.create(PEOPLE, offset=0, now=now)
    doctor = make_professional()
    account = make_account("professional", professional=doctor)
    send_notices(load.notices(firm, doctor), actor=Actor("professional", account.id), now=now)
    written = []
    for number, content in enumerate(load.dsn_files(firm)):
        path = tmp_path / f"{number}.dsn"
        path.write_bytes(content)
        written.append(path)
    return written


def states() -> list[str]:
    return list(Case.objects.values_list("state", flat=True))


def test_what_the_files_make_certain_is_decided(files: list[Path]) -> None:
    assert states() == ["waiting"] * PEOPLE
    done = guichet("dsn", "import", *files)
    assert done.exit_code == 0
    assert done.stdout.count(": pris en compte\n") == len(files)
    assert f"arrêts et reprises lus : {PEOPLE} (nouveaux : {PEOPLE})" in done.stdout
    assert states() == ["decided"] * PEOPLE


def test_the_same_file_again_is_seen_and_nothing_is_redone(files: list[Path]) -> None:
    guichet("dsn", "import", *files)
    done = guichet("dsn", "import", files[-1], "--json")
    assert done.exit_code == 0
    (answer,) = json.loads(done.stdout)["files"]
    assert answer["state"] == "known"
    assert "rien n'est refait" in answer["message"]
    assert list(Case.objects.values_list("decisions__number", flat=True)) == [1] * PEOPLE


def test_a_broken_file_is_refused_with_the_line_and_the_others_are_taken(files: list[Path]) -> None:
    broken = files[0].with_name("broken.dsn")
    broken.write_bytes(files[-1].read_bytes()[:400])
    done = guichet("dsn", "import", broken, *files)
    assert done.exit_code == 1
    assert f"{broken} : refusé" in done.stdout
    assert "bloquant" in done.stdout
    assert states() == ["decided"] * PEOPLE


def test_an_empty_file_is_refused_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "empty.dsn"
    empty.touch()
    done = guichet("dsn", "import", empty)
    assert done.exit_code == 1
    assert "Le fichier est vide." in done.stdout


def test_a_missing_file_stops_the_call_before_anything_is_taken(files: list[Path]) -> None:
    missing = files[0].with_name("missing.dsn")
    done = guichet("dsn", "import", *files, missing)
    assert done.exit_code == 2
    assert done.stderr == f"{missing} : ce fichier n'existe pas ou ne se lit pas.\n"
    assert states() == ["waiting"] * PEOPLE
