"""Days that the system before this one has paid: held so that nothing here pays them again.

They are claims like others for whoever asks whether a day is taken, or counts the days paid; their
shares are settled whole, so that no payment day finds anything to order. The database refuses any
other, and refuses that they change (`ledger_claim_paid_elsewhere_is_settled`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from guichet.cases.service import Case, Decision
from guichet.journal.service import insert_rows, new_id
from guichet.ledger.claims import CLAIM, SHARE, DayGrant
from guichet.ledger.enums import PayeeKind
from guichet.ledger.models import Claim, PaymentOrder, Share

ELSEWHERE = (*CLAIM, "paid_elsewhere_on")


@dataclass(frozen=True)
class DayElsewhere:
    """A day, what each payee got of it in gross cents, and when."""

    granted: DayGrant
    paid_on: date


@dataclass(frozen=True)
class PaidElsewhere:
    """All that was paid elsewhere of a file; the decision that took it over."""

    case: Case
    decision: Decision
    kind: str
    exclusion_group: str
    days: Sequence[DayElsewhere]


def claim_elsewhere(paid: Sequence[PaidElsewhere]) -> None:
    """Hold the days of locked files. A day that is held already is refused by the database."""
    claims, shares = [], []
    for one in paid:
        for day in one.days:
            claim_id = new_id()
            shares += [
                (
                    claim_id, payee.kind,
                    payee.id if payee.kind == PayeeKind.INSURED else None,
                    payee.id if payee.kind == PayeeKind.EMPLOYER else None,
                    None, cents, cents, None,
                )
                for payee, cents in day.granted.shares
            ]  # fmt: skip
            claims.append(
                (
                    claim_id, one.case.person_id, day.granted.day, one.exclusion_group, one.kind,
                    one.case.id, one.decision.id, day.granted.cents, None, None, day.paid_on,
                )
            )  # fmt: skip
    # in one order for all writers, as when days are granted
    claims.sort(key=lambda row: (row[1], row[2]))
    insert_rows(Share, SHARE, shares)
    insert_rows(Claim, ELSEWHERE, claims)


def release_unpaid(case: Case, decision: Decision, *, now: datetime) -> int:
    """Close the days of a locked file of which nothing was paid; answers how many."""
    live = Claim.objects.filter(case=case, closed_at=None, paid_elsewhere_on=None)
    paid = live.filter(shares__order__isnull=False) | live.filter(shares__settled_cents__gt=0)
    return live.exclude(pk__in=paid.values("pk")).update(closed_at=now, closed_by=decision)


def ordered_days(case_id: uuid.UUID) -> QuerySet[Share]:
    """The live shares of a file that an order pays, in the order of the days."""
    shares = Share.objects.filter(claim__case=case_id, claim__closed_at=None, order__isnull=False)
    return shares.select_related("claim", "order__run").order_by("order__number", "claim__day")


def without_answer(case_id: uuid.UUID) -> bool:
    """Whether a transfer of a file has no answer of the bank: neither paid nor not."""
    return PaymentOrder.objects.filter(case=case_id, answers=None).exists()


@dataclass(frozen=True)
class LineElsewhere:
    """Consecutive days of a file that were paid alike elsewhere; gross cents in all."""

    case: Case
    first: date
    last: date
    payee_kind: str
    paid_on: date
    cents: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def to_employer(self) -> bool:
        return self.payee_kind == PayeeKind.EMPLOYER


def paid_elsewhere(person_id: uuid.UUID) -> list[LineElsewhere]:
    """What the system before this one paid of a person's files, in the order of the days."""
    shares = (
        Share.objects.filter(claim__person=person_id, claim__paid_elsewhere_on__isnull=False)
        .select_related("claim__case")
        .order_by("claim__case__opened_at", "payee_kind", "organisation", "claim__day")
    )
    runs: list[list[Share]] = []
    for share in shares:
        if runs and _follows(runs[-1][-1], share):
            runs[-1].append(share)
        else:
            runs.append([share])
    lines = [_line(run) for run in runs]
    return sorted(lines, key=lambda line: (line.first, line.payee_kind))


def _follows(before: Share, share: Share) -> bool:
    a, b = before.claim, share.claim
    return (b.day - a.day).days == 1 and (
        (a.case_id, before.payee_kind, before.organisation_id, a.paid_elsewhere_on)
        == (b.case_id, share.payee_kind, share.organisation_id, b.paid_elsewhere_on)
    )


def _line(run: Sequence[Share]) -> LineElsewhere:
    first, last = run[0].claim, run[-1].claim
    if first.paid_elsewhere_on is None:
        raise ValueError("this day was not paid elsewhere")
    return LineElsewhere(
        first.case, first.day, last.day, run[0].payee_kind, first.paid_elsewhere_on,
        sum(share.cents for share in run),
    )  # fmt: skip
