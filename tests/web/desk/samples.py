"""What the addresses of the desk need: a file to study, one paid, and what no rule could place."""

from datetime import date, timedelta
from typing import Any

from guichet.benefits.sick_leave.service import (
    Appeal,
    Committee,
    LateOutcome,
    Notice,
    receive_appeal,
    settle_late,
)
from guichet.declarations.service import DeclaredStop
from guichet.documents.models import Document
from guichet.documents.service import DocumentKind, ScanState
from guichet.ledger.service import Recovery
from guichet.letters.service import letters_of_case
from guichet.outbox.service import Message, MessageKind
from guichet.tasks.service import Task, basket
from tests.support import world as made
from tests.support.copies import deposit_copy
from tests.support.payslips import make_lacking
from tests.support.world import SickLeave
from tests.web.world import World


def once(world: World, name: str, make: Any) -> Any:
    """What one sample has made, for the others."""
    if name not in world.made:
        world.made[name] = make()
    return world.made[name]


def paid(world: World) -> SickLeave:
    found: SickLeave = once(world, "desk.paid", made.make_case_paid)
    return found


def studied(world: World) -> SickLeave:
    """A file with a doubt, which the law would grant."""
    late = {"prescribed_on": made.FIRST, "sent_on": made.LAST}
    found: SickLeave = once(world, "desk.studied", lambda: make_case_studied(**late))
    return found


def make_case_studied(**said: Any) -> SickLeave:
    person, employer = made.make_person(), made.make_employer()
    made.give_account(person)
    made.send_notice(person, **said)
    made.send_form(person, employer)
    return SickLeave(made.case_of(person), person, employer, made.make_agent())


def make_case_settled() -> SickLeave:
    """A file whose late notice an agent has excused: left to grant."""
    about = make_case_studied(prescribed_on=made.FIRST, sent_on=made.LAST)
    settle_late(
        about.case.id,
        made.FIRST,
        LateOutcome.EXCUSED,
        previous=None,
        reason="Hospitalisation prouvée.",
        actor=about.agent,
        now=made.at(minutes=30),
    )
    return about


def task(world: World) -> Task:
    case = studied(world).case
    return basket().filter(case_id=case.id)[0]


def unplaced_notice(world: World) -> Notice:
    """A prolongation that no stop precedes."""
    person = studied(world).person
    first, last = made.LAST.replace(month=11, day=16), made.LAST.replace(month=11, day=18)
    found: Notice = once(
        world,
        "desk.notice",
        lambda: made.send_notice(person, first, last, kind="prolongation"),
    )
    return found


def unplaced_stop(world: World) -> DeclaredStop:
    """An employer's stop whose last day worked falls inside another stop."""
    about = studied(world)
    found: DeclaredStop = once(
        world,
        "desk.stop",
        lambda: made.send_form(
            about.person, made.make_employer(), last_day_worked=made.FIRST.replace(day=12)
        )[0],
    )
    return found


def document(world: World) -> Document:
    found: Document = once(world, "desk.document", lambda: make_document(studied(world)))
    return found


def make_document(about: SickLeave, scan: ScanState = ScanState.INFECTED) -> Document:
    return Document.objects.create(
        kind=DocumentKind.NOTICE,
        storage_key=f"key-{about.case.number}-{scan}",
        name="avis.pdf",
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
        person=about.person,
        case_id=about.case.id,
        deposited_at=made.NOW,
        scan=scan,
        scanned_at=made.NOW,
    )


def message(world: World) -> Message:
    found: Message = once(world, "desk.message", make_failed_message)
    return found


def make_failed_message() -> Message:
    row = Message.objects.create(
        key="mail:piece:1",
        kind=MessageKind.MAIL,
        state="failed",
        created_at=made.NOW,
        not_before=made.NOW,
    )
    row.attempts.create(
        number=1,
        started_at=made.NOW,
        finished_at=made.NOW,
        outcome="failed",
        detail="boîte pleine",
    )
    return row


def _case(world: World) -> dict[str, Any]:
    return {"case_id": studied(world).case.id}


def _letter(world: World) -> dict[str, Any]:
    return {"letter_id": letters_of_case(paid(world).case.id)[0].id}


def appeal(world: World) -> Appeal:
    about = paid(world)
    found: Appeal = once(
        world,
        "desk.appeal",
        lambda: receive_appeal(
            about.now().decision_id,
            Committee.CRA,
            made.TODAY,
            actor=about.agent,
            now=made.at(hours=9),
        ),
    )
    return found


def owing(world: World) -> Recovery:
    """Days paid, then a return to work: two days are asked back."""
    found: Recovery = once(world, "desk.owing", make_debt)
    return found


def make_debt() -> Recovery:
    about = made.make_case_decided()
    made.pay(made.TODAY - timedelta(days=1))
    made.send_form(
        about.person, about.employer, now=made.at(hours=2), returned_on=date(2026, 10, 20)
    )
    made.agent_decides(about, hours=3)
    return Recovery.objects.get(case=about.case)


def _debt(world: World) -> dict[str, Any]:
    return {"case_id": owing(world).case_id, "recovery_id": owing(world).id}


def _account_to_confirm(world: World) -> dict[str, Any]:
    """Typed by somebody else than who looks; a new one each time, as a sample may settle it."""
    made.agent_types_account(paid(world).person, made.OTHER_IBAN)
    return _person(world)


def _person(world: World) -> dict[str, Any]:
    return {"person_id": paid(world).person.id}


def _counted(world: World) -> dict[str, Any]:
    studied(world)
    return {"code": "stops.entered"}


def _reported(world: World) -> dict[str, Any]:
    studied(world)
    return {"year": 2026}


SAMPLES = {
    "desk-insight-rows": _counted,
    "desk-report-pdf": _reported,
    "desk-certificate": _case,
    "desk-advance": lambda world: {"case_id": once(world, "desk.lacking", make_lacking).case.id},
    "desk-payslips": lambda world: {"case_id": once(world, "desk.lacking", make_lacking).case.id},
    "desk-take": lambda world: {"task_id": task(world).id},
    "desk-done": lambda world: {"task_id": task(world).id},
    "desk-give-back": lambda world: {"task_id": task(world).id},
    "desk-notice": lambda world: {"notice_id": unplaced_notice(world).id},
    "desk-stop": lambda world: {"stop_id": unplaced_stop(world).id},
    "desk-case": lambda world: {"case_id": paid(world).case.id},
    "desk-correct": lambda world: {**_case(world), "key": f"wage.{made.MONTHS[0]}"},
    "desk-late": lambda world: {**_case(world), "first": made.FIRST.isoformat()},
    "desk-original": lambda world: {
        "case_id": once(world, "desk.copy", deposit_copy).case.id,
        "first": made.FIRST.isoformat(),
    },
    "desk-posted": _person,
    "desk-debt": _debt,
    "desk-debt-step": lambda world: {**_debt(world), "slug": "echeancier"},
    "desk-appeal": lambda world: {
        "case_id": paid(world).case.id,
        "decision_id": paid(world).now().decision_id,
    },
    "desk-appeal-answer": lambda world: {
        "case_id": paid(world).case.id,
        "appeal_id": appeal(world).id,
    },
    "desk-call": _case,
    "desk-hardship": _case,
    "desk-simulation": _case,
    "desk-grant": _case,
    "desk-refuse": _case,
    "desk-ask": _case,
    "desk-received": lambda world: {**_case(world), "code": "bank_details"},
    "desk-opinion": _case,
    "desk-read": _case,
    "desk-withdraw": _case,
    "desk-preview": _case,
    "desk-letter": _letter,
    "desk-letter-pdf": _letter,
    "desk-document": lambda world: {"document_id": document(world).id},
    "desk-person": _person,
    "desk-person-number": _person,
    "desk-account": _person,
    "desk-sms": _person,
    "desk-erase": lambda world: {"person_id": once(world, "desk.erased", made.make_person).id},
    "desk-account-confirm": _account_to_confirm,
    "desk-run": lambda world: {"run_id": _run(world)},
    "desk-resend": lambda world: {"message_id": message(world).id},
}


def _run(world: World) -> Any:
    case = paid(world).case
    return case.paymentorder_set.get().run_id
