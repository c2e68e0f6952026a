"""One test run: its folder, its owner, and the services that live no longer than it does.

The run is one process with its workers (tools/test.py with both its passes, or a bare pytest).
Whoever needs a service asks `ensure`: the first call starts it under a keeper, the others find it.
"""

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER_VARIABLE = "GUICHET_TEST_RUN"
OWNER_VARIABLE = "GUICHET_TEST_OWNER"
LONGEST_SOCKET_FOLDER = 70
ROOT = Path(__file__).resolve().parents[2]


def open_run() -> Path:
    """The folder of the present run; the first process that asks becomes its owner."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder)
    parent = None if len(tempfile.gettempdir()) < LONGEST_SOCKET_FOLDER else "/tmp"  # noqa: S108
    folder = tempfile.mkdtemp(prefix="guichet-tests-", dir=parent)
    # a server that refuses to run as root runs as another user, who must pass through
    Path(folder).chmod(0o711)
    os.environ[FOLDER_VARIABLE] = folder
    os.environ[OWNER_VARIABLE] = str(os.getpid())
    atexit.register(close_run)
    return Path(folder)


def is_owner() -> bool:
    return os.environ.get(OWNER_VARIABLE) == str(os.getpid())


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock file against the other processes of the run."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ensure(name: str, start: Callable[[Path], dict[str, str]]) -> dict[str, str]:
    """What `start` answered for the service `name`, started once in the run, in its own folder."""
    run = open_run()
    folder, answer = run / name, run / f"{name}.json"
    with locked(run / f"{name}.lock"):
        if not answer.exists():
            folder.mkdir(mode=0o711)
            answer.write_text(json.dumps(start(folder)))
    found: dict[str, str] = json.loads(answer.read_text())
    return found


def keep(
    command: list[str], folder: Path, *, stop: signal.Signals = signal.SIGTERM, user: str = ""
) -> None:
    """Starts a server in the foreground under a keeper, which stops it when the run is over."""
    keeper = [sys.executable, "-m", "tests.support.keeper", os.environ[OWNER_VARIABLE]]
    with (folder / "log").open("ab") as log:
        subprocess.run(
            [*keeper, str(folder), str(int(stop)), user, *command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=True,
        )


def wait_until(ready: Callable[[], bool], *, what: str, log: Path, seconds: float = 60) -> None:
    """Waits for a server; past the time allowed, fails with the last lines of its log."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            said = log.read_text(errors="replace")[-2000:] if log.exists() else "nothing"
            raise RuntimeError(f"{what} did not start in {seconds:.0f} s. It said:\n{said}")
        time.sleep(0.05)


def close_run() -> None:
    """Stops the services of the run and removes its folder; only its owner does it."""
    if not is_owner():
        return
    folder = Path(os.environ[FOLDER_VARIABLE])
    keepers = [int(path.read_text()) for path in folder.glob("*.keeper")]
    for keeper in keepers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(keeper, signal.SIGTERM)
    for keeper in keepers:
        wait_for_end(keeper)
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[FOLDER_VARIABLE], os.environ[OWNER_VARIABLE]


def wait_for_end(process: int, *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not has_ended(process) and time.monotonic() < end:
        time.sleep(0.02)


def has_ended(process: int) -> bool:
    """Whether a process is gone, or waits only for its exit status to be read."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"
