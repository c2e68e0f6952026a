"""Pieces made ready by another process while this one lives those before them."""

import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guichet.replay.ahead import AHEAD, ahead
from guichet.replay.plan import Chunk
from guichet.replay.together import WorkerLost


def piece(number: int, prepare: Callable[[], object] | None) -> Chunk:
    return Chunk("sick_leave", number, date(2020, 1, 1), 1, print, prepare=prepare)


def test_each_piece_comes_in_its_order_with_what_another_process_prepared() -> None:
    def say(number: int) -> Callable[[], object]:
        return lambda: (number, os.getpid())

    pieces = [piece(n, say(n) if n % 3 else None) for n in range(5 * AHEAD)]
    given = dict(ahead(pieces))
    assert list(given) == pieces
    assert {made for chunk, made in given.items() if chunk.prepare is None} == {()}
    said = [made[0] for chunk, made in given.items() if chunk.prepare]
    (other,) = {who for _, who in said}  # type: ignore[misc]
    assert other != os.getpid()
    assert said == [(chunk.number, other) for chunk in pieces if chunk.prepare]


def test_the_other_process_is_a_few_pieces_ahead_and_no_more(tmp_path: Path) -> None:
    def tell(number: int) -> Callable[[], object]:
        return (tmp_path / str(number)).touch

    for done, _ in enumerate(ahead([piece(n, tell(n)) for n in range(4 * AHEAD)])):
        assert len(list(tmp_path.iterdir())) <= done + AHEAD
    assert len(list(tmp_path.iterdir())) == 4 * AHEAD


def test_a_process_that_dies_is_said() -> None:
    with pytest.raises(WorkerLost):
        dict(ahead([piece(0, lambda: os.kill(os.getpid(), signal.SIGKILL))]))


def test_what_cannot_be_prepared_is_said_when_its_turn_comes() -> None:
    def breaks() -> None:
        raise ValueError("more employers than numbers of nobody")

    found = ahead([piece(0, None), piece(1, breaks)])
    assert next(found)[0].number == 0
    with pytest.raises(ValueError, match="more employers"):
        next(found)
