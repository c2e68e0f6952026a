"""Removing the files of an erased person, once the erasure is committed."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from guichet.documents.service import path_of
from guichet.journal.service import checkpoint
from guichet.outbox.service import Message


def remove_files(message: Message, now: datetime) -> None:
    """Remove the papers, and the copies of what was sent; what is gone already stays gone."""
    for key in message.payload["documents"]:
        path_of(key).unlink(missing_ok=True)
    outgoing = Path(settings.OUTGOING_DIR)
    for number in message.payload["letters"]:
        _remove(outgoing / "letters", f"{number}.pdf")
    for name in message.payload["mails"]:
        _remove(outgoing / "mail", f"{name}.eml")
    for name in message.payload["texts"]:
        _remove(outgoing / "sms", f"{name}.json")


def _remove(folder: Path, name: str) -> None:
    """A file, and what a crash may have left beside it (`outbox.files.put_once`)."""
    for left in folder.glob(f".{name}.*.part"):
        left.unlink(missing_ok=True)
    (folder / name).unlink(missing_ok=True)
    checkpoint("erasure.file_removed")
