"""Claiming days: what a decision grants becomes claims and shares, exactly once.

A decision that follows another on the same file is applied as a difference: days that stay as they
were are left alone, days that change or fall are closed, and what was already paid for a closed
day is either settled into the new share of the same payee or asked back (never lost, never paid
twice). What is still asked back for a day granted again is settled into it likewise.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils.timezone import localdate

from guichet.cases.service import Case, Decision
from guichet.journal.service import checkpoint, insert, insert_rows, new_id
from guichet.law import parameters
from guichet.law.dates import add_months
from guichet.law.deductions import deductions
from guichet.ledger.again import (
    AskedBack,
    DayKey,
    Lightened,
    PayeeKey,
    Settled,
    asked_back,
    paid_cents,
    payee_key,
    settle,
    take,
)
from guichet.ledger.enums import PayeeKind, RecoveryState
from guichet.ledger.models import Claim, Recovery, RecoveryLine, Share


@dataclass(frozen=True)
class Payee:
    """The insured person, or an employer that keeps the wage, with the account to pay."""

    kind: PayeeKind
    id: uuid.UUID
    bank_details_id: uuid.UUID | None = None

    @cached_property
    def key(self) -> PayeeKey:
        return (self.kind.value, self.id)


class DayGrant(NamedTuple):
    """What a decision grants for one day: whole cents by payee."""

    day: date
    shares: tuple[tuple[Payee, int], ...]

    @property
    def cents(self) -> int:
        return sum(cents for _, cents in self.shares)


@dataclass(frozen=True)
class Grant:
    """All the days that a decision grants; the file's earlier days not in it are taken back."""

    case: Case
    decision: Decision
    kind: str
    exclusion_group: str
    days: Sequence[DayGrant]


@dataclass
class Applied:
    """What applying grants did, for events and letters.

    `paid`: of what each file is granted, the gross cents that its payees had already; `advanced`:
    what they had by an advance, granted or not.
    `prescribed`: paid too much, too long ago to be asked back.
    """

    claimed: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))
    closed: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))
    advanced: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))
    recoveries: list[Recovery] = field(default_factory=list)
    prescribed: list[Recovery] = field(default_factory=list)
    lightened: dict[uuid.UUID, list[Lightened]] = field(default_factory=dict)

    @property
    def ended(self) -> list[str]:
        """The subjects of the demands of which nothing is left, and no answer is owed."""
        found = (one.recovery for some in self.lightened.values() for one in some)
        over = (one for one in found if not one.net_left_cents)
        return [one.subject for one in over if not one.objections.filter(outcome="").exists()]


# Ten or more for each file: written as values, in these orders.
CLAIM = (
    "id", "person_id", "day", "exclusion_group", "kind", "case_id", "decision_id",
    "amount_cents", "closed_at", "closed_by_id",
)  # fmt: skip
SHARE = (
    "claim_id", "payee_kind", "person_id", "organisation_id", "bank_details_id", "cents",
    "settled_cents", "order_id",
)  # fmt: skip


def apply(grants: Sequence[Grant], *, now: datetime) -> Applied:
    """Make the ledger say what the decisions grant. The files are locked by the caller."""
    applied = Applied()
    live = _live_shares([g.case.id for g in grants])
    owed = _owed(grants)
    new_shares: list[tuple[Any, ...]] = []
    new_claims: list[tuple[Any, ...]] = []
    again: dict[uuid.UUID, list[Settled]] = {}
    for grant in grants:
        before = live.get(grant.case.id, {})
        after = {d.day: d for d in grant.days if d.cents}
        settled = _close_what_changed(grant, before, after, applied, now=now)
        for day, granted in after.items():
            if day in before and not _differs(before[day], granted):
                applied.paid[grant.case.id] += sum(paid_cents(share) for share in before[day])
                continue
            claim_id = new_id()
            kept = settled.get(day, {})
            if found := _again(claim_id, grant, granted, kept, owed):
                again.setdefault(grant.case.id, []).extend(found)
            new_claims.append(_claim(claim_id, grant, granted))
            new_shares += _shares(claim_id, granted, kept)
            applied.claimed[grant.case.id] += 1
            applied.paid[grant.case.id] += sum(kept.values())
    # in one order for all writers: two that want the same days wait, never in a circle
    new_claims.sort(key=itemgetter(CLAIM.index("person_id"), CLAIM.index("day")))
    checkpoint("decision.before_claims")
    insert_rows(Share, SHARE, new_shares)
    insert_rows(Claim, CLAIM, new_claims)
    applied.lightened = {case_id: settle(found, now=now) for case_id, found in again.items()}
    checkpoint("decision.after_claims")
    return applied


def already_paid(
    case: Case, wanted: Mapping[date, Mapping[PayeeKey, int]], exclusion_group: str
) -> int:
    """Of the gross cents that a decision would grant, by day and payee, those paid already."""
    held: dict[tuple[date, PayeeKey], int] = defaultdict(int)
    for day, live in _live_shares([case.id]).get(case.id, {}).items():
        for share in live:
            held[day, payee_key(share)] += paid_cents(share)
    owed = asked_back({case.person_id}, wanted.keys(), exclusion_group)
    for (_, day, payee), lines in owed.items():
        held[day, payee] += sum(one.left for one in lines)
    return sum(
        min(cents, held[day, payee])
        for day, some in wanted.items()
        for payee, cents in some.items()
    )


def _owed(grants: Sequence[Grant]) -> dict[str, dict[DayKey, list[AskedBack]]]:
    """What is still asked back for the days that are granted, by exclusion group; locked."""
    found = {}
    for group in {grant.exclusion_group for grant in grants}:
        some = [grant for grant in grants if grant.exclusion_group == group]
        people = {grant.case.person_id for grant in some}
        days = {granted.day for grant in some for granted in grant.days}
        found[group] = asked_back(people, days, group, lock=True)
    return found


def _again(
    claim_id: uuid.UUID,
    grant: Grant,
    granted: DayGrant,
    kept: dict[PayeeKey, int],
    owed: Mapping[str, Mapping[DayKey, Sequence[AskedBack]]],
) -> list[Settled]:
    """What is asked back for this day and is due again; `kept` then counts it as paid."""
    found: list[Settled] = []
    of_group = owed[grant.exclusion_group]
    for payee, cents in granted.shares if of_group else ():
        of_day = of_group.get((grant.case.person_id, granted.day, payee.key), ())
        for line, taken in take(of_day, cents - kept.get(payee.key, 0)):
            kept[payee.key] = kept.get(payee.key, 0) + taken
            found.append(Settled(line, claim_id, payee.key, taken))
    return found


def _live_shares(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[date, list[Share]]]:
    live: dict[uuid.UUID, dict[date, list[Share]]] = defaultdict(lambda: defaultdict(list))
    # what was paid elsewhere is no decision's to change
    shares = Share.objects.select_related("claim").filter(
        claim__case__in=case_ids, claim__closed_at=None, claim__paid_elsewhere_on=None
    )
    for share in shares:
        live[share.claim.case_id][share.claim.day].append(share)
    return live


def _differs(shares: Sequence[Share], granted: DayGrant) -> bool:
    """Whether a day changes: its sums, its payees, or where what is left of it is to be paid.

    A day of an advance becomes the decision's.
    """
    if any(share.claim.advance_id for share in shares):
        return True
    had = sorted((payee_key(s), s.cents) for s in shares)
    if had != sorted((payee.key, cents) for payee, cents in granted.shares):
        return True
    named = {payee.key: payee.bank_details_id for payee, _ in granted.shares}
    return any(
        named[payee_key(s)] not in (None, s.bank_details_id)
        for s in shares
        if s.order_id is None and s.cents > s.settled_cents
    )


def _close_what_changed(
    grant: Grant,
    before: Mapping[date, Sequence[Share]],
    after: Mapping[date, DayGrant],
    applied: Applied,
    *,
    now: datetime,
) -> dict[date, dict[PayeeKey, int]]:
    """Close days that fall or change; answers what was already paid, by day and payee."""
    fallen = [d for d, s in before.items() if d not in after or _differs(s, after[d])]
    if not fallen:
        return {}
    settled: dict[date, dict[PayeeKey, int]] = defaultdict(dict)
    too_much: dict[PayeeKey, list[tuple[Share, int]]] = defaultdict(list)
    for day in sorted(fallen):
        due = {p.key: cents for p, cents in after[day].shares} if day in after else {}
        for share in before[day]:
            key, paid = payee_key(share), paid_cents(share)
            if share.claim.advance_id:
                applied.advanced[grant.case.id] += paid
            settled[day][key] = kept = min(paid, due.get(key, 0))
            if paid > kept:
                too_much[key].append((share, paid - kept))
    Claim.objects.filter(
        pk__in={s.claim_id for d in fallen for s in before[d]}, closed_at=None
    ).update(closed_at=now, closed_by=grant.decision)
    applied.closed[grant.case.id] += len(fallen)
    for key, lines in too_much.items():
        _ask_back(grant, key, lines, applied, now=now)
    return settled


def _ask_back(
    grant: Grant,
    key: PayeeKey,
    lines: Sequence[tuple[Share, int]],
    applied: Applied,
    *,
    now: datetime,
) -> None:
    """Ask back what was paid too much, but for what was paid too long ago (L.332-1)."""
    today = localdate(now)
    years = int(parameters.load().on("recovery_prescription_years", today).value)
    paid_on = _paid_on([share for share, _ in lines])
    old = add_months(today, -12 * years)
    asked = [line for line in lines if paid_on.get(line[0].pk, today) >= old]
    if asked:
        applied.recoveries.append(_recover(grant, key, asked, RecoveryState.NOTIFIED, now=now))
    if left := [line for line in lines if line not in asked]:
        applied.prescribed.append(_recover(grant, key, left, RecoveryState.PRESCRIBED, now=now))


def _paid_on(shares: Sequence[Share]) -> dict[int, date]:
    """The last payment day that paid something of each share's day to its payee."""
    found: dict[int, date] = {}
    for share in shares:
        paid = Share.objects.filter(
            claim__person=share.claim.person_id,
            claim__day=share.claim.day,
            claim__exclusion_group=share.claim.exclusion_group,
            payee_kind=share.payee_kind,
            person=share.person_id,
            organisation=share.organisation_id,
            order__isnull=False,
        )
        if last := paid.aggregate(last=Max("order__run__run_on"))["last"]:
            found[share.pk] = last
    return found


def _recover(
    grant: Grant,
    key: PayeeKey,
    lines: Sequence[tuple[Share, int]],
    state: RecoveryState,
    *,
    now: datetime,
) -> Recovery:
    """Money paid too much, day by day, as owed by whoever was paid."""
    kind, holder = key
    sums = deductions(sum(cents for _, cents in lines), localdate(now))
    recovery = Recovery.objects.create(
        case=grant.case,
        decision=grant.decision,
        payee_kind=kind,
        person_id=holder if kind == PayeeKind.INSURED else None,
        organisation_id=holder if kind == PayeeKind.EMPLOYER else None,
        gross_cents=sums.gross,
        csg_cents=sums.csg,
        crds_cents=sums.crds,
        net_cents=sums.net,
        state=state,
        prescribed=state == RecoveryState.PRESCRIBED,
        opened_at=now,
    )
    insert(
        [
            RecoveryLine(recovery=recovery, share=share, day=share.claim.day, cents=cents)
            for share, cents in lines
        ]
    )
    return recovery


def _claim(claim_id: uuid.UUID, grant: Grant, granted: DayGrant) -> tuple[Any, ...]:
    """A claim in the order of CLAIM."""
    return (
        claim_id, grant.case.person_id, granted.day, grant.exclusion_group, grant.kind,
        grant.case.id, grant.decision.id, granted.cents, None, None,
    )  # fmt: skip


def _shares(
    claim_id: uuid.UUID, granted: DayGrant, settled: Mapping[PayeeKey, int]
) -> list[tuple[Any, ...]]:
    """The shares of a claim, each in the order of SHARE."""
    return [
        (
            claim_id, payee.kind,
            payee.id if payee.kind == PayeeKind.INSURED else None,
            payee.id if payee.kind == PayeeKind.EMPLOYER else None,
            payee.bank_details_id, cents, settled.get(payee.key, 0), None,
        )
        for payee, cents in granted.shares
    ]  # fmt: skip
