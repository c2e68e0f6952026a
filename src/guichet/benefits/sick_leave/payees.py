"""Who is paid for a day: the insured person, or the employers that keep the wage (R.323-11).

Payees are named as `ledger.granted_days` names them: "insured", "employer" for the employer of the
file, the SIRET of another one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from guichet.benefits.sick_leave.employers import Keeping
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.cases.service import Case
from guichet.law.explanation import Step
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sharing import parts, share_out, sharing_steps
from guichet.law.sickness import SicknessResult, reference_months
from guichet.ledger.service import Granted, PayeeKey, PayeeKind, employer_ibans
from guichet.people.service import Organisation

PERSON, FIRST = PayeeKind.INSURED.value, PayeeKind.EMPLOYER.value


def keepings(facts: StopFacts) -> dict[str, Keeping]:
    """What each employer says of the wage that it keeps."""
    return {FIRST: facts.keeping, **{one.siret: one.keeps for one in facts.others}}


def keepers(facts: StopFacts, day: date) -> list[str]:
    """The employers that keep the wage on a day."""
    return [name for name, keeping in keepings(facts).items() if keeping.holds(day)]


def payee_of(facts: StopFacts, day: date) -> PayeeKind:
    """Whether a day, or a part of it, is an employer's."""
    return PayeeKind.EMPLOYER if keepers(facts, day) else PayeeKind.INSURED


def payees_of(facts: StopFacts, day: date) -> frozenset[str]:
    """Who has a part of a day: an employer that keeps the wage, for what its own wages give.

    A month that is not known yet may give something.
    """
    keep = keepers(facts, day)
    if not keep or not facts.others:
        return frozenset(keep or [PERSON])
    months = reference_months(facts.first_day) if facts.first_day else ()
    paid = {
        name
        for name, wages in _wages(facts).items()
        if any(month not in wages or wages[month].gross_cents for month in months)
    }
    return frozenset(name if name in keep else PERSON for name in paid or {PERSON})


def shares_of(
    facts: StopFacts, law: SicknessResult, days: Mapping[date, int]
) -> dict[date, dict[str, int]]:
    """The gross cents of each day by payee, which sum to those of the day.

    An employer that keeps the wage has the part of the day that its wages have in the base; the
    part of one that does not keep it is the insured person's, who has lost that wage.
    """
    if not facts.others:
        kept_on = facts.keeping.holds
        return {day: {FIRST if kept_on(day) else PERSON: cents} for day, cents in days.items()}
    siret, weights = _sirets(facts), _weights(facts, law)
    found = {}
    for day, cents in days.items():
        each = share_out(cents, weights)
        kept = {name: each.get(siret[name], 0) for name in keepers(facts, day)}
        left = cents - sum(kept.values())
        found[day] = {name: part for name, part in {**kept, PERSON: left}.items() if part}
    return found


def sharing(facts: StopFacts, law: SicknessResult, days: Mapping[date, int]) -> tuple[Step, ...]:
    """How the days are shared, for the explanation; nothing where no employer keeps any."""
    if not facts.others or not any(keepers(facts, day) for day in days):
        return ()
    return sharing_steps(law.daily_cents, _weights(facts, law))


def _sirets(facts: StopFacts) -> dict[str, str]:
    return {FIRST: facts.siret or "", **{one.siret: one.siret for one in facts.others}}


def _weights(facts: StopFacts, law: SicknessResult) -> dict[str, Fraction]:
    """What of the capped reference wages comes from each employer, by SIRET."""
    siret = _sirets(facts)
    wages = {siret[name]: own for name, own in _wages(facts).items()}
    return parts(wages, law.reference_months, law.monthly_cap_cents)


def wanted(
    case: Case, facts: StopFacts, law: SicknessResult | None, days: Mapping[date, int]
) -> dict[date, dict[PayeeKey, int]]:
    """The gross cents of each day by the payee who would get them."""
    if law is None:
        return {}
    keys = keys_of(case, facts)
    found: dict[date, dict[PayeeKey, int]] = {}
    for day, some in shares_of(facts, law, days).items():
        found[day] = {}
        for name, cents in some.items():
            found[day][keys[name]] = found[day].get(keys[name], 0) + cents
    return found


def keys_of(case: Case, facts: StopFacts) -> dict[str, PayeeKey]:
    """The ledger's keys of those who may be paid, by name."""
    insured = (PayeeKind.INSURED.value, case.person_id)
    first = (PayeeKind.EMPLOYER.value, case.employer_id) if case.employer_id else insured
    others = {one.siret: (PayeeKind.EMPLOYER.value, one.id) for one in organisations_of(facts)}
    return {PERSON: insured, FIRST: first, **others}


def organisations_of(facts: StopFacts) -> list[Organisation]:
    """The other employers of a file, in the order of their SIRET."""
    if not facts.others:
        return []
    sirets = [one.siret for one in facts.others]
    return list(Organisation.objects.filter(siret__in=sirets).order_by("siret"))


def accounts_of_others(facts: Sequence[StopFacts]) -> dict[str, frozenset[str]]:
    """The accounts that are known of the other employers of some files, by SIRET."""
    sirets = {one.siret for known in facts for one in known.others}
    if not sirets:
        return {}
    found = dict(Organisation.objects.filter(siret__in=sirets).values_list("id", "siret"))
    return {found[one]: ibans for one, ibans in employer_ibans(set(found)).items()}


def of_another(facts: StopFacts, granted: Mapping[date, Granted]) -> list[date]:
    """The days granted that what is now known would give to other payees, in order."""
    return [day for day, one in sorted(granted.items()) if one.payees != payees_of(facts, day)]


def shared_days(facts: StopFacts, days: Mapping[date, int]) -> list[date]:
    """The days that several employers keep, in order: `several_subrogations` shares them."""
    return [day for day in sorted(days) if len(keepers(facts, day)) > 1]


def loses(
    facts: StopFacts, law: SicknessResult, granted: Mapping[date, Granted], days: Mapping[date, int]
) -> bool:
    """Whether a payee would get less of a day than it was granted, though the day gives as much."""
    if not granted:
        return False
    now = shares_of(facts, law, days)
    return any(
        cents > now[day].get(name, 0)
        for day, one in granted.items()
        if day in days and days[day] >= one.cents
        for name, cents in one.shares.items()
    )


def _wages(facts: StopFacts) -> dict[str, Mapping[str, MonthlyWage]]:
    return {FIRST: facts.wages, **{one.siret: one.wages for one in facts.others}}
