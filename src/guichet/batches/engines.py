"""Who answers the parts of a batch: one port, here with this process and with several.

Whoever does it, the work is the same (`parts.Work`): it may be given twice, and leaves one file.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from guichet.batches.lifeline import end_with_parent
from guichet.batches.parts import Part

Doing = Callable[[Part], int]
MOST_LOSSES = 3  # times in a row that workers die without one part done between


class EngineFault(Exception):
    """The parts cannot be done; the message is for a person."""


class Engine(Protocol):
    """Does the work on every part, in any order, wherever it likes."""

    def run(self, work: Doing, parts: Sequence[Part]) -> Iterator[int]:
        """The rank of each part once it is done; EngineFault when some cannot be.

        A part whose worker dies is done again by another: `work` must bear it.
        """
        ...


@dataclass(frozen=True)
class InProcess:
    """This process, one part after the other."""

    def run(self, work: Doing, parts: Sequence[Part]) -> Iterator[int]:
        """See `Engine`."""
        return map(work, parts)


@dataclass(frozen=True)
class Pool:
    """Several processes of this machine. When one dies, all are started again."""

    workers: int

    def run(self, work: Doing, parts: Sequence[Part]) -> Iterator[int]:
        """See `Engine`."""
        left = {part.rank: part for part in parts}
        losses = 0
        while left:
            before = len(left)
            for rank in self._until_broken(work, list(left.values())):
                del left[rank]
                yield rank
            losses = losses + 1 if len(left) == before else 0
            if losses == MOST_LOSSES:
                raise EngineFault(
                    f"les processus de calcul meurent sans rien finir ({len(left)} parties"
                    " restent) : la mémoire de la machine suffit-elle ?"
                )

    def _until_broken(self, work: Doing, parts: list[Part]) -> Iterator[int]:
        """The parts done before a worker dies, or all."""
        # Arrow has threads of its own: a forked process would not have them
        apart = get_context("spawn")
        with ProcessPoolExecutor(self.workers, apart, end_with_parent) as pool:
            try:
                for done in as_completed([pool.submit(work, part) for part in parts]):
                    yield done.result()
            except (BrokenProcessPool, CancelledError):
                return
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
