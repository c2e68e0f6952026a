"""From an identifier to a file, for a given actor; anything else is as if it did not exist."""

import uuid
from datetime import datetime

from guichet.cases.enums import Owner, PieceState
from guichet.cases.models import Case, Piece
from guichet.journal.service import Actor, record_reading
from guichet.people.service import Account


class NotYours(LookupError):
    """No such file for this actor: absent and forbidden are told alike."""


def case_for_staff(case_id: uuid.UUID, *, actor: Actor, now: datetime, page: str) -> Case:
    """A file for an agent of the fund; the reading leaves its trace."""
    if not actor.is_agent:
        raise NotYours
    case = _get(case_id)
    record_reading(actor=actor, now=now, page=page, person_id=case.person_id, case_id=case.id)
    return case


def case_for_medical(case_id: uuid.UUID, *, actor: Actor, now: datetime, page: str) -> Case:
    """A file for the medical service of the fund; the reading leaves its trace."""
    if actor.kind != "medical":
        raise NotYours
    case = _get(case_id)
    record_reading(actor=actor, now=now, page=page, person_id=case.person_id, case_id=case.id)
    return case


def case_for_insured(case_id: uuid.UUID, account: Account) -> Case:
    """A person's own file."""
    case = _get(case_id)
    if account.person_id is None or case.person_id != account.person_id:
        raise NotYours
    return case


def piece_for_insured(piece_id: uuid.UUID, account: Account) -> Piece:
    """What a person still owes for a file of their own."""
    asked = Piece.objects.filter(pk=piece_id, state=PieceState.ASKED, owed_by=Owner.INSURED)
    piece = asked.select_related("case", "case__person").first()
    if piece is None or account.person_id is None or piece.case.person_id != account.person_id:
        raise NotYours
    return piece


def piece_for_employer(piece_id: uuid.UUID, account: Account) -> Piece:
    """What an employer still owes; what has come already is no longer asked."""
    asked = Piece.objects.filter(pk=piece_id, state=PieceState.ASKED)
    piece = asked.select_related("case", "case__person").first()
    if piece is None or account.organisation_id is None:
        raise NotYours
    if piece.organisation_id != account.organisation_id:
        raise NotYours
    return piece


def _get(case_id: uuid.UUID) -> Case:
    try:
        return Case.objects.select_related("person", "employer", "decision").get(pk=case_id)
    except Case.DoesNotExist:
        raise NotYours from None
