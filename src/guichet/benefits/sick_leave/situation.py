"""Everything needed to assess files, read at once for many: facts, pay, days already claimed."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.certificate import contract_facts, settled_wages, wage_facts
from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.decide import RIGHTS_MONTHS, Assessment, assess_many
from guichet.benefits.sick_leave.employers import (
    declared_sirets,
    facts_at,
    is_other_wage,
    key_at,
    month_of,
)
from guichet.benefits.sick_leave.facts import StopFacts, first_day_in, read_facts, values
from guichet.benefits.sick_leave.payees import accounts_of_others
from guichet.benefits.sick_leave.wages import OTHER_WAGE, WAGE
from guichet.cases.service import (
    Case,
    Fact,
    KnownFacts,
    LiveFact,
    NewFact,
    SourceKind,
    draft,
    drop,
    live_facts,
    news,
    record,
    standing_facts,
    values_before,
)
from guichet.declarations.service import KnownPay, pays_of, standing_pays
from guichet.journal.service import Draft, append, rule, update
from guichet.law.counters import window_start
from guichet.law.dates import DAY
from guichet.law.reference_pay import months_before
from guichet.ledger.service import claimed_by_others, claimed_days, employer_ibans, granted_days
from guichet.people.service import Organisation

COMPARE = rule("sick_leave.compare")
COUNTED_YEARS = 3  # what came before may fill the counter of R.323-1 4°


@dataclass(frozen=True)
class Situation:
    """One file as it stands: live facts, what they say, what surrounds them, the assessment."""

    case: Case
    live: Mapping[str, LiveFact]
    facts: StopFacts
    context: Context
    assessment: Assessment

    @property
    def provisional(self) -> bool:
        """Payslips stand in for something that the employer has not said."""
        return rests_on_payslips(self.live.values())

    @property
    def confirms(self) -> bool:
        """The decision in force is provisional, and nothing stands in for anything any more."""
        return is_provisional(self.case) and not self.provisional


def rests_on_payslips(facts: Iterable[Fact | LiveFact]) -> bool:
    """Whether payslips stand in for something that the employer has not said."""
    return any(fact.source == SourceKind.PAYSLIP for fact in facts)


def is_provisional(case: Case) -> bool:
    """Whether the decision in force is provisional."""
    return case.decision is not None and case.decision.provisional


@dataclass(frozen=True)
class Look:
    """Files read and assessed before they are locked, and what was read, to be asked again then.

    `brought` is declared pay that the situations take as facts and that is still to be recorded,
    `gone` what else was said of a month and no longer is, `named` the files whose employer pay
    alone has told.
    """

    situations: list[Situation]
    rows: list[list[Any]]
    live: KnownFacts
    pays: Mapping[uuid.UUID, Sequence[KnownPay]]
    pay_asked: tuple[set[str], set[str]]
    pay_keys: set[int]
    brought: Mapping[uuid.UUID, Sequence[NewFact]]
    gone: Mapping[uuid.UUID, Sequence[str]]
    named: list[Case]


def situations(cases: Sequence[Case], *, now: datetime) -> list[Situation]:
    """Bring in the pay that employers declared, then assess each locked file."""
    return keep(look(cases, now=now), now=now)


def look(cases: Sequence[Case], *, now: datetime) -> Look:
    """Read and assess files as if the pay that employers declared were facts; writes nothing."""
    rows = [_row(case) for case in cases]
    live = live_facts(case.id for case in cases)
    wanted = _wanted_months(cases, live)
    asked = {case.person.nir for case in cases}, {m for all_ in wanted.values() for m in all_}
    declared = pays_of(*asked) if wanted else {}
    pays = {
        case.id: [p for p in declared.get(case.person.nir, []) if p.month in wanted[case.id]]
        for case in cases
        if case.id in wanted
    }
    named = _recognise_employers(cases, pays)
    told = _told([case for case in cases if case.id in pays], pays, live)
    brought, gone = news(told, live), _gone(told, live)
    known = {
        case.id: _with(live.get(case.id, {}), brought.get(case.id, ()), gone.get(case.id, ()))
        for case in cases
    }
    facts = [read_facts(values(known[case.id])) for case in cases]
    contexts = _contexts(cases, facts, pays, localdate(now))
    assessments = assess_many(list(zip(facts, contexts, strict=True)))
    found = [
        Situation(case, known[case.id], said, context, assessment)
        for case, said, context, assessment in zip(cases, facts, contexts, assessments, strict=True)
    ]
    keys = {pay.pk for lines in declared.values() for pay in lines}
    return Look(found, rows, live, pays, asked, keys, brought, gone, named)


def still_so(seen: Look, cases: Sequence[Case], *, now: datetime) -> bool:
    """Whether files, now locked, and all that surrounds them are as when they were looked at."""
    if [_row(case) for case in cases] != seen.rows:
        return False
    read = {fact.pk for facts in seen.live.values() for fact in facts.values()}
    if standing_facts(case.id for case in cases) != read:
        return False
    if standing_pays(*seen.pay_asked) != seen.pay_keys:
        return False
    looked_at = [s.case for s in seen.situations]
    facts = [s.facts for s in seen.situations]
    contexts = _contexts(looked_at, facts, seen.pays, localdate(now))
    return contexts == [s.context for s in seen.situations]


def keep(seen: Look, *, now: datetime) -> list[Situation]:
    """Record what a look at locked files has brought; answers the situations as they now are."""
    update(seen.named, ["employer"])
    record(seen.brought, now=now, live=seen.live)
    for s in seen.situations:
        if s.case.id in seen.gone:
            drop(s.case, seen.gone[s.case.id], now=now)
    append(_news_of_wages(seen), actor=COMPARE, now=now)
    live = live_facts({*seen.brought, *seen.gone})
    return [replace(s, live=live[s.case.id]) if s.case.id in live else s for s in seen.situations]


def _row(case: Case) -> list[Any]:
    """All columns of a file and of its person."""
    return [
        getattr(row, field.attname)
        for row in (case, case.person)
        for field in row._meta.concrete_fields
    ]


def _with(
    live: Mapping[str, LiveFact], brought: Sequence[NewFact], gone: Sequence[str]
) -> dict[str, LiveFact]:
    """Live facts with those that are to be recorded, which have no key yet, without the gone."""
    new = {f.key: LiveFact(None, f.key, f.value, f.source.kind) for f in brought}
    return {key: fact for key, fact in {**live, **new}.items() if key not in gone}


def _told(
    cases: Sequence[Case], pays: Mapping[uuid.UUID, Sequence[KnownPay]], live: KnownFacts
) -> dict[uuid.UUID, list[NewFact]]:
    """What each file's employer said: the months, where an agent has not settled them, and the
    nature of the contract."""
    by_agent = {
        case_id
        for case_id, facts in live.items()
        for key, fact in facts.items()
        if key.startswith(WAGE) and fact.source == SourceKind.AGENT
    }
    before: dict[uuid.UUID, list[LiveFact]] = {case_id: [] for case_id in by_agent}
    for prefix in (WAGE, OTHER_WAGE) if by_agent else ():
        for case_id, facts in values_before(by_agent, prefix).items():
            before[case_id] += facts
    told = {}
    for case in cases:
        own = [pay for pay in pays[case.id] if pay.organisation_id == case.employer_id]
        known = live.get(case.id, {})
        settled = settled_wages(known, before[case.id]) if case.id in by_agent else None
        told[case.id] = wage_facts(own, settled) + contract_facts(own, known)
        told[case.id] += _told_by_others(pays[case.id], known)
    return told


def _told_by_others(pays: Sequence[KnownPay], known: Mapping[str, LiveFact]) -> list[NewFact]:
    """The months of the other employers that declared the stop.

    A month that an agent set before one of them was known is the whole of it: what is of whom is
    the agent's to say. One that an agent set for an employer is settled.
    """
    by_agent = {key for key, fact in known.items() if fact.source == SourceKind.AGENT}
    found = []
    for siret in declared_sirets(known):
        said = facts_at(siret, wage_facts(pay for pay in pays if pay.siret == siret))
        for fact in said:
            month = f"{WAGE}{month_of(fact.key)}"
            own = key_at(siret, month)
            if own not in by_agent and (own in known or month not in by_agent):
                found.append(fact)
    return found


def _gone(
    told: Mapping[uuid.UUID, Sequence[NewFact]], live: KnownFacts
) -> dict[uuid.UUID, list[str]]:
    """Other things said of a month that no longer are: replaced since, or settled by an agent."""
    found = {
        case_id: [
            key
            for key in live.get(case_id, {})
            if is_other_wage(key) and key not in {fact.key for fact in facts}
        ]
        for case_id, facts in told.items()
    }
    return {case_id: keys for case_id, keys in found.items() if keys}


def _news_of_wages(seen: Look) -> list[Draft]:
    """What the history of each file is told: its employer's sendings differ, or agree again."""
    events = []
    for s in seen.situations:
        brought, gone = seen.brought.get(s.case.id, ()), seen.gone.get(s.case.id, ())
        differ = {month_of(f.key) for f in brought if is_other_wage(f.key)}
        if differ:
            events.append(draft(s.case, "sick_leave.wages_differ", months=sorted(differ)))
        agree = {month_of(key) for key in gone} - s.facts.other_wages.keys()
        wages = {month: s.live.get(f"{WAGE}{month}") for month in agree}
        months = sorted(m for m, f in wages.items() if f and f.source != SourceKind.AGENT)
        if months:
            events.append(draft(s.case, "sick_leave.wages_agree", months=months))
    return events


def context_of(case: Case, facts: StopFacts, *, now: datetime) -> Context:
    """What surrounds one file, read without writing."""
    declared: list[KnownPay] = []
    if facts.first_day is not None:
        months = months_before(facts.first_day, RIGHTS_MONTHS)
        declared = pays_of({case.person.nir}, months).get(case.person.nir, [])
    return _contexts([case], [facts], {case.id: declared}, localdate(now))[0]


def _wanted_months(cases: Sequence[Case], live: KnownFacts) -> dict[uuid.UUID, tuple[str, ...]]:
    """The reference months of each file whose first day is known."""
    firsts = {case.id: first_day_in(values(live.get(case.id, {}))) for case in cases}
    return {
        case_id: months_before(first, RIGHTS_MONTHS) for case_id, first in firsts.items() if first
    }


def _recognise_employers(
    cases: Sequence[Case], pays: Mapping[uuid.UUID, Sequence[KnownPay]]
) -> list[Case]:
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
    return list(only)


def _contexts(
    cases: Sequence[Case],
    facts: Sequence[StopFacts],
    pays: Mapping[uuid.UUID, Sequence[KnownPay]],
    today: date,
) -> list[Context]:
    days = [known.covered_days for known in facts]
    wanted = {case.id: (case, covered) for case, covered in zip(cases, days, strict=True)}
    taken = claimed_by_others(wanted, procedure.EXCLUSION_GROUP)
    granted = granted_days([case.id for case in cases])
    counted = claimed_days(
        {
            case.id: (case.person_id, window_start(covered[0], COUNTED_YEARS), covered[0] - DAY)
            for case, covered in zip(cases, days, strict=True)
            if covered
        },
        procedure.KIND,
    )
    accounts = employer_ibans({case.employer_id for case in cases if case.employer_id})
    others = accounts_of_others(facts)
    return [
        Context(
            today=today,
            provisional_nir=case.person.nir_status != "certified",
            days_taken=tuple(taken.get(case.id, ())),
            paid_before=tuple(counted.get(case.id, ())),
            granted=granted.get(case.id, {}),
            employer_accounts=accounts.get(case.employer_id, frozenset()),
            other_employers=_others(case, known, pays.get(case.id, ())),
            other_accounts=others,
        )
        for case, known in zip(cases, facts, strict=True)
    ]


def _others(case: Case, facts: StopFacts, pays: Sequence[KnownPay]) -> tuple[str, ...]:
    """Those that paid the person in the three reference months and have not declared the stop."""
    if facts.first_day is None:
        return ()
    months = months_before(facts.first_day, 3)
    declared = {one.siret for one in facts.others if one.declared}
    return tuple(
        sorted(
            {
                p.siret
                for p in pays
                if p.month in months
                and p.organisation_id != case.employer_id
                and p.siret not in declared
                and p.amount_cents
            }
        )
    )
