"""The advance (acompte) of a sick leave: a fund's option, off unless GUICHET_ADVANCES is set.

Where nothing lacks but wages, the days that have elapsed are certain, and so is the least that each
gives: what the law gives on the wages that are known, a month that is not known counting for
nothing (docs/doubts.md). One agent proposes it, another one gives it; the decision sets it off.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.circumstances import months_of_hire
from guichet.benefits.sick_leave.context import Context
from guichet.benefits.sick_leave.decide import Assessment, assess
from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.facts import StopFacts, read_facts, values
from guichet.benefits.sick_leave.holding import hold_or_lift
from guichet.benefits.sick_leave.payees import payee_of
from guichet.benefits.sick_leave.situation import Situation, context_of
from guichet.benefits.sick_leave.task_kinds import ADVANCE_TO_GIVE
from guichet.cases.service import Case, LiveFact, draft, live_facts, locked_live
from guichet.journal.service import Actor, Draft, append, checkpoint
from guichet.law.reference_pay import MonthlyWage
from guichet.law.sickness import reference_months
from guichet.ledger.service import (
    Advance,
    PayeeKind,
    RefusedAdvance,
    advance_of,
    advance_unpaid,
    days_of_advance,
    drop_advance,
    give_advance,
    hold_of,
    propose_advance,
)
from guichet.tasks.service import NewTask, close_tasks, open_tasks


@dataclass(frozen=True)
class AdvanceRule:
    """In force for advances from `since`: a month not known counts for `unknown_month_cents`.

    `least_cents`: less in all is not worth two agents. The fund's own choices.
    """

    since: date
    unknown_month_cents: int
    least_cents: int


RULES = (AdvanceRule(date(2017, 1, 1), unknown_month_cents=0, least_cents=5_000),)


def rule_on(day: date) -> AdvanceRule:
    """The rule in force on a day."""
    return next(rule for rule in reversed(RULES) if rule.since <= day)


@dataclass(frozen=True)
class Certain:
    """The days that an advance may pay, in gross cents; else why there is none, in words."""

    days: dict[date, int]
    why_not: str = ""

    @property
    def cents(self) -> int:
        return sum(self.days.values())


def certain_days(case: Case, *, now: datetime) -> Certain:
    """What may be advanced of a file today, read without writing anything.

    Nothing that a payment day would leave unpaid: no day that is held.
    """
    live = live_facts([case.id]).get(case.id, {})
    facts = read_facts(values(live))
    context = context_of(case, facts, now=now)
    if why := _why_not(case, live, assess(facts, context)):
        return Certain({}, why)
    rule = rule_on(localdate(now))
    least = _at_least(facts, context, rule)
    if least is None:
        return Certain({}, _("Les salaires connus ne suffisent pas à ouvrir le droit."))
    held = hold_of(case.id)
    days = {
        day: cents
        for day, cents in least.items()
        if day not in context.granted and not (held and held.from_day <= day)
    }
    if sum(days.values()) >= rule.least_cents:
        return Certain(days)
    if held:
        return Certain({}, _("Un acompte ne serait pas versé, le paiement est suspendu."))
    return Certain(
        {}, _("Il n'y a pas assez de jours passés, à payer à la personne, pour un acompte.")
    )


def _why_not(case: Case, live: Mapping[str, LiveFact], found: Assessment) -> str:
    """Why no day of a file is certain, in words; empty where only wages lack."""
    if not settings.ADVANCES:
        return _("La caisse ne verse pas d'acompte.")
    if case.decision_id is not None:
        return _("Ce dossier a une décision : il est payé par elle.")
    if [one.code for one in found.missing] != [procedure.WAGES] or "subrogation" not in live:
        return _("Un acompte est possible quand il ne manque que des salaires.")
    if found.doubts:
        return _("Le droit n'est pas certain : réglez d'abord ce qui est à vérifier.")
    if advance_unpaid(case.id):
        return _("L'acompte précédent n'est pas encore versé.")
    return ""


def _at_least(facts: StopFacts, context: Context, rule: AdvanceRule) -> dict[date, int] | None:
    """Elapsed days of the insured person, at their least; None where the right is not certain."""
    first = facts.first_day
    if first is None:
        return None
    known = facts.wages.keys() | months_of_hire(facts)
    nothing = {
        month: MonthlyWage(month, rule.unknown_month_cents)
        for month in reference_months(first)
        if month not in known
    }
    supposed = replace(facts, wages={**facts.wages, **nothing})
    least = assess(supposed, replace(context, granted={}))
    if least.proposal is None or not least.certain:
        return None
    return {
        day: cents
        for day, cents in least.proposal.days.items()
        if day < context.today and payee_of(facts, day) == PayeeKind.INSURED
    }


def still_certain(days: Mapping[date, int], certain: Certain) -> bool:
    """Whether the days of an advance may be advanced, each for as much."""
    return all(certain.days.get(day, 0) >= cents for day, cents in days.items())


@transaction.atomic
def propose(case_id: uuid.UUID, *, actor: Actor, now: datetime) -> Advance:
    """An agent proposes the advance that a file allows today; another one is asked for.

    Raises RefusedAdvance in words, RefusedTransition for an ended file.
    """
    case = locked_live(case_id)
    if advance_of(case.id):
        raise RefusedAdvance(_("Un acompte est déjà proposé pour ce dossier."))
    certain = certain_days(case, now=now)
    if not certain.days:
        raise RefusedAdvance(certain.why_not)
    advance = propose_advance(case, certain.days, actor=actor, now=now)
    about = {"days": len(certain.days), "cents": certain.cents}
    task = NewTask(
        ADVANCE_TO_GIVE,
        f"case:{case.id}",
        case_id=case.id,
        person_id=case.person_id,
        data=about,
        due_on=localdate(now),
    )
    open_tasks([task], now=now)
    append([draft(case, "advance.proposed", **about)], actor=actor, now=now)
    return advance


@transaction.atomic
def give(case_id: uuid.UUID, seen: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """Another agent gives the advance `seen`, if its days are still certain.

    Raises RefusedAdvance in words, SameAgent, RefusedTransition for an ended file.
    """
    case, advance = _looked_at(case_id, seen)
    days = days_of_advance(advance)
    if not still_certain(days, certain_days(case, now=now)):
        raise RefusedAdvance(
            _("Le dossier a changé depuis : écartez cet acompte, puis proposez-en un autre.")
        )
    give_advance(
        advance,
        days,
        kind=procedure.KIND,
        exclusion_group=procedure.EXCLUSION_GROUP,
        actor=actor,
        now=now,
    )
    _told(case, advance, "advance.given", actor=actor, now=now)
    checkpoint("advance.before_commit")


def hold_uncertain(found: Iterable[Situation], *, now: datetime) -> list[Draft]:
    """Days given and not paid yet wait for the decision where they are no longer certain.

    The employer keeps the wage after all, a wage is lower, the person is back. They are paid again
    as soon as all are certain. The files are locked.
    """
    events: list[Draft] = []
    for s in found:
        unpaid = {day: g.cents for day, g in s.context.granted.items() if not g.paid}
        if s.case.decision_id is not None or not unpaid:
            continue
        least = _at_least(s.facts, s.context, rule_on(localdate(now))) or {}
        gone = [day for day, cents in unpaid.items() if least.get(day, 0) < cents]
        events += hold_or_lift(s.case, {HoldReason.ADVANCE: gone}, now=now)
    return events


@transaction.atomic
def drop(case_id: uuid.UUID, seen: uuid.UUID, *, actor: Actor, now: datetime) -> None:
    """An agent does not give the advance `seen`. Raises RefusedAdvance, RefusedTransition."""
    case, advance = _looked_at(case_id, seen)
    drop_advance(advance, actor=actor, now=now)
    _told(case, advance, "advance.dropped", actor=actor, now=now)


def _looked_at(case_id: uuid.UUID, seen: uuid.UUID) -> tuple[Case, Advance]:
    case = locked_live(case_id)
    advance = advance_of(case.id, lock=True)
    if advance is None or advance.id != seen:
        raise RefusedAdvance(_("Cet acompte n'attend plus : il a été donné ou écarté."))
    return case, advance


def _told(case: Case, advance: Advance, kind: str, *, actor: Actor, now: datetime) -> None:
    subjects, kinds = [f"case:{case.id}"], [ADVANCE_TO_GIVE]
    close_tasks(subjects, actor=actor, now=now, kinds=kinds, outcome=kind)
    days = days_of_advance(advance)
    append([draft(case, kind, days=len(days), cents=advance.cents)], actor=actor, now=now)
