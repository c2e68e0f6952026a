"""Queueing what must leave, and the life of each attempt."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from guichet.journal.service import insert
from guichet.outbox.enums import MessageKind, MessageState, Outcome
from guichet.outbox.models import Attempt, Message

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
# What may be tried again without asking: the same named file is written once, removed once.
IDEMPOTENT = frozenset({MessageKind.PAYMENT_FILE, MessageKind.LETTER, MessageKind.REMOVAL})


@dataclass(frozen=True)
class ToSend:
    key: str
    kind: MessageKind
    payload: dict[str, Any] = field(default_factory=dict)
    case_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None


def enqueue(messages: Sequence[ToSend], *, now: datetime) -> list[Message]:
    """Queue messages in the transaction of the action that wants them sent."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A message is queued in the transaction of what it announces.")
    rows = _rows(messages, now)
    insert(rows)
    return rows


def enqueue_once(messages: Sequence[ToSend], *, now: datetime) -> None:
    """Queue messages; one whose key was queued already is not queued again."""
    Message.objects.bulk_create(_rows(messages, now), ignore_conflicts=True)


def _rows(messages: Sequence[ToSend], now: datetime) -> list[Message]:
    return [
        Message(
            key=m.key,
            kind=m.kind,
            payload=m.payload,
            case_id=m.case_id,
            person_id=m.person_id,
            created_at=now,
            not_before=now,
        )
        for m in messages
    ]


def is_something_due(now: datetime) -> bool:
    """Whether a message is to be tried. Asked without a lock, each second of a worker's life."""
    return _due(now).exists()


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.PENDING, not_before__lte=now)


@transaction.atomic
def start_attempt(now: datetime) -> Attempt | None:
    """Take the next message due and record that it is being tried; none: None."""
    message = (
        _due(now)
        .select_for_update(skip_locked=_can_skip_locked())
        .order_by("not_before", "id")
        .first()
    )
    if message is None:
        return None
    message.state = MessageState.SENDING
    message.save(update_fields=["state"])
    return Attempt.objects.create(
        message=message, number=message.attempts.count() + 1, started_at=now
    )


@transaction.atomic
def finish_attempt(
    attempt: Attempt, outcome: Outcome, *, now: datetime, detail: str = "", wait: bool = True
) -> None:
    """Close an attempt. What failed is tried again later and later, then shown as failed.

    An attempt that somebody else has closed as abandoned stays as it was closed.
    """
    message = Message.objects.select_for_update().get(pk=attempt.message_id)
    if not Attempt.objects.filter(pk=attempt.pk, outcome=Outcome.STARTED).exists():
        return
    attempt.outcome, attempt.finished_at, attempt.detail = outcome, now, detail[:200]
    attempt.save(update_fields=["outcome", "finished_at", "detail"])
    if outcome == Outcome.DONE:
        message.state = MessageState.DONE
    elif outcome == Outcome.UNKNOWN and message.kind not in IDEMPOTENT:
        message.state = MessageState.UNKNOWN
    elif attempt.number >= MAX_ATTEMPTS:
        message.state = MessageState.FAILED
    else:
        message.state = MessageState.PENDING
        if wait:
            message.not_before = now + timedelta(minutes=2**attempt.number)
    message.save(update_fields=["state", "not_before"])


def close_abandoned(now: datetime) -> int:
    """Attempts that nobody finished (a crash): of unknown outcome, shown as such.

    What is idempotent is tried again by itself; a mail waits for an agent's word.
    """
    abandoned = Attempt.objects.filter(outcome=Outcome.STARTED, started_at__lte=now - LEASE)
    if not abandoned.exists():
        return 0
    count = 0
    for attempt in abandoned.select_related("message"):
        finish_attempt(attempt, Outcome.UNKNOWN, now=now, detail="interrupted", wait=False)
        count += 1
    return count


@transaction.atomic
def resend(message_id: uuid.UUID, *, now: datetime) -> Message:
    """Try again, under the same identifier, a message that failed or whose outcome is unknown."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state not in (MessageState.UNKNOWN, MessageState.FAILED):
        raise ValueError("only a message that failed or is unknown can be sent again")
    message.state, message.not_before = MessageState.PENDING, now
    message.save(update_fields=["state", "not_before"])
    return message


def _can_skip_locked() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)
