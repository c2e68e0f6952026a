"""A mail whose sending was cut: shown as of unknown outcome, sent again only under its name."""

import pytest

from tests.kill.conftest import Copies
from tests.kill.theatre import KILLED, Stage
from tests.support.gateway import sms_gateway
from tests.support.mail import MailServer

pytestmark = pytest.mark.database


@pytest.fixture
def stage(stage_before: Copies, smtp_server: MailServer) -> Stage:
    """Everything has left; one mail to an employer waits."""
    stage = stage_before("end")
    stage.smtp = smtp_server.url
    stage.play("ask_employer")
    return stage


@pytest.mark.parametrize(
    ("boundary", "sent"), [("dispatch.attempt_started", 0), ("dispatch.handled", 1)]
)
def test_it_is_shown_as_unknown_and_sent_again_under_the_same_identifier(
    stage: Stage, smtp_server: MailServer, boundary: str, sent: int
) -> None:
    assert stage.interrupt("dispatch", kill_at=boundary) == KILLED
    assert len(smtp_server.messages) == sent
    stage.play("dispatch", later=30)
    stage.play("dispatch", later=60)
    (mail,) = stage.play("mails")
    assert (mail["state"], mail["attempts"]) == ("unknown", ["unknown"])
    assert len(smtp_server.messages) == sent, "nobody has asked to send it again"
    stage.play("resend_mails")
    stage.play("dispatch", later=90)
    (mail,) = stage.play("mails")
    assert (mail["state"], mail["attempts"]) == ("done", ["unknown", "done"])
    assert len(smtp_server.messages) == sent + 1
    assert {message["Message-ID"] for message in smtp_server.messages} == {
        f"<{mail['id']}@guichet.invalid>"
    }


def test_it_is_sent_once_when_nobody_dies(stage: Stage, smtp_server: MailServer) -> None:
    stage.play("dispatch")
    stage.play("dispatch", later=30)
    (mail,) = stage.play("mails")
    assert (mail["state"], mail["attempts"]) == ("done", ["done"])
    assert len(smtp_server.messages) == 1


def test_a_mail_killed_after_it_was_kept_as_a_file_can_be_sent_again(stage: Stage) -> None:
    stage.smtp = ""
    assert stage.interrupt("dispatch", kill_at="dispatch.file_linked") == KILLED
    stage.play("dispatch", later=30)
    stage.play("resend_mails")
    stage.play("dispatch", later=90)
    (mail,) = stage.play("mails")
    assert (mail["state"], mail["attempts"]) == ("done", ["unknown", "done"])


def test_a_server_that_refuses_is_tried_again_later(stage: Stage, smtp_server: MailServer) -> None:
    smtp_server.refusal = "451 not now"
    stage.play("dispatch")
    smtp_server.refusal = ""
    stage.play("dispatch", later=60)
    (mail,) = stage.play("mails")
    assert (mail["state"], mail["attempts"]) == ("done", ["failed", "done"])
    assert len(smtp_server.messages) == 1


@pytest.mark.parametrize(
    ("boundary", "sent"), [("dispatch.attempt_started", 0), ("dispatch.handled", 1)]
)
def test_so_is_a_text_message(stage_before: Copies, boundary: str, sent: int) -> None:
    stage = stage_before("end")
    with sms_gateway() as gateway:
        stage.sms = gateway.url
        stage.play("text_person")
        assert stage.interrupt("dispatch", kill_at=boundary) == KILLED
        stage.play("dispatch", later=30)
        (message,) = stage.play("mails")
        assert (message["state"], len(gateway.messages)) == ("unknown", sent)
        stage.play("resend_mails")
        stage.play("dispatch", later=90)
        (message,) = stage.play("mails")
        assert (message["state"], message["attempts"]) == ("done", ["unknown", "done"])
        assert {one["reference"] for one in gateway.messages} == {message["id"]}
