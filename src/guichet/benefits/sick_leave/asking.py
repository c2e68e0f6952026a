"""Pieces that an agent asks for by hand: asked with a letter or a mail, then said to have come."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from guichet.benefits.sick_leave import letters
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.correcting import ask_piece
from guichet.benefits.sick_leave.facts import read_facts, values
from guichet.benefits.sick_leave.pieces import in_letter
from guichet.benefits.sick_leave.waiting import REPLY_WITHIN, mail_employers
from guichet.cases.service import (
    Case,
    Owner,
    PieceRequest,
    RefusedTransition,
    draft,
    live_facts,
    locked_live,
    open_pieces,
    piece_came,
    to_assess,
)
from guichet.journal.service import Actor, append, new_id
from guichet.letters.service import NewLetter, next_ordinals, write


@transaction.atomic
def ask_by_hand(
    case_id: uuid.UUID, code: str, owed_by: Owner, *, actor: Actor, now: datetime
) -> None:
    """Ask for one of ASKABLE, and tell who owes it. What is asked already is not asked again.

    Raises RefusedTransition for an ended file, or an employer that nobody knows.
    """
    case = locked_live(case_id)
    if open_pieces(case).filter(code=code).exists():
        return
    employer = case.employer if owed_by == Owner.EMPLOYER else None
    if owed_by == Owner.EMPLOYER and employer is None:
        raise RefusedTransition("nobody knows the employer of this file")
    ask_piece(case_id, PieceRequest(code, owed_by, employer), actor=actor, now=now)
    if employer is None:
        _write(case, code, actor=actor, now=now)
    else:
        mail_employers(open_pieces(case).filter(code=code), now=now)


def piece_received(case_id: uuid.UUID, code: str, *, actor: Actor, now: datetime) -> None:
    """The piece has come: the clock runs again and the file is assessed."""
    with transaction.atomic():
        case = locked_live(case_id)
        if not piece_came(case, code, now=now):
            raise RefusedTransition("this piece is not awaited")
        append([draft(case, "sick_leave.piece_received", piece=code)], actor=actor, now=now)
        to_assess([case.id], now=now)
    assess_cases([case_id], now=now)


def _write(case: Case, code: str, *, actor: Actor, now: datetime) -> None:
    with override(case.person.language):
        pieces = in_letter([code])
    content = letters.piece_request(
        case,
        read_facts(values(live_facts([case.id]).get(case.id, {}))),
        pieces,
        ordinal=next_ordinals([case])[case.id],
        today=localdate(now),
        reply_by=localdate(now) + REPLY_WITHIN,
    )
    letter = NewLetter(new_id(), case, "ij_piece_request", content)
    append(write([letter], now=now), actor=actor, now=now)
