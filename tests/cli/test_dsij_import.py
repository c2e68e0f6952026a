"""`guichet dsij import`: salary certificates taken in as the employer space does."""

import json
from pathlib import Path
from typing import Any

import pytest

from guichet.cases.models import Case
from tests.cli.calls import guichet
from tests.support import world

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.NOW = "2026-11-20T10:00"


def certificate(**changed: Any) -> dict[str, Any]:
    person = world.make_person()
    world.send_notice(person)
    pays = [{"month": month, "gross": "2000", "hours": 151.67} for month in world.MONTHS]
    return {
        "siret": SIRET,
        "nir": person.nir,
        "birth_date": person.birth_date.isoformat(),
        "family_name": person.family_name,
        "given_names": person.given_names,
        "contract_number": "00001",
        "contract_start": "2018-09-01",
        "reason": "01",
        "last_day_worked": "2026-10-02",
        "pays": pays,
        **changed,
    }


def write(folder: Path, *certificates: dict[str, Any]) -> Path:
    path = folder / "attestations.json"
    path.write_text(json.dumps(certificates, indent=1))
    return path


def test_certificates_are_taken_and_what_is_certain_is_decided(tmp_path: Path) -> None:
    done = guichet("dsij", "import", write(tmp_path, certificate(), certificate()))
    assert done.exit_code == 0
    assert "arrêts et reprises lus : 2 (nouveaux : 2), lignes de paie : 6" in done.stdout
    assert list(Case.objects.values_list("state", flat=True)) == ["decided"] * 2


def test_the_same_file_again_is_seen_and_nothing_is_redone(tmp_path: Path) -> None:
    path = write(tmp_path, certificate())
    guichet("dsij", "import", path)
    done = guichet("dsij", "import", path, "--json")
    assert (done.exit_code, json.loads(done.stdout)["files"][0]["state"]) == (0, "known")


def test_a_fault_is_told_with_its_line_and_column_and_the_others_are_taken(tmp_path: Path) -> None:
    path = write(tmp_path, certificate(), certificate(last_day_worked="hier"))
    line = 1 + path.read_text()[: path.read_text().rindex('{\n  "siret"')].count("\n")
    done = guichet("dsij", "import", path)
    assert done.exit_code == 1
    assert f"{path} : pris en compte en partie" in done.stdout
    assert f"ligne {line}, last_day_worked (bloquant) : Une date qui existe" in done.stdout


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "vide").touch()
    assert "Le fichier est vide." in guichet("dsij", "import", tmp_path / "vide").stdout
    path = write(tmp_path, certificate())
    settings.UPLOAD_MAX_BYTES = path.stat().st_size - 1
    assert "Le fichier est trop gros" in guichet("dsij", "import", path).stdout
    settings.UPLOAD_MAX_BYTES += 1
    assert guichet("dsij", "import", path).exit_code == 0
    assert guichet("dsij", "import", tmp_path / "absent").exit_code == 2


def test_the_share_without_paper_is_told_by_month(tmp_path: Path) -> None:
    guichet("dsij", "import", write(tmp_path, certificate(), certificate()))
    person, employer, agent = world.make_person(), world.make_employer(), world.make_agent()
    world.type_paper(person, employer, by=agent)
    done = guichet("dsij", "rate", "--json")
    answer = json.loads(done.stdout)
    november = {
        "period": "2026-11", "dsn": 0, "form": 0, "file": 2, "paper": 1, "received": 3,
        "paperless_pct": "66.7", "growth_points": None,
    }  # fmt: skip
    assert (done.exit_code, answer["months"][-1]) == (0, november)
    assert answer["year"] == {**november, "period": "2026"}
    table = guichet("dsij", "rate", "--year", "2026").stdout.splitlines()
    assert table[-1].split() == ["2026", "0", "0", "2", "1", "66.7", "%", "-"]
    assert guichet("dsij", "rate", "--year", "2025", "--json").exit_code == 0
    assert guichet("dsij", "rate", "--year", "1").exit_code == 2
