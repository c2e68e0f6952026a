"""What each public may follow of sick leaves: the person, the prescriber, the employer."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.enums import NoticeState
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.models import Notice
from guichet.benefits.sick_leave.part_time import months_awaited
from guichet.cases.service import Case, Piece, asked_of_employer, live_facts
from guichet.law.sickness import reference_months


def notices_of_professional(professional_id: uuid.UUID) -> QuerySet[Notice]:
    """What a prescriber sent, newest first."""
    return Notice.objects.filter(professional=professional_id).order_by("-received_at", "-id")


def notices_of_case(case_id: uuid.UUID) -> QuerySet[Notice]:
    """The notices that joined a file, in the order of their days."""
    return Notice.objects.filter(case_id=case_id).order_by("first_day", "received_at", "id")


def notices_to_place(person_id: uuid.UUID) -> QuerySet[Notice]:
    """A person's notices that an agent has still to bring into a file."""
    waiting = (NoticeState.NEW, NoticeState.CONFLICT)
    return Notice.objects.filter(person=person_id, state__in=waiting).order_by("-received_at")


def facts_of(cases: Iterable[Case]) -> Mapping[uuid.UUID, StopFacts]:
    """What is known of each file."""
    ids = [case.id for case in cases]
    live = live_facts(ids)
    return {case_id: read_facts(values(live.get(case_id, {}))) for case_id in ids}


@dataclass(frozen=True)
class EmployerRequest:
    """What an employer owes for one file: of whom, since when, and the months of wages lacking.

    `part_times`: the first and last day of each month of part-time whose pay lost is asked.
    """

    piece: Piece
    first_day: date
    last_day_worked: date | None
    expected_end: date | None
    months: tuple[str, ...]
    part_times: tuple[tuple[date, date], ...] = ()

    @property
    def pay_lost_is_asked(self) -> bool:
        """Only the pay lost in months of part-time is asked."""
        return self.piece.code == procedure.PAY_LOST

    @property
    def stop_is_asked(self) -> bool:
        """The stop itself is to be declared, not only wages."""
        return self.piece.code == procedure.CERTIFICATE


def requests_to_employer(organisation_id: uuid.UUID) -> list[EmployerRequest]:
    """What a fund asked of an employer and has not received, oldest first."""
    return employer_requests(asked_of_employer(organisation_id))


def employer_requests(pieces: Iterable[Piece]) -> list[EmployerRequest]:
    asked = [piece for piece in pieces if piece.case.procedure_code == procedure.CODE]
    facts = facts_of({piece.case for piece in asked})
    return [_request(piece, facts[piece.case_id]) for piece in asked]


def _request(piece: Piece, known: StopFacts) -> EmployerRequest:
    worked = known.last_day_worked
    first = known.first_day or (worked + timedelta(days=1) if worked else piece.asked_at.date())
    months = piece.detail.get("months") or reference_months(first)
    last = max((p.last for p in known.periods), default=None)
    lost = months_awaited(known.days_awaiting)
    return EmployerRequest(
        piece,
        first,
        worked,
        known.expected_end or last,
        tuple(months),
        tuple(days for month, days in lost.items() if month in months),
    )
