"""What other rooms may use of the ledger."""

from guichet.ledger.actions import (
    BadAccount,
    change_person_account,
    employer_account,
    hold,
    lift_holds,
    record_person_account,
)
from guichet.ledger.claims import Applied, DayGrant, Grant, Payee, apply
from guichet.ledger.enums import PayeeKind, RecoveryState, RunState
from guichet.ledger.events import euros
from guichet.ledger.models import BankDetails, PaymentFile, PaymentOrder, PaymentRun, Recovery
from guichet.ledger.runs import run_payments, totals
from guichet.ledger.selectors import (
    Due,
    PaidDay,
    account_of,
    claimed_by_others,
    claimed_days,
    days_of_case,
    due,
    granted_cents,
    orders_of_case,
    orders_of_person,
    orders_of_run,
    recoveries,
    recoveries_of_case,
    run_by_id,
    runs,
    single_daily_cents,
)

__all__ = [
    "Applied",
    "BadAccount",
    "BankDetails",
    "DayGrant",
    "Due",
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
    "change_person_account",
    "claimed_by_others",
    "claimed_days",
    "days_of_case",
    "due",
    "employer_account",
    "euros",
    "granted_cents",
    "hold",
    "lift_holds",
    "orders_of_case",
    "orders_of_person",
    "orders_of_run",
    "record_person_account",
    "recoveries",
    "recoveries_of_case",
    "run_by_id",
    "run_payments",
    "runs",
    "single_daily_cents",
    "totals",
]
