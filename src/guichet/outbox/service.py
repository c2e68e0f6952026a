"""What other rooms may use of the outbox."""

from guichet.outbox.actions import ToSend, enqueue, enqueue_once, resend
from guichet.outbox.composing import MailWords, mail
from guichet.outbox.enums import MessageKind, MessageState
from guichet.outbox.files import put_once
from guichet.outbox.gsm import ONE_MESSAGE, in_gsm, septets
from guichet.outbox.jobs import NotSentError, drain, handles
from guichet.outbox.models import Attempt, Message
from guichet.outbox.selectors import message_named, troubled

__all__ = [
    "ONE_MESSAGE",
    "Attempt",
    "MailWords",
    "Message",
    "MessageKind",
    "MessageState",
    "NotSentError",
    "ToSend",
    "drain",
    "enqueue",
    "enqueue_once",
    "handles",
    "in_gsm",
    "mail",
    "message_named",
    "put_once",
    "resend",
    "septets",
    "troubled",
]
