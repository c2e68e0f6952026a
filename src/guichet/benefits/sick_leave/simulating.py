"""What a stop would give if the wage were so much: told on the phone, written nowhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from guichet.benefits.sick_leave.decide import assess
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.situation import context_of
from guichet.cases.service import Case, live_facts
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import reference_months


@dataclass(frozen=True)
class Simulated:
    """Gross cents; `days`: those paid for the dates that are known today, the right supposed."""

    daily_cents: int
    days: int
    total_cents: int
    first_paid: date | None
    months: tuple[str, ...]


def simulate(case: Case, gross_cents: int, *, now: datetime) -> Simulated | None:
    """The law's own answer with `gross_cents` as the pay of each month that nobody has told.

    None while no notice tells the dates. The right is taken as open, and what is known is kept.
    """
    facts = read_facts(values(live_facts([case.id]).get(case.id, {})))
    if not facts.periods:
        return None
    supposed, months = _supposed(facts, gross_cents)
    proposal = assess(supposed, context_of(case, supposed, now=now)).proposal
    if proposal is None:
        return None
    days = proposal.days
    return Simulated(
        daily_cents=proposal.law.daily_cents,
        days=len(days),
        total_cents=sum(days.values()),
        first_paid=min(days, default=None),
        months=months,
    )


def _supposed(facts: StopFacts, gross_cents: int) -> tuple[StopFacts, tuple[str, ...]]:
    """The facts with what is missing supposed; and the months whose pay is."""
    worked = facts.last_day_worked or facts.periods[0].first - timedelta(days=1)
    known = replace(facts, siret=facts.siret or "supposed", last_day_worked=worked, rights_met=True)
    first = known.first_day
    wanted = reference_months(first) if first else ()
    months = tuple(month for month in wanted if month not in facts.wages)
    pays = {month: MonthlyWage(month, gross_cents) for month in months or wanted}
    return replace(known, wages={**facts.wages, **pays}, other_wages={}), months or tuple(wanted)
