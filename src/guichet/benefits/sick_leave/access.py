"""From an identifier to a notice, for whoever it concerns or sent it."""

import uuid

from guichet.benefits.sick_leave.models import Notice
from guichet.people.service import Account


class NotYours(LookupError):
    """No such notice for this account: absent and forbidden are told alike."""


def notice_for(notice_id: uuid.UUID, account: Account) -> Notice:
    """A notice for the insured person whom it concerns, or the professional who sent it."""
    notice = (
        Notice.objects.select_related("professional", "document", "person")
        .filter(pk=notice_id)
        .first()
    )
    if notice is None:
        raise NotYours
    mine = notice.person_id is not None and notice.person_id == account.person_id
    prescribed = (
        notice.professional_id is not None and notice.professional_id == account.professional_id
    )
    if not (mine or prescribed):
        raise NotYours
    return notice
