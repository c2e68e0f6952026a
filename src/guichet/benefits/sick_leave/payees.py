"""Who is paid for a day: the insured person, or the employer that keeps the wage (R.323-11)."""

from datetime import date

from guichet.benefits.sick_leave.facts import StopFacts
from guichet.ledger.service import PayeeKind


def payee_of(facts: StopFacts, day: date) -> PayeeKind:
    """Subrogation has its dates; a day outside them is the insured person's."""
    if not facts.subrogation or facts.subrogation_from is None:
        return PayeeKind.INSURED
    last = facts.subrogation_to or facts.expected_end or facts.subrogation_from
    return PayeeKind.EMPLOYER if facts.subrogation_from <= day <= last else PayeeKind.INSURED
