"""What the employer's addresses with parameters lead to, in the tests of every page."""

from datetime import date

from guichet.benefits.sick_leave.service import Notice
from guichet.cases.service import Piece, asked_of_employer
from guichet.declarations.service import Channel, Deposit, DepositState, deposits_of
from guichet.documents.service import DocumentKind, Upload
from guichet.documents.service import deposit as keep
from guichet.ledger.service import PaymentOrder
from guichet.people.service import actor_of
from tests.support.world import (
    EMPLOYER_IBAN,
    FIRST,
    LAST,
    NOW,
    at,
    make_person,
    pay,
    send_form,
    send_notice,
)
from tests.web.world import World

FAULT = {
    "line": 36,
    "rubric": "S21.G00.60.002",
    "code": "CSL-01",
    "blocking": True,
    "message": "La date n'existe pas. Une date JJMMAAAA est attendue.",
}


def deposit_with_faults(world: World, *faults: dict[str, object]) -> Deposit:
    """A DSN deposit of the world's employer, read, partly refused."""
    upload = Upload("dsn-novembre.dsn", b"S10.G00.00.001,'Essai'\n")
    document = keep(
        upload,
        DocumentKind.DSN,
        actor=actor_of(world.accounts["employer"]),
        now=NOW,
        organisation=world.organisation,
    )
    return Deposit.objects.create(
        channel=Channel.DSN,
        document=document,
        organisation=world.organisation,
        state=DepositState.PARTLY,
        received_at=NOW,
        read_at=at(minutes=1),
        faults=list(faults or (FAULT,)),
        fault_count=len(faults or (FAULT,)),
        summary={"natures": {"04": 1}, "stops": 0, "new_stops": 0, "pays": 0, "refused": 1},
    )


def request_of(world: World) -> Piece:
    """A request that waits for the world's employer: the wages of a person whose stop it said."""
    if "request" not in world.made:
        person = make_person(family_name="Attente", given_names="Noé")
        notice: Notice = send_notice(person, date(2026, 10, 5), date(2026, 10, 25))
        send_form(person, world.organisation, pays=())
        world.made["request"] = asked_of_employer(world.organisation.id).get(case=notice.case_id)
    return world.made["request"]  # type: ignore[no-any-return]


def _form_deposit(world: World) -> Deposit:
    request_of(world)
    return deposits_of(world.organisation.id)[0]


def paid_to(world: World, *names: str) -> PaymentOrder:
    """Employees whose employer keeps the wage, all paid on one day; the first one's order."""
    kept = {"subrogation_from": FIRST, "subrogation_to": LAST, "iban": EMPLOYER_IBAN}
    for name in names:
        person = make_person(family_name=name)
        send_notice(person)
        send_form(person, world.organisation, subrogation=True, **kept)
    pay()
    return PaymentOrder.objects.filter(organisation=world.organisation).order_by("number")[0]


def _run(world: World) -> dict[str, object]:
    if "paid_to" not in world.made:
        world.made["paid_to"] = paid_to(world, "Gardé")
    return {"run_id": world.made["paid_to"].run_id}


SAMPLES = {
    "employer-payment-statement": _run,
    "employer-payment-table": _run,
    "employer-request": lambda world: {"piece_id": request_of(world).id},
    "employer-deposit": lambda world: {"deposit_id": _form_deposit(world).id},
    "employer-faults": lambda world: {"deposit_id": deposit_with_faults(world).id},
}
