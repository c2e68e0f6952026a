"""What other rooms may use of the ledger."""

from guichet.ledger.actions import (
    BadAccount,
    employer_account,
    hold,
    lift_holds,
    record_person_account,
)
from guichet.ledger.claims import Applied, DayGrant, Grant, Payee, apply
from guichet.ledger.enums import PayeeKind, RecoveryState, RunState
from guichet.ledger.events import euros
from guichet.ledger.models import BankDetails, PaymentFile, PaymentOrder, PaymentRun, Recovery
from guichet.ledger.runs import run_payments
from guichet.ledger.selectors import (
    PaidDay,
    account_of,
    claimed_by_others,
    claimed_days,
    days_of_case,
    granted_cents,
    orders_of_case,
    orders_of_person,
    recoveries_of_case,
    runs,
    single_daily_cents,
)

__all__ = [
    "Applied",
    "BadAccount",
    "BankDetails",
    "DayGrant",
    "Grant",
    "PaidDay",
    "Payee",
    "PayeeKind",
    "PaymentFile",
    "PaymentOrder",
    "PaymentRun",
    "Recovery",
    "RecoveryState",
    "RunState",
    "account_of",
    "apply",
    "claimed_by_others",
    "claimed_days",
    "days_of_case",
    "employer_account",
    "euros",
    "granted_cents",
    "hold",
    "lift_holds",
    "orders_of_case",
    "orders_of_person",
    "record_person_account",
    "recoveries_of_case",
    "run_payments",
    "runs",
    "single_daily_cents",
]
