"""Runs one server as long as a test run lives, then stops it and removes what it left.

    python -m tests.support.keeper OWNER FOLDER SIGNAL USER COMMAND…

A process apart, so that an interrupted or killed test run leaves nothing behind either.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from tests.support.session import has_ended

PATIENCE = 20


class Stopped(Exception):
    """The run asked for the end."""


def stop_now(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


def wait_for_one(owner: int, server: int) -> None:
    """Returns when the owner or the server has ended, or when asked to stop."""
    with contextlib.suppress(ProcessLookupError, Stopped):
        ends = [os.pidfd_open(owner), os.pidfd_open(server)]
        select.select(ends, [], [])


def end(server: subprocess.Popen[bytes], gentle: signal.Signals) -> None:
    server.send_signal(gentle)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main(arguments: list[str]) -> int:
    owner, folder, gentle, user, *command = arguments
    place = Path(folder)
    if keeper := os.fork():
        place.with_suffix(".keeper").write_text(str(keeper))
        return 0
    signal.signal(signal.SIGTERM, stop_now)
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    server = subprocess.Popen(command, cwd=place, **identity)
    wait_for_one(int(owner), server.pid)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if server.poll() is None:
        end(server, signal.Signals(int(gentle)))
        shutil.rmtree(place, ignore_errors=True)
    run = place.parent
    if has_ended(int(owner)) and not any(path.is_dir() for path in run.iterdir()):
        shutil.rmtree(run, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
