"""Shared reads of files."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localdate

from guichet.cases.enums import OPEN_PIECES, Owner, PieceState, SourceKind
from guichet.cases.models import Case, Clock, Decision, Fact, Piece
from guichet.journal.service import chunks


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


def decided_cases(procedure_code: str, size: int) -> Iterator[list[Case]]:
    """Files with the decision in force, in the order of numbers, `size` at a time."""
    last = ""
    decided = Case.objects.filter(procedure_code=procedure_code, decision__isnull=False)
    wanted = decided.select_related("decision").defer("decision__explanation").order_by("number")
    while chunk := list(wanted.filter(number__gt=last)[:size]):
        yield chunk
        last = chunk[-1].number


def facts_used(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The values that each decision was taken from, by key, in the order of the decisions."""
    keys = {pk for decision in decisions for pk in decision.facts}
    known = {pk: (key, value) for pk, key, value in _facts(keys)}
    return [dict(known[pk] for pk in decision.facts if pk in known) for decision in decisions]


def _facts(keys: Iterable[int]) -> Iterator[tuple[int, str, Any]]:
    for chunk in chunks(sorted(keys), 5_000):
        rows = Fact.objects.filter(pk__in=chunk)
        yield from rows.values_list("pk", "key", "value")


def pieces_awaited() -> QuerySet[Piece]:
    """All that is asked or expected and has not come, what was asked first."""
    return (
        Piece.objects.filter(state__in=OPEN_PIECES)
        .select_related("case", "case__person", "organisation")
        .order_by("asked_at", "id")
    )


def open_pieces(case: Case) -> QuerySet[Piece]:
    return Piece.objects.filter(case=case, state__in=OPEN_PIECES).order_by("asked_at")


def open_pieces_of(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Piece]]:
    """What each file still waits for, oldest first."""
    found: dict[uuid.UUID, list[Piece]] = defaultdict(list)
    rows = Piece.objects.filter(case__in=set(case_ids), state__in=OPEN_PIECES)
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


def owed_by_employers(
    *, due_before: date, asked_before: datetime
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By employer, the files for which it is time to ask it, or to ask it again.

    What was expected by a day up to `due_before`, or was asked by `asked_before` and once only.
    """
    late = Q(state=PieceState.EXPECTED, due_on__lte=due_before)
    silent = Q(state=PieceState.ASKED, reminded_at=None, asked_at__lt=asked_before)
    rows = Piece.objects.filter(late | silent, owed_by=Owner.EMPLOYER)
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for organisation, case_id in rows.order_by("case_id").values_list("organisation", "case"):
        found[organisation].append(case_id)
    return dict(found)


def silent_employers(reminded_before: datetime) -> list[tuple[uuid.UUID, str, datetime]]:
    """The employers asked again before then, in vain: which, its name, since when asked."""
    silent = Piece.objects.filter(
        state=PieceState.ASKED, owed_by=Owner.EMPLOYER, reminded_at__lt=reminded_before
    )
    named = silent.values_list("organisation", "organisation__name")
    return list(named.annotate(since=Min("asked_at")).order_by("since", "organisation"))


def taken_up_at(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Since when undecided files are studied: opened, or taken up again after a decision."""
    running = Clock.objects.filter(case__in=list(case_ids), stopped_at=None)
    return dict(running.values_list("case_id").annotate(since=Min("started_at")))


def delays(case: Case, now: datetime) -> tuple[int, int]:
    """Gross delay (what the insured person lives) and net delay (pauses taken out), all clocks.

    In civil days, as the age of what is awaited and of every task is counted.
    """
    gross = paused = 0
    for clock in Clock.objects.filter(case=case).prefetch_related("pauses"):
        end = clock.stopped_at or now
        gross += _civil_days(clock.started_at, end)
        for pause in clock.pauses.all():
            paused += _civil_days(pause.started_at, pause.ended_at or end)
    return gross, gross - paused


def _civil_days(start: datetime, end: datetime) -> int:
    return (localdate(end) - localdate(start)).days


@dataclass(frozen=True)
class Correction:
    """What an agent set in the place of what was known; `before` is None where nothing was."""

    key: str
    at: datetime
    before: Any
    after: Any
    reason: str


def corrections_of(case_id: uuid.UUID) -> list[Correction]:
    """All that agents have set in a file, be it corrected again since."""
    facts = list(Fact.objects.filter(case=case_id).order_by("pk"))
    ended = {(fact.key, fact.superseded_at): fact.value for fact in facts if fact.superseded_at}
    return [
        Correction(
            fact.key,
            fact.recorded_at,
            ended.get((fact.key, fact.recorded_at)),
            fact.value,
            fact.reason,
        )
        for fact in facts
        if fact.source == SourceKind.AGENT
    ]


@dataclass(frozen=True)
class Corrected:
    """A fact that an agent set: of what kind, over which source (empty where nothing was known)."""

    key: str
    over: str
    case: Case
    at: datetime
    reason: str


def corrected_since(since: datetime) -> list[Corrected]:
    """What agents have set since an instant, the last first: where the rules fall short."""
    rows = list(
        Fact.objects.filter(source=SourceKind.AGENT, recorded_at__gte=since)
        .select_related("case")
        .order_by("-recorded_at", "-pk")
    )
    ended = Fact.objects.filter(
        case__in={row.case_id for row in rows}, superseded_at__gte=since
    ).values_list("case_id", "key", "superseded_at", "source")
    over = {(case_id, key, at): source for case_id, key, at, source in ended}
    return [
        Corrected(
            row.key,
            over.get((row.case_id, row.key, row.recorded_at), ""),
            row.case,
            row.recorded_at,
            row.reason,
        )
        for row in rows
    ]
