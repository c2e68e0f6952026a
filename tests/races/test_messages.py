"""The same thing sent, deposited or queued by several at once is taken once."""

import threading
from datetime import datetime

import pytest
from django.db import transaction

from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.service import send_notices
from guichet.cases.models import Case
from guichet.declarations.models import DeclaredStop
from guichet.documents.models import Document
from guichet.documents.service import AlreadyDeposited, DocumentKind, Upload, deposit
from guichet.journal.selectors import broken
from guichet.journal.service import seal
from guichet.ledger.models import BankDetails
from guichet.ledger.service import StaleAccount, confirm_account, reject_account
from guichet.letters.models import Letter
from guichet.outbox import jobs
from guichet.outbox.models import Attempt, Message
from guichet.outbox.service import MessageKind, ToSend, drain, enqueue
from tests.races.together import raised, together
from tests.support import world

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


def test_the_same_notice_sent_by_eight_at_once_is_one_notice_and_one_file() -> None:
    person = world.make_person()
    actor = world.insured_actor(person)
    notice = world.notice_of(person)
    answers = together([lambda: send_notices([notice], actor=actor, now=world.NOW)] * AT_ONCE)
    assert raised(answers) == []
    assert len({rows[0].id for rows in answers if isinstance(rows, list)}) == 1
    assert Notice.objects.count() == Case.objects.count() == 1
    assert Letter.objects.count() == 1


def test_notice_and_employers_form_at_once_meet_in_one_file() -> None:
    person, employer = world.make_person(), world.make_employer()
    world.give_account(person)
    notice, actor = world.notice_of(person), world.insured_actor(person)
    form = world.employer_actor(employer)
    answers = together(
        [
            lambda: send_notices([notice], actor=actor, now=world.NOW),
            lambda: world.declare(
                world.form_of(person, last_day_worked=world.FIRST.replace(day=4)),
                organisation=employer,
                actor=form,
                now=world.NOW,
            ),
        ]
    )
    assert raised(answers) == []
    assert Case.objects.get().state == "decided"


def test_the_same_form_sent_by_eight_at_once_is_one_stop() -> None:
    person, employer = world.make_person(), world.make_employer()
    actor = world.employer_actor(employer)
    answers = together(
        [
            lambda: world.declare(
                world.form_of(person), organisation=employer, actor=actor, now=world.NOW
            )
        ]
        * AT_ONCE
    )
    assert raised(answers) == []
    assert DeclaredStop.objects.count() == Case.objects.count() == 1


def test_the_same_dsn_file_deposited_by_eight_at_once_is_kept_once() -> None:
    employer = world.make_employer()
    upload = Upload("paie.dsn", b"S10.G00.00.001,'x'")
    answers = together(
        [
            lambda: deposit(
                upload, DocumentKind.DSN, actor=None, now=world.NOW, organisation=employer
            )
        ]
        * AT_ONCE
    )
    assert {type(error) for error in raised(answers)} == {AlreadyDeposited}
    assert len(raised(answers)) == AT_ONCE - 1
    assert Document.objects.count() == 1


def test_an_outbox_drained_by_several_workers_delivers_each_message_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[str] = []
    lock = threading.Lock()

    def post(message: Message, now: datetime) -> None:
        with lock:
            sent.append(message.key)

    monkeypatch.setattr(jobs, "_handlers", dict.fromkeys(MessageKind, post))
    with transaction.atomic():
        enqueue([ToSend(f"k{n}", MessageKind.MAIL) for n in range(40)], now=world.NOW)
    answers = together([lambda: drain(lambda: world.NOW)] * 6)
    assert raised(answers) == []
    assert sorted(sent) == sorted(f"k{n}" for n in range(40))
    assert Attempt.objects.filter(outcome="done").count() == 40
    assert Message.objects.exclude(state="done").count() == 0


def test_abandoned_attempts_closed_by_several_workers_are_closed_once() -> None:
    with transaction.atomic():
        enqueue([ToSend(f"k{n}", MessageKind.MAIL) for n in range(10)], now=world.NOW)
    for _ in range(10):
        jobs.start_attempt(world.NOW)
    answers = together([lambda: jobs.close_abandoned(world.at(hours=1))] * 6)
    assert raised(answers) == []
    assert Attempt.objects.filter(outcome="unknown").count() == 10


def test_seals_made_at_once_form_one_chain() -> None:
    world.make_sick_leave()
    answers = together([lambda: seal(world.at(hours=1))] * 4)
    assert raised(answers) == []
    assert list(broken()) == []


def test_an_account_number_given_twice_at_once_leaves_one_in_force() -> None:
    person = world.make_person()
    answers = together([lambda: world.give_account(person)] * 6)
    assert raised(answers) == []
    assert BankDetails.objects.filter(closed_at=None).count() == 1


def test_an_account_confirmed_and_rejected_at_once_ends_in_one_way() -> None:
    person, agents = world.make_person(), [world.make_agent() for _ in range(6)]
    world.agent_types_account(person)
    waiting = BankDetails.objects.get()
    gestures = [confirm_account, reject_account] * 3
    answers = together(
        [
            lambda g=gesture, a=agent: g(person, waiting.id, actor=a, now=world.at(hours=1))
            for gesture, agent in zip(gestures, agents, strict=True)
        ]
    )
    assert [type(error) for error in raised(answers)] == [StaleAccount] * 5
    waiting.refresh_from_db()
    assert (waiting.confirmed_by is None) == (waiting.closed_at is not None)
