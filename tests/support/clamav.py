"""A real clamd that knows one made-up signature, and nothing of the official database."""

import socket
from pathlib import Path

from tests.support import session
from tools.system import find

SIGNATURE = b"guichet-made-up-virus-for-the-tests"
VIRUS_NAME = "Guichet.MadeUp.Test"
CONFIGURATION = """\
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 20M
MaxThreads 4
"""


def clamd_socket() -> str:
    """The path of the run's clamd socket; the scanner is started at the first call."""
    return session.ensure("clamd", start)["socket"]


def start(folder: Path) -> dict[str, str]:
    program = find("clamd")
    if program is None:
        raise RuntimeError("clamd is missing: make test says what to install")
    signatures = folder / "signatures"
    signatures.mkdir()
    # format of ClamAV: name, any kind of file, anywhere in it, bytes in hexadecimal
    (signatures / "tests.ndb").write_text(f"{VIRUS_NAME}:0:*:{SIGNATURE.hex()}\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    session.keep([program, "--config-file", str(configuration)], folder)
    path = folder / "clamd.sock"
    session.wait_until(lambda: answers(path), what="clamd", log=folder / "log")
    return {"socket": str(path)}


def answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(path))
            client.sendall(b"zPING\0")
            return client.recv(16).startswith(b"PONG")
    except OSError:
        return False
