"""Killed at moments that nobody chose: hundreds of them, over the whole life of the files."""

import random
import time
from collections.abc import Iterator

import pytest

from tests.kill.conftest import Copies, before, house, stage_before
from tests.kill.theatre import KILLED, Stage

pytestmark = [pytest.mark.database, pytest.mark.soak]

MOMENTS = 220
GESTURES = (
    "decide", "agent_decides", "pay", "dispatch", "bank_answers", "import_old", "switch_old",
)  # fmt: skip
AFTER = dict(zip(GESTURES, (*GESTURES[1:], "back_old"), strict=True))
AFTER["bank_answers"] = "people_of_old"

__all__ = ["before", "house", "stage_before"]


@pytest.fixture(scope="session")
def lasts(before: dict[str, Stage]) -> dict[str, float]:
    """How long each gesture takes when nobody dies."""
    found = {}
    for gesture in GESTURES:
        stage = before[gesture].theatre.stage(before[gesture])
        began = time.perf_counter()
        stage.play(gesture)
        found[gesture] = time.perf_counter() - began
        stage.close()
    return found


@pytest.fixture(scope="session")
def ends(before: dict[str, Stage]) -> Iterator[dict[str, object]]:
    yield {gesture: before[after].play("seen") for gesture, after in AFTER.items()}


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_at_any_moment_and_again_then_started_ends_as_if_nothing_had_happened(
    stage_before: Copies,
    lasts: dict[str, float],
    ends: dict[str, object],
    moment: int,
) -> None:
    gesture = GESTURES[moment % len(GESTURES)]
    chance = random.Random(moment)  # noqa: S311  the moment is the seed, so that it can be lived again
    stage = stage_before(gesture)
    for again in range(chance.randint(1, 3)):
        after = chance.uniform(0, lasts[gesture] * 1.1)
        assert stage.interrupt(gesture, kill_after=after, later=again * 30) in (KILLED, 0)
        assert stage.play("seen")["breaks"] == []
    stage.play(gesture, later=120)
    found = stage.play("seen")
    if ["mail", "unknown"] in found["messages"]:  # a mail is the one thing that is asked about
        stage.play("resend_mails")
        stage.play("dispatch", later=3700)
        found = stage.play("seen")
    assert found == ends[gesture]
