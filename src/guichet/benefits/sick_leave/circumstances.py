"""What the ordinary way of a file does not answer: each is a task of its own, never a silent wait.

Some are read in the facts that a file has already (an agency's contract is one of its nature); the
others only a person can know: an agent says so in the file, with the reason. Pure.
"""

from datetime import date

from guichet.benefits.sick_leave.doubts import Doubt
from guichet.benefits.sick_leave.enums import Circumstance, NoticeKind, PaperProof
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.law.reference_pay import months_before
from guichet.law.sickness import reference_months

SAID = {
    Circumstance.JOBSEEKER: "sick_leave.jobseeker",
    Circumstance.SELF_EMPLOYED: "sick_leave.self_employed",
    Circumstance.AGENCY: "sick_leave.agency_worker",
    Circumstance.PART_TIME: "sick_leave.part_time",
    Circumstance.OTHER_SCHEME: "sick_leave.other_scheme",
    Circumstance.LIQUIDATION: "sick_leave.employer_liquidated",
    Circumstance.ABROAD: "sick_leave.stop_abroad",
}
# No employer can be asked: what lacks is for an agent to find.
WITHOUT_EMPLOYER = frozenset(
    {
        Circumstance.JOBSEEKER,
        Circumstance.SELF_EMPLOYED,
        Circumstance.OTHER_SCHEME,
        Circumstance.LIQUIDATION,
    }
)


def employer_cannot_answer(facts: StopFacts) -> bool:
    """Whether nothing is to be asked of an employer."""
    return bool(facts.circumstances & WITHOUT_EMPLOYER)


def hired_lately(facts: StopFacts) -> date | None:
    """The day of a hire that leaves the reference months without pay, or with a part of it.

    None where pay of the month before it is known: the contract was only made again.
    """
    first, hired = facts.first_day, facts.contract_start
    if first is None or hired is None or hired > first:
        return None
    if hired <= date.fromisoformat(f"{min(reference_months(first))}-01"):
        return None
    (before,) = months_before(hired, 1)
    return None if before in facts.wages else hired


def months_of_hire(facts: StopFacts) -> frozenset[str]:
    """The reference months that ended before the hire: this employer has no pay to tell."""
    hired, first = hired_lately(facts), facts.first_day
    if hired is None or first is None:
        return frozenset()
    return frozenset(month for month in reference_months(first) if month < f"{hired:%Y-%m}")


def doubts_of_circumstances(facts: StopFacts) -> list[Doubt]:
    """The tasks that the circumstances of a file ask for."""
    found = [Doubt(kind) for said, kind in SAID.items() if _stands(said, facts)]
    proofs = {one.proof for one in facts.originals.values()}
    if PaperProof.ABROAD in proofs and Circumstance.ABROAD not in facts.circumstances:
        found.append(Doubt(SAID[Circumstance.ABROAD]))
    if hired := hired_lately(facts):
        found.append(Doubt("sick_leave.just_hired", {"hired_on": hired.isoformat()}))
    to_judge = [
        Doubt("sick_leave.other_prescriber", {"first": first.isoformat()})
        for first in of_another_prescriber(facts)
        if first not in facts.prescribers
    ]
    return found + to_judge[:1]


def _stands(said: Circumstance, facts: StopFacts) -> bool:
    """Part-time is a doubt until its first day is known: then its months are waited for."""
    dated = said == Circumstance.PART_TIME and facts.part_time.first is not None
    return said in facts.circumstances and not dated


def of_another_prescriber(facts: StopFacts) -> list[date]:
    """The prolongations that another prescriber signed, where both are known (L.162-4-4)."""
    pairs = zip(facts.periods, facts.periods[1:], strict=False)
    return [
        after.first
        for before, after in pairs
        if after.kind == NoticeKind.PROLONGATION
        and before.prescriber
        and after.prescriber
        and before.prescriber != after.prescriber
    ]
