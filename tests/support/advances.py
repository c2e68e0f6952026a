"""A file that lacks a wage, and the advance that two agents give on it."""

from datetime import date, datetime

from django.test import override_settings

from guichet.benefits.sick_leave.service import give_advance, propose_advance
from guichet.ledger.models import Advance
from tests.support import world
from tests.support.payslips import make_lacking

SEPTEMBER = world.MONTHS[2]
# 4 000 / 91,25 = 43,84; its half for each of the 18 days
LEAST = 2192


def make_without_wage() -> world.SickLeave:
    """A stop of October, elapsed, that lacks the wage of September alone."""
    made = make_lacking()
    world.give_account(made.person)
    return made


def proposed(made: world.SickLeave, now: datetime = world.NOW) -> Advance:
    with override_settings(ADVANCES=True):
        return propose_advance(made.case.id, actor=made.agent, now=now)


def given(made: world.SickLeave, now: datetime = world.NOW) -> Advance:
    advance = proposed(made, now)
    with override_settings(ADVANCES=True):
        give_advance(made.case.id, advance.id, actor=world.make_agent(), now=now)
    return advance


def make_advanced(run_on: date = world.TODAY) -> world.SickLeave:
    """An advance of 18 days, ordered."""
    made = make_without_wage()
    given(made)
    world.pay(run_on)
    return made
