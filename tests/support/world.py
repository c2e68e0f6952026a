"""Made-up persons, employers and files, one small function each; every call makes another."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from guichet.benefits.sick_leave.service import (
    Author,
    NewNotice,
    Notice,
    NoticeChannel,
    NoticeKind,
    Words,
    decide_by_agent,
    declare,
    import_deposit,
    send_notices,
    view_of,
)
from guichet.cases.service import Case
from guichet.declarations.service import (
    Channel,
    DeclaredStop,
    Deposit,
    FormPay,
    StopForm,
    deposit_dsn,
)
from guichet.documents.service import Upload
from guichet.formats.dsn import write as dsn
from guichet.formats.dsn.extract import DsnContract, DsnStop
from guichet.journal.service import Actor
from guichet.ledger.service import (
    BankDetails,
    PaymentRun,
    account_to_confirm,
    change_person_account,
    confirm_account,
    employer_account,
    record_person_account,
    run_payments,
)
from guichet.people.enums import STAFF
from guichet.people.models import Account, Organisation, Person, Professional

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
LAST_WORKED = date(2026, 10, 2)
MONTHS = ("2026-07", "2026-08", "2026-09")
IBAN = "FR7630001007941234567890185"
OTHER_IBAN = "FR7699999000010000000000794"
THIRD_IBAN = "FR1420041010050500013M02606"
EMPLOYER_IBAN = "FR7630006000011234567890189"
AUTHOR = Author("Dominique Agent", "technicienne")
REFUSAL = Words("Votre médecin n'a pas signé l'avis.", "CSS R. 321-2", "Envoyez un avis signé.")

_numbers = itertools.count(1)


def at(**later: float) -> datetime:
    """An instant after NOW."""
    return NOW + timedelta(**later)


def make_person(**known: Any) -> Person:
    """An insured person whose number belongs to nobody."""
    n = next(_numbers)
    given = {
        "nir": f"2800193{901 + n // 999:03d}{1 + n % 999:03d}",
        "birth_date": date(1980, 1, 20),
        "family_name": "Exemple",
        "given_names": "Claire",
        "address": ["3 rue des Essais", "93901 VALLOMBRE"],
        "created_at": NOW,
    }
    return Person.objects.create(**{**given, **known})


def make_employer(**known: Any) -> Organisation:
    given = {
        "siret": f"000{next(_numbers):06d}00016",
        "name": "Boulangerie Fictive",
        "email": "paie@exemple.invalid",
        "created_at": NOW,
    }
    made = Organisation.objects.create(**{**given, **known})
    employer_account(made, iban=EMPLOYER_IBAN, bic="", now=NOW)  # as an agent once confirmed it
    return made


def make_professional(**known: Any) -> Professional:
    given = {"rpps": f"100{next(_numbers):08d}", "name": "Dr Alix Modèle", "created_at": NOW}
    return Professional.objects.create(**{**given, **known})


def make_account(role: str, **known: Any) -> Account:
    """A way in, without a password."""
    n = next(_numbers)
    given = {"login": f"{role}{n}", "display_name": "Sacha", "created_at": NOW}
    if role in STAFF:
        given["staff_number"] = f"T{n}"
    return Account.objects.create(role=role, **{**given, **known})


def make_agent() -> Actor:
    return Actor("agent", make_account("agent").id)


def insured_actor(person: Person) -> Actor:
    found = Account.objects.filter(person=person).first()
    return Actor("insured", (found or make_account("insured", person=person)).id)


def employer_actor(organisation: Organisation) -> Actor:
    return Actor("employer", make_account("employer", organisation=organisation).id)


def give_account(person: Person, iban: str = IBAN) -> None:
    """Where the person is paid."""
    record_person_account(person, holder=person.full_name, iban=iban, now=NOW)


def agent_types_account(person: Person, iban: str = IBAN, *, by: Actor | None = None) -> Actor:
    """An agent types where the person is paid; answers who did."""
    typist = by or make_agent()
    change_person_account(
        person, holder=person.full_name, iban=iban, why="typing_error", actor=typist, now=NOW
    )
    return typist


def agent_confirms_account(person: Person, *, by: Actor | None = None) -> BankDetails:
    """Another agent confirms what waits."""
    waiting = account_to_confirm(person.id)
    if waiting is None:
        raise RuntimeError("no account waits to be confirmed")
    return confirm_account(person, waiting.id, actor=by or make_agent(), now=at(hours=1))


def notice_of(
    person: Person, first: date = FIRST, last: date = LAST, kind: str = "initial", **said: Any
) -> NewNotice:
    """A notice sent in time by the person."""
    given = {
        "channel": NoticeChannel.DOCTOR_ONLINE,
        "kind": NoticeKind(kind),
        "nir": person.nir,
        "birth_date": person.birth_date,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "first_day": first,
        "last_day": last,
        "prescribed_on": first,
        "sent_on": first,
    }
    return NewNotice(**{**given, **said})


def send_notice(person: Person, *dates: date, now: datetime = NOW, **said: Any) -> Notice:
    notice = notice_of(person, *dates, **said)
    return send_notices([notice], actor=insured_actor(person), now=now)[0]


def pays_of_months(
    gross_cents: int = 200_000, months: Sequence[str] = MONTHS
) -> tuple[FormPay, ...]:
    return tuple(FormPay(month, gross_cents, Decimal("151.67")) for month in months)


def form_of(person: Person, **said: Any) -> StopForm:
    """What the employer types: the stop and its reference pay; the person keeps no wage."""
    given = {
        "nir": person.nir,
        "birth_date": person.birth_date,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "contract_number": "00001",
        "contract_start": date(2018, 9, 1),
        "reason": "01",
        "last_day_worked": LAST_WORKED,
        "expected_end": LAST,
        "subrogation": False,
        "pays": pays_of_months(),
    }
    return StopForm(**{**given, **said})


def send_form(
    person: Person, employer: Organisation, *, now: datetime = NOW, **said: Any
) -> list[DeclaredStop]:
    actor = employer_actor(employer)
    return declare(form_of(person, **said), organisation=employer, actor=actor, now=now)[1]


def type_paper(
    person: Person, employer: Organisation, *, by: Actor, now: datetime = NOW, **said: Any
) -> list[DeclaredStop]:
    """An agent types the certificate that the person sent on paper."""
    form = form_of(person, **said)
    return declare(form, organisation=employer, channel=Channel.PAPER, actor=by, now=now)[1]


def send_month(
    person: Person,
    employer: Organisation,
    month: str,
    gross_cents: int = 200_000,
    *,
    kind: str = "01",
    contract_number: str = "00001",
    stops: Sequence[DsnStop] = (),
    changed: Callable[[bytes], bytes] = bytes,
    now: datetime = NOW,
) -> Deposit:
    """A monthly DSN message about one person, `changed` before it is sent; type 03 replaces the one
    before."""
    record = dsn.person_record(
        nir=person.nir,
        family_name=person.family_name,
        given_names=person.given_names,
        birth_date=person.birth_date,
        contract=DsnContract(contract_number, date(2018, 9, 1), None, 0),
        stops=stops,
        pays=dsn.month_pays(month, gross_cents=gross_cents, contract_number=contract_number),
    )
    order = str(next(_numbers))
    declaration = dsn.declaration(
        "01",
        employer.siret,
        [record],
        order_number=order,
        file_date=now.date(),
        main_month=month,
        kind=kind,
        replaces=f"{now:%d%m%Y}1" if kind == "03" else None,
    )
    sender = dsn.Sender(employer.siret[:9], employer.siret[9:], employer.name)
    content = changed(dsn.write(dsn.Sending(sender, [declaration])))
    upload = Upload(f"dsn-{month}-{order}.dsn", content)
    deposit = deposit_dsn(upload, organisation=employer, actor=None, now=now)
    import_deposit(deposit.id, now=now)
    return deposit


def send_months(
    person: Person, employer: Organisation, gross_cents: int = 200_000, *, now: datetime = NOW
) -> list[Deposit]:
    """The monthly messages of the reference months."""
    return [send_month(person, employer, month, gross_cents, now=now) for month in MONTHS]


@dataclass(frozen=True)
class SickLeave:
    """A file and those whom it concerns."""

    case: Case
    person: Person
    employer: Organisation
    agent: Actor

    def now(self) -> Case:
        """The file as the database has it now."""
        return Case.objects.select_related("decision").get(pk=self.case.pk)


def case_of(person: Person) -> Case:
    return Case.objects.select_related("decision").get(person=person)


def make_sick_leave(
    *, with_account: bool = True, notice: dict[str, Any] | None = None, **said: Any
) -> SickLeave:
    """A notice and the employer's form met in a file; `notice` and `said` change them."""
    person, employer = make_person(), make_employer()
    if with_account:
        give_account(person)
    send_notice(person, **(notice or {}))
    send_form(person, employer, **said)
    return SickLeave(case_of(person), person, employer, make_agent())


def make_case_decided(**said: Any) -> SickLeave:
    """A file that the rule has granted: 18 days of 32,87 €, none ordered yet."""
    made = make_sick_leave(**said)
    if made.case.decision is None:
        raise RuntimeError(f"the made-up file was not decided: it is {made.case.state}")
    return made


def make_case_paid(**said: Any) -> SickLeave:
    """A file decided, all its days ordered."""
    made = make_case_decided(**said)
    pay()
    return made


def pay(run_on: date = TODAY) -> PaymentRun:
    moment = max(at(hours=1), datetime.combine(run_on, time(9), tzinfo=UTC))
    return run_payments(run_on, actor=Actor("rule", rule="payment.run"), clock=lambda: moment)


def agent_decides(
    made: SickLeave, *, refusal: Words | None = None, seen: str | None = None, **later: float
) -> None:
    """The agent looks at the file as it is, then grants what the law gives, or refuses."""
    now = at(**(later or {"hours": 5}))
    decide_by_agent(
        made.case.id,
        actor=made.agent,
        author=AUTHOR,
        seen=seen if seen is not None else view_of(made.now(), now=now).seen,
        refusal=refusal,
        reason_text="avis non signé" if refusal else "",
        now=now,
    )


def make_wage_kept(iban: str = EMPLOYER_IBAN, bic: str = "") -> SickLeave:
    """A file granted whose employer keeps the wage; an agent looked where the account was new."""
    made = make_sick_leave(
        subrogation=True, subrogation_from=FIRST, subrogation_to=LAST, iban=iban, bic=bic
    )
    if made.case.decision is None:
        agent_decides(made)
    return made
