"""A notice sent late or signed by another prescriber: which are, what an agent settled of each, and
what that does to the days.

CSS R.321-2 and D.323-2: a warning, then half of the allowance from the prescription to the sending;
R.323-12: nothing for days that the fund could not control. L.315-2: nothing from the day on which
the medical service finds a stop no longer justified.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from guichet.benefits.sick_leave.enums import LateOutcome
from guichet.benefits.sick_leave.facts import Late, Period, StopFacts
from guichet.law.counters import Interval
from guichet.law.sickness import SicknessResult
from guichet.law.stop_days import PLAIN, Notice, StopDays

NOTICE_DAYS = 2


def late_periods(facts: StopFacts) -> list[Period]:
    """The periods whose notice was sent late, in order."""
    return [p for p in facts.periods if (p.sent_on - p.prescribed_on).days > NOTICE_DAYS]


def settled(facts: StopFacts, period: Period) -> Late | None:
    """What was settled of the notice of a period, unless another was sent since."""
    late = facts.late.get(period.first)
    same = late and (late.prescribed_on, late.sent_on) == (period.prescribed_on, period.sent_on)
    return late if same else None


def unsettled(facts: StopFacts) -> list[Period]:
    """The periods whose notice was sent late and of which no agent has said anything yet."""
    return [period for period in late_periods(facts) if settled(facts, period) is None]


def _of(facts: StopFacts, outcome: LateOutcome) -> list[tuple[Period, Late]]:
    found = ((period, settled(facts, period)) for period in late_periods(facts))
    return [(period, late) for period, late in found if late and late.outcome == outcome]


def law_days(facts: StopFacts, paid_before: tuple[Interval, ...]) -> StopDays:
    """What may change the days of the stop, as the law takes it. One notice at most is reduced."""
    for period, late in _of(facts, LateOutcome.HALVED)[:1]:
        notice = Notice(period.sent_on, late.previous)
        before = paid_before or None
        return StopDays(issued_on=period.prescribed_on, paid_before=before, notice=notice)
    return StopDays(paid_before=paid_before) if paid_before else PLAIN


def halved_days(law: SicknessResult) -> Sequence[date]:
    """The paid days that the law reduces for a notice sent late."""
    found = law.trace.days
    if found is None or found.reduced is None:
        return ()
    return [
        part.first + timedelta(days=n)
        for part in found.parts
        if part.rate.reduced
        for n in range(part.days)
    ]


def costing_period(facts: StopFacts) -> Period | None:
    """The first period whose notice an agent settled with days unpaid or halved."""
    some = [*_of(facts, LateOutcome.NOT_CONTROLLED), *_of(facts, LateOutcome.HALVED)]
    return some[0][0] if some else None


def uncontrolled_days(facts: StopFacts) -> frozenset[date]:
    """The days that only notices received after their end prescribe, and an agent refused."""
    return _days_of_none_but(facts, [p for p, _late in _of(facts, LateOutcome.NOT_CONTROLLED)])


def not_admitted_days(facts: StopFacts) -> frozenset[date]:
    """The days that only prolongations prescribe whose prescriber an agent found not to be one
    that the law admits (L.162-4-4)."""
    refused = [p for p in facts.periods if facts.prescribers.get(p.first) is False]
    return _days_of_none_but(facts, refused)


def _days_of_none_but(facts: StopFacts, refused: Sequence[Period]) -> frozenset[date]:
    return _days(refused) - _days([one for one in facts.periods if one not in refused])


def unjustified_days(facts: StopFacts, paid: Sequence[date]) -> frozenset[date]:
    """Of days that would be paid, those from which the medical service finds no reason (L.315-2).

    Every later day of the file with them, a prolongation's too, until another opinion.
    """
    first = facts.unjustified_from
    return frozenset(day for day in paid if first is not None and day >= first)


def _days(periods: Sequence[Period]) -> frozenset[date]:
    return frozenset(
        period.first + timedelta(days=n)
        for period in periods
        for n in range((period.last - period.first).days + 1)
    )
