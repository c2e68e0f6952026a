"""Sending mails that say only that something waits. Under one identifier, whatever happens."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from guichet.outbox.files import put_once
from guichet.outbox.jobs import NotSentError
from guichet.outbox.models import Message


def send_mail(message: Message, now: datetime) -> None:
    """Send by SMTP; without a server, keep the mail in the outgoing folder.

    The Message-ID is made from the message's own identifier, so that a mail sent twice after an
    unknown outcome is one mail for whoever receives it. Its date is that of the request: the same
    mail is the same bytes, whenever it is tried.
    """
    mail = EmailMessage()
    mail["Message-ID"] = f"<{message.id}@{settings.FUND.web}>"
    mail["From"] = settings.FUND.mail
    mail["To"] = message.payload["to"]
    mail["Subject"] = message.payload["subject"]
    mail["Date"] = format_datetime(message.created_at)
    mail.set_content(message.payload["text"])
    if not settings.SMTP_URL:
        put_once(Path(settings.OUTGOING_DIR) / "mail", f"{message.id}.eml", mail.as_bytes())
        return
    url = urlsplit(settings.SMTP_URL)
    try:
        server = smtplib.SMTP(url.hostname or "", url.port or 25, timeout=30)
    except OSError as error:
        raise NotSentError("the mail server does not answer") from error
    with server:
        _deliver(server, url.username, url.password, mail)


def _deliver(
    server: smtplib.SMTP, user: str | None, password: str | None, mail: EmailMessage
) -> None:
    try:
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        elif user:
            raise NotSentError("the mail server offers no encryption for the password")
        if user:
            server.login(unquote(user), unquote(password or ""))
        server.send_message(mail)
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
        smtplib.SMTPResponseException,  # the server has answered no, to any of the commands
    ) as error:
        raise NotSentError(type(error).__name__) from error
