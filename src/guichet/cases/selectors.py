"""Shared reads of files."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from guichet.cases.enums import PieceState
from guichet.cases.models import Case, Clock, Decision, Piece


def cases_of(person_id: uuid.UUID) -> QuerySet[Case]:
    return (
        Case.objects.filter(person_id=person_id)
        .select_related("employer", "decision")
        .order_by("-opened_at")
    )


def case_numbered(number: str) -> Case | None:
    return Case.objects.filter(number=number).first()


def cases_by_id(case_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, Case]:
    """Files with their persons, for a list that names them."""
    wanted = {one for one in case_ids if one}
    return Case.objects.select_related("person", "employer").in_bulk(wanted)


def decisions_of(case_id: uuid.UUID) -> QuerySet[Decision]:
    return Decision.objects.filter(case=case_id).order_by("-number")


def pieces_awaited() -> QuerySet[Piece]:
    """All that is asked and has not come, what was asked first."""
    return (
        Piece.objects.filter(state=PieceState.ASKED)
        .select_related("case", "case__person", "organisation")
        .order_by("asked_at", "id")
    )


def open_pieces(case: Case) -> QuerySet[Piece]:
    return Piece.objects.filter(case=case, state=PieceState.ASKED).order_by("asked_at")


def open_pieces_of(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Piece]]:
    """What each file still waits for, oldest first."""
    found: dict[uuid.UUID, list[Piece]] = defaultdict(list)
    rows = Piece.objects.filter(case__in=set(case_ids), state=PieceState.ASKED)
    for piece in rows.select_related("organisation").order_by("asked_at", "id"):
        found[piece.case_id].append(piece)
    return dict(found)


def asked_of_employer(organisation_id: uuid.UUID) -> QuerySet[Piece]:
    """What an employer still owes, oldest first."""
    return (
        Piece.objects.filter(organisation_id=organisation_id, state=PieceState.ASKED)
        .select_related("case", "case__person")
        .order_by("asked_at")
    )


def delays(case: Case, now: datetime) -> tuple[timedelta, timedelta]:
    """Gross delay (what the insured person lives) and net delay (pauses taken out), all clocks."""
    gross = paused = timedelta()
    for clock in Clock.objects.filter(case=case).prefetch_related("pauses"):
        end = clock.stopped_at or now
        gross += end - clock.started_at
        for pause in clock.pauses.all():
            paused += (pause.ended_at or end) - pause.started_at
    return gross, gross - paused
