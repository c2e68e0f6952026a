"""What the law proposes now beside what the decision in force grants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from guichet.benefits.sick_leave.service import CaseView
from guichet.cases.service import CaseState, Outcome
from guichet.law.explanation import render_full
from guichet.letters.content import PaidSegment


@dataclass(frozen=True)
class Comparison:
    """Days and gross cents, today and as proposed. `grants`: an agent may grant the proposal.

    `parts`: who would have what, where employers share days with one another or with the person.
    """

    outcome: str
    days: int
    cents: int
    days_today: int
    cents_today: int
    added: int
    removed: int
    altered: int
    steps: list[str]
    grants: bool
    left_out: int
    halved: int
    daily_cents: int
    already_paid: int
    parts: Sequence[PaidSegment] = ()

    @property
    def to_pay(self) -> int:
        """What granting would still have to transfer."""
        return self.cents - self.already_paid

    @property
    def difference(self) -> int:
        return self.cents - self.cents_today

    @property
    def changes(self) -> bool:
        return bool(self.added or self.removed or self.altered)


def compare(view: CaseView) -> Comparison | None:
    """None while the law cannot answer: a piece is missing, or a fact is wrong."""
    proposal = view.assessment.proposal
    if proposal is None:
        return None
    before, after = view.granted, proposal.days
    common = before.keys() & after.keys()
    return Comparison(
        outcome=str(Outcome(proposal.outcome).label),
        days=len(after),
        cents=proposal.total_cents,
        days_today=len(before),
        cents_today=sum(before.values()),
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        altered=sum(1 for day in common if before[day] != after[day]),
        steps=render_full(proposal.explanation, "en" if get_language() == "en" else "fr"),
        grants=bool(after) and not _taken(view) and _open(view, before, after),
        halved=len(proposal.halved),
        left_out=len(proposal.left_out),
        daily_cents=proposal.law.daily_cents,
        already_paid=view.already_paid,
        parts=view.parts,
    )


def _open(view: CaseView, before: Mapping[date, int], after: Mapping[date, int]) -> bool:
    """There is something to decide: no decision stands, or another one is needed."""
    return view.case.state != CaseState.DECIDED or dict(before) != dict(after)


def _taken(view: CaseView) -> bool:
    """Another file holds some of these days: granting would be refused."""
    return any(doubt.kind == "sick_leave.days_already_paid" for doubt in view.assessment.doubts)
