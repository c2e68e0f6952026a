"""What the account's addresses with parameters lead to, in the tests of every page."""

from datetime import date
from typing import Any

from guichet.benefits.sick_leave.service import Notice, ask_by_hand
from guichet.cases.service import Case, Owner, Piece
from guichet.documents.service import Document, DocumentKind, Upload, deposit
from guichet.ledger.service import Recovery
from guichet.letters.service import letters_of_person
from guichet.people.service import actor_of
from tests.support.payslips import make_lacking
from tests.support.pdf import pdf
from tests.support.world import (
    FIRST,
    LAST,
    NOW,
    SickLeave,
    agent_decides,
    at,
    case_of,
    give_account,
    make_agent,
    pay,
    send_form,
    send_notice,
)
from tests.web.world import World


def paid_case(world: World) -> Case:
    """A file of the world's person, decided and paid, with its letter."""
    if "paid_case" not in world.made:
        give_account(world.person)
        world.made["notice"] = send_notice(world.person, professional=world.professional)
        send_form(world.person, world.organisation)
        pay()
        world.made["paid_case"] = case_of(world.person)
    return world.made["paid_case"]  # type: ignore[no-any-return]


def _notice(world: World) -> Notice:
    paid_case(world)
    return world.made["notice"]  # type: ignore[no-any-return]


def _document(world: World) -> Document:
    actor = actor_of(world.accounts["insured"])
    upload = Upload("avis.pdf", pdf())
    return deposit(upload, DocumentKind.NOTICE, actor=actor, now=NOW, person=world.person)


def _letter(world: World) -> Any:
    paid_case(world)
    return letters_of_person(world.person.id)[0]


def _piece(world: World) -> Piece:
    """Pay slips that an agent asked of the person, for a file that a person studies."""
    if "piece" not in world.made:
        first, last = FIRST.replace(year=2025), LAST.replace(year=2025)
        case_id = send_notice(world.person, first, last).case_id
        assert case_id is not None
        ask_by_hand(
            case_id,
            "work_certificate",
            Owner.INSURED,
            actor=actor_of(world.accounts["agent"]),
            now=NOW,
        )
        world.made["piece"] = Piece.objects.get(case=case_id, code="work_certificate")
    return world.made["piece"]  # type: ignore[no-any-return]


def _lacking(world: World) -> dict[str, Any]:
    """A second stop, whose employer was asked twice for a wage."""
    if "lacking" not in world.made:
        world.made["lacking"] = make_lacking(world.person, world.organisation)
    return {"case_id": world.made["lacking"].case.id}


def _debt(world: World) -> dict[str, Any]:
    """Days paid, then a return to work, for the world's person: money is asked back."""
    case = paid_case(world)
    found = Recovery.objects.filter(case=case).first()
    if found is None:
        returned = date(2026, 10, 20)
        send_form(world.person, world.organisation, now=at(hours=5), returned_on=returned)
        about = SickLeave(case, world.person, world.organisation, make_agent())
        agent_decides(about, hours=6)
        found = Recovery.objects.get(case=case)
    return {"case_id": case.id, "recovery_id": found.id}


SAMPLES = {
    "insured-part-three": lambda world: {"notice_id": _notice(world).id},
    "insured-contest": _debt,
    "insured-piece": lambda world: {"piece_id": _piece(world).id},
    "insured-payslips": _lacking,
    "insured-appeal": lambda world: {"case_id": paid_case(world).id},
    "insured-help": lambda world: {"case_id": paid_case(world).id},
    "insured-case": lambda world: {"case_id": paid_case(world).id},
    "insured-notice-sent": lambda world: {"notice_id": _notice(world).id},
    "insured-letter": lambda world: {"letter_id": _letter(world).id},
    "insured-document": lambda world: {"document_id": _document(world).id},
}
