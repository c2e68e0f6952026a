"""What the ledger keeps. All amounts are whole cents."""

from guichet.ledger.models.advances import Advance
from guichet.ledger.models.bank import BankAnswer, BankFile, ReopenedShare
from guichet.ledger.models.debts import (
    DueAgain,
    Instalment,
    Objection,
    Recovery,
    RecoveryLine,
    Remission,
    Repayment,
    Withholding,
)
from guichet.ledger.models.payments import (
    PAYABLE,
    BankDetails,
    Claim,
    Hold,
    PaymentFile,
    PaymentOrder,
    PaymentRun,
    Share,
)

__all__ = [
    "PAYABLE",
    "Advance",
    "BankAnswer",
    "BankDetails",
    "BankFile",
    "Claim",
    "DueAgain",
    "Hold",
    "Instalment",
    "Objection",
    "PaymentFile",
    "PaymentOrder",
    "PaymentRun",
    "Recovery",
    "RecoveryLine",
    "Remission",
    "ReopenedShare",
    "Repayment",
    "Share",
    "Withholding",
]
