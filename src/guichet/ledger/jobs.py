"""Letting the payment file of a run leave."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from guichet.ledger.models import PaymentFile
from guichet.outbox.service import Message, put_once


def deposit_payment_file(message: Message, now: datetime) -> None:
    """Put the file of a run where the bank's transmission takes it, under its own name."""
    file = PaymentFile.objects.get(pk=message.payload["file"])
    put_once(Path(settings.OUTGOING_DIR) / "payments", file.name, bytes(file.content))
