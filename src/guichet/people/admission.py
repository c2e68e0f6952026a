"""Opening, mending and closing the accounts of a real fund, with the trace of it."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from guichet.journal.service import Actor, Draft, append
from guichet.people.actions import open_account
from guichet.people.enums import Role
from guichet.people.models import Account, Organisation, Person, Professional

ONE_TIME_LASTS = timedelta(days=7)
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, no 1, no i, no o, no 0


class LoginTaken(ValueError):
    """Another account has this login or this staff number, or acts for this person."""


class NoSuchAccount(LookupError):
    """No account has this login, or it is closed, or open already, where that is asked."""


def one_time_password() -> str:
    """Twenty characters in four groups, none of which is read for another."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(5)) for _ in range(4))


def record_professional(rpps: str, name: str, now: datetime) -> Professional:
    """The professional of this number, recorded under `name` if the fund did not know them."""
    found, _ = Professional.objects.get_or_create(
        rpps=rpps, defaults={"name": name, "created_at": now}
    )
    return found


@transaction.atomic
def admit(
    *,
    login: str,
    role: Role,
    display_name: str,
    actor: Actor,
    now: datetime,
    acts_for: Person | Organisation | Professional | None = None,
    staff_number: str = "",
) -> tuple[Account, str]:
    """Open an account; answers it with its one-time password, which nothing keeps in clear.

    The password opens the account for `ONE_TIME_LASTS`, and only to choose another one.
    """
    password = one_time_password()
    whose = {type(acts_for).__name__.lower(): acts_for} if acts_for is not None else {}
    try:
        with transaction.atomic():
            account = open_account(
                login=login,
                password=password,
                role=role,
                display_name=display_name,
                at=now,
                one_time_until=now + ONE_TIME_LASTS,
                staff_number=staff_number,
                **whose,  # type: ignore[arg-type]  # of the one kind that the role wants
            )
    except IntegrityError:
        raise LoginTaken from None
    append(
        [Draft(f"account:{account.id}", "account.opened", {"role": role.value})],
        actor=actor,
        now=now,
    )
    return account, password


@transaction.atomic
def close_account(login: str, *, actor: Actor, now: datetime) -> Account:
    """Close an account: its sessions end at their next page. Raises NoSuchAccount."""
    account = _account_of(login)
    account.is_active = False
    account.save(update_fields=["is_active"])
    append([Draft(f"account:{account.id}", "account.closed")], actor=actor, now=now)
    return account


@transaction.atomic
def renew_password(
    login: str, *, actor: Actor, now: datetime, second_factor: bool = False
) -> tuple[Account, str]:
    """Give an account a one-time password, as `admit` does, and lift its lock.

    Every session open under it ends at its next page, for a session holds to the password. With
    `second_factor` its telephones are forgotten too: the next sign-in links another one.
    Raises NoSuchAccount.
    """
    account = _account_of(login)
    password = one_time_password()
    account.password = make_password(password)
    account.one_time_until = now + ONE_TIME_LASTS
    account.failed_logins, account.locked_until = 0, None
    account.save(update_fields=["password", "one_time_until", "failed_logins", "locked_until"])
    if second_factor:
        TOTPDevice.objects.filter(user=account).delete()
    data = {"second_factor": second_factor}
    append([Draft(f"account:{account.id}", "account.password_renewed", data)], actor=actor, now=now)
    return account, password


@transaction.atomic
def reopen_account(login: str, *, actor: Actor, now: datetime) -> tuple[Account, str]:
    """Open a closed account again, with a one-time password and no telephone linked.

    Raises NoSuchAccount.
    """
    account = _account_of(login, is_active=False)
    account.is_active = True
    account.save(update_fields=["is_active"])
    append([Draft(f"account:{account.id}", "account.reopened")], actor=actor, now=now)
    return renew_password(login, actor=actor, now=now, second_factor=True)


def _account_of(login: str, *, is_active: bool = True) -> Account:
    account = Account.objects.select_for_update().filter(login=login, is_active=is_active).first()
    if account is None:
        raise NoSuchAccount
    return account
