"""A fund of so many files, written straight into the tables: only its reading is measured.

One year of entries that ends today, as many contacts a file as the fund of 2020 had, and rows as
wide as the actions write them (a decision or a letter holds some kilobytes).
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils.timezone import localdate

from guichet.benefits.sick_leave.models import Notice
from guichet.cases.models import Case, Clock, Decision, LawVersion, Pause, Piece, ProcedureVersion
from guichet.contacts.models import Contact, Site
from guichet.contacts.service import motives
from guichet.journal.service import insert
from guichet.ledger.models import (
    BankAnswer,
    BankDetails,
    BankFile,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
)
from guichet.letters.models import Letter
from guichet.people.models import Account, Organisation, Person
from guichet.tasks.models import Task

CONTACTS_A_FILE = 2.4
SLICE = 2_000
IBAN = "FR7630001007941234567890185"
KINDS = ("sick_leave.wages_differ", "sick_leave.notice_late", "sick_leave.hardship")
ORDER = (Person, BankDetails, Account, Case, Clock, Pause, Decision, Notice, Piece, Task, Letter,
         PaymentOrder, BankAnswer, Contact)  # fmt: skip

Rows = list[Model]


class Fund:
    """Draws the rows of one file after another."""

    def __init__(self, files: int, now: datetime, days: int = 365, seed: int = 6) -> None:
        self.files, self.now, self.days = files, now, days
        self.dice = random.Random(seed)  # noqa: S311  made-up rows
        self.filler = {"steps": ["x" * 60] * 40}
        self.motives = [code for code, one in motives().items() if not one.until]
        self.law = LawVersion.objects.create(version="bench", parameters={}, first_used_at=now)
        self.procedure = ProcedureVersion.objects.create(
            code="sick_leave", version=99, valid_from=date(2020, 1, 1), content={}, digest="0"
        )
        self.employer = Organisation.objects.create(
            siret="00041230400016", name="Bench", created_at=now
        )
        self.sites = [Site.objects.create(code=f"site-{n}", name=f"Site {n}") for n in range(13)]
        self.bank = BankFile.objects.create(name="x", content=b"x", sha256="0", read_at=now)
        self.runs = self._runs()
        self.sent = {run.run_on: self._file(run) for run in self.runs}

    def _runs(self) -> list[PaymentRun]:
        days = (localdate(self.now) - timedelta(days=7 * n) for n in range(52, -1, -1))
        return [PaymentRun.objects.create(run_on=day, started_at=self.now) for day in days]

    def _file(self, run: PaymentRun) -> PaymentFile:
        return PaymentFile.objects.create(
            run=run, name=f"f{run.run_on}", content=b"x", sha256="0", orders=1, total_cents=1,
            made_at=self.now,
        )  # fmt: skip

    def maybe(self, share: float) -> bool:
        return self.dice.random() < share

    def after(self, since: datetime, days: float) -> datetime:
        """An instant after another, so many days later on average."""
        return since + timedelta(days=self.dice.expovariate(1 / days))

    def past(self, moment: datetime) -> datetime | None:
        return moment if moment < self.now else None

    def rows(self, number: int) -> Rows:
        opened = self.now - timedelta(days=self.days * (1 - number / self.files))
        person = Person(
            nir=f"9{number:012d}", birth_date=date(1980, 1, 1), family_name="EXEMPLE",
            given_names="Claire", created_at=opened,
        )  # fmt: skip
        account = BankDetails(
            payee_kind="insured", person=person, holder="EXEMPLE", iban=IBAN, recorded_at=opened
        )
        case = Case(
            number=f"B-{number:08d}", procedure=self.procedure, procedure_code="sick_leave",
            person=person, event_key="e", channel=self.dice.choice(["online", "deposit"]),
            state="received", state_since=opened, opened_at=opened,
        )  # fmt: skip
        rows: Rows = [person, account, case, self._notice(case, opened)]
        if self.maybe(0.68):
            login = f"bench{number}"
            rows.append(Account(login=login, role="insured", person=person, created_at=opened))
        return [*rows, *self._life(case, opened), *self._work(case), *self._contacts()]

    def _life(self, case: Case, opened: datetime) -> Iterator[Model]:
        asked, came = self.past(self.after(opened, 1)), None
        if asked and self.maybe(0.8):
            came = self.past(self.after(asked, 9))
            yield self._piece(case, asked, came)
        # one in fifty stays in stock for good: doubts, disputes
        decided = self.past(self.after(came or opened, 4)) if self.maybe(0.98) else None
        waits = bool(asked) and not came
        clock = Clock(case=case, started_at=opened, stopped_at=None if waits else decided)
        yield clock
        if asked:
            end = came if came or waits else self.now
            yield Pause(clock=clock, reason="piece", owed_by="employer", started_at=asked,
                        ended_at=end)  # fmt: skip
        if decided and not waits:
            yield from self._decided(case, decided)

    def _decided(self, case: Case, decided: datetime) -> Iterator[Model]:
        by = case.person_id if self.maybe(0.3) else None
        case.decision = Decision(
            case=case, number=1, outcome="granted", unfavourable=False, reason_code="r",
            decided_at=decided, decided_by=by, rule="" if by else "sick_leave.automatic",
            law_version=self.law, facts=[], facts_digest="0", inputs={}, result={},
            explanation=self.filler,
        )  # fmt: skip
        yield case.decision
        sent = self.past(self.after(decided, 1))
        yield Letter(
            number=case.number, code="ij_decision", version=1, case=case, person=case.person,
            title="x", content=self.filler, written_at=decided, sent_at=sent,
            state="sent" if sent else "written", pdf=b"x" if sent else None,
            pdf_sha256="0" if sent else "",
            read_at=self.past(self.after(sent, 3)) if sent and self.maybe(0.5) else None,
        )  # fmt: skip
        due = [run for run in self.runs if run.run_on > localdate(decided)]
        for number, run in enumerate(due[: 1 + self.maybe(0.85)]):
            order = self._order(case, run, first=not number)
            yield order
            back = self.maybe(0.01)
            yield BankAnswer(
                order=order, file=self.bank, verdict="rejected" if back else "accepted",
                code="AC04" if back else "", answered_on=run.run_on,
            )  # fmt: skip

    def _order(self, case: Case, run: PaymentRun, *, first: bool) -> PaymentOrder:
        return PaymentOrder(
            is_first=first, is_first_income=first,
            number=f"{case.number}-{run.run_on:%m%d}", run=run, case=case,
            file=self.sent[run.run_on], payee_kind="insured",
            person=case.person, holder="EXEMPLE", iban=IBAN, first_day=run.run_on,
            last_day=run.run_on, days=1, gross_cents=50_000, csg_cents=3_100, crds_cents=250,
            net_cents=46_650, ordered_at=self.now,
        )  # fmt: skip

    def _piece(self, case: Case, asked: datetime, came: datetime | None) -> Piece:
        return Piece(
            case=case, code="salary_certificate", owed_by="employer", organisation=self.employer,
            state="received" if came else "asked", asked_at=asked, ended_at=came,
        )  # fmt: skip

    def _notice(self, case: Case, opened: datetime) -> Notice:
        first = localdate(opened) - timedelta(days=self.dice.randrange(6))
        return Notice(
            channel="doctor", kind="initial", nir=case.person.nir, birth_date=date(1980, 1, 1),
            family_name="EXEMPLE", given_names="Claire", first_day=first, last_day=first,
            prescribed_on=first, sent_on=first, received_at=opened, sent_by=case.person_id,
            fingerprint=case.number, state="matched", person=case.person, case_id=case.id,
        )  # fmt: skip

    def _work(self, case: Case) -> Iterator[Task]:
        if self.maybe(0.3):
            opened = self.now - timedelta(days=self.dice.random() * self.days)
            closed = self.past(self.after(opened, 6))
            yield Task(
                kind=self.dice.choice(KINDS), subject=case.number, case_id=case.id,
                opened_at=opened, due_on=localdate(self.after(opened, 8)), closed_at=closed,
                state="done" if closed else "open",
            )  # fmt: skip

    def _contacts(self) -> Iterator[Contact]:
        many = int(CONTACTS_A_FILE) + self.maybe(CONTACTS_A_FILE % 1)
        for _ in range(many):
            started = self.now - timedelta(days=self.dice.random() * self.days)
            channel = self.dice.choice(["desk", "phone", "phone", "message"])
            desk = channel == "desk"
            yield Contact(
                channel=channel, public="insured", motive=self.dice.choice(self.motives),
                site=self.dice.choice(self.sites) if desk else None,
                mode=self.dice.choice(["walk_in", "appointment"]) if desk else "none",
                outcome=self.dice.choice(["answered", "answered", "forwarded"]),
                started_at=started, recorded_at=self.now, duration_seconds=300,
                answered_at=self.past(self.after(started, 3)) if channel == "message" else None,
            )  # fmt: skip


def write_fund(
    files: int, now: datetime, days: int = 365, tell: Callable[[int], None] = lambda _: None
) -> None:
    """So many files into an empty, migrated database; `tell` hears how many are there."""
    fund = Fund(files, now, days)
    numbers = iter(range(1, files + 1))
    while part := list(islice(numbers, SLICE)):
        _keep([row for number in part for row in fund.rows(number)])
        tell(part[-1])
    if connection.vendor == "postgresql":  # as its own daemon would have done by then
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@transaction.atomic
def _keep(rows: list[Any]) -> None:
    for model in ORDER:
        some = [row for row in rows if type(row) is model]
        if model in (Clock, Pause):  # the keys of clocks are the database's, read back for pauses
            model.objects.bulk_create(some)
        else:
            insert(some)


def today(now: str) -> datetime:
    return datetime.fromisoformat(now).replace(tzinfo=UTC)
