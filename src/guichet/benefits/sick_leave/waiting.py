"""A file that lacks a piece: asked of whoever owes it, the clock paused with the reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import override

from guichet.benefits.sick_leave import letters
from guichet.benefits.sick_leave.pieces import in_letter
from guichet.benefits.sick_leave.situation import Situation
from guichet.cases.service import (
    CaseState,
    Owner,
    Piece,
    PieceRequest,
    ask,
    draft,
    move,
    open_codes,
    pause,
    restart_clocks,
)
from guichet.journal.service import Actor, append, new_id
from guichet.letters.service import NewLetter, next_ordinals, write
from guichet.outbox.service import MessageKind, ToSend, enqueue

REPLY_WITHIN = timedelta(days=15)


def wait(found: Sequence[Situation], *, actor: Actor, now: datetime) -> None:
    """Ask for the first missing piece of each locked file that does not wait for it already."""
    asked_now = open_codes(s.case.id for s in found)
    new = [
        s
        for s in found
        if s.case.state != CaseState.WAITING or asked_now.get(s.case.id) != {_missing(s)}
    ]
    cases = [s.case for s in new]
    requests = {s.case.id: _request(s) for s in new}
    pieces = ask([(s.case, requests[s.case.id]) for s in new], now=now)
    restart_clocks([c for c in cases if c.state == CaseState.DECIDED], now=now)
    move(cases, CaseState.WAITING, now=now)
    pause([(c, requests[c.id].code, requests[c.id].owed_by) for c in cases], now=now)
    events = [
        draft(piece.case, "case.paused", owed_by=piece.owed_by, piece=piece.code)
        for piece in pieces
    ]
    mail_employers([p for p in pieces if p.owed_by == Owner.EMPLOYER], now=now)
    situations = {s.case.id: s for s in new}
    owed = [p for p in pieces if p.owed_by == Owner.INSURED]
    ordinals = next_ordinals([p.case for p in owed])
    events += write(
        [_letter(situations[p.case_id], p, ordinals[p.case_id], now) for p in owed], now=now
    )
    append(events, actor=actor, now=now)


def _missing(situation: Situation) -> str:
    return situation.assessment.missing[0].code


def _request(situation: Situation) -> PieceRequest:
    """An employer that nobody has named yet is asked of the insured person."""
    missing, employer = situation.assessment.missing[0], situation.case.employer
    if missing.owed_by == Owner.EMPLOYER and employer is not None:
        return PieceRequest(missing.code, Owner.EMPLOYER, employer, dict(missing.detail))
    return PieceRequest(missing.code, Owner.INSURED, None, dict(missing.detail))


def _letter(situation: Situation, piece: Piece, ordinal: int, now: datetime) -> NewLetter:
    with override(situation.case.person.language):
        pieces = in_letter([piece.code])
    content = letters.piece_request(
        situation.case,
        situation.facts,
        pieces,
        ordinal=ordinal,
        today=localdate(now),
        reply_by=localdate(now) + REPLY_WITHIN,
    )
    return NewLetter(new_id(), situation.case, "ij_piece_request", content)


def mail_employers(pieces: Iterable[Piece], *, now: datetime) -> None:
    """A mail says only that something waits, and where; neither who nor what."""
    fund = settings.FUND
    subject = f"{fund.name} : une demande vous attend"
    text = (
        f"Bonjour,\n\nUne demande vous attend dans votre espace employeur : {fund.web}\n"
        f"Un salarié attend votre réponse pour être indemnisé.\n\n{fund.name}\n"
    )
    mails = [
        ToSend(
            f"mail:piece:{piece.id}",
            MessageKind.MAIL,
            {"to": piece.organisation.email, "subject": subject, "text": text},
        )
        for piece in pieces
        if piece.organisation and piece.organisation.email
    ]
    enqueue(mails, now=now)
