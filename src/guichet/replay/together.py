"""Several processes live one year: a service's steps in their order, services side by side.

Who lives which piece changes nothing of it: each draws its own lots (spread.dice).
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby
from multiprocessing import get_context

from guichet.batches.lifeline import end_with_parent
from guichet.replay.plan import Chunk

Steps = deque[list[Chunk]]
LiveOne = Callable[[Chunk], bool]

# What a worker is to do: it is forked, and finds it here; a piece holds too much to be sent.
_work: dict[tuple[str, int], Chunk] = {}
_live_one: list[LiveOne] = []


class WorkerLost(RuntimeError):
    """A process that lived the year died; what it was living is undone, and lived another time."""


def together(
    chunks: Sequence[Chunk], workers: int, live_one: LiveOne, *, first: Collection[str]
) -> Iterator[tuple[Chunk, bool]]:
    """Each piece once it is lived, and whether it was by this call; `first`: services that all
    others wait for. Raises WorkerLost, and what a piece raises.
    """
    _work.update({(chunk.service, chunk.number): chunk for chunk in chunks})
    _live_one[:] = [live_one]
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), end_with_parent) as pool:
            for founding in (True, False):
                some = [chunk for chunk in chunks if (chunk.service in first) == founding]
                yield from _side_by_side(pool, workers, some)
    except BrokenProcessPool as lost:
        raise WorkerLost from lost
    finally:
        _work.clear()


def _side_by_side(
    pool: ProcessPoolExecutor, workers: int, chunks: Sequence[Chunk]
) -> Iterator[tuple[Chunk, bool]]:
    """The services with the most steps go first: the others fill the time that these leave."""
    lanes = sorted(_lanes(chunks), key=len, reverse=True)
    running: dict[Future[bool], tuple[Chunk, Steps]] = {}
    while lanes or running:
        for chunk, lane in _ready(lanes, running.values(), workers - len(running)):
            running[pool.submit(_live, chunk.service, chunk.number)] = chunk, lane
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            chunk, lane = running.pop(future)
            yield chunk, future.result()
        lanes = [lane for lane in lanes if lane]


def _lanes(chunks: Sequence[Chunk]) -> list[Steps]:
    services = {chunk.service: None for chunk in chunks}
    return [
        deque(
            list(step)
            for _, step in groupby(
                (chunk for chunk in chunks if chunk.service == service), lambda chunk: chunk.step
            )
        )
        for service in services
    ]


def _ready(
    lanes: Sequence[Steps], running: Collection[tuple[Chunk, Steps]], room: int
) -> Iterator[tuple[Chunk, Steps]]:
    """The next pieces, `room` at most; the step after waits until the one before is over."""
    busy = [(lane, chunk.step) for chunk, lane in running]
    for lane in lanes:
        while room and lane and all(of is not lane or step == _step(lane) for of, step in busy):
            chunk = lane[0].pop(0)
            busy.append((lane, chunk.step))
            if not lane[0]:
                lane.popleft()
            yield chunk, lane
            room -= 1


def _step(lane: Steps) -> object:
    return lane[0][0].step


def _live(service: str, number: int) -> bool:
    return _live_one[0](_work[service, number])
