"""The life of a message: queued once, tried, its outcome recorded; nothing hidden."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guichet.outbox import jobs
from guichet.outbox.actions import (
    LEASE,
    MAX_ATTEMPTS,
    close_abandoned,
    finish_attempt,
    start_attempt,
)
from guichet.outbox.enums import Outcome
from guichet.outbox.models import Attempt, Message
from guichet.outbox.service import (
    MessageKind,
    MessageState,
    NotSentError,
    ToSend,
    drain,
    enqueue,
    put_once,
    resend,
)
from tests.support.world import NOW, at

pytestmark = pytest.mark.django_db


class Post:
    """A handler that does as it is told."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.error: Exception | None = None

    def __call__(self, message: Message, now: datetime) -> None:
        if self.error is not None:
            raise self.error
        self.sent.append(message.key)


@pytest.fixture(params=list(MessageKind))
def kind(request: pytest.FixtureRequest) -> MessageKind:
    return request.param


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    post = Post()
    monkeypatch.setattr(jobs, "_handlers", dict.fromkeys(MessageKind, post))
    yield post


def queue(kind: MessageKind, key: str = "k") -> Message:
    with transaction.atomic():
        return enqueue([ToSend(key, kind)], now=NOW)[0]


def outcomes(message: Message) -> list[str]:
    return list(message.attempts.order_by("number").values_list("outcome", flat=True))


def test_what_is_queued_leaves_once(post: Post, kind: MessageKind) -> None:
    message = queue(kind)
    assert drain(lambda: NOW) == 1
    assert drain(lambda: at(days=1)) == 0
    message.refresh_from_db()
    assert (message.state, post.sent, outcomes(message)) == ("done", ["k"], ["done"])


def test_the_same_thing_is_never_queued_twice(post: Post, kind: MessageKind) -> None:
    queue(kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        queue(kind)
    queue(kind, "another")


@pytest.mark.django_db(transaction=True)
def test_where_nothing_waits_nothing_is_locked(django_assert_num_queries: Any) -> None:
    """An idle worker asks each second; on SQLite a transaction would keep all others waiting."""
    queue(MessageKind.MAIL)
    with django_assert_num_queries(2) as asked:
        assert drain(lambda: NOW - timedelta(hours=1)) == 0
    assert all(one["sql"].startswith("SELECT") for one in asked)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_outside_the_transaction_of_what_it_announces() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        enqueue([ToSend("k", MessageKind.MAIL)], now=NOW)


def test_what_was_not_sent_is_tried_later_and_later_then_shown_as_failed(
    post: Post, kind: MessageKind
) -> None:
    message = queue(kind)
    post.error = NotSentError("the server is away")
    moment = NOW
    for tried in range(1, MAX_ATTEMPTS + 1):
        assert drain(lambda: moment) == 1  # noqa: B023  called at once
        assert drain(lambda: moment) == 0  # noqa: B023
        moment += timedelta(minutes=2**tried)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert outcomes(message) == ["failed"] * MAX_ATTEMPTS
    post.error = None
    resend(message.id, now=moment)
    drain(lambda: moment)
    assert outcomes(message)[-1] == "done"


@pytest.mark.parametrize(
    ("kind", "state"),
    [("mail", "unknown"), ("sms", "unknown"), ("letter", "pending"), ("payment_file", "pending")],
)
def test_an_unforeseen_error_leaves_the_outcome_unknown(post: Post, kind: str, state: str) -> None:
    message = queue(MessageKind(kind))
    post.error = OSError("disk full")
    assert drain(lambda: NOW) == 1, "tried once, not until it has failed for good"
    message.refresh_from_db()
    assert (message.state, outcomes(message)) == (state, ["unknown"])


def test_an_attempt_that_nobody_finished_is_closed_after_its_lease(kind: MessageKind) -> None:
    message = queue(kind)
    start_attempt(NOW)
    assert close_abandoned(NOW + LEASE - timedelta(seconds=1)) == 0
    assert close_abandoned(NOW + LEASE) == 1
    message.refresh_from_db()
    in_doubt = kind in (MessageKind.MAIL, MessageKind.SMS)
    expected = MessageState.UNKNOWN if in_doubt else MessageState.PENDING
    assert (message.state, outcomes(message)) == (expected, ["unknown"])


def test_a_worker_that_ends_after_its_lease_does_not_rewrite_what_was_closed(
    kind: MessageKind,
) -> None:
    queue(kind)
    attempt = start_attempt(NOW)
    assert attempt is not None
    close_abandoned(NOW + LEASE)
    finish_attempt(attempt, Outcome.DONE, now=at(hours=1))
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN


def test_only_what_failed_or_is_unknown_is_sent_again(post: Post, kind: MessageKind) -> None:
    message = queue(kind)
    with pytest.raises(ValueError, match="only a message"):
        resend(message.id, now=NOW)
    drain(lambda: NOW)
    with pytest.raises(ValueError, match="only a message"):
        resend(message.id, now=NOW)


def test_a_message_that_fails_does_not_hold_back_the_next(post: Post, kind: MessageKind) -> None:
    queue(kind, "first")
    post.error = NotSentError("no")
    drain(lambda: NOW)
    post.error = None
    queue(kind, "second")
    drain(lambda: NOW)
    assert post.sent == ["second"]


def test_a_file_is_put_once_and_found_again(tmp_path: Path) -> None:
    assert put_once(tmp_path / "out", "a.xml", b"one") == tmp_path / "out" / "a.xml"
    put_once(tmp_path / "out", "a.xml", b"one")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.xml"]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    put_once(tmp_path, "a.xml", b"one")
    with pytest.raises(RuntimeError, match="another content"):
        put_once(tmp_path, "a.xml", b"two")
    assert (tmp_path / "a.xml").read_bytes() == b"one"


def test_a_part_left_by_a_crash_is_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash between link and unlink, the part is the final file under another name."""
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
    put_once(tmp_path, "a.xml", b"one")
    (part,) = tmp_path.glob(".a.xml.*")
    assert part.samefile(tmp_path / "a.xml")
    with pytest.raises(RuntimeError, match="another content"):
        put_once(tmp_path, "a.xml", b"two")
    assert (tmp_path / "a.xml").read_bytes() == b"one"
