"""Gestures on accounts: open one, sign in, change the password, prove the second factor."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.people.enums import Role
from guichet.people.models import Account, Organisation, Person, Professional
from guichet.people.throttle import begin_try, give_back

TRIES_BEFORE_LOCK = 5
LOCK_DURATION = timedelta(minutes=15)


def open_account(
    *,
    login: str,
    password: str,
    role: Role,
    display_name: str,
    at: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    professional: Professional | None = None,
    staff_number: str = "",
    one_time_until: datetime | None = None,
) -> Account:
    """Opens a way in for one role; the database refuses a role that acts for somebody else's."""
    return Account.objects.create(
        login=login,
        password=make_password(password),
        role=role,
        display_name=display_name,
        person=person,
        organisation=organisation,
        professional=professional,
        staff_number=staff_number,
        created_at=at,
        one_time_until=one_time_until,
    )


def sign_in(login: str, password: str, at: datetime, *, address: str = "") -> Account | None:
    """The account, when login and password are right, tried from a network `address`.

    None for an unknown login, a wrong password, a locked or a closed account, a one-time password
    that is too old, alike: the caller
    cannot tell which, nor can the person who tries. After TRIES_BEFORE_LOCK wrong passwords the
    account stays locked for LOCK_DURATION, right password or not. Raises TooManyTries, right or
    not, when too many wrong tries of any accounts came from the address.
    """
    begin_try(address, at)
    account = _checked(login, password, at)
    if account is not None:
        give_back(address)
    return account


def _checked(login: str, password: str, at: datetime) -> Account | None:
    account = Account.objects.filter(login=login.strip()).first()
    if account is None:
        make_password(password)  # the same work as a real check, so that the delay says nothing
        return None
    # checked before the lock is taken: a slow hash must not hold every other writer
    right = account.check_password(password)
    with transaction.atomic():
        checked, account = account.password, Account.objects.select_for_update().get(pk=account.pk)
        if account.password != checked:  # renewed meanwhile: the old one opens no session
            right = account.check_password(password)
        if not account.is_active or (account.locked_until and at < account.locked_until):
            return None
        if account.one_time_until and at >= account.one_time_until:
            return None
        _count_try(account, right, at)
    return account if right else None


def _count_try(account: Account, right: bool, at: datetime) -> None:
    account.failed_logins = 0 if right else account.failed_logins + 1
    account.locked_until = None
    if account.failed_logins >= TRIES_BEFORE_LOCK:
        account.failed_logins = 0
        account.locked_until = at + LOCK_DURATION
    account.save(update_fields=["failed_logins", "locked_until"])


def change_password(account: Account, new_password: str) -> None:
    """Gives the account another password. Every other session of the account ends with it."""
    account.set_password(new_password)
    account.one_time_until = None
    account.save(update_fields=["password", "one_time_until"])


def has_second_factor(account: Account) -> bool:
    return any(True for _ in devices_for_user(account))


def enrol_second_factor(account: Account, key: str, code: str) -> Device | None:
    """Keeps the authenticator holding `key` (hexadecimal) once it has shown a right code.

    None when the code is wrong, or when the account already has a second factor: a stolen
    password must not be enough to add one's own telephone.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if has_second_factor(account):
            return None
        device = TOTPDevice(user=account, key=key, name="totp", confirmed=True)
        if device.verify_token(code):
            return device
        # a wrong code saves the device to count the failure: nothing of it may stay
        transaction.set_rollback(True)
    return None


def prove_second_factor(
    account: Account, code: str, at: datetime, *, address: str = ""
) -> Device | None:
    """The authenticator of the account that shows `code` now; each code serves once.

    Raises TooManyTries, as `sign_in` does: wrong codes and wrong passwords count together.
    """
    begin_try(address, at)
    device = _shown(account, code)
    if device is not None:
        give_back(address)
    return device


def _shown(account: Account, code: str) -> Device | None:
    with transaction.atomic():
        for device in devices_for_user(account, for_verify=True):
            if device.verify_token(code):
                return device
    return None
