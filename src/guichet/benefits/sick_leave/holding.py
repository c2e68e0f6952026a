"""Days that were granted or advanced and are in question are not paid until somebody answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.payees import of_another
from guichet.cases.service import Case, draft, live_facts
from guichet.journal.service import Draft
from guichet.ledger.service import Granted, granted_days, hold_anew, lift_holds

TOLD = {HoldReason.PAYEE: "sick_leave.payee_in_question", HoldReason.ADVANCE: "payment.held"}


def hold_contradicted(cases: Collection[Case], *, now: datetime) -> list[Draft]:
    """Hold the unpaid days of locked files that their new facts would give to another payee.

    In the transaction that takes the news: no payment day comes between it and the hold.
    """
    decided = {case.id: case for case in cases if case.decision_id is not None}
    if not decided:
        return []
    live, granted = live_facts(decided), granted_days(list(decided))
    found = [
        (case, read_facts(values(live.get(case_id, {}))), granted.get(case_id, {}))
        for case_id, case in decided.items()
    ]
    return hold_of_another(found, now=now)


def hold_of_another(
    found: Sequence[tuple[Case, StopFacts, Mapping[date, Granted]]], *, now: datetime
) -> list[Draft]:
    """Decided files, locked: their unpaid days that are another payee's wait for an agent."""
    events: list[Draft] = []
    for case, facts, granted in found:
        unpaid = [day for day in of_another(facts, granted) if granted[day].due]
        events += hold_or_lift(case, unpaid, HoldReason.PAYEE, now=now)
    return events


def hold_or_lift(
    case: Case, days: Collection[date], reason: HoldReason, *, now: datetime
) -> list[Draft]:
    """Hold a locked file from the first of the days in question on; free it where none is left."""
    if not days:
        lift_holds([case.id], now=now, reason=reason)
        return []
    first = min(days)
    if not hold_anew(case, from_day=first, reason=reason, now=now):
        return []
    return [draft(case, TOLD[reason], from_day=first.isoformat())]
