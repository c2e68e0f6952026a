"""What other rooms may use of declarations."""

from guichet.declarations.access import NotYours, deposit_for_employer
from guichet.declarations.actions import (
    declare_form,
    deposit_dsij,
    deposit_dsn,
    establishment,
    keep_deposit,
    parse_deposit,
)
from guichet.declarations.certificates import FormPay, StopForm
from guichet.declarations.controls import (
    CANCELLATION,
    LARGE_WAGE_CENTS,
    MOST_CENTS,
    MOST_HOURS,
    wrong_in_month,
    wrong_in_stop,
)
from guichet.declarations.controls import REASONS as CERTIFICATE_REASONS
from guichet.declarations.enums import Channel, DepositState, MatchState, StopNature
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit
from guichet.declarations.paperless import Received, certificates_received, paperless_year
from guichet.declarations.reading import Said, said_in
from guichet.declarations.selectors import (
    UNMATCHED,
    KnownPay,
    deposit_of_document,
    deposits_of,
    employees_in,
    employees_of_forms,
    filings_of,
    pays_of,
    pays_of_deposit,
    standing_pays,
    stops_of_case,
    stops_of_deposit,
)

__all__ = [
    "CANCELLATION",
    "CERTIFICATE_REASONS",
    "LARGE_WAGE_CENTS",
    "MOST_CENTS",
    "MOST_HOURS",
    "UNMATCHED",
    "Channel",
    "DeclaredPay",
    "DeclaredStop",
    "Deposit",
    "DepositState",
    "FormPay",
    "KnownPay",
    "MatchState",
    "NotYours",
    "Received",
    "Said",
    "StopForm",
    "StopNature",
    "certificates_received",
    "declare_form",
    "deposit_dsij",
    "deposit_dsn",
    "deposit_for_employer",
    "deposit_of_document",
    "deposits_of",
    "employees_in",
    "employees_of_forms",
    "establishment",
    "filings_of",
    "keep_deposit",
    "paperless_year",
    "parse_deposit",
    "pays_of",
    "pays_of_deposit",
    "said_in",
    "standing_pays",
    "stops_of_case",
    "stops_of_deposit",
    "wrong_in_month",
    "wrong_in_stop",
]
