"""The one way to a letter, for a given account."""

import uuid
from datetime import datetime

from guichet.journal.service import record_reading
from guichet.letters.models import Letter
from guichet.people.service import Account, actor_of


class NotYours(LookupError):
    """No such letter for this account: absent and forbidden are told alike."""


def letter_for(letter_id: uuid.UUID, account: Account, *, now: datetime) -> Letter:
    """A letter for its addressee (the first reading is kept), or for an agent (traced)."""
    letter = Letter.objects.select_related("case__person", "person").filter(pk=letter_id).first()
    if letter is None or letter.erased:
        raise NotYours
    if actor_of(account).is_agent:
        record_reading(
            actor=actor_of(account),
            now=now,
            page="letter",
            person_id=letter.case.person_id,
            case_id=letter.case_id,
        )
        return letter
    mine = letter.person_id is not None and letter.person_id == account.person_id
    ours = letter.organisation_id is not None and letter.organisation_id == account.organisation_id
    if not (mine or ours):
        raise NotYours
    Letter.objects.filter(pk=letter.pk, read_at=None).update(read_at=now)
    return letter
