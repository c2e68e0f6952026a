"""What a change of the law's parameters would move among the files already decided. Reads only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.decide import Assessment, assess_many
from guichet.benefits.sick_leave.facts import read_facts
from guichet.cases.service import Case, Decision, Outcome, decided_cases, facts_used
from guichet.law.parameters import Parameters, load

CHUNK = 500


@dataclass(frozen=True)
class Impact:
    """One decided file under the law as it is and under the changed law; amounts in cents.

    `settled` is what was decided. It differs from `before` where the program or the law has changed
    since; those files are to be looked at for themselves. `after` is None when the changed law has
    no answer for the file.
    """

    number: str
    decided_on: date
    refused: bool
    settled: int
    before: int
    after: int | None
    days_before: int
    days_after: int
    daily_before: int
    daily_after: int

    @property
    def moved(self) -> bool:
        """The change moves this file. A refusal moves only when something becomes payable."""
        if self.refused and self.before:
            return False
        return self.after != self.before

    @property
    def difference(self) -> int:
        """Cents gained (above zero) or lost by the person or the employer who is paid."""
        return (self.after or 0) - self.before


def impacts(changed: Parameters, current: Parameters | None = None) -> Iterator[Impact]:
    """Every decided file, in the order of numbers, under both laws; a bounded number in memory."""
    current = current or load()
    for chunk in decided_cases(procedure.CODE, CHUNK):
        yield from _impacts(chunk, current, changed)


def _impacts(cases: Sequence[Case], current: Parameters, changed: Parameters) -> Iterator[Impact]:
    decided = [
        (case, case.decision)
        for case in cases
        if case.decision
        and case.decision.outcome != Outcome.CANCELLED
        and case.decision.reason_code != procedure.TAKEN_OVER
    ]
    used = facts_used([decision for _, decision in decided])
    items = [
        (read_facts(facts), Context.replayed(decision.inputs))
        for (_, decision), facts in zip(decided, used, strict=True)
    ]
    before, after = assess_many(items, current), assess_many(items, changed)
    for (case, decision), now, then in zip(decided, before, after, strict=True):
        yield _impact(case, decision, _days(now) or {}, _days(then))


def _impact(
    case: Case, decision: Decision, days: Mapping[date, int], changed: Mapping[date, int] | None
) -> Impact:
    return Impact(
        number=case.number,
        decided_on=decision.decided_at.date(),
        refused=decision.outcome == Outcome.REFUSED,
        settled=decision.result["total_cents"],
        before=sum(days.values()),
        after=None if changed is None else sum(changed.values()),
        days_before=len(days),
        days_after=len(changed or ()),
        daily_before=max(days.values(), default=0),
        daily_after=max((changed or {}).values(), default=0),
    )


def _days(assessment: Assessment) -> Mapping[date, int] | None:
    """Gross cents by day; None where the law has no answer."""
    return assessment.proposal.days if assessment.proposal else None
