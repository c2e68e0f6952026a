"""Setting aside a notice or a declared stop that belongs to no file, with the reason."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.enums import NoticeState
from guichet.benefits.sick_leave.models import Notice
from guichet.cases.service import RefusedTransition
from guichet.declarations.service import DeclaredStop, MatchState
from guichet.journal.service import Actor, Draft, append
from guichet.tasks.service import close_tasks


class DismissalReason(TextChoices):
    DUPLICATE = "duplicate", _("Doublon d'un envoi déjà traité")
    OTHER_FUND = "other_fund", _("Personne d'une autre caisse : transmis à cette caisse")
    SENT_IN_ERROR = "sent_in_error", _("Envoyé par erreur, confirmé par l'expéditeur")
    NO_STOP = "no_stop", _("Il n'y a pas eu d'arrêt, confirmé par l'employeur ou l'assuré")


@transaction.atomic
def dismiss_notice(
    notice_id: uuid.UUID, *, why: DismissalReason, note: str, actor: Actor, now: datetime
) -> None:
    """A notice that no file will take. Raises RefusedTransition once it has one."""
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice_id)
    if notice.state in (NoticeState.MATCHED, NoticeState.DISMISSED):
        raise RefusedTransition("this notice has been dealt with")
    notice.state = NoticeState.DISMISSED
    notice.save(update_fields=["state"])
    _tell(f"notice:{notice.id}", notice.person_id, why, note, actor=actor, now=now)


@transaction.atomic
def dismiss_stop(
    stop_id: uuid.UUID, *, why: DismissalReason, note: str, actor: Actor, now: datetime
) -> None:
    """An employer's stop that no file will take. Raises RefusedTransition once it has one."""
    stop = DeclaredStop.objects.select_for_update(of=("self",)).get(pk=stop_id)
    if stop.match in (MatchState.MATCHED, MatchState.REPLACED, MatchState.DISMISSED):
        raise RefusedTransition("this stop has been dealt with")
    stop.match = MatchState.DISMISSED
    stop.save(update_fields=["match"])
    _tell(f"stop:{stop.id}", stop.person_id, why, note, actor=actor, now=now)


def _tell(
    subject: str,
    person_id: uuid.UUID | None,
    why: DismissalReason,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Close the work with the agent's words; the event keeps the code only."""
    outcome = f"{why.value}: {note.strip()}"[:200]
    close_tasks([subject], actor=actor, now=now, outcome=outcome)
    kind = f"sick_leave.{subject.split(':', 1)[0]}_dismissed"
    append([Draft(subject, kind, {"why": why.value}, person_id=person_id)], actor=actor, now=now)
