"""`guichet people erase`: told before it is done, and done again after a backup is restored."""

import json
from pathlib import Path
from typing import Any

import pytest

from guichet.people.models import Person
from tests.cli.calls import guichet
from tests.support import world

pytestmark = pytest.mark.django_db


def test_it_says_what_would_go_and_does_nothing_until_it_is_sure() -> None:
    person = world.make_person()
    who = ("people", "erase", "--id", str(person.id))
    told = guichet(*who).stdout
    assert "1  NIR, nom, prénoms" in told
    assert "Rien n'est fait" in told
    assert guichet(*who, "--yes").exit_code == 1
    assert Person.objects.get().nir == person.nir
    assert guichet(*who, "--yes", "--reason", "mistake").exit_code == 0
    assert Person.objects.get().full_name == "Personne effacée"
    assert "déjà effacée" in guichet(*who, "--yes", "--reason", "mistake").output


def test_a_number_is_read_from_the_standard_input_and_never_shown() -> None:
    person = world.make_person()
    typed = f"{person.nir}\n{person.birth_date}\n"
    done = guichet("people", "erase", "--nir", "--yes", "--reason", "asked", typed=typed)
    assert done.exit_code == 0
    assert person.nir not in done.output
    again = guichet("people", "erase", "--nir", "--yes", "--reason", "asked", typed=typed)
    assert "Aucune personne" in again.output


def test_what_hinders_is_told_in_words() -> None:
    case = world.make_case_decided().case
    refused = guichet("people", "erase", "--file", case.number, "--yes", "--reason", "asked")
    assert refused.exit_code == 1
    assert "ne sont pas payés" in refused.output
    assert guichet("people", "erase", "--file", "AM26-9999999").exit_code == 1
    assert guichet("people", "erase").exit_code == 1


def test_the_erased_are_erased_again_in_what_a_backup_brought_back(tmp_path: Path) -> None:
    person, listed = world.make_person(), tmp_path / "erased.jsonl"
    line: dict[str, Any] = {"id": str(person.id), "at": "2026-11-20", "reason": "asked"}
    listed.write_text(json.dumps(line) + "\n")
    assert "1 personne(s)" in guichet("people", "erase", "--again", str(listed)).stdout
    assert "0 personne(s)" in guichet("people", "erase", "--again", str(listed)).stdout
    (told,) = guichet("people", "erased").stdout.splitlines()
    assert json.loads(told)["id"] == str(person.id)
    listed.write_text("{}")
    assert "ligne 1" in guichet("people", "erase", "--again", str(listed)).output
