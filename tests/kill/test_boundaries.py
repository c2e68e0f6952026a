"""Killed at every named boundary, then started again: as if nothing had happened, or shown."""

import re
import subprocess
from typing import Any

import pytest

from tests.kill.conftest import Copies
from tests.kill.theatre import KILLED, Theatre
from tests.support.installation import Installation
from tests.support.session import ROOT

pytestmark = [pytest.mark.database, pytest.mark.dear]

AFTER = {
    "decide": "agent_decides",
    "agent_decides": "pay",
    "pay": "dispatch",
    "dispatch": "bank_answers",
    "bank_answers": "people_of_old",
    "import_old": "switch_old",
    "switch_old": "back_old",
    "back_old": "erase",
    "erase": "end",
}
DECISION = (
    "decision.before_lock",
    "decision.locked",
    "decision.assessed",
    "decision.recorded",
    "decision.before_claims",
    "decision.after_claims",
    "decision.letters_composed",
    "decision.letters_written",
    "decision.events_written",
    "decision.before_commit",
)
RUN = (
    "run.opened",
    "run.files_locked",
    "run.orders_written",
    "run.shares_ordered",
    "run.before_chunk_commit",
    "run.chunk_committed",
    "run.chunk_committed:3",
    "run.orders_written:2",
    "run.file_composed",
    "run.file_written",
    "run.before_file_commit",
    "run.file_committed",
    "run.file_written:2",
)
DISPATCH = (
    "dispatch.attempt_started",
    "dispatch.part_written",
    "dispatch.file_linked",
    "dispatch.letter_rendered",
    "dispatch.handled",
    "dispatch.attempt_finished",
    "dispatch.attempt_started:4",
    "dispatch.file_linked:5",
    "dispatch.handled:7",
)
BANK = (
    "bank.file_kept",
    "bank.answers_written",
    "bank.before_commit",
    "bank.file_kept:2",
    "bank.before_commit:2",
)
ERASURE = ("erasure.rows_written", "erasure.before_commit", "erasure.file_removed:2")
SWITCH = (
    "takeover.batch_locked",
    "takeover.files_opened",
    "takeover.days_claimed",
    "takeover.before_commit",
    "takeover.batch_committed",
    "takeover.files_opened:2",
    "takeover.batch_committed:2",
)
ADVANCE = [
    ("give_advance", "advance.claimed"),
    ("give_advance", "advance.before_commit"),
    ("pay_advance", "run.shares_ordered"),
    ("set_off", "decision.after_claims"),
    ("set_off", "decision.before_commit"),
    ("pay_rest", "run.shares_ordered"),
]
BY_RULE_ALONE = (
    "decision.before_lock",
    "decision.locked",
    "decision.assessed",
    "decision.before_commit",
)
REHEARSALS = [
    *[("decide", at) for at in DECISION],
    *[("agent_decides", at) for at in DECISION if at not in BY_RULE_ALONE],
    *[("pay", at) for at in RUN],
    *[("dispatch", at) for at in DISPATCH],
    *[("bank_answers", at) for at in BANK],
    ("import_old", "takeover.chunk_kept:2"),
    *[("switch_old", at) for at in SWITCH],
    ("back_old", "takeover.handed_back"),
    *[("erase", at) for at in ERASURE],
]


def test_every_boundary_of_the_program_is_rehearsed() -> None:
    named = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'checkpoint\("([^"]+)"\)', path.read_text())
    }
    assert named == {at.partition(":")[0] for _, at in (*REHEARSALS, *ADVANCE)}
    assert len(named) >= 20


@pytest.mark.parametrize(("act", "boundary"), REHEARSALS)
def test_a_process_killed_here_and_started_again_ends_as_if_nothing_had_happened(
    stage_before: Copies, ends: dict[str, Any], act: str, boundary: str
) -> None:
    stage = stage_before(act)
    assert stage.interrupt(act, kill_at=boundary) == KILLED
    assert stage.play("seen")["breaks"] == []
    stage.play(act, later=30)
    assert stage.play("seen") == ends[act]


def test_an_advance_killed_at_each_of_its_boundaries_is_paid_and_set_off_once(
    house: Theatre,
) -> None:
    quiet = house.stage()
    quiet.play("prepare_advance")
    killed = house.stage(quiet)
    for act in dict(ADVANCE):
        quiet.play(act)
        for rank, boundary in enumerate(at for one, at in ADVANCE if one == act):
            assert killed.interrupt(act, kill_at=boundary, later=30 * rank) == KILLED
        killed.play(act, later=90)
        assert killed.play("seen") == quiet.play("seen")
    end = killed.play("seen")
    advance, rest = sorted(order[2] for order in end["orders"])
    assert (advance + rest, end["advances"], end["breaks"]) == (59166, [[39456, "given"]], [])
    for stage in (quiet, killed):
        stage.close()


def test_the_rehearsed_life_pays_files_asks_back_and_writes(ends: dict[str, Any]) -> None:
    end = ends["dispatch"]
    # five of them of the file of which the employer owes
    assert len(end["decisions"]) == 10
    assert sorted(order[1] for order in end["orders"]) == ["employer"] * 3 + ["insured"] * 4
    # seven orders: four of the last day, two a file, and the files of the two days before
    assert len(end["payment files"]) == len(end["outgoing"]["payments"]) == 4
    assert [recovery[-1] for recovery in end["recoveries"]] == [2699, 0]  # withheld, asked
    assert all(letter[2] == "sent" for letter in end["letters"])
    assert all(state == "done" for _, state in end["messages"])
    assert end["breaks"] == end["outgoing"]["unknown to the database"] == []


def test_the_rehearsed_takeover_switches_holds_and_hands_back(ends: dict[str, Any]) -> None:
    assert [row[1:] for row in ends["back_old"]["taken files"]] == [
        ["back", "closed"], ["switched", "decided"], ["switched", "decided"],
    ]  # fmt: skip
    orders = [ends[act]["orders"] for act in ("bank_answers", "back_old")]
    assert orders[0] == orders[1]


def test_the_rehearsed_life_erases_some_and_keeps_the_others(ends: dict[str, Any]) -> None:
    end = ends["erase"]
    assert 0 < end["erased"] < 5
    assert len(end["outgoing"]["letters"]) < len(ends["dispatch"]["outgoing"]["letters"])
    assert ["removal", "done"] in end["messages"]
    assert end["breaks"] == end["outgoing"]["unknown to the database"] == []


def test_the_boundary_is_chosen_by_the_environment(installation: Installation) -> None:
    environment = {**installation.environment, "GUICHET_KILL_AT": "run.opened"}
    command = installation.command("pay", "run", "--date", "2026-11-20")
    killed = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert killed.returncode == KILLED
    assert installation.run("pay", "run", "--date", "2026-11-20").returncode == 0


@pytest.fixture(scope="session")
def ends(before: dict[str, Any]) -> dict[str, Any]:
    """What stands after each gesture when nobody dies."""
    return {act: before[after].play("seen") for act, after in AFTER.items()}
