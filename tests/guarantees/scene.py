"""One row of every kind, made by the real actions, for the database to be tried on."""

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.models import Appeal
from guichet.benefits.sick_leave.service import (
    AppealOutcome,
    Committee,
    answer_appeal,
    give_opinion,
    receive_appeal,
    tell_news,
)
from guichet.contacts.models import Site
from guichet.contacts.service import (
    ContactChannel,
    ContactMode,
    ContactOutcome,
    ContactPublic,
    NewContact,
    record_contacts,
)
from guichet.documents.service import DocumentKind, Upload, deposit
from guichet.insight.service import NewAggregate, keep_aggregates, year
from guichet.journal.service import Actor, new_id, record_reading, rule, seal
from guichet.ledger.models import Recovery
from guichet.ledger.service import (
    ObjectionOutcome,
    ObjectionWay,
    agree_plan,
    answer_objection,
    contest,
    hold,
    note_repayment,
    read_bank_file,
    remit,
    start_withholding,
)
from guichet.medical.service import Conclusion
from guichet.outbox.actions import start_attempt
from guichet.outbox.service import MessageKind, ToSend, drain, enqueue
from guichet.people.service import agree_to_sms
from guichet.people.throttle import begin_try
from guichet.replay.models import LivedChunk, Replay
from tests.ledger.book import LATER, Book
from tests.support import portfolio, world
from tests.support.advances import given, make_advanced, make_without_wage, proposed
from tests.support.bank import Told, camt_054
from tests.support.payslips import make_lacking, read


@dataclass
class Scene:
    """Where `row` finds what the table of tries asks for."""

    made: world.SickLeave
    extra: dict[str, Any] = field(default_factory=dict)

    def row(self, model: type[models.Model], **wanted: Any) -> models.Model:
        found = model._default_manager.filter(**wanted).order_by("pk").first()
        if found is None:
            raise AssertionError(f"the scene has no {model.__name__} with {wanted}")
        return found


def _accounts_typed_by_agents(made: world.SickLeave) -> None:
    """One that waits, one that another agent confirmed, one that waits beside one in force."""
    world.agent_types_account(world.make_person())
    confirmed = world.make_person()
    world.give_account(confirmed)
    world.agent_types_account(confirmed)
    world.agent_confirms_account(confirmed)
    world.agent_types_account(made.person, world.OTHER_IBAN)


def _transfer_came_back() -> None:
    """A payment day of another person, whose transfer the bank sends back."""
    other = world.make_case_decided()
    (order,) = world.pay(date(2026, 11, 19)).orders.filter(case=other.case)
    told = camt_054([Told(order.number, cents=order.net_cents)], date(2026, 11, 20))
    read_bank_file(told, "retours.xml", actor=rule("bank.read"), clock=lambda: world.at(hours=7))


def _withheld() -> None:
    """A debt of an employer, taken from its payment, which comes back, then from the next one."""
    book = Book(world.make_wage_kept())
    book.grant([])
    book.grant([(0, 3000)] * 2)
    book.pay(2)
    book.grant([])
    debt = Recovery.objects.get(case=book.made.case)
    for _ in range(2):  # the second replaces the first
        start_withholding(debt.id, reason="essai", actor=book.made.agent, now=LATER)
    book.grant([(0, 0), (0, 0), (0, 3000)])
    book.pay(4)
    book.send_back(1)  # the second of the transfers, in their order: this debtor's
    book.pay(5)


def _debts_have_a_life(made: world.SickLeave) -> None:
    """The employer's is answered, repaid in part and spread; the insured's lightened, contested."""
    agent, now, day = made.agent, world.at(hours=8), localdate(world.at(hours=8))
    of_firm = Recovery.objects.get(case=made.case, payee_kind="employer")
    contest(of_firm.id, ObjectionWay.RECTIFICATION, day, "", actor=agent, now=now)
    answer_objection(of_firm.id, ObjectionOutcome.MAINTAINED, "Vérifié.", actor=agent, now=now)
    note_repayment(of_firm.id, 100, day, actor=agent, now=now)
    agree_plan(of_firm.id, day, 2, actor=agent, now=now)
    of_person = Recovery.objects.get(case=made.case, payee_kind="insured")
    remit(of_person.id, 1, reason="essai", honest=True, actor=Actor("manager", new_id()), now=now)
    contest(of_person.id, ObjectionWay.CRA, day, "Non.", actor=agent, now=now)


def _contacts(made: world.SickLeave) -> None:
    """A visit about the file, a message of nobody known."""
    site = Site.objects.create(code="vallombre", name="Vallombre")
    ended = ("dossier", ContactOutcome.ANSWERED, world.NOW)
    visit = NewContact(
        ContactChannel.DESK,
        ContactPublic.INSURED,
        *ended,
        mode=ContactMode.WALK_IN,
        site=site,
        person=made.person,
        case=made.case,
    )
    message = NewContact(ContactChannel.MESSAGE, ContactPublic.UNKNOWN, *ended)
    record_contacts(made.agent, [visit, message], world.NOW)


def _appeals(made: world.SickLeave) -> None:
    """One withdrawn, then one that waits for its answer, and one that waits for it."""
    decision, agent, now = made.now().decision_id, made.agent, world.at(hours=8)
    assert decision is not None
    day = localdate(now)
    first = receive_appeal(decision, Committee.CRA, day, actor=agent, now=now)
    answer_appeal(first.id, AppealOutcome.WITHDRAWN, day, actor=agent, now=now)
    medical = receive_appeal(decision, Committee.CMRA, day, actor=agent, now=now)
    Appeal.objects.create(
        case=made.case,
        decision_id=decision,
        committee=Committee.CRA,
        received_on=day,
        silent_from=medical.silent_from,
        noted_at=now,
        noted_by=agent.id,
        waits_for=medical,
    )


def _figures(made: world.SickLeave) -> None:
    told = [NewAggregate("stops.entered", year(2019), 7)]
    keep_aggregates(told, source="essai", actor=made.agent, now=world.NOW)


def _payslips() -> None:
    """A file granted on payslips, for want of what its employer has not said."""
    lacking = make_lacking()
    read(lacking, world.MONTHS[2], day=world.TODAY)
    world.agent_decides(lacking, hours=7)


def _advances() -> None:
    """An advance that is ordered, one that is not paid yet, one that waits for a second agent."""
    make_advanced(date(2026, 11, 24))
    given(make_without_wage())
    proposed(make_without_wage())


def _taken_over() -> None:
    """One file of an old system that is ours since, one that is still in shadow."""
    with tempfile.TemporaryDirectory() as folder:
        portfolio.switched(Path(folder), portfolio.make_old("A-1"))
        portfolio.import_all(Path(folder), portfolio.make_old("A-2"))


def make_scene() -> Scene:
    """A paid leave, part to the employer, that an early return makes pay back, less when the return
    is put off by a day; and more."""
    keeps_wage = {
        "subrogation": True,
        "subrogation_from": world.FIRST,
        "subrogation_to": date(2026, 10, 12),
        "iban": world.EMPLOYER_IBAN,
    }
    made = world.make_case_paid(**keeps_wage)
    for hours, day in ((2, date(2026, 10, 10)), (6, date(2026, 10, 11))):
        world.send_form(
            made.person, made.employer, now=world.at(hours=hours), returned_on=day, **keeps_wage
        )
        world.agent_decides(made, hours=hours + 1)
    _accounts_typed_by_agents(made)
    _transfer_came_back()
    _withheld()
    drain(lambda: world.at(hours=8))
    _debts_have_a_life(made)
    _appeals(made)
    _contacts(made)
    year = Replay.objects.create(year=2020, scale=1, seed=1, started_at=world.NOW)
    LivedChunk.objects.create(replay=year, service="phone", number=0, size=1)
    hold(made.case, from_day=world.FIRST, reason="essai", now=world.at(hours=8))
    world.send_notice(world.make_person(nir_status="provisional"), medical_reason="essai")
    world.send_notice(world.make_person(), siret=made.employer.siret)
    medical, day = Actor("medical", new_id()), localdate(world.at(hours=8))
    give_opinion(made.case.id, Conclusion.JUSTIFIED, day, actor=medical, now=world.at(hours=8))
    tell_news(world.at(days=8))
    record_reading(actor=made.agent, now=world.at(hours=8), page="x", person_id=made.person.id)
    _figures(made)
    begin_try("192.0.2.7", world.NOW)
    agree_to_sms(made.person, "0612345678", actor=world.insured_actor(made.person), now=world.NOW)
    seal(world.at(hours=9))
    files = {"dsn": made.employer, "dsn by the fund": None}
    for name, organisation in files.items():
        upload = Upload(name, name.encode())
        for kind in (DocumentKind.DSN, DocumentKind.DSIJ):
            deposit(upload, kind, actor=None, now=world.NOW, organisation=organisation)
    with transaction.atomic():
        to_send = ToSend("mail:started", MessageKind.MAIL)
        enqueue([to_send], now=world.at(hours=9))
    start_attempt(world.at(hours=9))
    _taken_over()
    _payslips()
    _advances()
    return Scene(made)
