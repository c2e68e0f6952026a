"""What the actors play: preparing the stage, the gestures to interrupt, and looking at the end."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.test import override_settings

from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.service import assess_cases, assess_left_over
from guichet.benefits.sick_leave.takeover import importing, switching
from guichet.benefits.sick_leave.takeover.service import hand_back
from guichet.cases.models import Case, Clock, Decision, Pause
from guichet.erasure.service import ErasureReason, RefusedErasure, erase_person
from guichet.journal.selectors import broken
from guichet.journal.service import Actor
from guichet.ledger import filing, runs
from guichet.ledger.models import (
    Advance,
    BankAnswer,
    Claim,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Recovery,
    ReopenedShare,
    Share,
)
from guichet.ledger.service import read_bank_file
from guichet.letters.models import Letter
from guichet.outbox.models import Message
from guichet.outbox.service import MessageKind, ToSend, drain, enqueue, resend
from guichet.people.models import Account, Organisation, Person
from guichet.tasks.models import Task
from tests.kill.advance import ADVANCE
from tests.kill.big import BIG
from tests.ledger.book import Book
from tests.support import portfolio, world
from tests.support.bank import Told, camt_054

RUN_ON = world.TODAY + timedelta(days=14)
SIRET = "00000412300016"


def prepare() -> None:
    """Files in every state that the gestures start from."""
    employer = world.make_employer(siret=SIRET)
    with override_settings(AUTOMATIC_DECISIONS=False):
        for _ in range(2):
            complete_file(employer, subrogation=False)
        complete_file(
            employer,
            subrogation=True,
            subrogation_from=world.FIRST,
            subrogation_to=date(2026, 10, 12),
            iban=world.EMPLOYER_IBAN,
        )
    employer_owes()
    paid = world.make_case_paid()
    world.send_form(
        paid.person, paid.employer, now=world.at(hours=2), returned_on=date(2026, 10, 20)
    )


def employer_owes() -> None:
    """What was overpaid to an employer is to be withheld from a day that is still due to it."""
    book = Book(world.make_wage_kept())
    with transaction.atomic():
        for days in ([], [(0, 3000)] * 2):
            book.grant(days)
    book.pay(2)
    with transaction.atomic():
        book.grant([])
        book.withhold("employer")
        book.grant([(0, 0), (0, 0), (0, 3000)])


def complete_file(employer: Any, **said: Any) -> None:
    person = world.make_person()
    world.give_account(person)
    world.send_notice(person)
    world.send_form(person, employer, **said)


def decide(later: int = 0) -> None:
    """The rule decides the files that are proposed."""
    assess_cases(proposed(), now=world.at(hours=4, minutes=later))


def proposed() -> list[Any]:
    waiting = Case.objects.filter(decision=None, state="in_review")
    return list(waiting.order_by("id").values_list("id", flat=True))


def agent_decides(later: int = 0) -> None:
    """The agent confirms the early return: days fall, money is asked back."""
    case = Case.objects.filter(state="in_review").exclude(decision=None).first()
    if case is None:
        return
    agent = Actor("agent", Account.objects.filter(role="agent").order_by("pk")[0].id)
    made = world.SickLeave(case, case.person, case.employer, agent)
    world.agent_decides(made, hours=5, minutes=later)


def pay(later: int = 0) -> None:
    """A payment day: one file a chunk and two orders a payment file, so that each has another."""
    clock = lambda: world.at(days=14, minutes=later)  # noqa: E731
    with mock.patch.object(runs, "CHUNK", 1), mock.patch.object(filing, "MOST", 2):
        runs.run_payments(RUN_ON, actor=Actor("rule", rule="payment.run"), clock=clock)


def dispatch(later: int = 0) -> None:
    """Everything in the outbox leaves; later by minutes enough for what was abandoned."""
    drain(lambda: world.at(days=15, minutes=later))


def bank_answers(later: int = 0) -> None:
    """The bank sends back one transfer and has executed another."""
    back, done = PaymentOrder.objects.filter(payee_kind="insured").order_by("number")[:2]
    told = camt_054([Told(back.number, cents=back.net_cents)], RUN_ON)
    executed = camt_054([Told(done.number, cents=done.net_cents)], RUN_ON, back=False)
    for content in (told, executed):
        read_bank_file(
            content,
            "reponses.xml",
            actor=Actor("rule", rule="bank.read"),
            clock=lambda: world.at(days=16, minutes=later),
        )


def ask_employer() -> None:
    """A notice that names its employer: the wages are asked of the employer, by mail."""
    world.send_notice(world.make_person(), siret=SIRET, now=world.at(days=14))


def erase(later: int = 0) -> None:
    """Whoever has nothing left to settle is erased, then their files are removed."""
    now = world.at(days=400, minutes=later)
    drain(lambda: now)  # whom a letter still waits to leave for is not erased
    for person in Person.objects.filter(erased_at=None).order_by("nir"):
        with suppress(RefusedErasure):
            actor = Actor("rule", rule="operator.command")
            erase_person(person.pk, ErasureReason.ASKED, actor=actor, now=now)
    drain(lambda: now)


def seen() -> dict[str, Any]:
    """What stands at the end, without the identifiers and instants that chance gives."""
    return {
        "files": sorted(Case.objects.values_list("number", "state", "decision__number")),
        "decisions": sorted(
            Decision.objects.values_list("case__number", "number", "outcome", "unfavourable")
        ),
        "claims": sorted(
            [number, str(day), cents, by or 0]
            for number, day, cents, by in Claim.objects.values_list(
                "case__number", "day", "amount_cents", "closed_by__number"
            )
        ),
        "shares": shares(),
        "orders": sorted(
            PaymentOrder.objects.values_list(
                "case__number",
                "payee_kind",
                "gross_cents",
                "withheld_cents",
                "net_cents",
                "days",
                "file__name",
            )
        ),
        "order numbers": sorted(PaymentOrder.objects.values_list("number", flat=True)),
        "runs": sorted([str(r.run_on), r.state, r.orders_made] for r in PaymentRun.objects.all()),
        "payment files": sorted(PaymentFile.objects.values_list("name", "orders", "total_cents")),
        "answers": sorted(
            BankAnswer.objects.values_list("order__number", "verdict", "code", "file__name")
        ),
        "reopened": sorted(
            ReopenedShare.objects.values_list("answer__order__number", "share__cents")
        ),
        "advances": sorted(Advance.objects.values_list("cents", "state")),
        "taken files": sorted(TakenFile.objects.values_list("number", "state", "case__state")),
        "recoveries": sorted(
            Recovery.objects.values_list(
                "case__number", "payee_kind", "gross_cents", "net_cents", "repaid_cents"
            )
        ),
        "letters": sorted(Letter.objects.values_list("number", "code", "state")),
        "erased": Person.objects.exclude(erased_at=None).count(),
        "messages": messages(),
        "tasks": sorted(Task.objects.filter(state="open").values_list("kind", flat=True)),
        "clocks": [
            Clock.objects.filter(stopped_at=None).count(),
            Pause.objects.filter(ended_at=None).count(),
        ],
        "breaks": [str(found) for found in broken()],
        "outgoing": outgoing(),
    }


def shares() -> list[list[Any]]:
    rows = Share.objects.select_related("claim__case", "order")
    return sorted(
        [
            share.claim.case.number,
            str(share.claim.day),
            share.payee_kind,
            share.cents,
            share.settled_cents,
            share.order is not None,
        ]
        for share in rows
    )


def messages() -> list[list[str]]:
    rows = Message.objects.values_list("kind", "state")
    return sorted([kind, state] for kind, state in rows)


def outgoing() -> dict[str, list[str]]:
    """The files that have left, whether they are those that the database keeps."""
    found: dict[str, list[str]] = {"payments": [], "letters": []}
    payments = settings.OUTGOING_DIR / "payments"
    for file in PaymentFile.objects.all():
        path = payments / file.name
        if path.exists():
            same = path.read_bytes() == bytes(file.content)
            found["payments"].append(f"{file.name} {'as kept' if same else 'ALTERED'}")
    letters = settings.OUTGOING_DIR / "letters"
    for letter in Letter.objects.filter(state="sent").exclude(content={}):
        same = (letters / f"{letter.number}.pdf").read_bytes() == bytes(letter.pdf)
        found["letters"].append(f"{letter.number} {'as kept' if same else 'ALTERED'}")
    kept = sum(len(names) for names in found.values())
    left = [
        path.name
        for folder in (payments, letters)
        if folder.exists()
        for path in folder.iterdir()
        if not path.name.startswith(".")
    ]
    found = {where: sorted(names) for where, names in found.items()}
    return {**found, "unknown to the database": left if len(left) != kept else []}


def text_person() -> None:
    """A text message waits to be handed to the gateway."""
    payload = {"to": "+33612345678", "text": "Une nouvelle vous attend."}
    with transaction.atomic():
        enqueue([ToSend("sms:news:1", MessageKind.SMS, payload)], now=world.at(days=14))


def mails() -> list[dict[str, Any]]:
    """Each mail that asks for a piece, each text message: identifier, state, attempts."""
    return [
        {
            "id": str(message.id),
            "state": message.state,
            "attempts": list(message.attempts.order_by("number").values_list("outcome", flat=True)),
        }
        for message in Message.objects.filter(
            Q(key__startswith="mail:piece:") | Q(kind="sms")
        ).order_by("created_at")
    ]


def resend_mails() -> None:
    for message in Message.objects.filter(state="unknown"):
        resend(message.id, now=world.at(days=15, minutes=60))


def people_of_old() -> None:
    """Those whom an old system pays; never interrupted: they are no part of its portfolio."""
    world._numbers = itertools.count(700)  # nobody whom an earlier act has made
    portfolio.make_employer(name="ANCIEN")
    for n in range(3):
        world.give_account(world.make_person(family_name=f"ANCIEN {n}"))


def import_old(later: int = 0) -> None:
    """A portfolio of an old system: one file a chunk, so that each has another."""
    path = settings.OUTGOING_DIR.parent / "portfolio.csv"
    people = Person.objects.filter(family_name__startswith="ANCIEN").order_by("family_name")
    employers = Organisation.objects.filter(name="ANCIEN")
    olds = [
        portfolio.make_old(f"A-{n}", person=person, employer=employers[0])
        for n, person in enumerate(people)
    ]
    path.write_text(portfolio.text_of(olds), encoding="utf-8")
    with mock.patch.object(importing, "CHUNK", 1), suppress(importing.ImportedBefore):
        importing.import_portfolio(
            path,
            portfolio.AS_OF,
            actor=portfolio.OPERATOR,
            now=world.at(days=17, minutes=later),
        )
    portfolio.compare()


def switch_old(later: int = 0) -> None:
    """The switch of all of it, two files a batch, then what the worker takes up."""
    clock = lambda: world.at(days=18, minutes=later)  # noqa: E731
    with mock.patch.object(switching, "CHUNK", 2):
        switching.switch(switching.Scope(portfolio.AS_OF, 100), clock=clock)
    if later:
        assess_left_over(world.at(days=18, minutes=later + 10))


def back_old(later: int = 0) -> None:
    hand_back(["A-0"], reason="essai", now=world.at(days=19, minutes=later))


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (
        prepare, decide, agent_decides, pay, dispatch, bank_answers, erase, ask_employer, seen,
        mails, resend_mails, text_person, people_of_old, import_old, switch_old, back_old,
    )
} | BIG | ADVANCE  # fmt: skip
