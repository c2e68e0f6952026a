"""The mail server of the tests keeps what it is sent, or refuses it."""

import smtplib
from email.message import EmailMessage

import pytest

from tests.support.mail import MailServer


@pytest.fixture
def message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "fonds@guichet.invalid", "jeanne@assuree.invalid"
    message["Subject"] = "Votre arrêt est enregistré"
    message.set_content("Une lettre vous attend dans votre compte.")
    return message


def test_a_message_is_kept_whole(smtp_server: MailServer, message: EmailMessage) -> None:
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as client:
        client.send_message(message)
    assert [kept["Subject"] for kept in smtp_server.messages] == ["Votre arrêt est enregistré"]


def test_a_refused_message_is_not_kept(smtp_server: MailServer, message: EmailMessage) -> None:
    smtp_server.refusal = "451 later"
    refused = pytest.raises(smtplib.SMTPDataError, match="later")
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as client, refused:
        client.send_message(message)
    assert smtp_server.messages == []
