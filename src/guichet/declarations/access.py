"""From an identifier to a deposit, for the employer that sent it."""

import uuid

from guichet.declarations.enums import Channel
from guichet.declarations.models import Deposit
from guichet.people.service import Account


class NotYours(LookupError):
    """No such deposit for this account: absent and forbidden are told alike."""


def deposit_for_employer(deposit_id: uuid.UUID, account: Account) -> Deposit:
    """An employer's own deposit, with its document. A paper that an agent typed is not one."""
    row = Deposit.objects.select_related("document").filter(pk=deposit_id).first()
    if row is None or account.organisation_id is None:
        raise NotYours
    if row.organisation_id != account.organisation_id or row.channel == Channel.PAPER:
        raise NotYours
    return row
