"""A file that lacks a piece: asked of whoever owes it, the clock paused with the reason.

Pay that the month's DSN will bring is not asked before that is late (`dsn_due`): it is expected.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import override

from guichet.benefits.sick_leave import letters
from guichet.benefits.sick_leave.dsn_due import UNKNOWN, Filer, due_on, is_late, latest_due
from guichet.benefits.sick_leave.pieces import in_letter
from guichet.benefits.sick_leave.situation import Situation
from guichet.cases.service import (
    CaseState,
    Owner,
    Piece,
    PieceRequest,
    PieceState,
    ask,
    draft,
    expect_by,
    move,
    open_codes,
    open_pieces_of,
    pause,
    restart_clocks,
)
from guichet.declarations.service import employees_in, filings_of
from guichet.journal.service import Actor, Draft, append, new_id
from guichet.law.reference_pay import months_before
from guichet.letters.service import NewLetter, next_ordinals, write
from guichet.outbox.service import MailWords, ToSend, enqueue, mail
from guichet.people.service import Organisation

REPLY_WITHIN = timedelta(days=15)
# Employers are written to in French.
PIECE_WAITS = MailWords(
    "{fund} : une demande vous attend",
    "Bonjour,\n\nUne demande vous attend dans votre espace employeur : {web}\n"
    "Un salarié attend votre réponse pour être indemnisé.\n\n{fund}\n",
)


def wait(found: Sequence[Situation], *, actor: Actor, now: datetime) -> None:
    """Ask for the first missing piece of each locked file that does not wait for it already.

    What is not due yet is expected, with its day, and nobody is asked.
    """
    if not found:
        return
    asked_now = open_codes(s.case.id for s in found)
    new = [
        s
        for s in found
        if s.case.state != CaseState.WAITING or asked_now.get(s.case.id) != {_missing(s)}
    ]
    cases = [s.case for s in new]
    filers: dict[uuid.UUID, Filer] = {}
    requests = {s.case.id: _request(s, filers, localdate(now)) for s in new}
    standing = [s for s in found if _missing(s) in asked_now.get(s.case.id, ())]
    _expect_by(standing, filers, now=now)
    pieces = ask([(s.case, requests[s.case.id]) for s in new], now=now)
    restart_clocks([c for c in cases if c.state == CaseState.DECIDED], now=now)
    move(cases, CaseState.WAITING, now=now)
    pause([(c, requests[c.id].code, requests[c.id].owed_by) for c in cases], now=now)
    events = [_awaited(piece) for piece in pieces]
    asked = [p for p in pieces if p.state == PieceState.ASKED]
    mail_employers([p for p in asked if p.owed_by == Owner.EMPLOYER], now=now)
    situations = {s.case.id: s for s in new}
    owed = [p for p in pieces if p.owed_by == Owner.INSURED]
    ordinals = next_ordinals([p.case for p in owed])
    events += write(
        [_letter(situations[p.case_id], p, ordinals[p.case_id], now) for p in owed], now=now
    )
    append(events, actor=actor, now=now)


def _missing(situation: Situation) -> str:
    return situation.assessment.missing[0].code


def _awaited(piece: Piece) -> Draft:
    if piece.state == PieceState.EXPECTED:
        months, due = piece.detail["months"], piece.due_on
        return draft(piece.case, "sick_leave.dsn_expected", months=months, due_on=str(due))
    return draft(piece.case, "case.paused", owed_by=piece.owed_by, piece=piece.code)


def _request(situation: Situation, filers: dict[uuid.UUID, Filer], today: date) -> PieceRequest:
    """An employer that nobody has named yet is asked of the insured person."""
    missing, employer = situation.assessment.missing[0], situation.case.employer
    if missing.owed_by == Owner.EMPLOYER and employer is not None:
        detail = dict(missing.detail)
        due = _due(employer, detail.get("months", ()), filers, today)
        expected = due if due and not is_late(due, today) else None
        return PieceRequest(missing.code, Owner.EMPLOYER, employer, detail, expected)
    return PieceRequest(missing.code, Owner.INSURED, None, dict(missing.detail))


def _due(
    employer: Organisation,
    months: Sequence[str],
    filers: dict[uuid.UUID, Filer],
    today: date,
) -> date | None:
    """By when the DSN of the first missing month is due; `filers` keeps what was looked up."""
    if not months:
        return None
    first = min(months)
    if is_late(latest_due(first), today):
        return latest_due(first)
    if employer.id not in filers:
        filers[employer.id] = _filer(employer, first)
    return due_on(first, filers[employer.id])


def _filer(employer: Organisation, month: str) -> Filer:
    """How an employer has filed the three months before one."""
    first = date.fromisoformat(f"{month}-01")
    filed = filings_of(employer.id, months_before(first, 3))
    if not filed:
        return UNKNOWN
    employees = employees_in(employer.siret[:9], max(filed))
    return Filer(employees, {m: localdate(at) for m, at in filed.items()})


def _expect_by(
    found: Sequence[Situation], filers: dict[uuid.UUID, Filer], *, now: datetime
) -> None:
    """Files that expect pay already: other months may lack now, due by another day."""
    awaited = open_pieces_of(s.case.id for s in found)
    moved = []
    for s in found:
        detail = dict(s.assessment.missing[0].detail)
        for piece in awaited.get(s.case.id, ()):
            if piece.state == PieceState.EXPECTED and piece.organisation:
                due = _due(piece.organisation, detail.get("months", ()), filers, localdate(now))
                if due and (due, detail) != (piece.due_on, piece.detail):
                    piece.due_on, piece.detail = due, detail
                    moved.append(piece)
    expect_by(moved)


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
    """One mail to each employer: that something waits, and where; neither who nor what."""
    firsts = {piece.organisation_id: piece for piece in reversed(list(pieces))}
    enqueue([told for one in firsts.values() for told in employer_mail(one)], now=now)


def employer_mail(piece: Piece, key: str = "") -> list[ToSend]:
    """The mail that announces a piece to its employer; none to one without an address."""
    to = piece.organisation.email if piece.organisation else ""
    return mail(key or f"mail:piece:{piece.id}", PIECE_WAITS, to)
