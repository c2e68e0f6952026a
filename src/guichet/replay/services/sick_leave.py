"""Sick leaves: notices, the employers' files, decisions and payment days, by the actions of all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from guichet.benefits.sick_leave.notices import receive
from guichet.benefits.sick_leave.service import NewNotice, NoticeChannel, NoticeKind, import_deposit
from guichet.declarations.service import Said, deposit_dsn, said_in
from guichet.demo.people import made_up_iban
from guichet.documents.service import Upload
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnDeclaration, DsnRecord, DsnStop
from guichet.journal.service import chunks as cut
from guichet.journal.service import insert, rule
from guichet.law.sickness import reference_months
from guichet.ledger.models import BankDetails
from guichet.ledger.service import run_payments
from guichet.people.service import Account, actor_of
from guichet.replay.fund import prescriber_login, siret
from guichet.replay.plan import Chunk, Year, at
from guichet.replay.stops import Stop, payment_days, stops_of

CODE, RANK = "sick_leave", 20
PAYING = rule("payment.run")
CONTRACT = DsnContract("00001", date(2018, 9, 1), None, 0)
TOGETHER, FEW = 2_000, 400

Piece = tuple[date, int, int, Callable[..., object], Callable[[], object] | None]


@dataclass(frozen=True)
class Sent:
    """A file of declarations, and what it says."""

    name: str
    content: bytes
    said: Said


def chunks(year: Year) -> Sequence[Chunk]:
    """On a day: payments, wages, notices, then the employers' events, which count in the size.

    Notices give files their numbers, events join them: one step after the other. Within a step, the
    pieces share few employers, so that none waits long for another.
    """
    stops = sorted(stops_of(year), key=lambda stop: year.fund.employer(stop.person))
    pieces: list[Piece] = [
        (day, 0, 0, partial(_pay, day), None) for day in payment_days(year) if stops
    ]
    for day, n, some in _grouped(stops, lambda stop: stop.first.replace(day=1), TOGETHER):
        files = partial(_monthly_messages, year, some, n)
        pieces.append((day, 1, 0, partial(_say_wages, year, some), files))
    for day, _, some in _grouped(stops, lambda stop: stop.taken_on, TOGETHER):
        pieces.append((day, 2, 0, partial(_take_notices, year, some), None))
    for day, _, some in _grouped(stops, lambda stop: stop.taken_on, FEW):
        events = partial(_events, year, some)
        pieces.append((day, 3, len(some), partial(_take, day, hour=18), events))
    pieces.sort(key=lambda piece: piece[:2])
    return [
        Chunk(CODE, n, day, size, live, step=(day, rank), prepare=prepare)
        for n, (day, rank, size, live, prepare) in enumerate(pieces)
    ]


def _grouped(
    stops: Sequence[Stop], day_of: Callable[[Stop], date], together: int
) -> Iterator[tuple[date, int, Sequence[Stop]]]:
    """Stops by a day of theirs, some together, numbered within the day."""
    by_day: dict[date, list[Stop]] = {}
    for stop in stops:
        by_day.setdefault(day_of(stop), []).append(stop)
    for day, some in by_day.items():
        for number, few in enumerate(cut(some, together)):
            yield day, number, few


def _say_wages(year: Year, stops: Sequence[Stop], files: Sequence[Sent]) -> None:
    """What is known before they stop: where they are paid, the employers' monthly messages."""
    day = stops[0].first.replace(day=1)
    people = year.fund.found(stop.person for stop in stops)
    insert(
        [
            BankDetails(
                payee_kind="insured",
                person=people[stop.person],
                holder=people[stop.person].full_name,
                iban=made_up_iban(stop.person),
                recorded_at=at(day, 6),
            )
            for stop in stops
        ]
    )
    for file in files:
        _take(day, file, hour=7)


def _monthly_messages(year: Year, stops: Sequence[Stop], number: int) -> list[Sent]:
    day = stops[0].first.replace(day=1)
    by_employer: dict[int, list[Stop]] = {}
    for stop in stops:
        by_employer.setdefault(year.fund.employer(stop.person), []).append(stop)
    files = []
    for month in reference_months(day):
        declarations = [
            dsn.declaration(
                "01",
                siret(employer),
                [_record(year, stop, month=month) for stop in some],
                order_number=f"{day:%Y%m}{number:03d}{employer:05d}",
                file_date=day,
                main_month=month,
            )
            for employer, some in by_employer.items()
        ]
        files.append(_sent(declarations, f"mensuelles-{month}"))
    return files


def _take_notices(year: Year, stops: Sequence[Stop]) -> None:
    """The notices of one prescriber's software, taken in together."""
    login = prescriber_login(stops[0].number % year.fund.prescribers)
    account = Account.objects.select_related("professional").get(login=login)
    notices = [_notice(year, stop, account) for stop in stops]
    receive(notices, actor=actor_of(account), now=at(stops[0].taken_on, 17))


def _events(year: Year, stops: Sequence[Stop]) -> Sent:
    """The employers' events: what is complete is decided."""
    events = [
        dsn.declaration(
            "04",
            siret(year.fund.employer(stop.person)),
            [_record(year, stop)],
            order_number=str(stop.number + 1),
            file_date=stop.taken_on,
        )
        for stop in stops
    ]
    return _sent(events, "signalements")


def _notice(year: Year, stop: Stop, account: Account) -> NewNotice:
    who = year.fund.person(stop.person)
    return NewNotice(
        channel=NoticeChannel.DOCTOR_ONLINE,
        kind=NoticeKind.INITIAL,
        nir=who.nir,
        birth_date=who.birth,
        family_name=who.family_name,
        given_names=who.given_names,
        first_day=stop.first,
        last_day=stop.last,
        prescribed_on=stop.first,
        sent_on=stop.first,
        professional=account.professional,
    )


def _record(year: Year, stop: Stop, *, month: str = "") -> DsnRecord:
    """What a declaration says of a person: the pays of a month, or the stop."""
    who = year.fund.person(stop.person)
    pays = (
        dsn.month_pays(month, gross_cents=stop.wage_cents, contract_number=CONTRACT.number)
        if month
        else ()
    )
    said = DsnStop(
        reason="01",
        last_day_worked=stop.first - timedelta(1),
        expected_end=stop.last,
        subrogation=False,
    )
    return dsn.person_record(
        nir=who.nir,
        family_name=who.family_name,
        given_names=who.given_names,
        birth_date=who.birth,
        contract=CONTRACT,
        stops=() if month else (said,),
        pays=pays,
    )


def _sent(declarations: Sequence[DsnDeclaration], name: str) -> Sent:
    """A file that one sender hands over for many employers."""
    number = siret(0)
    sender = dsn.Sender(number[:9], number[9:], "Editeur de paie fictif")
    content = dsn.write(dsn.Sending(sender, declarations))
    return Sent(f"{name}.dsn", content, said_in(content))


def _take(day: date, file: Sent, *, hour: int) -> None:
    """The fund takes a file, and reads it at once."""
    upload, now = Upload(file.name, file.content), at(day, hour)
    deposit = deposit_dsn(upload, organisation=None, actor=None, now=now)
    import_deposit(deposit.id, now=now, said=file.said)


def _pay(day: date) -> None:
    run_payments(day, actor=PAYING, clock=lambda: at(day, 9))
