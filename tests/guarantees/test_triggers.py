"""What is append-only cannot be changed nor removed, whatever code runs; what may move, moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from guichet.benefits.sick_leave.models import Appeal, News, TakenFile, TakeoverImport
from guichet.cases.models import Decision, Fact, LawVersion, ProcedureVersion
from guichet.contacts.models import Contact
from guichet.journal.models import Event, Reading, Seal, SealedHead
from guichet.journal.service import new_id
from guichet.ledger.models import (
    BankAnswer,
    BankDetails,
    BankFile,
    Claim,
    DueAgain,
    Instalment,
    Objection,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Recovery,
    RecoveryLine,
    Remission,
    ReopenedShare,
    Repayment,
    Share,
    Withholding,
)
from guichet.letters.models import Letter
from guichet.medical.models import MedicalReason, Opinion
from guichet.outbox.models import Attempt, Message
from guichet.people.models import Person
from guichet.replay.models import LivedChunk
from tests.guarantees import advances, appeals, debts, payslips
from tests.guarantees.erased import ERASED_TRIGGERS
from tests.guarantees.messages import MESSAGES as OTHER_MESSAGES
from tests.guarantees.rows import copy_row, delete_row, refusal, set_columns, trigger_names
from tests.guarantees.scene import Scene
from tests.guarantees.trying import LATER, Guard
from tests.support.world import IBAN, NOW, OTHER_IBAN, at

pytestmark = pytest.mark.django_db

APPEND_ONLY: dict[type[models.Model], dict[str, Any]] = {
    Event: {"kind": "another"},
    Seal: {"heads": 0},
    SealedHead: {"hash": "0" * 64},
    Reading: {"page": "another"},
    Decision: {"reason_text": "another"},
    ProcedureVersion: {"digest": "another"},
    LawVersion: {"parameters": {}},
    PaymentFile: {"content": b"another"},
    RecoveryLine: {"cents": 1},
    DueAgain: {"cents": 1},
    BankFile: {"content": b"another"},
    BankAnswer: {"code": "AC01"},
    ReopenedShare: {"answer_id": 7},
    Repayment: {"cents": 1},
    Remission: {"reason": "another"},
    News: {"about": "another"},
    Contact: {"motive": "another"},
    LivedChunk: {"size": 99},
    Opinion: {"conclusion": "occupational"},
    TakeoverImport: {"files": 7},
}
NEVER_REMOVED = {
    "outbox_attempt_no_delete": Attempt,
    "outbox_message_no_delete": Message,
    "cases_fact_no_delete": Fact,
    "ledger_claim_no_delete": Claim,
    **advances.NEVER_REMOVED,
    "ledger_share_no_delete": Share,
    "ledger_paymentorder_no_delete": PaymentOrder,
    "ledger_paymentrun_no_delete": PaymentRun,
    "ledger_recovery_no_delete": Recovery,
    "ledger_instalment_no_delete": Instalment,
    "ledger_withholding_no_delete": Withholding,
    "ledger_objection_no_delete": Objection,
    "sick_leave_appeal_no_delete": Appeal,
    "ledger_bankdetails_no_delete": BankDetails,
    "letters_letter_no_delete": Letter,
    "sick_leave_takenfile_no_delete": TakenFile,
}
# in test_constraints, and in test_advances
BY_HAND = {"ledger_claim_paid_elsewhere_is_settled", *advances.BY_HAND}
NOTICED = {"source": "notice"}
MEDICAL_FACT = {"key": "k", "source": "medical", "reason": "", "recorded_by": new_id()}
SUPERSEDED, LIVE = {"superseded_at__isnull": False}, {"superseded_at": None}
TO_CONFIRM = {"entered_by__isnull": False, "confirmed_by": None}
CONFIRMED = {"confirmed_by__isnull": False}
AGREED = {"confirmed_by": new_id(), "confirmed_at": NOW}
CONTESTED = {"state": "contested"}
ANSWERED = {"answered_by": new_id(), "answered_at": NOW}
ORDERED, UNORDERED = {"order__isnull": False}, {
    "order": None, "claim__closed_at": None, "settled_cents": 0,
}  # fmt: skip
PAID_ELSEWHERE = {"paid_elsewhere_on__isnull": False}
SHADOW, SWITCHED = {"state": "shadow"}, {"state": "switched"}
IN_SHADOW = {"state": "shadow", "case_id": None, "switched_at": None}
BACK = {"state": "back", "back_at": NOW, "back_reason": "x"}


GUARDS: dict[str, list[Guard]] = {
    "cases_fact_of_the_medical_service": [
        Guard(Fact, NOTICED, {**MEDICAL_FACT, **wrong}, NOTICED, MEDICAL_FACT, copy_row)
        for wrong in ({"reason": "why"}, {"recorded_by": None})
    ],
    **payslips.GUARDS,
    **advances.GUARDS,
    "medical_medicalreason_stays_as_written": [
        Guard(MedicalReason, {}, {key: value}, {}, {})
        for key, value in {"text": "another", "notice_id": new_id()}.items()
    ],
    "outbox_attempt_closed_once": [
        Guard(
            Attempt,
            {"outcome": "done"},
            {"outcome": "failed"},
            {"outcome": "started"},
            {"outcome": "done", "finished_at": NOW},
        ),
        Guard(
            Attempt,
            {"outcome": "started"},
            {"number": 9},
            {"outcome": "started"},
            {"outcome": "unknown", "finished_at": NOW, "detail": "interrupted"},
        ),
    ],
    "outbox_message_keeps_its_key": [
        Guard(
            Message,
            {"state": "sending"},
            {key: value},
            {"state": "sending"},
            {"state": "unknown", "not_before": at(days=1)},
        )
        for key, value in {"key": "k", "kind": "payment_file", "payload": {"to": "x"}}.items()
    ]
    + [Guard(Message, {"state": "done"}, {"state": "pending"}, {"state": "sending"}, {})],
    "cases_fact_only_superseded": [
        Guard(Fact, LIVE, {key: value}, LIVE, {"superseded_at": NOW})
        for key, value in {
            "value": "another",
            "key": "another",
            "line": 7,
            "recorded_at": at(days=-1),
        }.items()
    ]
    + [Guard(Fact, SUPERSEDED, {"superseded_at": None}, LIVE, {"superseded_at": NOW})],
    "contacts_contact_of_the_person_of_its_file": [
        Guard(
            Contact,
            {"case__isnull": False},
            {"person_id": "another person"},
            {"case__isnull": False},
            {"person_id": "another person", "case_id": None},
            copy_row,
        ),
        Guard(Contact, {"case__isnull": False}, {"person_id": None}, {}, {}, copy_row),
    ],
    "ledger_claim_shares_sum": [
        Guard(
            Claim,
            {"closed_at": None},
            {"day": date(2031, 1, 1)},
            {"closed_at": None},
            {"closed_at": None},
            copy_row,
        )
    ],
    "ledger_share_before_claim": [
        # of the insured person: two of one employer are refused for that
        Guard(
            Share,
            {"organisation": None},
            {},
            {"organisation": None},
            {"claim_id": new_id(), "order_id": None},
            copy_row,
        )
    ],
    "ledger_share_only_ordered": [
        Guard(Share, ORDERED, {"order_id": None}, {}, {}),
        Guard(Share, UNORDERED, {"cents": 1}, UNORDERED, {"order_id": "order"}),
        Guard(Share, UNORDERED, {"settled_cents": 1}, UNORDERED, {"order_id": "order"}),
    ],
    "ledger_claim_only_closed": [
        Guard(Claim, {"closed_at__isnull": False}, {"closed_at": at(days=9)}, {}, {}),
        Guard(
            Claim,
            {"closed_at": None},
            {"amount_cents": 1},
            {"closed_at": None},
            {"closed_at": NOW, "closed_by_id": "decision"},
        ),
        Guard(Claim, {"closed_at": None}, {"day": date(2031, 1, 1)}, {}, {}),
        Guard(Claim, {"closed_at": None}, {"paid_elsewhere_on": date(2031, 1, 1)}, {}, {}),
        Guard(Claim, PAID_ELSEWHERE, {"closed_at": NOW, "closed_by_id": "decision"}, {}, {}),
    ],
    "ledger_share_has_something_to_order": [
        Guard(
            Share,
            {"claim__paid_elsewhere_on__isnull": False},
            {"order_id": "order"},
            UNORDERED,
            {"order_id": "order"},
        ),
    ],
    "sick_leave_takenfile_only_moves": [
        Guard(TakenFile, SHADOW, {"number": "another"}, SHADOW, {"left_out": "held"}),
        Guard(TakenFile, SHADOW, {"content": {}}, SHADOW, {"state": "replaced"}),
        Guard(TakenFile, SWITCHED, IN_SHADOW, SWITCHED, BACK),
    ],
    "ledger_order_only_filed": [
        Guard(PaymentOrder, {}, {"iban": "FR00"}, {}, {}),
        Guard(PaymentOrder, {}, {"net_cents": 1}, {}, {}),
        Guard(PaymentOrder, {}, {"file_id": None}, {}, {}),
    ],
    "ledger_recovery_as_its_lines": [
        Guard(Recovery, CONTESTED, {key: value}, CONTESTED, {})
        for key, value in {
            "due_again_cents": 1,
            "repaid_cents": 1,
            "remitted_cents": 2,
            "net_cents": 1,
            "opened_at": at(days=9),
            "decision_id": "decision",
        }.items()
    ],
    "ledger_recovery_contested_by_somebody": [
        Guard(Recovery, {"state": "notified"}, {"state": "contested"}, CONTESTED, {}),
        Guard(Recovery, CONTESTED, {"state": "notified"}, CONTESTED, {}),
    ],
    "ledger_instalment_only_ended": [
        Guard(Instalment, {}, {"cents": 9}, {}, {"ended_at": NOW}),
    ],
    "ledger_objection_only_answered": [
        Guard(
            Objection,
            {"outcome": "maintained"},
            {"answer": "Autre."},
            {"outcome": ""},
            {"outcome": "corrected", "answer": "Vu.", **ANSWERED},
        ),
        Guard(Objection, {"outcome": ""}, {"text": "Autre."}, {}, {}),
    ],
    **appeals.GUARDS,
    "ledger_dueagain_within_both": [
        Guard(DueAgain, {}, refused, {}, {}, copy_row)
        for refused in (
            {"cents": 1},
            {"cents": 0},
            {"line_id": "line of another day"},
            {"line_id": "line of another payee"},
        )
    ],
    "ledger_bankanswer_of_a_filed_order": [
        Guard(
            BankAnswer, {}, {"order_id": "order of no file"}, {}, {"verdict": "accepted"}, copy_row
        )
    ],
    "ledger_reopenedshare_came_back": [
        Guard(ReopenedShare, {}, refused, {}, {}, copy_row)
        for refused in ({}, {"share_id": "share that is paid"})
    ],
    "ledger_bankdetails_only_confirmed_or_closed": [
        Guard(BankDetails, CONFIRMED, {key: value}, TO_CONFIRM, AGREED)
        for key, value in {
            "iban": "FR00",
            "holder": "another",
            "entered_by": new_id(),
            "confirmed_by": new_id(),
        }.items()
    ]
    + [
        Guard(BankDetails, TO_CONFIRM, {"iban": "FR00"}, CONFIRMED, {"closed_at": NOW}),
        Guard(BankDetails, TO_CONFIRM, {"entered_by": None}, TO_CONFIRM, {"closed_at": NOW}),
        Guard(BankDetails, {"closed_at__isnull": False}, {"closed_at": None}, {}, {}),
    ],
    "ledger_order_to_a_confirmed_account": [
        Guard(
            PaymentOrder,
            {"payee_kind": payee},
            {**LATER, "run_id": "run", "iban": iban},
            {"payee_kind": payee},
            {**LATER, "run_id": "run"},
            copy_row,
        )
        for payee, iban in (("insured", OTHER_IBAN), ("insured", "FR00"), ("employer", IBAN))
    ],
    "letters_letter_stays_as_written": [
        Guard(Letter, {}, {"content": {}}, {}, {"read_at": NOW}),
        Guard(Letter, {"state": "sent"}, {"pdf": b"another"}, {}, {"read_at": NOW}),
        Guard(Letter, {}, {"number": "another"}, {}, {"read_at": NOW}),
    ],
}


GUARDS.update(debts.GUARDS)


def test_every_trigger_has_its_try(scene: Scene) -> None:
    tried = {
        f"{m._meta.db_table}_no_{event}" for m in APPEND_ONLY for event in ("update", "delete")
    }
    known = tried | set(NEVER_REMOVED) | set(GUARDS) | ERASED_TRIGGERS | BY_HAND
    assert trigger_names() == known


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model.__name__)
def test_a_row_that_is_append_only_is_neither_changed_nor_removed(
    scene: Scene, model: type[models.Model]
) -> None:
    row = scene.row(model)
    for operation in (set_columns, delete_row):
        assert "append-only" in str(refusal(operation, row, APPEND_ONLY[model]))


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model.__name__)
def test_a_row_that_is_append_only_is_not_replaced_either(
    scene: Scene, model: type[models.Model]
) -> None:
    """SQLite's REPLACE removes the row in the way, and by default no trigger hears of it.

    PostgreSQL has no such statement.
    """
    words = {
        "sqlite": "append-only|due again is of|is reopened when|what is withheld was",
        "postgresql": "syntax error",
    }[connection.vendor]
    row, table = scene.row(model), model._meta.db_table
    key = model._meta.pk.column
    value = model._meta.pk.get_db_prep_value(row.pk, connection)
    statement = f"REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = %s"  # noqa: S608
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        connection.cursor().execute(statement, [value])


@pytest.mark.parametrize("name", NEVER_REMOVED)
def test_a_row_is_never_removed(scene: Scene, name: str) -> None:
    assert "never" in str(refusal(delete_row, scene.row(NEVER_REMOVED[name]), {}))


@pytest.mark.parametrize(
    ("name", "guard"),
    [(name, guard) for name, guards in GUARDS.items() for guard in guards],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_changes_only_as_it_may(scene: Scene, name: str, guard: Guard) -> None:
    error = refusal(
        guard.operation, scene.row(guard.model, **guard.row), known(scene, guard.refused)
    )
    assert error is not None
    assert MESSAGES[name] in str(error)
    accepted = known(scene, guard.accepted)
    if accepted and name != "ledger_claim_shares_sum":
        row = scene.row(guard.model, **guard.accepted_row)
        assert refusal(guard.operation, row, accepted) is None


MESSAGES = {**debts.MESSAGES, **OTHER_MESSAGES}


def known(scene: Scene, values: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "order": lambda: scene.row(PaymentOrder).pk,
        "run": lambda: (
            PaymentRun.objects.get_or_create(run_on=date(2031, 1, 1), defaults={"started_at": NOW})[
                0
            ].pk
        ),
        "line of another day": lambda: (
            RecoveryLine.objects.filter(recovery__payee_kind="employer", due_again=None)[0].pk
        ),
        "line of another payee": lambda: (
            RecoveryLine.objects.filter(recovery__payee_kind="insured")[0].pk
        ),
        "contested debt": lambda: scene.row(Recovery, state="contested").pk,
        "decision": lambda: scene.made.now().decision_id,
        "another person": lambda: Person.objects.exclude(pk=scene.made.person.pk)[0].pk,
        "order of no file": lambda: _order_of_no_file(scene).pk,
        "share that is paid": lambda: scene.row(Share, **ORDERED).pk,
    }
    return {k: found[v]() if isinstance(v, str) and v in found else v for k, v in values.items()}


def _order_of_no_file(scene: Scene) -> PaymentOrder:
    order = PaymentOrder.objects.get(pk=scene.row(PaymentOrder).pk)
    vars(order).update(LATER, id=new_id(), file_id=None)
    order._state.adding = True
    order.run = PaymentRun.objects.get_or_create(run_on=date(2032, 1, 1), started_at=NOW)[0]
    PaymentOrder.objects.bulk_create([order])
    return order
