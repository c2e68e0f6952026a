"""Pieces that an agent asks for by hand: asked with a letter or a mail, then said to have come."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guichet.benefits.sick_leave import letters, procedure
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.correcting import ask_piece
from guichet.benefits.sick_leave.facts import read_facts, values
from guichet.benefits.sick_leave.waiting import REPLY_WITHIN
from guichet.cases.service import (
    Case,
    Owner,
    PieceRequest,
    PieceState,
    RefusedTransition,
    draft,
    end_pieces,
    live_facts,
    locked_live,
    open_pieces,
    resume,
    to_assess,
)
from guichet.journal.service import Actor, append, new_id
from guichet.letters.content import MissingPiece, OwedBy
from guichet.letters.service import NewLetter, next_ordinals, write
from guichet.outbox.service import MessageKind, ToSend, enqueue


@dataclass(frozen=True)
class Askable:
    """A piece that an agent may ask for: its name on the desk, and what the letter says of it."""

    name: str | Promise
    what: str | Promise
    why: str | Promise


HOW = _("Envoyez-nous ce document depuis votre compte en ligne, ou par courrier.")


ASKABLE: dict[str, Askable] = {
    procedure.NOTICE: Askable(
        _("avis d'arrêt de travail"),
        _("L'avis d'arrêt de travail signé par votre médecin"),
        _("Sans cet avis, nous ne pouvons pas vous payer vos indemnités journalières."),
    ),
    "bank_details": Askable(
        _("relevé d'identité bancaire"),
        _("Votre relevé d'identité bancaire (RIB)"),
        _("Sans ce relevé, nous ne savons pas où vous payer."),
    ),
    "work_certificate": Askable(
        _("bulletins de salaire ou certificat de travail"),
        _("Vos bulletins de salaire, ou un certificat de travail"),
        _("Ils montrent si vous avez assez travaillé pour avoir droit aux indemnités."),
    ),
    "late_notice_proof": Askable(
        _("justificatif de l'envoi tardif (hospitalisation…)"),
        _("Un justificatif de l'envoi tardif de votre avis d'arrêt"),
        _("Vous nous avez envoyé votre avis plus de deux jours après la visite chez le médecin."),
    ),
}


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
    elif employer.email:
        _mail(case, code, employer.email, now=now)


def piece_received(case_id: uuid.UUID, code: str, *, actor: Actor, now: datetime) -> None:
    """The piece has come: the clock runs again and the file is assessed."""
    with transaction.atomic():
        case = locked_live(case_id)
        if not end_pieces([case], [code], state=PieceState.RECEIVED, now=now):
            raise RefusedTransition("this piece is not awaited")
        if not open_pieces(case).exists():
            resume([case], now=now)
        append([draft(case, "sick_leave.piece_received", piece=code)], actor=actor, now=now)
        to_assess([case.id], now=now)
    assess_cases([case_id], now=now)


def _write(case: Case, code: str, *, actor: Actor, now: datetime) -> None:
    asked = ASKABLE[code]
    with override(case.person.language):
        piece = MissingPiece(str(asked.what), str(asked.why), OwedBy.INSURED, str(HOW))
    content = letters.piece_request(
        case,
        read_facts(values(live_facts([case.id]).get(case.id, {}))),
        [piece],
        ordinal=next_ordinals([case])[case.id],
        today=localdate(now),
        reply_by=localdate(now) + REPLY_WITHIN,
    )
    letter = NewLetter(new_id(), case, "ij_piece_request", content)
    append(write([letter], now=now), actor=actor, now=now)


def _mail(case: Case, code: str, address: str, *, now: datetime) -> None:
    """To the employer: something waits, and where; neither who nor what."""
    fund = settings.FUND
    text = (
        f"Bonjour,\n\nUne demande vous attend dans votre espace employeur : {fund.web}\n\n"
        f"{fund.name}\n"
    )
    piece = open_pieces(case).get(code=code)
    payload = {"to": address, "subject": f"{fund.name} : une demande vous attend", "text": text}
    enqueue([ToSend(f"mail:piece:{piece.id}", MessageKind.MAIL, payload)], now=now)
