"""An employer that keeps the wage corrects its account: what is not paid yet goes there."""

import pytest

from guichet.ledger.actions import employer_account
from guichet.ledger.models import PaymentOrder, Recovery
from guichet.tasks.service import basket
from tests.support import world

pytestmark = pytest.mark.django_db


def again(made: world.SickLeave, iban: str, **later: float) -> None:
    """The employer says the stop again, on another account of its own."""
    world.send_form(
        made.person, made.employer, now=world.at(**later), subrogation=True,
        subrogation_from=world.FIRST, subrogation_to=world.LAST, iban=iban,
    )  # fmt: skip


def test_days_not_yet_paid_follow_the_account_that_the_employer_corrects() -> None:
    made = world.make_wage_kept()
    again(made, world.OTHER_IBAN, hours=2)
    assert basket().get().kind == "sick_leave.employer_account_differs"
    world.agent_decides(made)
    world.pay()
    assert PaymentOrder.objects.get().iban == world.OTHER_IBAN
    assert not Recovery.objects.exists()


def test_days_not_yet_paid_follow_another_account_that_the_fund_knows() -> None:
    made = world.make_wage_kept()
    employer_account(made.employer, iban=world.OTHER_IBAN, bic="", now=world.NOW)
    again(made, world.OTHER_IBAN, hours=2)
    world.pay()
    assert PaymentOrder.objects.get().iban == world.OTHER_IBAN


def test_days_paid_already_are_not_paid_again_on_a_corrected_account() -> None:
    made = world.make_wage_kept()
    world.pay()
    again(made, world.OTHER_IBAN, hours=2)
    world.agent_decides(made)
    world.pay(world.at(days=14).date())
    assert PaymentOrder.objects.get().iban == world.EMPLOYER_IBAN
    assert not Recovery.objects.exists()
