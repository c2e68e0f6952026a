"""Shared reads of what leaves."""

from django.db.models import QuerySet

from guichet.outbox.enums import MessageState
from guichet.outbox.models import ERASED, Message


def troubled() -> QuerySet[Message]:
    """Messages that failed, or of which nobody knows whether they left; newest first.

    Those of an erased person say nothing any more: there is nothing to send again.
    """
    return (
        Message.objects.filter(state__in=(MessageState.FAILED, MessageState.UNKNOWN))
        .exclude(payload=ERASED)
        .prefetch_related("attempts")
        .order_by("-created_at", "-id")
    )


def message_named(key: str) -> Message | None:
    """The message that a key names for ever."""
    return Message.objects.filter(key=key).prefetch_related("attempts").first()
