"""A piece that the insured person sends online: kept with the file, and read by an agent."""

import uuid
from datetime import datetime

from django.db import transaction

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.pieces import ASKABLE
from guichet.benefits.sick_leave.task_kinds import PAYSLIPS_TO_READ, PIECE_TO_READ
from guichet.cases.service import (
    Owner,
    Piece,
    RefusedTransition,
    draft,
    locked_live,
    open_pieces,
    piece_came,
    to_assess,
)
from guichet.documents.service import Document, DocumentKind, Upload, deposit
from guichet.journal.service import Actor, append, begin_again
from guichet.tasks.service import NewTask, close_tasks, open_tasks

# Given on a page of their own, which takes them as facts and not as a picture of a paper.
# An original is a paper: its picture is what one has sent already.
TYPED = frozenset({procedure.NOTICE, procedure.ORIGINAL, "bank_details"})


def takes_a_document(piece: Piece) -> bool:
    """Whether the insured person may answer this request with a document."""
    return piece.owed_by == Owner.INSURED and piece.code not in TYPED


def deposit_piece(piece: Piece, upload: Upload, *, actor: Actor, now: datetime) -> Document:
    """Take the document that answers a request made to the insured person.

    What an agent asked for by hand has then come. What the rule lacks (wages, the employer's
    declaration) is still lacking until the agent has read the document. Raises RefusedFile in words
    for the depositor; RefusedTransition when the piece is no longer asked. Then nothing is kept.
    """
    document = begin_again(lambda: _keep(piece, upload, actor=actor, now=now))
    assess_cases([piece.case_id], now=now)
    return document


def _keep(piece: Piece, upload: Upload, *, actor: Actor, now: datetime) -> Document:
    with transaction.atomic():
        case = locked_live(piece.case_id)
        asked = open_pieces(case).filter(pk=piece.pk).first()
        if asked is None or not takes_a_document(asked):
            raise RefusedTransition("this piece is not awaited")
        document = deposit(
            upload, DocumentKind.PIECE, actor=actor, now=now, person=case.person, case_id=case.id
        )
        if asked.code in ASKABLE:
            piece_came(case, asked.code, now=now)
        reading = NewTask(
            PIECE_TO_READ,
            f"case:{case.id}",
            case_id=case.id,
            person_id=case.person_id,
            data={"piece": asked.code},
        )
        open_tasks([reading], now=now)
        event = draft(case, "sick_leave.piece_deposited", piece=asked.code)
        append([event], actor=actor, now=now)
        to_assess([case.id], now=now)
    return document


def piece_read(case_id: uuid.UUID, *, actor: Actor, now: datetime) -> bool:
    """An agent has read what was sent; answers whether something was to be read."""
    return bool(
        close_tasks(
            [f"case:{case_id}"],
            actor=actor,
            now=now,
            kinds=[PIECE_TO_READ, PAYSLIPS_TO_READ],
            outcome="read",
        )
    )
