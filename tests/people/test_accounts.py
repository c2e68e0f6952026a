"""Signing in, and what it takes to guess."""

from datetime import UTC, datetime, timedelta

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.people import actions
from guichet.people.models import Account
from guichet.people.service import Role

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "une phrase bien longue"
KEY = "3132333435363738393031323334353637383930"

pytestmark = pytest.mark.django_db


def code(key: str = KEY) -> str:
    return f"{totp(bytes.fromhex(key)):06d}"


def wrong_code() -> str:
    near = {totp(bytes.fromhex(KEY), drift=step) for step in range(-2, 3)}
    return next(f"{n:06d}" for n in range(10) if n not in near)


def test_the_right_password_signs_in_and_forgets_the_wrong_ones(agent: Account) -> None:
    assert actions.sign_in("agent", "autre chose", AT) is None
    assert Account.objects.get().failed_logins == 1
    assert actions.sign_in(" agent ", PASSWORD, AT) == agent
    assert Account.objects.get().failed_logins == 0


def test_a_closed_account_and_an_unknown_login_are_refused_alike(agent: Account) -> None:
    Account.objects.update(is_active=False)
    assert actions.sign_in("agent", PASSWORD, AT) is None
    assert actions.sign_in("nobody", PASSWORD, AT) is None


def test_too_many_wrong_passwords_lock_the_account_for_a_while(agent: Account) -> None:
    for _ in range(actions.TRIES_BEFORE_LOCK):
        assert actions.sign_in("agent", "autre chose", AT) is None
    unlocked = AT + actions.LOCK_DURATION
    assert actions.sign_in("agent", PASSWORD, unlocked - timedelta(seconds=1)) is None
    assert actions.sign_in("agent", PASSWORD, unlocked) == agent


def test_one_try_less_does_not_lock(agent: Account) -> None:
    for _ in range(actions.TRIES_BEFORE_LOCK - 1):
        actions.sign_in("agent", "autre chose", AT)
    assert actions.sign_in("agent", PASSWORD, AT) == agent


def test_a_locked_account_does_not_stay_locked_by_tries_made_meanwhile(agent: Account) -> None:
    for minutes in (0, 0, 0, 0, 0, 5, 10):
        actions.sign_in("agent", "autre chose", AT + timedelta(minutes=minutes))
    assert actions.sign_in("agent", PASSWORD, AT + actions.LOCK_DURATION) == agent


def test_the_new_password_replaces_the_old_one(agent: Account) -> None:
    actions.change_password(agent, "une autre phrase longue")
    assert actions.sign_in("agent", PASSWORD, AT) is None
    assert actions.sign_in("agent", "une autre phrase longue", AT) == agent


def test_a_telephone_is_kept_once_it_has_shown_a_right_code(agent: Account) -> None:
    assert actions.enrol_second_factor(agent, KEY, wrong_code()) is None
    assert not actions.has_second_factor(agent)
    assert not TOTPDevice.objects.exists()
    assert actions.enrol_second_factor(agent, KEY, code()) is not None
    assert actions.has_second_factor(agent)


def test_a_second_telephone_cannot_be_added_with_the_password_alone(agent: Account) -> None:
    assert actions.enrol_second_factor(agent, KEY, code())
    other = "ff" * 20
    assert actions.enrol_second_factor(agent, other, code(other)) is None
    assert TOTPDevice.objects.count() == 1


def test_a_code_serves_once(agent: Account) -> None:
    TOTPDevice.objects.create(user=agent, key=KEY, confirmed=True)
    right = code()
    assert actions.prove_second_factor(agent, right, AT)
    assert actions.prove_second_factor(agent, right, AT) is None


def test_a_wrong_code_makes_the_next_try_wait(agent: Account) -> None:
    TOTPDevice.objects.create(user=agent, key=KEY, confirmed=True)
    assert actions.prove_second_factor(agent, wrong_code(), AT) is None
    # the right one, but at once
    assert actions.prove_second_factor(agent, code(), AT) is None
    TOTPDevice.objects.update(throttling_failure_timestamp=datetime(2020, 1, 1, tzinfo=UTC))
    assert actions.prove_second_factor(agent, code(), AT)


def test_a_telephone_opens_only_its_own_account(agent: Account) -> None:
    TOTPDevice.objects.create(user=agent, key=KEY, confirmed=True)
    other = actions.open_account(
        login="other",
        password=PASSWORD,
        role=Role.MANAGER,
        display_name="Sacha",
        staff_number="00002",
        at=AT,
    )
    assert actions.prove_second_factor(other, code(), AT) is None
    assert actions.prove_second_factor(agent, code(), AT)
