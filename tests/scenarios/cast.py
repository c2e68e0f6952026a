"""Who plays a scenario: the insured person, two employers, agents; and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.service import view_of
from guichet.cases.models import Case
from guichet.declarations.models import DeclaredStop
from guichet.journal.service import Actor
from guichet.ledger.service import employer_account, record_person_account
from guichet.people.models import Organisation, Person, Professional
from tests.scenarios.reading import BadBook, Row
from tests.support import world

One = TypeVar("One", bound=Model)
EMPLOYERS = {"l'employeur": "Boulangerie Fictive", "l'employeur B": "Atelier Fictif"}
AT_FIRST = {
    "aucun compte bancaire": "without_account",
    "un numéro provisoire": "provisional",
    "une adresse de courriel": "with_mail",
    "décisions confirmées par un agent": "by_hand",
    "le programme passe une fois par semaine": "weekly",
    "le programme passe une fois par mois": "monthly",
    "la caisse verse des acomptes": "advances",
}


@dataclass
class Cast:
    """The persons of one scenario. `now` is moved by whoever runs it."""

    person: Person
    employer: Organisation
    other: Organisation
    now: datetime
    options: frozenset[str]
    agent: Actor = field(default_factory=world.make_agent)
    second_agent: Actor = field(default_factory=world.make_agent)
    prescriber: Professional = field(default_factory=world.make_professional)
    bank_file: bytes = b""
    sent: int = 0
    last_event: str = ""

    def __post_init__(self) -> None:
        account = world.make_account("professional", professional=self.prescriber)
        self.doctor = Actor("professional", account.id)

    def case(self, file: date | None, where: str) -> Case:
        """The live file of the person, or the one of the stop that begins on `file`."""
        found = Case.objects.filter(person=self.person).exclude(state="withdrawn")
        if file is not None:
            found = found.filter(event_key=f"stop:{file.isoformat()}")
        if found.count() != 1:
            raise BadBook(f"{where}: {found.count()} dossiers : dire lequel")
        return found.select_related("decision").get()

    def notice(self, where: str) -> Notice:
        return _only(Notice.objects.filter(state__in=("conflict", "unknown_person")), where)

    def stop(self, where: str) -> DeclaredStop:
        waiting = DeclaredStop.objects.filter(match__in=("new", "conflict", "unknown_person"))
        return _only(waiting.select_related("organisation", "deposit"), where)

    def seen(self, case: Case) -> str:
        """The fingerprint of what an agent has before the eyes."""
        return view_of(case, now=self.now).seen

    def next_order(self) -> str:
        self.sent += 1
        return str(self.sent)


def _only(rows: QuerySet[One], where: str) -> One:
    if rows.count() != 1:
        raise BadBook(f"{where}: {rows.count()} éléments à rattacher, un seul est attendu")
    return rows.get()


def at(day: date, rank: int = 0) -> datetime:
    """Ten o'clock in France, and a minute more for each thing that arrived that day before."""
    morning = datetime.combine(day, time(10)) + timedelta(minutes=rank)
    return timezone.make_aware(morning)


def make_cast(at_first: Sequence[Row], first_day: date) -> Cast:
    """The persons as they are before anything arrives."""
    options = frozenset(_option(row) for row in at_first)
    now = at(first_day) - timedelta(days=400)
    known = {"nir_status": "provisional"} if "provisional" in options else {}
    if "with_mail" in options:
        known["email"] = "assuree@exemple.invalid"
    person = world.make_person(created_at=now, **known)
    employer, other = (
        Organisation.objects.create(
            siret=world.make_employer().siret[:-1] + str(rank),
            name=name,
            email=f"paie{rank}@exemple.invalid",
            created_at=now,
        )
        for rank, name in enumerate(EMPLOYERS.values(), 1)
    )
    for firm in (employer, other):
        employer_account(firm, iban=world.EMPLOYER_IBAN, bic="", now=now)
    if "without_account" not in options:
        record_person_account(person, holder=person.full_name, iban=world.IBAN, now=now)
    return Cast(person, employer, other, now, options)


def _option(row: Row) -> str:
    if row.cells[0] not in AT_FIRST:
        raise BadBook(f"{row.where}: départ inconnu : « {row.cells[0]} »")
    return AT_FIRST[row.cells[0]]
