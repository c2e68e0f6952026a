"""What becomes of debts: what each constraint and trigger refuses, and what lies beside."""

from datetime import date

from guichet.journal.service import new_id
from guichet.ledger.models import (
    Instalment,
    Objection,
    PaymentOrder,
    Recovery,
    Remission,
    Repayment,
    Withholding,
)
from tests.guarantees.rows import other
from tests.guarantees.trying import COPY, LATER, SET, Guard, Try
from tests.support.world import NOW

ANSWERED = {
    "outcome": "maintained", "answer": "Vérifié.", "answered_at": NOW, "answered_by": other(),
}  # fmt: skip
NOTED = {"order": None}
WITHHELD, UNDONE = {"order__isnull": False, "undoes": None}, {"undoes__isnull": False}
LIVE, ENDED = {"ended_at": None}, {"ended_at__isnull": False}
OF_ANOTHER = {"recovery_id": "contested debt"}

DEBTS: dict[str, Try] = {
    "repayment_is_of_something": Try(Repayment, COPY, {"cents": 0}, {"cents": 1}, NOTED),
    "instalment_is_of_something": Try(
        Instalment,
        COPY,
        {"cents": 0, "due_on": date(2031, 1, 1)},
        {"cents": 1, "due_on": date(2031, 1, 1)},
    ),
    "one_live_instalment_a_day": Try(Instalment, COPY, {}, {"ended_at": NOW}),
    "one_open_objection": Try(Objection, COPY, {}, ANSWERED, {"outcome": ""}),
    "objection_answered_says_by_whom_and_why": Try(
        Objection, SET, {"outcome": "maintained"}, ANSWERED, {"outcome": ""}
    ),
    "repayment_is_noted_or_withheld": Try(Repayment, COPY, {"noted_by": None}, {"cents": 1}, NOTED),
    "remission_is_of_something": Try(Remission, COPY, {"cents": 0}, {"cents": 1}),
    "remission_says_why": Try(Remission, COPY, {"reason": ""}, {"reason": "x"}),
    "withholding_says_why": Try(Withholding, COPY, {"reason": ""}, {"reason": "x"}, ENDED),
    "withholding_takes_something": Try(
        Withholding, COPY, {"most_cents": 0}, {"most_cents": 1}, ENDED
    ),
    "withholding_ended_says_by_what": Try(Withholding, COPY, {"end": ""}, {"end": "plan"}, ENDED),
    "one_live_withholding": Try(Withholding, COPY, {}, {"ended_at": NOW, "end": "plan"}, LIVE),
}

GUARDS: dict[str, list[Guard]] = {
    "ledger_order_first_as_it_is": [
        Guard(
            PaymentOrder,
            {"payee_kind": "insured"},
            {**LATER, "run_id": "run", said: True},
            {"payee_kind": "insured"},
            {**LATER, "run_id": "run"},
            COPY,
        )
        for said in ("is_first", "is_first_income")
    ],
    "ledger_order_first_anew_as_it_is": [
        Guard(PaymentOrder, {said: first}, {said: not first}, {said: first}, {said: first})
        for said in ("is_first", "is_first_income")
        for first in (True, False)
    ],
    "ledger_order_withholds_what_it_says": [
        Guard(
            PaymentOrder,
            {},
            {**LATER, "run_id": "run", "withheld_cents": 1},
            {},
            {**LATER, "run_id": "run"},
            COPY,
        )
    ],
    "ledger_repayment_withheld_as_decided": [
        Guard(Repayment, WITHHELD, refused, WITHHELD, {"order_id": new_id()}, COPY)
        for refused in ({}, {"order_id": new_id(), **OF_ANOTHER})
    ],
    "ledger_repayment_undone_as_it_was": [
        Guard(Repayment, UNDONE, refused, {}, {}, COPY)
        for refused in ({"cents": -1}, OF_ANOTHER, {"order_id": "order"})
    ],
    "ledger_withholding_of_what_is_asked": [
        Guard(Withholding, LIVE, OF_ANOTHER, ENDED, OF_ANOTHER, COPY)
    ],
    "ledger_withholding_only_ended": [
        Guard(Withholding, LIVE, {"dependants": 9}, LIVE, {"ended_at": NOW, "end": "plan"}),
        Guard(Withholding, ENDED, {"end": "plan"}, LIVE, {"ended_at": NOW, "end": "plan"}),
    ],
    "ledger_recovery_withheld_while_asked": [
        Guard(
            Recovery,
            {"withholdings__isnull": False, "withholdings__ended_at": None},
            {"state": "paid"},
            {},
            {},
        )
    ],
}

MESSAGES = {
    "ledger_order_withholds_what_it_says": "an order withholds what its payee owes",
    "ledger_repayment_withheld_as_decided": "what is withheld was decided",
    "ledger_repayment_undone_as_it_was": "what was withheld is undone whole",
    "ledger_withholding_of_what_is_asked": "only what is asked and not contested is withheld",
    "ledger_withholding_only_ended": "a withholding never changes but for its end",
    "ledger_recovery_withheld_while_asked": "a withholding ends before",
}
