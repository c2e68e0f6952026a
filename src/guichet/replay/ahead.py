"""Pieces of a year made ready by one process while another lives those before them.

For SQLite, where one process writes at a time: what asks no database is done beside it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from guichet.batches.lifeline import end_with_parent
from guichet.replay.plan import Chunk
from guichet.replay.together import WorkerLost

AHEAD = 4  # pieces made ready that wait

Prepared = tuple[object, ...]

# What the other process is to prepare: it is forked, and finds it here.
_pieces: list[Chunk] = []


def ahead(chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Prepared]]:
    """Each piece in its order, and what was prepared of it.

    Raises WorkerLost, and what preparing raises.
    """
    _pieces[:] = [chunk for chunk in chunks if chunk.prepare]
    to_do, making = iter(range(len(_pieces))), deque[Future[Prepared]]()
    try:
        with ProcessPoolExecutor(1, get_context("fork"), end_with_parent) as pool:
            for chunk in chunks:
                while len(making) < AHEAD and (n := next(to_do, None)) is not None:
                    making.append(pool.submit(_prepared, n))
                yield chunk, making.popleft().result() if chunk.prepare else ()
    except BrokenProcessPool as lost:
        raise WorkerLost from lost
    finally:
        _pieces.clear()


def _prepared(number: int) -> Prepared:
    return _pieces[number].prepared()
