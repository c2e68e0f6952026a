"""What other rooms may use of declarations."""

from guichet.declarations.actions import (
    FormPay,
    StopForm,
    declare_form,
    deposit_dsn,
    read_deposit,
)
from guichet.declarations.enums import Channel, DepositState, MatchState, StopNature
from guichet.declarations.models import DeclaredPay, DeclaredStop, Deposit
from guichet.declarations.selectors import UNMATCHED, deposits_of, pays_of, stops_of_case

__all__ = [
    "UNMATCHED",
    "Channel",
    "DeclaredPay",
    "DeclaredStop",
    "Deposit",
    "DepositState",
    "FormPay",
    "MatchState",
    "StopForm",
    "StopNature",
    "declare_form",
    "deposit_dsn",
    "deposits_of",
    "pays_of",
    "read_deposit",
    "stops_of_case",
]
