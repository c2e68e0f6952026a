"""Pieces lived by several processes: each once, in the order of the steps, the department first."""

import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guichet.replay.plan import Chunk
from guichet.replay.together import WorkerLost, together

STEPS = {"department": [0, 0, 0], "sick_leave": [1, 1, 2, 3, 3, 3], "phone": [0, 0, 0, 0]}


def pieces(live: Callable[[], object] = bool) -> list[Chunk]:
    return [
        Chunk(service, number, date(2020, 1, 1), 1, live, step)
        for service, steps in STEPS.items()
        for number, step in enumerate(steps)
    ]


def test_a_step_waits_for_the_one_before_and_all_for_the_department(tmp_path: Path) -> None:
    told = tmp_path / "told"

    def tell(chunk: Chunk) -> bool:
        for word in ("begun", "ended"):
            with told.open("a") as lines:
                lines.write(f"{word} {chunk.service} {chunk.step}\n")
        return chunk.number % 2 == 0

    done = list(together(pieces(), 2, tell, first={"department"}))
    assert sorted((c.service, c.number, lived) for c, lived in done) == sorted(
        (c.service, c.number, c.number % 2 == 0) for c in pieces()
    )
    lines = [line.split() for line in told.read_text().splitlines()]
    assert [service for _, service, _ in lines[:6]] == ["department"] * 6
    of_stops = [(word, int(step)) for word, service, step in lines if service == "sick_leave"]
    assert [step for _, step in of_stops] == [1] * 4 + [2] * 2 + [3] * 6


def test_a_process_that_dies_is_said(tmp_path: Path) -> None:
    def die(chunk: Chunk) -> bool:
        if chunk.service == "phone":
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    with pytest.raises(WorkerLost):
        list(together(pieces(), 2, die, first={"department"}))
