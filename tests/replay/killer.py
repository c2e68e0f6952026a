"""`guichet replay` killed as by a power cut: python -m tests.replay.killer N WHEN ARGUMENTS.

In its Nth piece (of a process, where there are several): `before` or `after` the transaction that
lives it ends; `all`: before it ends, and the process that gives out the work.
"""

import os
import signal
import sys
from dataclasses import replace
from multiprocessing import parent_process

from guichet.cli.django import setup
from tests.support.haste import hasten

hasten()
setup()

from guichet.cli.main import main  # noqa: E402
from guichet.replay import engine  # noqa: E402
from guichet.replay.ahead import Prepared  # noqa: E402
from guichet.replay.models import Replay  # noqa: E402
from guichet.replay.plan import Chunk  # noqa: E402

left, when = int(sys.argv[1]), sys.argv[2]
really_live = engine._live


def die() -> None:
    boss = parent_process()
    if when == "all" and boss is not None and boss.pid is not None:
        os.kill(boss.pid, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def live_or_die(replay: Replay, chunk: Chunk, prepared: Prepared) -> bool:
    """Live a piece; the last one ends the process."""
    global left  # noqa: PLW0603  one process, one death
    left -= 1
    if left or when == "after":
        lived = really_live(replay, chunk, prepared)
        if not left:
            die()
        return lived

    def half_lived(*given: object) -> None:
        chunk.live(*given)
        die()

    return really_live(replay, replace(chunk, live=half_lived), prepared)


engine._live = live_or_die
sys.argv = ["guichet", "replay", *sys.argv[3:]]
main()
