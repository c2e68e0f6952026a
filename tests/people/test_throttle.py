"""Many accounts tried from one address: the address is made to wait, an honest office is not."""

from datetime import timedelta

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.people import actions
from guichet.people.models import TRIES_FROM_AN_ADDRESS, Account, AddressTries
from guichet.people.throttle import KEPT, WINDOW, TooManyTries, forget_addresses
from tests.people.test_accounts import AT, KEY, PASSWORD, code, wrong_code

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


def fail(times: int, address: str = HERE) -> None:
    for n in range(times):
        actions.sign_in(f"nobody{n}", "autre chose", AT, address=address)


def test_an_address_that_failed_too_often_waits_even_with_a_right_password(agent: Account) -> None:
    fail(TRIES_FROM_AN_ADDRESS)
    late = AT + WINDOW
    for at in (AT, late - timedelta(seconds=1)):
        with pytest.raises(TooManyTries):
            actions.sign_in("agent", PASSWORD, at, address=HERE)
    assert actions.sign_in("agent", PASSWORD, late, address=HERE) == agent


def test_another_address_does_not_wait(agent: Account) -> None:
    fail(TRIES_FROM_AN_ADDRESS)
    assert actions.sign_in("agent", PASSWORD, AT, address=ELSEWHERE) == agent


def test_one_failure_less_does_not_make_an_address_wait(agent: Account) -> None:
    fail(TRIES_FROM_AN_ADDRESS - 1)
    assert actions.sign_in("agent", PASSWORD, AT, address=HERE) == agent


def test_signing_in_is_not_counted_however_often_an_office_does(agent: Account) -> None:
    fail(10)
    for _ in range(2 * TRIES_FROM_AN_ADDRESS):
        assert actions.sign_in("agent", PASSWORD, AT, address=HERE) == agent
    assert AddressTries.objects.get().failures == 10


def test_an_own_account_does_not_wash_the_failures_away(agent: Account) -> None:
    for _ in range(TRIES_FROM_AN_ADDRESS // 5):
        fail(5)
        if AddressTries.objects.get().failures < TRIES_FROM_AN_ADDRESS:
            assert actions.sign_in("agent", PASSWORD, AT, address=HERE)
    with pytest.raises(TooManyTries):
        fail(1)


def test_wrong_codes_count_with_wrong_passwords(agent: Account) -> None:
    TOTPDevice.objects.create(user=agent, key=KEY, confirmed=True)
    fail(TRIES_FROM_AN_ADDRESS - 2)
    assert actions.prove_second_factor(agent, code(), AT, address=HERE)
    assert actions.prove_second_factor(agent, wrong_code(), AT, address=HERE) is None
    fail(1)
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    with pytest.raises(TooManyTries):
        actions.prove_second_factor(agent, code(), AT, address=HERE)


def test_an_address_is_forgotten_after_a_day() -> None:
    fail(3)
    assert forget_addresses(AT + KEPT) == 0
    assert forget_addresses(AT + KEPT + timedelta(seconds=1)) == 1
    assert not AddressTries.objects.exists()
