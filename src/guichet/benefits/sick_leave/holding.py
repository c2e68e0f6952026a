"""While it is asked who is to be paid for a day that was granted, the day is not paid."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.payees import of_another
from guichet.cases.service import Case, draft, live_facts
from guichet.journal.service import Draft
from guichet.ledger.service import Granted, granted_days, hold_anew, lift_holds


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
    events = []
    for case, facts, granted in found:
        unpaid = [day for day in of_another(facts, granted) if granted[day].due]
        if not unpaid:
            lift_holds([case.id], now=now, reason=HoldReason.PAYEE)
        elif hold_anew(case, from_day=unpaid[0], reason=HoldReason.PAYEE, now=now):
            since = unpaid[0].isoformat()
            events.append(draft(case, "sick_leave.payee_in_question", from_day=since))
    return events
