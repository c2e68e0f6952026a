"""Letting a file leave exactly once: written beside, flushed, then linked under its final name."""

import os
import secrets
from pathlib import Path

from guichet.journal.service import checkpoint


def put_once(folder: Path, name: str, content: bytes) -> Path:
    """Create `folder/name` with `content`, or find it there with the same; never write over it.

    The name appears at once with the whole content, whatever crashes; a second try finds it.
    Raises RuntimeError when another content stands under that name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    # a name never used before: what a crash left under another may be linked to the final file
    part = folder / f".{name}.{secrets.token_hex(8)}.part"
    with part.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    checkpoint("dispatch.part_written")
    try:
        os.link(part, path)
    except FileExistsError:
        if path.read_bytes() != content:
            raise RuntimeError(f"{name} is there with another content") from None
    finally:
        part.unlink()
    checkpoint("dispatch.file_linked")
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return path
