"""Days that were granted or advanced and are in question are not paid until somebody answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from guichet.benefits.sick_leave.decide import Proposal, assess
from guichet.benefits.sick_leave.employers import is_other_wage
from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.payees import of_another
from guichet.benefits.sick_leave.situation import Situation
from guichet.cases.service import Case, draft
from guichet.journal.service import Draft
from guichet.law.dates import DAY
from guichet.ledger.service import hold_anew, lift_holds

Questions = Mapping[HoldReason, Collection[date]]
TOLD = {HoldReason.PAYEE: "sick_leave.payee_in_question"}


def hold_in_question(found: Sequence[Situation], *, now: datetime) -> list[Draft]:
    """Locked files: unpaid days that are another payee's, or not certain whole, wait for an agent.

    A wage is lower, or is not known any more; an agent has changed a date. Only days that every
    calculation gives are paid: what is paid and not due, somebody ill must give back.
    """
    events: list[Draft] = []
    for s in found:
        if s.case.decision_id is None:
            continue
        questions = {
            HoldReason.PAYEE: _of_another(s),
            HoldReason.LESS: _less_certain(s),
        }
        events += hold_or_lift(s.case, questions, now=now)
    return events


def _of_another(s: Situation) -> list[date]:
    granted = s.context.granted
    return [day for day in of_another(s.facts, granted) if granted[day].due]


def _less_certain(s: Situation) -> list[date]:
    """Days granted and still to be paid for which what is known now may give less, in order."""
    unpaid = {day: one.cents for day, one in sorted(s.context.granted.items()) if one.due}
    if not unpaid:
        return []
    proposal = s.assessment.proposal or _as_long_as_granted(s)
    told = [proposal.days if proposal else {}]
    if _wages_said_since(s):
        told += s.assessment.others
    return [day for day, cents in unpaid.items() if any(days.get(day, 0) < cents for days in told)]


def _as_long_as_granted(s: Situation) -> Proposal | None:
    """What the law gives of the stop as far as it was granted.

    What lacks of a prolongation, its original or the conditions of a long stop, takes nothing from
    the days before it.
    """
    last = max(s.context.granted)
    ended = min(s.facts.returned_on or date.max, last + DAY)
    periods = tuple(one for one in s.facts.periods if one.first <= last)
    return assess(replace(s.facts, periods=periods, returned_on=ended), s.context).proposal


def _wages_said_since(s: Situation) -> bool:
    """Whether another wage was said of a month since the decision; who decided knew the others."""
    known = s.case.decision.facts if s.case.decision else ()
    return any(is_other_wage(key) and fact.pk not in known for key, fact in s.live.items())


def hold_or_lift(case: Case, questions: Questions, *, now: datetime) -> list[Draft]:
    """Hold a locked file from the first of the days in question on; free it where none is left.

    What no longer holds is lifted first, as one reason may have kept what another keeps now.
    """
    for reason, days in questions.items():
        if not days:
            lift_holds([case.id], now=now, reason=reason)
    events = []
    for reason, days in questions.items():
        if days and hold_anew(case, from_day=(first := min(days)), reason=reason, now=now):
            kind = TOLD.get(reason, "payment.held")
            events.append(draft(case, kind, from_day=first.isoformat()))
    return events
