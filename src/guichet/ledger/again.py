"""Days asked back and granted again: the demand falls, the day is not paid a second time.

What was paid and is due has not to be given back (L.133-4-1 asks for what was not due). It is so
only for the same person, day and payee, and where they still have the money: what was given back is
left alone, oldest days first, and such a day is paid anew.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from guichet.journal.service import insert
from guichet.ledger.enums import RecoveryState, WithholdingEnd
from guichet.ledger.models import DueAgain, Recovery, RecoveryLine, Share

ASKED = (RecoveryState.NOTIFIED, RecoveryState.CONTESTED)

PayeeKey = tuple[str, uuid.UUID]
DayKey = tuple[uuid.UUID, date, PayeeKey]


@dataclass
class AskedBack:
    """A line whose money the payee still has, and how much of it."""

    line: RecoveryLine
    left: int


@dataclass(frozen=True)
class Settled:
    """Cents of a line that a new share settles."""

    line: RecoveryLine
    claim_id: uuid.UUID
    payee: PayeeKey
    cents: int


@dataclass
class Lightened:
    """A recovery that a decision made smaller or ended: the days, and the net no longer asked."""

    recovery: Recovery
    days: list[date]
    net_cents: int


def payee_key(row: Share | Recovery) -> PayeeKey:
    return (row.payee_kind, row.person_id or row.organisation_id)  # type: ignore[return-value]


def paid_cents(share: Share) -> int:
    """What has been ordered for this share, now or through the share that it followed."""
    return share.cents if share.order_id else share.settled_cents


def asked_back(
    people: Collection[uuid.UUID], days: Collection[date], group: str, *, lock: bool = False
) -> dict[DayKey, list[AskedBack]]:
    """What payees were asked to give back for these days and still have, oldest first.

    `lock`: nobody else settles it meanwhile.
    """
    if not days:
        return {}
    lines: QuerySet[RecoveryLine] = (
        RecoveryLine.objects.filter(
            recovery__case__person__in=people,
            share__claim__exclusion_group=group,
            day__range=(min(days), max(days)),
        )
        .exclude(recovery__state=RecoveryState.CANCELLED)
        .select_related("recovery__case__person", "recovery__organisation")
        .order_by("recovery__opened_at", "recovery_id", "id")
    )
    if lock:
        lines = lines.select_for_update(of=("recovery",))
    found = list(lines)
    recoveries = {line.recovery_id: line.recovery for line in reversed(found)}
    # read after the lock: what others settled meanwhile is counted
    gone = _gone(list(recoveries.values()))
    owed: dict[DayKey, list[AskedBack]] = defaultdict(list)
    for line in found:
        line.recovery = recovery = recoveries[line.recovery_id]
        if left := line.cents - gone.get(line.pk, 0):
            key = (recovery.case.person_id, line.day, payee_key(recovery))
            owed[key].append(AskedBack(line, left))
    return owed


def _gone(recoveries: Sequence[Recovery]) -> dict[int, int]:
    """Cents of each line that its payee has no more to answer for: due again, or given back."""
    if not recoveries:
        return {}
    gone: dict[int, int] = dict(
        DueAgain.objects.filter(line__recovery__in=recoveries)
        .values_list("line")
        .annotate(sum=Sum("cents"))
    )
    for recovery in recoveries:
        back = recovery.repaid_gross_cents
        for line in recovery.lines.order_by("day", "id") if back else ():
            given = min(line.cents - gone.get(line.pk, 0), back)
            gone[line.pk] = gone.get(line.pk, 0) + given
            back -= given
    return gone


def take(owed: Iterable[AskedBack], wanted: int) -> list[tuple[RecoveryLine, int]]:
    """Cents of each line, up to `wanted` in all; what is taken is no longer left."""
    taken = []
    for one in owed:
        cents = min(one.left, wanted)
        if cents > 0:
            one.left -= cents
            wanted -= cents
            taken.append((one.line, cents))
    return taken


def settle(settled: Sequence[Settled], *, now: datetime) -> list[Lightened]:
    """Write what new shares settle, and make the recoveries as much smaller.

    Answers those that were still asked back.
    """
    if not settled:
        return []
    shares = {
        (share.claim_id, payee_key(share)): share
        for share in Share.objects.filter(claim__in={one.claim_id for one in settled})
    }
    insert(
        [
            DueAgain(line=one.line, share=shares[one.claim_id, one.payee], cents=one.cents)
            for one in settled
        ]
    )
    lines: dict[uuid.UUID, list[Settled]] = defaultdict(list)
    for one in settled:
        lines[one.line.recovery_id].append(one)
    found = (_lighten(some[0].line.recovery, some, now=now) for some in lines.values())
    return [one for one in found if one]


def _lighten(recovery: Recovery, settled: Sequence[Settled], *, now: datetime) -> Lightened | None:
    """Take what is settled off a recovery; none where it was not asked any more."""
    asked, before = recovery.state in ASKED, recovery.net_left_cents
    recovery.due_again_cents += sum(one.cents for one in settled)
    restate(recovery, now=now)
    days = sorted(one.line.day for one in settled)
    return Lightened(recovery, days, before - recovery.net_left_cents) if asked else None


def restate(recovery: Recovery, *, now: datetime) -> None:
    """Keep a recovery's new sums and say how it then stands; its plan ends with it."""
    left = recovery.net_left_cents
    if recovery.due_again_cents == recovery.gross_cents:
        recovery.state = RecoveryState.CANCELLED
    elif recovery.state != RecoveryState.PRESCRIBED:
        recovery.state = _state(recovery, left)
    if not left:
        end_withholding(recovery, WithholdingEnd.SETTLED, now=now)
    recovery.save(update_fields=["state", "due_again_cents", "repaid_cents", "remitted_cents"])
    if not left:
        recovery.instalments.filter(ended_at=None).update(ended_at=now)


def end_withholding(recovery: Recovery, end: WithholdingEnd, *, now: datetime) -> None:
    """Withhold no more for a recovery, if anything was."""
    recovery.withholdings.filter(ended_at=None).update(ended_at=now, end=end)


def _state(recovery: Recovery, left: int) -> RecoveryState:
    if not left:
        return RecoveryState.REMITTED if recovery.remitted_cents else RecoveryState.PAID
    contested = recovery.objections.filter(outcome="").exists()
    return RecoveryState.CONTESTED if contested else RecoveryState.NOTIFIED
