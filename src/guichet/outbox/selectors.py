"""Shared reads of what leaves."""

from django.db.models import QuerySet

from guichet.outbox.enums import MessageState
from guichet.outbox.models import Message


def troubled() -> QuerySet[Message]:
    """Messages that failed, or of which nobody knows whether they left; newest first."""
    return (
        Message.objects.filter(state__in=(MessageState.FAILED, MessageState.UNKNOWN))
        .prefetch_related("attempts")
        .order_by("-created_at", "-id")
    )


def message_named(key: str) -> Message | None:
    """The message that a key names for ever."""
    return Message.objects.filter(key=key).prefetch_related("attempts").first()
