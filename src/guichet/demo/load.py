"""A crowd of made-up stops, for measures: persons, employers, their notices and DSN files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guichet.benefits.sick_leave.service import NewNotice, NoticeChannel, NoticeKind
from guichet.demo.people import made_up_iban, siret_of
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnRecord, DsnStop
from guichet.journal.service import insert
from guichet.law.sickness import reference_months
from guichet.ledger.models import BankDetails
from guichet.people.models import Organisation, Person, Professional

STAFF = 200
CONTRACT = DsnContract("00001", date(2018, 9, 1), None, 0)
FIRST_DAY = date(2026, 9, 7)


@dataclass(frozen=True)
class Firm:
    """An employer and the persons of its staff who fall ill."""

    organisation: Organisation
    people: Sequence[Person]
    first_number: int


def create(count: int, *, offset: int, now: datetime) -> Iterator[Firm]:
    """`count` persons in firms of STAFF, one firm at a time; `offset` keeps two crowds apart."""
    for start in range(offset, offset + count, STAFF):
        people = [_person(n, now) for n in range(start, min(start + STAFF, offset + count))]
        organisation = Organisation(
            siret=siret_of(_siren(1 + start // STAFF)),
            name=f"Firme {start // STAFF}",
            created_at=now,
        )
        organisation.save()
        insert(people)
        insert([_bank(n, p, now) for n, p in enumerate(people, start=start)])
        yield Firm(organisation, people, start)


def _siren(number: int) -> str:
    """A SIREN in 000 with its key."""
    body = f"000{number:05d}"
    total = sum(
        (d * 2 - 9 if d * 2 > 9 else d * 2) if i % 2 == 0 else d
        for i, d in enumerate(map(int, reversed(body)))
    )
    return f"{body}{-total % 10}"


def _person(number: int, now: datetime) -> Person:
    sex, year = 1 + number % 2, 60 + number // 2 % 40
    month = 1 + number // 80 % 12
    rest = number // 960
    return Person(
        nir=f"{sex}{year:02d}{month:02d}93{901 + rest // 999 % 99:03d}{1 + rest % 999:03d}",
        birth_date=date(1900 + year, month, 15),
        family_name=f"PERSONNE{number}",
        given_names="Alex",
        address=["1 rue des Essais", "93901 VALLOMBRE"],
        created_at=now,
    )


def _bank(number: int, person: Person, now: datetime) -> BankDetails:
    return BankDetails(
        payee_kind="insured",
        person=person,
        holder=person.full_name,
        iban=made_up_iban(number),
        recorded_at=now,
    )


def _dates(number: int) -> tuple[date, date]:
    first = FIRST_DAY + timedelta(days=number % 5)
    return first, first + timedelta(days=9 + number % 23)


def notices(firm: Firm, doctor: Professional) -> list[NewNotice]:
    """One notice a person, as a prescriber's software sends them."""
    found = []
    for number, person in enumerate(firm.people, start=firm.first_number):
        first, last = _dates(number)
        found.append(
            NewNotice(
                channel=NoticeChannel.DOCTOR_ONLINE,
                kind=NoticeKind.INITIAL,
                nir=person.nir,
                birth_date=person.birth_date,
                family_name=person.family_name,
                given_names=person.given_names,
                first_day=first,
                last_day=last,
                prescribed_on=first,
                sent_on=first,
                professional=doctor,
            )
        )
    return found


def dsn_files(firm: Firm) -> Iterator[bytes]:
    """The firm's monthly messages of the reference months, then one file of stop events."""
    siret = firm.organisation.siret
    sender = dsn.Sender(siret[:9], siret[9:], firm.organisation.name)
    day = FIRST_DAY + timedelta(days=10)
    for month in reference_months(FIRST_DAY):
        records = [_record(person, month=month) for person in firm.people]
        monthly = dsn.declaration(
            "01", siret, records, order_number="1", file_date=day, main_month=month
        )
        yield dsn.write(dsn.Sending(sender, [monthly]))
    events = []
    for number, person in enumerate(firm.people, start=firm.first_number):
        first, last = _dates(number)
        stop = DsnStop(
            reason="01",
            last_day_worked=first - timedelta(days=1),
            expected_end=last,
            subrogation=False,
        )
        events.append(
            dsn.declaration(
                "04",
                siret,
                [_record(person, stop=stop)],
                order_number=str(number + 1),
                file_date=day,
            )
        )
    yield dsn.write(dsn.Sending(sender, events))


def _record(person: Person, *, month: str | None = None, stop: DsnStop | None = None) -> DsnRecord:
    wage = 160_000 + person.birth_date.year % 37 * 3_000
    pays = dsn.month_pays(month, gross_cents=wage, contract_number=CONTRACT.number) if month else ()
    return dsn.person_record(
        nir=person.nir,
        family_name=person.family_name,
        given_names=person.given_names,
        birth_date=person.birth_date,
        contract=CONTRACT,
        stops=(stop,) if stop else (),
        pays=pays,
    )
