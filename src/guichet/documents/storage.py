"""Where the bytes of documents lie: under random names, written once, never whole in memory."""

import hashlib
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

PIECE = 1024 * 1024


def measure(stream: BinaryIO, *, most: int) -> tuple[int, str]:
    """Length and SHA-256 of a stream, left at its start; reads no further than just past `most`."""
    size, seen = 0, hashlib.sha256()
    while size <= most and (piece := stream.read(PIECE)):
        size += len(piece)
        seen.update(piece)
    stream.seek(0)
    return size, seen.hexdigest()


def store(stream: BinaryIO) -> str:
    """Write a stream under a new random key and answer the key."""
    key = secrets.token_hex(16)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            shutil.copyfileobj(stream, file, PIECE)
    except BaseException:
        remove(key)
        raise
    return key


def path_of(key: str) -> Path:
    return Path(settings.DOCUMENTS_DIR) / key[:2] / key


def remove(key: str) -> None:
    """Take back bytes whose record was not kept."""
    path_of(key).unlink(missing_ok=True)
