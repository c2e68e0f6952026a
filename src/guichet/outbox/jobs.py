"""Sending what waits in the outbox. Handlers are declared by the rooms that own the content."""

import logging
from collections.abc import Callable
from datetime import datetime

from guichet.journal.service import checkpoint
from guichet.outbox.actions import close_abandoned, finish_attempt, is_something_due, start_attempt
from guichet.outbox.enums import MessageKind, Outcome
from guichet.outbox.models import Message

log = logging.getLogger(__name__)

Handler = Callable[[Message, datetime], None]
_handlers: dict[MessageKind, Handler] = {}


class NotSentError(Exception):
    """The message certainly did not leave; it may be tried again. The text names no person."""


def handles(kind: MessageKind, handler: Handler) -> None:
    """Declare who sends messages of a kind. The handler raises NotSentError if nothing left."""
    _handlers[kind] = handler


def drain(clock: Callable[[], datetime], *, limit: int = 1_000) -> int:
    """Send what is due, one message after the other; answers how many were tried."""
    close_abandoned(clock())
    if not is_something_due(clock()):
        return 0
    for tried in range(limit):
        attempt = start_attempt(clock())
        if attempt is None:
            return tried
        checkpoint("dispatch.attempt_started")
        outcome, detail = Outcome.DONE, ""
        try:
            _handlers[MessageKind(attempt.message.kind)](attempt.message, clock())
        except NotSentError as error:
            outcome, detail = Outcome.FAILED, str(error)
        except Exception as error:  # an unforeseen error leaves the outcome unknown, never hidden
            log.error("message %s: %s", attempt.message_id, type(error).__name__)
            outcome, detail = Outcome.UNKNOWN, type(error).__name__
        checkpoint("dispatch.handled")
        finish_attempt(attempt, outcome, now=clock(), detail=detail)
        checkpoint("dispatch.attempt_finished")
    return limit
