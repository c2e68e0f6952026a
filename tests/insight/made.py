"""A year of small random records, written straight into the tables: no action is under test here.

Instants fall near midnight and near the changes of the hour as often as elsewhere.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from guichet.benefits.sick_leave.models import Appeal, Notice
from guichet.cases.models import (
    Case,
    Clock,
    Decision,
    LawVersion,
    Pause,
    Piece,
    ProcedureVersion,
)
from guichet.contacts.models import Contact, Site
from guichet.declarations.enums import Channel
from guichet.declarations.models import DeclaredStop, Deposit
from guichet.ledger.bank import first_anew
from guichet.ledger.models import BankAnswer, BankFile, PaymentFile, PaymentOrder, PaymentRun
from guichet.ledger.runs import standing
from guichet.letters.models import Letter
from guichet.people.models import Account, Person
from guichet.tasks.models import Task
from tests.support import world

START = datetime(2026, 1, 1, tzinfo=UTC)
EDGES = (
    datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 3, 28, 23, tzinfo=UTC),
    datetime(2026, 3, 31, 21, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 3, 31, 22, tzinfo=UTC),
    datetime(2026, 10, 24, 22, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 23, tzinfo=UTC),
    datetime(2026, 1, 31, 22, 59, tzinfo=UTC),
    datetime(2026, 1, 31, 23, tzinfo=UTC),
)


@dataclass
class Maker:
    """Rows drawn from a seed."""

    dice: random.Random
    procedure: ProcedureVersion
    law: LawVersion
    cases: int = 0

    def instant(self) -> datetime:
        if self.dice.random() < 0.3:
            return self.dice.choice(EDGES)
        return START + timedelta(minutes=self.dice.randrange(300 * 24 * 60))

    def later(self, since: datetime, most_days: int = 60) -> datetime:
        return since + timedelta(minutes=self.dice.randrange(most_days * 24 * 60))

    def maybe(self, share: float) -> bool:
        return self.dice.random() < share


def make_year(seed: int, files: int = 30) -> None:
    maker = Maker(
        random.Random(seed),  # noqa: S311  a test's dice
        ProcedureVersion.objects.create(
            code="sick_leave", version=99, valid_from=date(2020, 1, 1), content={}, digest="0"
        ),
        LawVersion.objects.create(version="v", parameters={}, first_used_at=START),
    )
    runs = [
        PaymentRun.objects.create(run_on=date(2026, m, 10), started_at=START) for m in range(1, 13)
    ]
    for _ in range(files):
        _file(maker, runs)
    for _ in range(5):
        _task(maker, None)
        _contacts(maker)


def make_files_received(moments: list[datetime]) -> None:
    """A file received at each instant, and nothing more."""
    procedure, _ = ProcedureVersion.objects.get_or_create(
        code="sick_leave",
        version=99,
        defaults={"valid_from": date(2020, 1, 1), "content": {}, "digest": "0"},
    )
    for moment in moments:
        person = world.make_person(created_at=moment)
        Case.objects.create(
            number=f"R-{person.nir}", procedure=procedure, procedure_code="sick_leave",
            person=person, event_key="e", channel="online", state="received", state_since=moment,
            opened_at=moment,
        )  # fmt: skip


def _file(maker: Maker, runs: list[PaymentRun]) -> None:
    opened = maker.instant()
    person = world.make_person(created_at=opened)
    world.give_account(person)
    if maker.maybe(0.6):
        world.make_account("insured", person=person, created_at=maker.later(opened))
    maker.cases += 1
    case = Case.objects.create(
        number=f"T-{maker.cases:06d}", procedure=maker.procedure, procedure_code="sick_leave",
        person=person, event_key=f"e{maker.cases}",
        channel=maker.dice.choice(["online", "deposit", "employer"]),
        state="received", state_since=opened, opened_at=opened,
    )  # fmt: skip
    ended = _clock(maker, case, opened)
    if ended and maker.maybe(0.8):
        _decision(maker, case, ended)
        if maker.maybe(0.3):
            _clock(maker, case, maker.later(ended))
        days = sorted(maker.dice.sample(runs, maker.dice.randrange(4)), key=lambda run: run.run_on)
        orders = [_order(maker, case, run) for run in days]
        for order in orders:  # some come back late, after the next was made
            _answer(maker, order, 0.15)
    if maker.maybe(0.7):
        _notice(maker, case)
    if maker.maybe(0.7):
        _certificate(maker, case)
    for _ in range(maker.dice.randrange(3)):
        _task(maker, case)
        _letter(maker, case)
    if maker.maybe(0.5):
        _piece(maker, case)


def _clock(maker: Maker, case: Case, started: datetime) -> datetime | None:
    ended = maker.later(started) if maker.maybe(0.7) else None
    clock = Clock.objects.create(case=case, started_at=started, stopped_at=ended)
    moment = started
    for owner in maker.dice.sample(["insured", "employer", "fund"], maker.dice.randrange(3)):
        moment = maker.later(moment, 10)
        stop = maker.later(moment, 10)
        if ended and stop > ended:
            break
        still = ended is None and maker.maybe(0.4)
        Pause.objects.create(
            clock=clock, reason="piece", owed_by=owner, started_at=moment,
            ended_at=None if still else stop,
        )  # fmt: skip
        if still:
            break
        moment = stop
    return ended


def _decision(maker: Maker, case: Case, decided_at: datetime) -> None:
    by = world.make_agent().id if maker.maybe(0.4) else None
    for number in range(1, 2 + maker.maybe(0.3)):
        decision = Decision.objects.create(
            case=case, number=number, outcome="granted", unfavourable=False, reason_code="r",
            decided_at=decided_at + timedelta(days=number - 1), decided_by=by,
            rule="" if by else "sick_leave.automatic", law_version=maker.law, facts=[],
            facts_digest="0", inputs={}, result={}, explanation=[],
        )  # fmt: skip
    case.decision, case.state = decision, "decided"
    case.save()
    if maker.maybe(0.5):
        _appeal(maker, decision)


def _appeal(maker: Maker, decision: Decision) -> None:
    received = maker.later(decision.decided_at, 20)
    answered = localdate(maker.later(received, 90)) if maker.maybe(0.5) else None
    Appeal.objects.create(
        case=decision.case, decision=decision, committee="cra", received_on=localdate(received),
        silent_from=localdate(received) + timedelta(days=61), noted_at=received,
        noted_by=decision.case.person_id, outcome="maintained" if answered else "",
        answered_on=answered, answered_by=decision.case.person_id if answered else None,
    )  # fmt: skip


def _order(maker: Maker, case: Case, run: PaymentRun) -> PaymentOrder:
    employer = maker.maybe(0.3)
    net = maker.dice.randrange(1, 90_000)
    payee: dict[str, Any] = (
        {"payee_kind": "employer", "organisation": world.make_employer()}
        if employer
        else {"payee_kind": "insured", "person": case.person}
    )
    sent, _ = PaymentFile.objects.get_or_create(
        run=run,
        defaults={
            "name": f"f{run.run_on}", "content": b"x", "sha256": "0", "orders": 1,
            "total_cents": 1, "made_at": START,
        },
    )  # fmt: skip
    stood = standing(PaymentOrder.objects.filter(case=case))
    order = PaymentOrder.objects.create(
        is_first=not stood.exists(),
        is_first_income=not employer and not stood.filter(payee_kind="insured").exists(),
        number=f"{case.number}-{run.run_on:%m}", run=run, file=sent, case=case, holder="X",
        iban=world.EMPLOYER_IBAN if employer else world.IBAN,
        first_day=run.run_on, last_day=run.run_on, days=1, gross_cents=net + 7, csg_cents=5,
        crds_cents=2, net_cents=net, ordered_at=START, **payee,
    )  # fmt: skip
    _answer(maker, order, 0.15)
    return order


def _answer(maker: Maker, order: PaymentOrder, share: float) -> None:
    if order.answers.exists() or not maker.maybe(share):
        return
    file, _ = BankFile.objects.get_or_create(
        sha256="0" * 64, defaults={"name": "x", "content": b"x", "read_at": START}
    )
    BankAnswer.objects.create(
        order=order, file=file, verdict="rejected", code="AC04", answered_on=order.run.run_on
    )
    first_anew(order)


def _notice(maker: Maker, case: Case) -> None:
    for n in range(1 + maker.maybe(0.3)):
        first = localdate(case.opened_at) - timedelta(days=maker.dice.randrange(20))
        Notice.objects.create(
            channel="doctor", kind="initial", nir=case.person.nir,
            birth_date=case.person.birth_date, family_name="x", given_names="x", first_day=first,
            last_day=first, prescribed_on=first, sent_on=first, received_at=case.opened_at,
            sent_by=case.person_id, fingerprint=f"{case.number}-{n}", state="matched",
            person=case.person, case_id=case.id,
        )  # fmt: skip


def _certificate(maker: Maker, case: Case) -> None:
    """A stop that an employer declares, sometimes twice, by one way or another."""
    employer = world.make_employer()
    for n in range(1 + maker.maybe(0.3)):
        deposit = Deposit.objects.create(
            channel=maker.dice.choice(Channel.values), organisation=employer, received_at=START
        )  # fmt: skip
        DeclaredStop.objects.create(
            deposit=deposit, organisation=employer, nature="04", nir=case.person.nir,
            family_name="x", given_names="x", contract_number="1", contract_start=START.date(),
            reason="01", last_day_worked=START.date(), fingerprint=f"{case.number}-{n}",
            declared_at=maker.instant(),
        )  # fmt: skip


def _task(maker: Maker, case: Case | None) -> None:
    opened = maker.instant()
    closed = maker.later(opened) if maker.maybe(0.6) else None
    Task.objects.create(
        kind=maker.dice.choice(["sick_leave.wages_differ", "sick_leave.notice_late"]),
        subject=f"t{maker.dice.random()}", case_id=case.id if case else None, opened_at=opened,
        due_on=localdate(maker.later(opened, 20)) if maker.maybe(0.5) else None,
        closed_at=closed,
        state="open" if closed is None else maker.dice.choice(["done", "cancelled"]),
    )  # fmt: skip


def _letter(maker: Maker, case: Case) -> None:
    written = maker.instant()
    sent = maker.later(written, 3) if maker.maybe(0.8) else None
    Letter.objects.create(
        number=f"L{maker.dice.random()}"[:30], code=maker.dice.choice(["ij_decision", "ij_late"]),
        version=1, case=case, person=case.person, title="x", content={}, written_at=written,
        sent_at=sent, state="sent" if sent else "written", pdf=b"x" if sent else None,
        pdf_sha256="0" if sent else "",
        read_at=maker.later(sent, 9) if sent and maker.maybe(0.5) else None,
    )  # fmt: skip


def _piece(maker: Maker, case: Case) -> None:
    asked = maker.later(case.opened_at, 5)
    state = maker.dice.choice(["asked", "received", "cancelled"])
    Piece.objects.create(
        case=case, code="bank_details", owed_by="insured", state=state, asked_at=asked,
        ended_at=None if state == "asked" else maker.later(asked),
    )  # fmt: skip


def _contacts(maker: Maker) -> None:
    site, _ = Site.objects.get_or_create(code="centre", defaults={"name": "Centre"})
    for channel in maker.dice.choices(["desk", "desk", "phone", "message"], k=6):
        started = maker.instant()
        answered = maker.later(started, 9) if channel == "message" else None
        desk = channel == "desk"
        Contact.objects.create(
            channel=channel, public="insured", motive=maker.dice.choice(["file", "rights"]),
            site=site if desk and maker.maybe(0.7) else None,
            mode=maker.dice.choice(["walk_in", "appointment"]) if desk else "none",
            outcome=maker.dice.choice(["answered", "forwarded"]), started_at=started,
            answered_at=answered, recorded_at=answered or started,
        )  # fmt: skip


def everything() -> dict[str, list[Any]]:
    """All rows, as the slow recomputation reads them."""
    models = (
        Appeal, Case, Clock, Contact, Decision, DeclaredStop, Pause, Piece, PaymentOrder,
        BankAnswer, Letter, Task, Notice, Person, Account,
    )  # fmt: skip
    return {model.__name__: list(model.objects.all()) for model in models}
