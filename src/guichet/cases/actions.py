"""The life of files: opening, moving, pausing, asking. Each takes many files, or one.

Every function here runs inside the transaction of the benefit's own action, on files that it has
locked (`locked`), and writes its events with the others of the same gesture.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from guichet.cases.enums import (
    LIVE_STATES,
    OPEN_PIECES,
    TRANSITIONS,
    CaseChannel,
    CaseState,
    Owner,
    PieceState,
)
from guichet.cases.models import Case, Clock, Counter, Pause, Piece, ProcedureVersion
from guichet.journal.service import Draft, insert, update
from guichet.people.service import Organisation, Person


class RefusedTransition(Exception):
    """The file is not in a state that allows this; the text says which."""


@dataclass(frozen=True)
class NewCase:
    person: Person
    employer: Organisation | None
    event_key: str
    channel: CaseChannel
    received_at: datetime
    duplicate_reason: str = ""


@dataclass(frozen=True)
class PieceRequest:
    """What to ask of whom; with `due_on`, what comes by itself by that day: nobody is asked yet."""

    code: str
    owed_by: Owner
    organisation: Organisation | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None


def stream(case: Case) -> str:
    """The name of the file's chain of events."""
    return f"case:{case.id}"


def draft(case: Case, kind: str, **data: Any) -> Draft:
    """An event of this file, on the person's timeline too."""
    return Draft(stream(case), kind, data, case_id=case.id, person_id=case.person_id)


def locked(
    case_ids: Iterable[uuid.UUID],
    *,
    related: Sequence[str] = ("person", "employer", "decision"),
) -> list[Case]:
    """Lock files in one order; whoever writes to a file passes here first."""
    ids = list(case_ids)
    if not ids:
        return []
    files = Case.objects.select_for_update(of=("self",)).select_related(*(related or (None,)))
    return list(files.filter(pk__in=ids).order_by("id"))


def unlocked(case_ids: Iterable[uuid.UUID]) -> list[Case]:
    """The same files in the same order, to think about before they are locked."""
    files = Case.objects.select_related("person", "employer", "decision")
    return list(files.filter(pk__in=list(case_ids)).order_by("id"))


def locked_live(case_id: uuid.UUID) -> Case:
    """Lock one file that has not ended. Raises RefusedTransition for one that has."""
    cases = locked([case_id])
    if not cases or cases[0].state not in LIVE_STATES:
        raise RefusedTransition("this file has ended")
    return cases[0]


def next_numbers(name: str, count: int) -> range:
    """Give out `count` consecutive numbers under `name`, once each."""
    Counter.objects.get_or_create(name=name, defaults={"last": 0})
    counter = Counter.objects.select_for_update().get(name=name)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


def open_cases(
    new: Sequence[NewCase], *, procedure: ProcedureVersion, prefix: str, now: datetime
) -> tuple[list[Case], list[Draft]]:
    """Open files with their number and their running clock; answers them and their events."""
    if not new:
        return [], []
    year = timezone.localtime(now).year
    numbers = next_numbers(f"{prefix}{year}", len(new))
    cases = [
        Case(
            number=f"{prefix}{year % 100:02d}-{number:07d}",
            procedure=procedure,
            procedure_code=procedure.code,
            person=item.person,
            employer=item.employer,
            event_key=item.event_key,
            duplicate_reason=item.duplicate_reason,
            channel=item.channel,
            state=CaseState.RECEIVED,
            state_since=now,
            opened_at=item.received_at,
            to_assess_since=now,
        )
        for item, number in zip(new, numbers, strict=True)
    ]
    insert(cases)
    insert([Clock(case=case, started_at=case.opened_at) for case in cases])
    return cases, [draft(case, "case.opened", channel=case.channel) for case in cases]


def move(
    cases: Iterable[Case], state: CaseState, *, now: datetime, closing_reason: str = ""
) -> None:
    """Move locked files to a state; a move that the life of a file does not know is refused."""
    moved = []
    for case in cases:
        if case.state != state or state == CaseState.DECIDED:
            if state not in TRANSITIONS[case.state]:
                raise RefusedTransition(f"{case.number}: {case.state} -> {state}")
            case.state, case.state_since, case.closing_reason = state, now, closing_reason
            moved.append(case)
    update(moved, ["state", "state_since", "closing_reason", "decision", "employer"])


def to_assess(case_ids: Iterable[uuid.UUID], *, now: datetime) -> None:
    """Something new is known of these files: whoever dies before assessing them, they wait here."""
    if ids := list(case_ids):
        Case.objects.filter(pk__in=ids).update(to_assess_since=now)


def assessed(cases: Iterable[Case]) -> None:
    """These locked files have been assessed with all that is known."""
    Case.objects.filter(pk__in=[case.id for case in cases], to_assess_since__isnull=False).update(
        to_assess_since=None
    )


def pause(waits: Sequence[tuple[Case, str, Owner]], *, now: datetime) -> None:
    """Stop the clocks of files that wait for somebody else: (file, reason, who owes it)."""
    reasons = {case.id: (reason, owed_by) for case, reason, owed_by in waits}
    running = {
        clock.pk: clock.case_id
        for clock in Clock.objects.filter(case__in=list(reasons), stopped_at=None)
    }
    standing = set()
    ending = []
    for open_pause in Pause.objects.filter(clock__in=list(running), ended_at=None):
        if open_pause.reason == reasons[running[open_pause.clock_id]][0]:
            standing.add(open_pause.clock_id)
        else:
            ending.append(open_pause.pk)
    Pause.objects.filter(pk__in=ending).update(ended_at=now)
    insert(
        [
            Pause(
                clock_id=clock,
                reason=reasons[case][0],
                owed_by=reasons[case][1],
                started_at=now,
            )
            for clock, case in running.items()
            if clock not in standing
        ]
    )


def resume(cases: Iterable[Case], *, now: datetime) -> int:
    """Let the clocks run again; answers how many pauses ended."""
    ids = [case.id for case in cases]
    if not ids:
        return 0
    return Pause.objects.filter(clock__case__in=ids, ended_at=None).update(ended_at=now)


def piece_came(case: Case, code: str, *, now: datetime) -> bool:
    """A piece of a locked file has come: its clock runs again, or waits for what is still asked.

    Answers False where the piece was not awaited.
    """
    if not end_pieces([case], [code], state=PieceState.RECEIVED, now=now):
        return False
    left = Piece.objects.filter(case=case, state__in=OPEN_PIECES).order_by("asked_at").first()
    if left is None:
        resume([case], now=now)
    else:
        pause([(case, left.code, Owner(left.owed_by))], now=now)
    return True


def stop_clocks(cases: Iterable[Case], *, now: datetime) -> None:
    """A decision ends the clock (and any pause left open)."""
    ids = [case.id for case in cases]
    if not ids:
        return
    resume(cases, now=now)
    Clock.objects.filter(case__in=ids, stopped_at=None).update(stopped_at=now)


def restart_clocks(cases: Iterable[Case], *, now: datetime) -> None:
    """A file taken up again after a decision gets a new clock."""
    ids = [case.id for case in cases]
    if not ids:
        return
    running = set(
        Clock.objects.filter(case__in=ids, stopped_at=None).values_list("case_id", flat=True)
    )
    insert([Clock(case_id=i, started_at=now) for i in ids if i not in running])


def open_codes(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The pieces that files wait for, by file."""
    found: dict[uuid.UUID, set[str]] = {}
    ids = list(case_ids)
    if not ids:
        return found
    asked = Piece.objects.filter(case__in=ids, state__in=OPEN_PIECES)
    for case_id, code in asked.values_list("case_id", "code"):
        found.setdefault(case_id, set()).add(code)
    return found


def ask(requests: Sequence[tuple[Case, PieceRequest]], *, now: datetime) -> list[Piece]:
    """Ask for pieces that are not already asked; answers those newly asked."""
    known = open_codes(case.id for case, _ in requests)
    pieces = [
        Piece(
            case=case,
            code=request.code,
            owed_by=request.owed_by,
            organisation=request.organisation,
            detail=request.detail,
            due_on=request.due_on,
            state=PieceState.EXPECTED if request.due_on else PieceState.ASKED,
            asked_at=now,
        )
        for case, request in requests
        if request.code not in known.get(case.id, set())
    ]
    insert(pieces)
    return pieces


def ask_expected(pieces: Sequence[Piece], *, now: datetime) -> None:
    """What was expected of locked files has not come: it is asked."""
    for piece in pieces:
        piece.state, piece.asked_at = PieceState.ASKED, now
    update(pieces, ["state", "asked_at"])


def ask_again(pieces: Sequence[Piece], *, now: datetime) -> None:
    """What was asked for locked files has not come: it is asked a second time."""
    for piece in pieces:
        piece.reminded_at = now
    update(pieces, ["reminded_at"])


def expect_by(pieces: Sequence[Piece]) -> None:
    """The day by which expected pieces come has changed; each bears its new one."""
    update(pieces, ["due_on", "detail"])


def end_pieces(
    cases: Iterable[Case], codes: Iterable[str] | None, *, state: PieceState, now: datetime
) -> int:
    """Close open requests of files (all of them, or some codes); answers how many."""
    pieces = Piece.objects.filter(case__in=[c.id for c in cases], state__in=OPEN_PIECES)
    if codes is not None:
        pieces = pieces.filter(code__in=list(codes))
    return pieces.update(state=state, ended_at=now)
