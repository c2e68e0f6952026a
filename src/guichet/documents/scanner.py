"""The virus scanner: clamd over its socket, when one is set."""

from dataclasses import dataclass
from typing import BinaryIO

import clamd
from django.conf import settings

from guichet.documents.enums import ScanState


class ScannerDown(Exception):
    """A scanner is set but does not answer; the file stays unopened until it does."""


@dataclass(frozen=True)
class Verdict:
    state: ScanState
    detail: str = ""


def scan(content: BinaryIO) -> Verdict:
    """Ask the scanner about a stream; with none set, say so."""
    if not settings.CLAMD_SOCKET:
        return Verdict(ScanState.NO_SCANNER)
    try:
        answer = clamd.ClamdUnixSocket(settings.CLAMD_SOCKET, timeout=60).instream(content)
    except (clamd.ClamdError, OSError) as error:
        raise ScannerDown(type(error).__name__) from error
    status, name = answer["stream"]
    if status == "FOUND":
        return Verdict(ScanState.INFECTED, name or "")
    if status == "OK":
        return Verdict(ScanState.CLEAN)
    raise ScannerDown(status)
