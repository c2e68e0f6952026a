"""The original of a paper notice has come by post, or something stands for it: an agent says so."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.enums import PaperProof
from guichet.benefits.sick_leave.facts import ORIGINAL, Period, agent_fact, read_facts, values
from guichet.benefits.sick_leave.fields import BadValue
from guichet.benefits.sick_leave.paper import accepted_for, awaiting_original
from guichet.cases.service import (
    Case,
    NewFact,
    RefusedTransition,
    draft,
    live_facts,
    locked_live,
    record,
    to_assess,
)
from guichet.documents.service import DocumentKind, Upload, deposit
from guichet.journal.service import Actor, append, begin_again


@dataclass(frozen=True)
class Came:
    """What an agent says: `received_on` and `scan` of an original, neither of a copy accepted."""

    proof: PaperProof
    reason: str
    received_on: date | None = None
    scan: Upload | None = None


def receive_original(
    case_id: uuid.UUID, first: date, came: Came, *, actor: Actor, now: datetime
) -> None:
    """Take what stands for the original of the notice that begins on `first`; assess the file.

    Raises BadValue or RefusedFile in words, RefusedTransition where no original is awaited.
    """
    if actor.id is None or not actor.is_agent:
        raise PermissionError("only an agent receives an original")
    if not came.reason.strip():
        raise BadValue(_("Dites en quelques mots ce que vous avez vérifié."))
    begin_again(lambda: _keep(case_id, first, came, actor=actor, now=now))
    assess_cases([case_id], now=now)


@transaction.atomic
def _keep(case_id: uuid.UUID, first: date, came: Came, *, actor: Actor, now: datetime) -> None:
    case = locked_live(case_id)
    facts = read_facts(values(live_facts([case.id]).get(case.id, {})))
    period = next((one for one in awaiting_original(facts) if one.first == first), None)
    accepted = accepted_for(period.prescribed_on).get(came.proof) if period else None
    if period is None or accepted is None:
        raise RefusedTransition("no such original is awaited")
    if accepted.needs_paper:
        _check(period, came, localdate(now))
    fact = _fact(case, period, came, actor=actor, now=now)
    record({case.id: [fact]}, now=now)
    said = draft(
        case, "sick_leave.original_received", first=first.isoformat(), proof=came.proof.value
    )
    append([said], actor=actor, now=now)
    to_assess([case.id], now=now)


def _check(period: Period, came: Came, today: date) -> None:
    if came.scan is None:
        raise BadValue(_("Numérisez l'original reçu et joignez-le."))
    if came.received_on is None or not period.prescribed_on <= came.received_on <= today:
        raise BadValue(_("L'original arrive après sa prescription, et au plus tard aujourd'hui."))


def _fact(case: Case, period: Period, came: Came, *, actor: Actor, now: datetime) -> NewFact:
    if actor.id is None:
        raise PermissionError("only an agent receives an original")
    document = None
    if came.scan is not None:
        document = deposit(
            came.scan,
            DocumentKind.NOTICE,
            actor=actor,
            now=now,
            person=case.person,
            case_id=case.id,
        )
    value = {
        "proof": came.proof.value,
        "prescribed_on": period.prescribed_on.isoformat(),
        "received_on": came.received_on.isoformat() if came.received_on else None,
    }
    return agent_fact(
        f"{ORIGINAL}{period.first.isoformat()}",
        value,
        agent_id=actor.id,
        reason=came.reason.strip(),
        document_id=document.id if document else None,
    )
