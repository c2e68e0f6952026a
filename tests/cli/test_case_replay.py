"""`guichet case replay`: the same decision again, or exactly what differs."""

import json

import pytest

from guichet.benefits.sick_leave import replay
from tests.cli.calls import guichet
from tests.support.world import make_case_decided

pytestmark = pytest.mark.django_db


def test_a_decision_replayed_comes_out_the_same() -> None:
    number = make_case_decided().case.number
    done = guichet("case", "replay", number)
    assert done.exit_code == 0
    assert done.stdout == f"{number} : 1 décision(s) rejouée(s), toutes identiques.\n"


def test_a_file_is_found_by_its_identifier_too_and_answered_in_json() -> None:
    case = make_case_decided().case
    done = guichet("case", "replay", case.id, "--json")
    assert json.loads(done.stdout) == {"case": case.number, "decisions": 1, "differences": []}


def test_what_differs_is_said_with_its_decision_and_exits_with_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = make_case_decided().case.number
    monkeypatch.setattr(replay, "digest", lambda facts: "another")
    done = guichet("case", "replay", number)
    assert done.exit_code == 1
    assert f"{number}, décision 1, facts : décidé" in done.stdout
    assert "rejoué another" in done.stdout


@pytest.mark.parametrize("reference", ["AM26-9999999", "nothing", "01a201b7-c955-7cb7-b0e2-0"])
def test_a_file_that_nobody_knows_is_said_in_one_line_and_exits_with_two(reference: str) -> None:
    done = guichet("case", "replay", reference)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr == f"Aucun dossier ne porte le numéro « {reference} ».\n"
