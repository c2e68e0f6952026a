"""From the facts of a sick leave to what should be done. Pure: the replay calls it again.

It answers, in this order of urgency: what is missing (and who owes it), what is doubtful (and why a
person must look), and what the law gives. Only what has neither missing piece nor doubt, and is
wholly favourable, may be decided without a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.circumstances import (
    doubts_of_circumstances,
    employer_cannot_answer,
    months_of_hire,
)
from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.doubts import Doubt, doubt_of_late, doubts_of_dates
from guichet.benefits.sick_leave.enums import Several
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.benefits.sick_leave.late import (
    costing_period,
    halved_days,
    law_days,
    not_admitted_days,
    uncontrolled_days,
    unjustified_days,
)
from guichet.benefits.sick_leave.paper import awaiting_original
from guichet.benefits.sick_leave.part_time import months_awaited
from guichet.benefits.sick_leave.payees import keepings, loses, of_another, shares_of, sharing
from guichet.benefits.sick_leave.several import doubts_of_employers, shared_by_a_person
from guichet.benefits.sick_leave.variants import differing, variants
from guichet.cases.service import Outcome, Owner
from guichet.declarations.service import LARGE_WAGE_CENTS
from guichet.formats.identifiers import check_iban
from guichet.law.counters import spans
from guichet.law.explanation import Refusal, Step
from guichet.law.parameters import Parameters
from guichet.law.reference_pay import MonthlyWage, months_before
from guichet.law.sickness import SicknessResult, SicknessStop, evaluate, reference_months
from guichet.ledger.service import Granted

RIGHTS_MONTHS = 6
ONLY_WAITING = "sick_leave.only_waiting_days"
# The rules of the law that leave days of a stop unpaid, and the reason told for each.
LEFT_OUT = {
    "days_beyond_360": "sick_leave.counter_reached",
    "days_after_ald": "sick_leave.long_illness_over",
}


@dataclass(frozen=True)
class Missing:
    code: str
    owed_by: Owner
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """What the law gives for the whole stop: gross cents by day, and the outcome to decide.

    `sharing`: how employers that keep the wage share the days.
    `left_out`: the days that a rule leaves unpaid beside the waiting ones; `halved`: those that are
    paid in part for a notice sent late.
    """

    outcome: Outcome
    unfavourable: bool
    reason_code: str
    days: Mapping[date, int]
    law: SicknessResult
    left_out: tuple[date, ...] = ()
    halved: tuple[date, ...] = ()
    sharing: tuple[Step, ...] = ()

    @property
    def explanation(self) -> tuple[Step, ...]:
        """What the law tells, then how the days are shared between employers."""
        return (*self.law.explanation, *self.sharing)

    @property
    def total_cents(self) -> int:
        return sum(self.days.values())


@dataclass(frozen=True)
class Assessment:
    """`others`: the days that the other wages said of a month would give, where some are said."""

    missing: tuple[Missing, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    proposal: Proposal | None = None
    others: tuple[Mapping[date, int], ...] = ()

    @property
    def certain(self) -> bool:
        """May be decided with no hand touching it."""
        return (
            not self.missing
            and not self.doubts
            and self.proposal is not None
            and not self.proposal.unfavourable
        )


def law_input(facts: StopFacts, context: Context) -> SicknessStop | None:
    """The stop as the law takes it: prolongations belong to the initial stop that they continue."""
    first, days = facts.first_day, facts.covered_days
    if first is None:
        return None
    wanted = set(months_before(first, RIGHTS_MONTHS))
    return SicknessStop(
        stop_start=first,
        stop_end=days[-1] if days else first,
        kind="initial",
        wages=tuple(w for month, w in sorted(facts.all_wages.items()) if month in wanted),
        opening_conditions_met=facts.rights_met,
        days=replace(
            law_days(facts, (*context.paid_before, *facts.taken_before)),
            ald_since=facts.ald_since,
            part_times=facts.part_time.lost,
        ),
    )


def assess_many(
    items: Sequence[tuple[StopFacts, Context]], parameters: Parameters | None = None
) -> list[Assessment]:
    """Assess files together: the law is asked once for all that are complete."""
    missing = [_missing(facts) for facts, _ in items]
    inputs = [
        None if gaps and not facts.cancelled else law_input(facts, context)
        for (facts, context), gaps in zip(items, missing, strict=True)
    ]
    others = [
        _variants(facts) if stop is not None and not facts.cancelled else []
        for (facts, _), stop in zip(items, inputs, strict=True)
    ]
    asked = [stop for stop in inputs if stop is not None]
    for (_, context), told in zip(items, others, strict=True):
        asked += [stop for one in told if (stop := law_input(one, context)) is not None]
    answers = iter(evaluate(asked, parameters) if asked else [])
    laws = [next(answers) if stop is not None else None for stop in inputs]
    return [
        _assessment(facts, context, gaps, law, [(one, next(answers)) for one in told])
        for (facts, context), gaps, law, told in zip(items, missing, laws, others, strict=True)
    ]


def _variants(facts: StopFacts) -> list[StopFacts]:
    return variants(facts, _differing(facts))


def _differing(facts: StopFacts) -> dict[str, Sequence[MonthlyWage]]:
    if not facts.other_wages or facts.first_day is None:
        return {}
    return differing(facts, months_before(facts.first_day, RIGHTS_MONTHS))


def assess(facts: StopFacts, context: Context, parameters: Parameters | None = None) -> Assessment:
    return assess_many([(facts, context)], parameters)[0]


def _missing(facts: StopFacts) -> tuple[Missing, ...]:
    if not facts.periods:
        return (Missing(procedure.NOTICE, Owner.INSURED),)
    if copies := awaiting_original(facts):
        firsts = [period.first.isoformat() for period in copies]
        return (Missing(procedure.ORIGINAL, Owner.INSURED, {"firsts": firsts}),)
    if employer_cannot_answer(facts):
        return ()
    if facts.siret is None or facts.last_day_worked is None:
        return (Missing(procedure.CERTIFICATE, Owner.EMPLOYER),)
    if months := _lacks_wages(facts):
        return (Missing(procedure.WAGES, Owner.EMPLOYER, {"months": months}),)
    return ()


def _lacks_wages(facts: StopFacts, *, hired_before: bool = False) -> list[str]:
    """The reference months without a wage; those before the hire, only with `hired_before`."""
    first = facts.first_day
    known = facts.wages.keys() | (set() if hired_before else months_of_hire(facts))
    return [m for m in reference_months(first) if m not in known] if first else []


def _assessment(
    facts: StopFacts,
    context: Context,
    missing: tuple[Missing, ...],
    law: SicknessResult | Refusal | None,
    others: Sequence[tuple[StopFacts, SicknessResult | Refusal]] = (),
) -> Assessment:
    if facts.cancelled:
        return _cancelled(context, law)
    doubts = [*doubts_of_dates(facts, context.today), *_doubts_of_person(facts, context)]
    doubts += [*doubts_of_circumstances(facts), *doubts_of_employers(facts, context)]
    if law is None:
        return Assessment(missing=missing, doubts=tuple(doubts))
    said = [_given(one, answer) for one, answer in others]
    doubts += _doubts_of_wages(facts, law, said)
    if isinstance(law, Refusal):
        # a month that no employer is asked for (none to ask, or before the hire) has its own task
        if not _lacks_wages(facts, hired_before=True):
            doubts.append(Doubt("sick_leave.law_refuses", {"message": law.message}))
        return Assessment(missing=missing, doubts=tuple(doubts))
    if law.right_open is None:
        doubts.append(Doubt("sick_leave.right_unknown"))
        return Assessment(missing=missing, doubts=tuple(doubts))
    proposal = _proposal(facts, law)
    missing = missing or _pay_lost(facts, context, proposal)
    if not missing or proposal.reason_code != ONLY_WAITING:
        doubts += _doubts_of_law(facts, context, law, proposal)
    told = tuple(days or {} for days in said) or (({},) if _differing(facts) else ())
    return Assessment(missing=missing, doubts=tuple(doubts), proposal=proposal, others=told)


def _pay_lost(facts: StopFacts, context: Context, proposal: Proposal) -> tuple[Missing, ...]:
    """What days of part-time wait for, once nothing else of the file is to be decided."""
    awaiting = facts.days_awaiting
    refused = proposal.unfavourable and proposal.reason_code != ONLY_WAITING
    if not awaiting or refused or not unchanged(facts, context, proposal):
        return ()
    months = [m for m in months_awaited(awaiting) if m <= f"{context.today:%Y-%m}"]
    detail = {"months": months or [f"{awaiting[0]:%Y-%m}"]}
    return (Missing(procedure.PAY_LOST, Owner.EMPLOYER, detail),)


def _cancelled(context: Context, law: SicknessResult | Refusal | None) -> Assessment:
    """The employer says that the stop never was: a person takes back what was granted."""
    proposal = None
    if isinstance(law, SicknessResult):
        proposal = Proposal(Outcome.CANCELLED, True, "sick_leave.stop_cancelled", {}, law)
    return Assessment(doubts=(Doubt("sick_leave.stop_cancelled"),), proposal=proposal)


def _proposal(facts: StopFacts, law: SicknessResult) -> Proposal:
    found = _given_by_law(facts, law)
    return replace(found, sharing=sharing(facts, law, found.days))


def _given_by_law(facts: StopFacts, law: SicknessResult) -> Proposal:
    covered = facts.days_of_ours
    days = {
        segment.first + timedelta(days=n): segment.daily_cents
        for segment in law.segments
        for n in range((segment.last - segment.first).days + 1)
    }
    unseen, unfit = uncontrolled_days(facts), not_admitted_days(facts)
    lost = unjustified_days(facts, [day for day in covered if days.get(day)])
    left_out = unseen | unfit | lost
    granted = {d: days[d] for d in covered if days.get(d) and d not in left_out}
    if not law.right_open:
        return Proposal(Outcome.REFUSED, True, "sick_leave.right_not_open", {}, law)
    reason = next((LEFT_OUT[one.rule] for one in law.removed if one.rule in LEFT_OUT), "")
    halved = tuple(day for day in halved_days(law) if day in granted)
    if unseen:
        reason = reason or "sick_leave.notice_after_end"
    if unfit:
        reason = reason or "sick_leave.prescriber_refused"
    if lost:
        reason = "sick_leave.not_justified"
    if reason or halved:
        reason = reason or "sick_leave.notice_late"
        beyond = (
            facts.covered_days[law.carence_days :] if reason != "sick_leave.notice_late" else ()
        )
        left = tuple(day for day in beyond if day in covered and day not in granted)
        outcome = Outcome.PARTLY if granted else Outcome.REFUSED
        return Proposal(outcome, True, reason, granted, law, left, halved)
    if granted:
        return Proposal(Outcome.GRANTED, False, "sick_leave.granted", granted, law)
    if facts.taken_until and not any(day in days for day in covered):
        return Proposal(Outcome.GRANTED, False, procedure.TAKEN_OVER, {}, law)
    return Proposal(Outcome.REFUSED, True, ONLY_WAITING, {}, law)


def _doubts_of_person(facts: StopFacts, context: Context) -> list[Doubt]:
    doubts = []
    if context.provisional_nir:
        doubts.append(Doubt("sick_leave.provisional_nir"))
    if facts.occupational:
        doubts.append(Doubt("sick_leave.linked_to_work"))
    if not all(one.names_the_person for one in (facts, *facts.others)):
        doubts.append(Doubt("sick_leave.name_differs"))
    wages = [wage for one in (facts, *facts.others) for wage in one.wages.items()]
    large = [month for month, wage in wages if wage.gross_cents > LARGE_WAGE_CENTS]
    if large:
        doubts.append(Doubt("sick_leave.wage_unusual", {"month": large[0]}))
    return doubts


def _doubts_of_wages(
    facts: StopFacts, law: SicknessResult | Refusal, others: Sequence[Mapping[date, int] | None]
) -> list[Doubt]:
    """The employer said a month in several ways, and they do not all pay the same."""
    if not (differ := _differing(facts)):
        return []
    given = [_given(facts, law), *others]
    if others and all(one == given[0] for one in given):
        return []
    totals = [sum(days.values()) for days in given if days is not None]
    known = others and len(totals) == len(given)
    amounts = {"least_cents": min(totals), "most_cents": max(totals)} if known else {}
    return [Doubt("sick_leave.wages_differ", {"months": sorted(differ), **amounts})]


def _given(facts: StopFacts, law: SicknessResult | Refusal) -> Mapping[date, int] | None:
    """Cents by day; None where the law does not say."""
    if isinstance(law, Refusal) or law.right_open is None:
        return None
    return _given_by_law(facts, law).days


def _doubts_of_law(
    facts: StopFacts, context: Context, law: SicknessResult, proposal: Proposal
) -> list[Doubt]:
    doubts = []
    if proposal.unfavourable:
        doubts.append(_doubt_of_reason(facts, proposal))
    taken = sorted(set(context.days_taken) & set(proposal.days))
    if taken:
        first, last = spans(taken)[0]
        doubts.append(
            Doubt(
                "sick_leave.days_already_paid",
                {"first": first.isoformat(), "last": last.isoformat(), "days": len(taken)},
            )
        )
    if shared_by_a_person(facts, proposal.days):
        doubts.append(Doubt("sick_leave.several_employers", {"why": Several.SHARED}))
    if _paid_to_another(facts, context, proposal):
        doubts.append(Doubt("sick_leave.payee_changes"))
    if lost := _lost(context.granted, proposal.days):
        doubts.append(Doubt("sick_leave.recalculation_reduces", lost))
    return doubts


def _doubt_of_reason(facts: StopFacts, proposal: Proposal) -> Doubt:
    """Why the law gives less than all, with what its sentence needs."""
    period = costing_period(facts)
    if period and proposal.reason_code in ("sick_leave.notice_late", "sick_leave.notice_after_end"):
        return Doubt(proposal.reason_code, doubt_of_late(period).data)
    left = len(proposal.left_out)
    return Doubt(proposal.reason_code, {"days": left} if left else {})


def _paid_to_another(facts: StopFacts, context: Context, proposal: Proposal) -> bool:
    """Days already granted would go to another payee: a rule takes nothing from anybody."""
    if any(day in proposal.days for day in of_another(facts, context.granted)):
        return True
    return loses(facts, proposal.law, context.granted, proposal.days)


def unchanged(facts: StopFacts, context: Context, proposal: Proposal) -> bool:
    """The decision in force already gives just this, to the same payees."""
    wanted = shares_of(facts, proposal.law, proposal.days)
    given = {day: dict(one.shares) for day, one in context.granted.items()}
    return wanted == given and not _account_changes(facts, context)


def _account_changes(facts: StopFacts, context: Context) -> bool:
    """Days still to be paid name another account than the one that an employer now gives."""
    told = {name: check_iban(one.iban).value for name, one in keepings(facts).items()}
    return any(
        told.get(name) not in ("", None, iban)
        for granted in context.granted.values()
        for name, iban in granted.ibans.items()
    )


def _lost(granted: Mapping[date, Granted], after: Mapping[date, int]) -> dict[str, int]:
    """Cents granted before that a new calculation would take back, and of how many unpaid days."""
    less = {day: one for day, one in granted.items() if after.get(day, 0) < one.cents}
    if not less:
        return {}
    cents = sum(one.cents - after.get(day, 0) for day, one in less.items())
    return {"cents": cents, "unpaid": sum(one.due for one in less.values())}
