"""Who is paid for a day: the insured person, or the employer that keeps the wage (R.323-11)."""

from collections.abc import Mapping
from datetime import date

from guichet.benefits.sick_leave.facts import StopFacts
from guichet.cases.service import Case
from guichet.ledger.service import Granted, PayeeKey, PayeeKind


def payee_of(facts: StopFacts, day: date) -> PayeeKind:
    """Subrogation has its dates; a day outside them is the insured person's."""
    if not facts.subrogation or facts.subrogation_from is None:
        return PayeeKind.INSURED
    last = facts.subrogation_to or facts.expected_end or facts.subrogation_from
    return PayeeKind.EMPLOYER if facts.subrogation_from <= day <= last else PayeeKind.INSURED


def wanted(
    case: Case, facts: StopFacts, days: Mapping[date, int]
) -> dict[date, dict[PayeeKey, int]]:
    """The gross cents of each day by the payee who would get them."""
    insured = (PayeeKind.INSURED.value, case.person_id)
    employer = (PayeeKind.EMPLOYER.value, case.employer_id) if case.employer_id else insured
    return {
        day: {employer if payee_of(facts, day) == PayeeKind.EMPLOYER else insured: cents}
        for day, cents in days.items()
    }


def of_another(facts: StopFacts, granted: Mapping[date, Granted]) -> list[date]:
    """The days granted that what is now known would give to another payee, in order."""
    return [
        day for day, one in sorted(granted.items()) if one.payees != {payee_of(facts, day).value}
    ]
