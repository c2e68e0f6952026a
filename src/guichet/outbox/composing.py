"""Mails that say that something waits or changed, never what: nothing of anybody's file."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import override

from guichet.outbox.actions import ToSend
from guichet.outbox.enums import MessageKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText


@dataclass(frozen=True)
class MailWords:
    """Subject and text, where {fund}, {web} and {phone} stand for the fund's."""

    subject: "LazyText | str"
    text: "LazyText | str"


def mail(
    key: str,
    words: MailWords,
    to: str,
    language: str = "fr",
    *,
    case_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
) -> list[ToSend]:
    """The mail in the language of who reads it; none to who has no address."""
    if not to:
        return []
    known = settings.FUND
    fund = {"fund": known.name, "web": known.web, "phone": known.phone}
    with override(language):
        subject, text = str(words.subject).format(**fund), str(words.text).format(**fund)
    payload = {"to": to, "subject": subject, "text": text}
    return [ToSend(key, MessageKind.MAIL, payload, case_id=case_id, person_id=person_id)]
