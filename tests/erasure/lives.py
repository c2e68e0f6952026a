"""Persons with something of theirs in every place where the house keeps what names somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.timezone import localdate
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.benefits.sick_leave.service import (
    AppealOutcome,
    Committee,
    DismissalReason,
    NoticeChannel,
    answer_appeal,
    correct_fact,
    dismiss_notice,
    receive_appeal,
    send_scanned_notice,
)
from guichet.documents.service import Upload
from guichet.erasure.service import ErasureReason, RefusedErasure, erase_person
from guichet.journal.service import Actor, new_id, rule, seal
from guichet.ledger.models import PaymentOrder, Recovery
from guichet.ledger.service import (
    ObjectionOutcome,
    ObjectionWay,
    answer_objection,
    contest,
    note_repayment,
    read_bank_file,
    remit,
)
from guichet.outbox.service import MessageKind, ToSend, drain, enqueue
from guichet.people.models import Account, Person
from guichet.people.service import Contact, agree_to_sms, change_contact
from tests.support import world
from tests.support.bank import Told, camt_054
from tests.support.pdf import pdf

MANAGER = Actor("manager", new_id())
IBAN = world.THIRD_IBAN
LATER = world.at(days=400)
NAMED = {
    "family_name": "Zwyzbourg",
    "given_names": "Wilhelmine",
    "address": ["17 venelle du Qkraken", "93907 VALLOMBRE"],
    "email": "wilhelmine@zwyzbourg.invalid",
    "phone": "+33639987154",
    "birth_date": date(1977, 3, 11),
}
WORDS = "dit Zwyzbourg au téléphone"
MOBILE = "+33639987266"
REASON = "lombalgie-qkraken"


@dataclass(frozen=True)
class Traces:
    """What named a person: none of it may be read anywhere once they are erased."""

    person: Person
    texts: tuple[str, ...]


def erase(person: Person, *, now: datetime = LATER) -> None:
    erase_person(person.id, ErasureReason.ASKED, actor=MANAGER, now=now)


def live() -> Traces:
    """A leave paid, taken back in part, repaid, contested twice, with papers, words and mails."""
    person = world.make_person(**NAMED)
    account = world.make_account(
        "insured", person=person, login=NAMED["email"], display_name=person.full_name
    )
    employer, agent = world.make_employer(), world.make_agent()
    world.give_account(person, IBAN)
    world.send_months(person, employer)
    world.send_notice(person, medical_reason=REASON)
    world.send_form(person, employer)
    made = world.SickLeave(world.case_of(person), person, employer, agent)
    world.pay()
    world.send_form(person, employer, now=world.at(hours=2), returned_on=date(2026, 10, 20))
    world.agent_decides(made, hours=3)
    _words(made)
    _papers(made)
    _texted(person, agent)
    _signed_in(account)
    contact = Contact(NAMED["address"], "autre@zwyzbourg.invalid", NAMED["phone"], "fr")
    change_contact(person, contact, actor=agent, now=world.at(hours=6))
    drain(lambda: world.at(days=1))
    bank_executes(made)
    seal(world.at(days=2))
    texts = (
        person.nir, "zwyzbourg", "wilhelmine", "qkraken", NAMED["phone"], MOBILE, IBAN,
        "1977-03-11", "11/03/1977", "11 mars 1977",
    )  # fmt: skip
    return Traces(Person.objects.get(pk=person.pk), texts)


def _words(made: world.SickLeave) -> None:
    """What the person, the employer and agents wrote, each with the name in it."""
    agent, now, day = made.agent, world.at(hours=4), localdate(world.at(hours=4))
    decision = made.now().decision
    assert decision is not None
    appeal = receive_appeal(decision.id, Committee.CRA, day, WORDS, actor=agent, now=now)
    answer_appeal(appeal.id, AppealOutcome.WITHDRAWN, day, actor=agent, now=now)
    for debt in Recovery.objects.filter(case=made.case):
        contest(debt.id, ObjectionWay.CRA, day, WORDS, actor=agent, now=now)
        answer_objection(debt.id, ObjectionOutcome.MAINTAINED, WORDS, actor=agent, now=now)
        remit(debt.id, 100, reason=WORDS, honest=True, actor=MANAGER, now=now)
        note_repayment(debt.id, debt.net_left_cents - 100, day, actor=agent, now=now)
    correct_fact(
        made.case.id, "employer.reason", "01", reason=WORDS, actor=agent, now=world.at(hours=5)
    )


def _papers(made: world.SickLeave) -> None:
    """A copy of a notice that an agent puts aside with a word."""
    first, last = date(2026, 11, 2), date(2026, 11, 4)
    new = world.notice_of(made.person, first, last, "prolongation", channel=NoticeChannel.SCAN)
    upload = Upload("arret-Zwyzbourg.pdf", pdf())
    actor = world.insured_actor(made.person)
    notice, *_ = _sent(
        send_scanned_notice(new, upload, person=made.person, actor=actor, now=world.at(hours=5))
    )
    dismiss_notice(
        notice.id, why=next(iter(DismissalReason)), note=WORDS, actor=made.agent,
        now=world.at(hours=6),
    )  # fmt: skip


def _sent(answer: Any) -> list[Any]:
    return list(answer) if isinstance(answer, (list, tuple)) else [answer]


def _texted(person: Person, agent: Actor) -> None:
    """A mobile for text messages, and one that went to it."""
    now = world.at(hours=6)
    agree_to_sms(person, MOBILE, actor=agent, reason=WORDS, now=now)
    said = {"to": MOBILE, "text": WORDS}
    enqueue([ToSend("sms:lived", MessageKind.SMS, said, person_id=person.id)], now=now)


def _signed_in(account: Account) -> None:
    session = SessionStore()
    session["_auth_user_id"] = str(account.id)
    session.save()
    TOTPDevice.objects.create(user=account, name="totp", confirmed=True)


def bank_executes(made: world.SickLeave) -> None:
    told = [
        camt_054([Told(one.number, cents=one.net_cents)], world.TODAY, back=False)
        for one in PaymentOrder.objects.filter(case=made.case, answers=None)
    ]
    for content in told:
        read_bank_file(
            content, "reponses.xml", actor=rule("bank.read"), clock=lambda: world.at(days=1)
        )


def folders() -> tuple[Path, Path]:
    return Path(settings.DOCUMENTS_DIR), Path(settings.OUTGOING_DIR)


def later_by(days: int) -> datetime:
    return LATER + timedelta(days=days)


def erase_where_nothing_hinders() -> int:
    """Erase whoever may be; answers how many were."""
    count = 0
    for person in Person.objects.filter(erased_at=None).order_by("pk"):
        try:
            erase(person)
        except RefusedErasure:
            continue
        count += 1
    return count
