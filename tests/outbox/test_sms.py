"""Text messages: what they cost, and a gateway that takes, refuses, or leaves one in doubt."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from guichet.outbox.models import Message
from guichet.outbox.service import MessageKind, ToSend, drain, enqueue, in_gsm, resend, septets
from tests.support.gateway import Gateway, sms_gateway
from tests.support.world import NOW, at

pytestmark = pytest.mark.django_db
NUMBER, TEXT = "+33612345678", "Une réponse vous attend."


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with sms_gateway() as gateway:
        settings.SMS_URL, settings.SMS_TOKEN = gateway.url, "jeton-secret"
        yield gateway


def queued() -> Message:
    with transaction.atomic():
        return enqueue([ToSend("sms:k", MessageKind.SMS, {"to": NUMBER, "text": TEXT})], now=NOW)[0]


def sent(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    attempt = message.attempts.order_by("number").last()
    assert attempt is not None
    return message.state, attempt.detail


@pytest.mark.parametrize(
    ("text", "spelt", "weight"),
    [
        ("Détail à 8 h", "Détail à 8 h", 12),
        ("Être payé, ça va", "Etre payé, ca va", 16),
        ("l’œuvre\u00a0: « oui »", 'l\'oeuvre : " oui "', 18),
        ("12 €", "12 €", 5),
        ("😀 ok", " ok", 3),
    ],
)
def test_a_text_is_spelt_in_the_alphabet_of_text_messages(
    text: str, spelt: str, weight: int
) -> None:
    assert in_gsm(text) == spelt
    assert septets(spelt) == weight


def test_a_letter_outside_the_alphabet_has_no_weight() -> None:
    with pytest.raises(ValueError, match="outside"):
        septets("être")


def test_the_gateway_is_told_number_text_and_the_identifier_recorded_before(
    gateway: Gateway,
) -> None:
    message = queued()
    assert drain(lambda: NOW) == 1
    assert sent(message) == ("done", "")
    assert gateway.messages == [{"to": NUMBER, "text": TEXT, "reference": str(message.id)}]
    (headers,) = gateway.headers
    assert headers["Idempotency-Key"] == str(message.id)
    assert headers["Authorization"] == "Bearer jeton-secret"


@pytest.mark.parametrize("answer", [302, 401, 422, 429, 503])
def test_a_refusal_is_tried_again_later_and_tells_neither_number_nor_token(
    gateway: Gateway, answer: int, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.answer = answer
    message = queued()
    with caplog.at_level(logging.DEBUG):
        drain(lambda: NOW)
    state, detail = sent(message)
    assert (state, detail) == ("pending", f"the SMS gateway answers {answer}")
    assert not any(one in caplog.text for one in (NUMBER, "jeton-secret"))
    gateway.answer = 202
    drain(lambda: at(minutes=10))
    assert sent(message)[0] == "done"


def test_an_error_of_the_gateway_leaves_the_outcome_unknown_until_somebody_says(
    gateway: Gateway,
) -> None:
    gateway.answer = 500
    message = queued()
    drain(lambda: NOW)
    drain(lambda: at(days=1))
    assert sent(message)[0] == "unknown"
    assert len(gateway.messages) == 1, "nobody has asked to send it again"
    gateway.answer = 202
    resend(message.id, now=at(days=1))
    drain(lambda: at(days=1))
    assert sent(message)[0] == "done"
    assert {one["reference"] for one in gateway.messages} == {str(message.id)}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1/", "the SMS gateway does not answer"),
        ("http://passerelle.invalid/", "the SMS gateway is not HTTPS"),
        ("file:///etc/passwd", "the SMS gateway is not HTTPS"),
    ],
)
def test_nobody_there_or_no_https_is_a_refusal(settings: Any, url: str, words: str) -> None:
    settings.SMS_URL = url
    message = queued()
    drain(lambda: NOW)
    assert sent(message) == ("pending", words)


def test_without_a_gateway_it_is_kept_as_a_file(settings: Any, tmp_path: Path) -> None:
    settings.SMS_URL, settings.OUTGOING_DIR = "", tmp_path
    message = queued()
    drain(lambda: NOW)
    kept = json.loads((tmp_path / "sms" / f"{message.id}.json").read_text())
    assert (kept["to"], kept["text"]) == (NUMBER, TEXT)
