"""Several employers for one stop: what keeps a rule from adding and sharing by itself. Pure."""

from collections.abc import Mapping
from datetime import date

from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.doubts import SICKNESS, Doubt, meeting
from guichet.benefits.sick_leave.employers import OtherEmployer, is_other_company
from guichet.benefits.sick_leave.enums import Several
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.benefits.sick_leave.payees import FIRST, keepings, shared_days
from guichet.formats.identifiers import check_iban
from guichet.law.options import DEFAULT
from guichet.law.sickness import reference_months


def doubts_of_employers(facts: StopFacts, context: Context) -> list[Doubt]:
    """Whether the employers of a stop are surely several, all known, and agree; their accounts."""
    found = []
    whys = [why for one in facts.others if (why := _doubt_of(facts, one))]
    if context.other_employers:
        found.append(Doubt("sick_leave.several_employers"))
    elif whys:
        found.append(Doubt("sick_leave.several_employers", {"why": whys[0]}))
    if any(_new_account(facts, context, name) for name in keepings(facts)):
        found.append(Doubt("sick_leave.employer_account_differs"))
    return found


def shared_by_a_person(facts: StopFacts, days: Mapping[date, int]) -> bool:
    """Whether an agent decides of the days that several employers keep (docs/doubts.md)."""
    return DEFAULT.several_subrogations == "to_person" and bool(shared_days(facts, days))


def _doubt_of(facts: StopFacts, other: OtherEmployer) -> Several | None:
    if not other.declared:
        return Several.UNDECLARED
    if not _same_stop(facts, other):
        return Several.STOP
    if facts.part_time.first is not None:  # the pay lost in one job is not that of all
        return Several.PART_TIME
    months = reference_months(facts.first_day) if facts.first_day else ()
    if other.said_twice & set(months) or any(month not in other.wages for month in months):
        return Several.WAGES
    pairs = [(facts.wages.get(month), other.wages[month]) for month in months]
    alike = all(own and own.gross_cents == its.gross_cents for own, its in pairs)
    return Several.ALIKE if alike or not is_other_company(facts.siret, other.siret) else None


def _same_stop(facts: StopFacts, other: OtherEmployer) -> bool:
    """Both tell a sickness from the same time on; neither alone has seen the person back."""
    first = facts.periods[0].first if facts.periods else None
    worked = other.last_day_worked
    met = worked == facts.last_day_worked or (
        first is not None
        and worked is not None
        and worked < first
        and meeting(worked, first, facts.leave_until) is not None
    )
    same = other.returned_on == facts.returned_on and not other.cancelled
    return met and same and other.reason in (None, SICKNESS)


def _new_account(facts: StopFacts, context: Context, name: str) -> bool:
    keeping = keepings(facts)[name]
    others = context.other_accounts.get(name, frozenset())
    known = context.employer_accounts if name == FIRST else others
    iban = check_iban(keeping.iban).value
    return keeping.subrogation and bool(iban) and iban not in known
