"""Ending a file that nothing has been decided of, at its person's wish or because it is in excess.

It is never a way to refuse: a refusal is a decision, with its letter and the ways to contest it.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guichet.cases.service import (
    CaseState,
    PieceState,
    RefusedTransition,
    assessed,
    draft,
    end_pieces,
    locked,
    move,
    stop_clocks,
)
from guichet.journal.service import Actor, append
from guichet.ledger.service import drop_proposed_advances, granted_days
from guichet.tasks.service import TaskState, close_tasks


class WithdrawalReason(TextChoices):
    ASKED_BY_PERSON = "asked_by_person", _("La personne renonce à sa demande")
    DUPLICATE = "duplicate", _("Doublon d'un autre dossier de la personne")
    OPENED_IN_ERROR = "opened_in_error", _("Dossier ouvert par erreur")
    OTHER_SCHEME = "other_scheme", _("Transmis à l'autre caisse ou à l'autre régime")


@transaction.atomic
def withdraw_case(
    case_id: uuid.UUID, *, why: WithdrawalReason, actor: Actor, now: datetime
) -> None:
    """End an undecided file. Raises RefusedTransition once something was decided."""
    cases = locked([case_id])
    if not cases or cases[0].decision_id is not None:
        raise RefusedTransition("this file has a decision")
    if granted_days([case_id]):
        raise RefusedTransition("an advance was given: a decision sets it off")
    drop_proposed_advances([case_id], actor=actor, now=now)
    move(cases, CaseState.WITHDRAWN, now=now, closing_reason=why.value)
    stop_clocks(cases, now=now)
    assessed(cases)
    end_pieces(cases, None, state=PieceState.CANCELLED, now=now)
    subjects = [f"case:{case_id}", f"months:{case_id}"]
    close_tasks(subjects, actor=actor, now=now, outcome="withdrawn", state=TaskState.CANCELLED)
    append([draft(cases[0], "sick_leave.withdrawn", why=why.value)], actor=actor, now=now)
