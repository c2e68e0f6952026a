"""Where the bytes of documents lie: under random names, written once."""

import secrets
from pathlib import Path

from django.conf import settings


def store(content: bytes) -> str:
    """Write bytes under a new random key and answer the key."""
    key = secrets.token_hex(16)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
    return key


def path_of(key: str) -> Path:
    return Path(settings.DOCUMENTS_DIR) / key[:2] / key


def remove(key: str) -> None:
    """Take back bytes whose record was not kept."""
    path_of(key).unlink(missing_ok=True)
