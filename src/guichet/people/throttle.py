"""How many wrong passwords and codes may come from one network address, whatever the accounts."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from guichet.people.models import TRIES_FROM_AN_ADDRESS, AddressTries

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)

log = logging.getLogger(__name__)


class TooManyTries(PermissionError):
    """This address has failed too often: nothing is looked at before `WINDOW` has passed."""


@transaction.atomic
def begin_try(address: str, at: datetime) -> None:
    """Count a try as failed before it is looked at, so that tries made at once count all.

    `give_back` takes it off the count when it was right: people who sign in without mistake are
    not counted, however many stand behind the address. Empty: address not known, not counted.
    Raises TooManyTries.
    """
    if not address:
        return
    # also locks the row that is there
    AddressTries.objects.bulk_create(
        [AddressTries(address=address, since=at, failures=0)],
        update_conflicts=True,
        unique_fields=["address"],
        update_fields=["address"],
    )
    row = AddressTries.objects.select_for_update().get(address=address)
    if at >= row.since + WINDOW:
        row.since, row.failures = at, 0
    if row.failures >= TRIES_FROM_AN_ADDRESS:
        log.warning("too many wrong tries to sign in from %s", address)
        raise TooManyTries
    row.failures += 1
    row.save(update_fields=["since", "failures"])


def give_back(address: str) -> None:
    """The try was right."""
    AddressTries.objects.filter(address=address, failures__gt=0).update(failures=F("failures") - 1)


def forget_addresses(now: datetime) -> int:
    """An address is personal: none is kept longer than a day."""
    old = AddressTries.objects.filter(since__lt=now - KEPT)
    if not old.exists():
        return 0
    # leaves alone a row that a try holds at this instant
    with transaction.atomic():
        ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        return AddressTries.objects.filter(pk__in=ids).delete()[0] if ids else 0
