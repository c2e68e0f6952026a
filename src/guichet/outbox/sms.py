"""Sending text messages through the gateway that the fund has declared, by HTTPS and JSON."""

import json
import socket
import ssl
import urllib.error
import urllib.request
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from guichet.outbox.files import put_once
from guichet.outbox.jobs import NotSentError
from guichet.outbox.models import Message

TIMEOUT = 30
# The gateway has certainly not taken the message; any other fault leaves that unknown.
_REFUSED = range(300, 500)
_NOBODY = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_HERE = ("127.0.0.1", "::1", "localhost")


def send_sms(message: Message, now: datetime) -> None:
    """Hand a message to the gateway; without one, keep it in the outgoing folder.

    `reference` and the header Idempotency-Key are the message's own identifier, so that a gateway
    that knows either takes a message sent twice for one.
    """
    said = {"to": message.payload["to"], "text": message.payload["text"]}
    said["reference"] = str(message.id)
    if settings.SMS_FROM:
        said["from"] = settings.SMS_FROM
    body = json.dumps(said, ensure_ascii=False).encode()
    if not settings.SMS_URL:
        put_once(Path(settings.OUTGOING_DIR) / "sms", f"{message.id}.json", body)
        return
    if not safe(settings.SMS_URL):
        raise NotSentError("the SMS gateway is not HTTPS")
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(message.id)}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    # the scheme was looked at above
    _post(urllib.request.Request(settings.SMS_URL, body, headers, method="POST"))  # noqa: S310


def safe(url: str) -> bool:
    """Whether numbers and the token may go there: HTTPS, or a gateway of this very machine."""
    there = urlsplit(url)
    return there.scheme == "https" or (there.scheme == "http" and there.hostname in _HERE)


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A redirection would send the token elsewhere: it is a refusal."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _post(request: urllib.request.Request) -> None:
    try:
        with urllib.request.build_opener(_NoDetour).open(request, timeout=TIMEOUT):
            return
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in _REFUSED or error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise NotSentError(f"the SMS gateway answers {error.code}") from None
        raise
    except urllib.error.URLError as error:
        if isinstance(error.reason, _NOBODY):
            raise NotSentError("the SMS gateway does not answer") from None
        raise
