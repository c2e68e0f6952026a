"""Everything needed to assess files, read at once for many: facts, pay, days already claimed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.decide import RIGHTS_MONTHS, Assessment, Context, assess_many
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values, wage_facts
from guichet.cases.service import Case, KnownFacts, LiveFact, live_facts, record
from guichet.declarations.service import KnownPay, pays_of
from guichet.journal.service import update
from guichet.law.dates import DAY, after_months
from guichet.law.reference_pay import months_before
from guichet.ledger.service import claimed_by_others, claimed_days, employer_ibans, granted_days
from guichet.people.service import Organisation

COUNTED_MONTHS = 36  # what came before may fill the counter of R.323-1 4°


@dataclass(frozen=True)
class Situation:
    """One file as it stands: live facts, what they say, what surrounds them, the assessment."""

    case: Case
    live: Mapping[str, LiveFact]
    facts: StopFacts
    context: Context
    assessment: Assessment


def situations(cases: Sequence[Case], *, now: datetime) -> list[Situation]:
    """Bring in the pay that employers declared, then assess each locked file."""
    live = live_facts(case.id for case in cases)
    pays, brought = _bring_pay(cases, live, now=now)
    live |= live_facts(brought)
    facts = [read_facts(values(live.get(case.id, {}))) for case in cases]
    contexts = _contexts(cases, facts, pays, localdate(now))
    assessments = assess_many(list(zip(facts, contexts, strict=True)))
    return [
        Situation(case, live.get(case.id, {}), known, context, assessment)
        for case, known, context, assessment in zip(
            cases, facts, contexts, assessments, strict=True
        )
    ]


def context_of(case: Case, facts: StopFacts, *, now: datetime) -> Context:
    """What surrounds one file, read without writing."""
    declared: list[KnownPay] = []
    if facts.first_day is not None:
        months = months_before(facts.first_day, RIGHTS_MONTHS)
        declared = pays_of({case.person.nir}, months).get(case.person.nir, [])
    return _contexts([case], [facts], {case.id: declared}, localdate(now))[0]


def _bring_pay(
    cases: Sequence[Case], live: KnownFacts, *, now: datetime
) -> tuple[dict[uuid.UUID, list[KnownPay]], list[uuid.UUID]]:
    """Record as facts the pay of the reference months that the file's employer declared.

    Answers all pay of those months by file, and the files whose facts changed.
    """
    wanted: dict[uuid.UUID, tuple[str, ...]] = {}
    for case in cases:
        known = read_facts(values(live.get(case.id, {})))
        if known.first_day is not None:
            wanted[case.id] = months_before(known.first_day, RIGHTS_MONTHS)
    months = {month for all_ in wanted.values() for month in all_}
    declared = pays_of({case.person.nir for case in cases}, months) if months else {}
    found = {
        case.id: [p for p in declared.get(case.person.nir, []) if p.month in wanted[case.id]]
        for case in cases
        if case.id in wanted
    }
    _recognise_employers(cases, found)
    facts = {}
    for case in cases:
        own = [p for p in found.get(case.id, ()) if p.organisation_id == case.employer_id]
        if own:
            facts[case.id] = wage_facts(own)
    return found, list(record(facts, now=now, live=live))


def _recognise_employers(
    cases: Sequence[Case], pays: Mapping[uuid.UUID, Sequence[KnownPay]]
) -> None:
    """A notice may name no employer: the only one that paid the person is the one to ask."""
    paying = {
        case: {row.organisation_id for row in pays.get(case.id, ()) if row.amount_cents}
        for case in cases
        if case.employer_id is None
    }
    only = {case: firms.pop() for case, firms in paying.items() if len(firms) == 1}
    known = Organisation.objects.in_bulk(set(only.values())) if only else {}
    for case, firm in only.items():
        case.employer = known[firm]
    update(list(only), ["employer"])


def _contexts(
    cases: Sequence[Case],
    facts: Sequence[StopFacts],
    pays: Mapping[uuid.UUID, Sequence[KnownPay]],
    today: date,
) -> list[Context]:
    days = [known.covered_days() for known in facts]
    wanted = {case.id: (case, covered) for case, covered in zip(cases, days, strict=True)}
    taken = claimed_by_others(wanted, procedure.EXCLUSION_GROUP)
    granted = granted_days([case.id for case in cases])
    counted = claimed_days(
        {
            case.id: (case.person_id, after_months(covered[0], -COUNTED_MONTHS), covered[0] - DAY)
            for case, covered in zip(cases, days, strict=True)
            if covered
        },
        procedure.KIND,
    )
    accounts = employer_ibans({case.employer_id for case in cases if case.employer_id})
    return [
        Context(
            today=today,
            provisional_nir=case.person.nir_status != "certified",
            days_taken=tuple(taken.get(case.id, ())),
            paid_before=tuple(counted.get(case.id, ())),
            granted=granted.get(case.id, {}),
            employer_accounts=accounts.get(case.employer_id, frozenset()),
            other_employers=_others(case, known, pays.get(case.id, ())),
        )
        for case, known in zip(cases, facts, strict=True)
    ]


def _others(case: Case, facts: StopFacts, pays: Sequence[KnownPay]) -> tuple[str, ...]:
    """Other establishments that paid the person in the three reference months."""
    if facts.first_day is None:
        return ()
    months = months_before(facts.first_day, 3)
    return tuple(
        sorted(
            {
                p.siret
                for p in pays
                if p.month in months and p.organisation_id != case.employer_id and p.amount_cents
            }
        )
    )
