"""`guichet law impact`: who would be paid otherwise, before anything changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from guichet.benefits.sick_leave.service import words_of
from guichet.cases.models import Decision, Fact
from guichet.law import parameters
from guichet.ledger.models import Claim
from tests.cli.calls import guichet
from tests.support import world

pytestmark = pytest.mark.django_db

# The made-up file: 18 days of 32,87 €, a stop of October 2026.
HALF_TO_SIXTY = "parameters: [{name: sickness_rate, values: [{from: 2026-10-01, value: 0.60}]}]"
FROM_NOVEMBER = HALF_TO_SIXTY.replace("2026-10-01", "2026-11-01")
NO_CARENCE = "parameters: [{name: carence_days, values: [{from: 2026-01-01, value: 0}]}]"


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    def asked(text: str, *options: str) -> Any:
        path = tmp_path / "change.yaml"
        path.write_text(text)
        return guichet("law", "impact", path, *options)

    return asked


def test_a_higher_rate_is_told_file_by_file_and_in_all(asked: Any) -> None:
    made = world.make_case_decided()
    found = json.loads(asked(HALF_TO_SIXTY, "--json").stdout)
    (file,) = found["files"]
    assert file["number"] == made.case.number
    assert (file["daily_before"], file["daily_after"]) == ("32.87", "39.45")
    assert (file["before"], file["after"], file["difference"]) == ("591.66", "710.10", "118.44")
    assert (found["examined"], found["moved"]) == (1, 1)
    assert (found["gained"], found["lost"], found["difference"]) == ("118.44", "0.00", "118.44")


def test_a_change_after_the_stop_moves_nothing(asked: Any) -> None:
    world.make_case_decided()
    found = json.loads(asked(FROM_NOVEMBER, "--json").stdout)
    assert (found["examined"], found["moved"], found["files"]) == (1, 0, [])


def test_days_gained_are_counted(asked: Any) -> None:
    world.make_case_decided()
    (file,) = json.loads(asked(NO_CARENCE, "--json").stdout)["files"]
    assert (file["days_before"], file["days_after"]) == (18, 21)
    assert file["difference"] == "98.61"


def test_a_refusal_for_another_motive_does_not_move_with_the_amount(asked: Any) -> None:
    made = world.make_case_decided()
    world.agent_decides(made, refusal=words_of("right_not_open", "", "fr"))
    found = json.loads(asked(HALF_TO_SIXTY, "--json").stdout)
    assert (found["examined"], found["moved"]) == (1, 0)


def test_nothing_is_written_and_the_law_stays_as_it_is(asked: Any) -> None:
    world.make_case_decided()

    def state() -> tuple[Any, ...]:
        rows = [Decision.objects.count(), Fact.objects.count(), Claim.objects.count()]
        return (*rows, parameters.load().digest)

    before = state()
    assert asked(HALF_TO_SIXTY).exit_code == 0
    assert state() == before


def test_a_person_reads_a_table_and_a_sum(asked: Any) -> None:
    made = world.make_case_decided()
    said = asked(HALF_TO_SIXTY).stdout
    assert "sickness_rate : 0.60 (ratio) à partir du 01/10/2026" in said
    assert made.case.number in said
    assert "32.87 → 39.45" in said
    assert "1 dossiers décidés examinés, 1 changeraient." in said
    assert "en tout : 118.44 €" in said


def test_a_file_that_cannot_be_read_is_said_in_one_line(asked: Any) -> None:
    done = asked("parameters: [{name: sickness_rate}]")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "change.yaml : parameters[1] (sickness_rate)" in done.stderr
