"""A service of a test run ends with its run, even when the run is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.session import FOLDER_VARIABLE, OWNER_VARIABLE, ROOT, wait_for_end

RUN = """
import signal
from tests.support import clamav, session
print(session.open_run(), clamav.clamd_socket(), flush=True)
signal.pause()
"""


def start_run() -> tuple[subprocess.Popen[str], Path, Path]:
    """Another run, with its folder and the socket of its scanner."""
    outside = {FOLDER_VARIABLE, OWNER_VARIABLE}
    run = subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in outside},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    folder, socket = run.stdout.readline().split()
    run.stdout.close()
    return run, Path(folder), Path(socket)


def test_a_killed_run_leaves_neither_service_nor_file() -> None:
    run, folder, socket = start_run()
    keeper = int((folder / "clamd.keeper").read_text())
    assert socket.exists()
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_for_end(keeper)
    assert not socket.exists()
    assert not folder.exists()
