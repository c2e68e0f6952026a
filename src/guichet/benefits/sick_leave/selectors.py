"""A sick leave as the screens show it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import letters, procedure
from guichet.benefits.sick_leave.candidates import candidates_of
from guichet.benefits.sick_leave.circumstances import of_another_prescriber
from guichet.benefits.sick_leave.decide import RIGHTS_MONTHS, Assessment, Proposal, assess
from guichet.benefits.sick_leave.deciding import fingerprint
from guichet.benefits.sick_leave.employers import key_at
from guichet.benefits.sick_leave.enums import NoticeState
from guichet.benefits.sick_leave.facts import PAY_GAP, PRESCRIBER, StopFacts, read_facts, values
from guichet.benefits.sick_leave.fields import FIELDS, field_of, label_of
from guichet.benefits.sick_leave.matching import Candidate
from guichet.benefits.sick_leave.models import Appeal, Notice
from guichet.benefits.sick_leave.motives import partial_words
from guichet.benefits.sick_leave.part_time import PAY_LOST, months_awaited
from guichet.benefits.sick_leave.payees import organisations_of, wanted
from guichet.benefits.sick_leave.situation import (
    context_of,
    is_provisional,
    rests_on_payslips,
)
from guichet.benefits.sick_leave.wages import WAGE
from guichet.cases.service import Case, Fact, facts_with_sources
from guichet.declarations.service import DeclaredStop, MatchState
from guichet.law.reference_pay import months_before
from guichet.law.sickness import reference_months
from guichet.ledger.service import already_paid
from guichet.letters.content import PaidSegment
from guichet.letters.service import latest_version, next_ordinals, render
from guichet.people.service import Organisation, find_person

Sent = TypeVar("Sent")


@dataclass(frozen=True)
class FactLine:
    """A fact with its label, and whether an agent may set it by hand."""

    key: str
    label: str
    fact: Fact
    editable: bool


@dataclass(frozen=True)
class CaseView:
    """What is known, what it gives, and the fingerprint that a decision must show again.

    `others`: the SIRET of the other employers that declared the stop, or paid and did not.
    `firms`: those of them that the facts tell of. `parts`: who would have what, of shared days.
    `already_paid`: of the gross cents that granting would give, those that its payees have already.
    """

    case: Case
    facts: StopFacts
    lines: tuple[FactLine, ...]
    assessment: Assessment
    granted: Mapping[date, int]
    already_paid: int
    seen: str
    others: Sequence[str] = ()
    firms: Sequence[Organisation] = ()
    parts: Sequence[PaidSegment] = ()

    @property
    def provisional(self) -> bool:
        """Payslips stand in for something that the employer has not said."""
        return rests_on_payslips(line.fact for line in self.lines)

    @property
    def confirms(self) -> bool:
        """The decision in force is provisional, and nothing stands in for anything any more."""
        return is_provisional(self.case) and not self.provisional


def view_of(case: Case, *, now: datetime) -> CaseView:
    """Read a file and assess it without writing anything."""
    live = facts_with_sources(case.id)
    facts = read_facts(values(live))
    context = context_of(case, facts, now=now)
    assessment = assess(facts, context)
    proposal = assessment.proposal
    law, days = (proposal.law, proposal.days) if proposal else (None, {})
    return CaseView(
        case=case,
        facts=facts,
        lines=tuple(
            FactLine(key, label_of(key), fact, field_of(key) is not None)
            for key, fact in sorted(live.items())
        ),
        assessment=assessment,
        granted=context.granted_before,
        already_paid=already_paid(case, wanted(case, facts, law, days), procedure.EXCLUSION_GROUP),
        seen=fingerprint(case, live),
        firms=organisations_of(facts),
        parts=_parts(case, facts, proposal),
        others=sorted({*context.other_employers, *(one.siret for one in facts.others)}),
    )


def _parts(case: Case, facts: StopFacts, proposal: Proposal | None) -> Sequence[PaidSegment]:
    """Nothing where each day has one payee."""
    if proposal is None or not facts.others:
        return ()
    found = letters.segments_of(case, facts, proposal)
    return found if any(one.employer_name for one in found) else ()


def keys_to_add(view: CaseView) -> tuple[str, ...]:
    """What is not known yet and an agent may set by hand: declared fields, months of wages."""
    known = {line.key for line in view.lines}
    if view.facts.taken_until is None:  # only a file that was taken over has such days
        known.add(PAY_GAP)
    first = view.facts.first_day
    months = months_before(first, RIGHTS_MONTHS) if first else ()
    keys = [*FIELDS, *(f"{WAGE}{month}" for month in sorted(months))]
    paid = reference_months(first) if first else ()
    keys += [key_at(siret, f"{WAGE}{month}") for siret in view.others for month in paid]
    keys += [f"{PRESCRIBER}{day.isoformat()}" for day in of_another_prescriber(view.facts)]
    keys += [f"{PAY_LOST}{day.isoformat()}" for day, _last in part_time_awaited(view)]
    return tuple(key for key in keys if key not in known)


def part_time_awaited(view: CaseView) -> list[tuple[date, date]]:
    """The first and last day of part-time of each month whose pay lost is not known."""
    return list(months_awaited(view.facts.days_awaiting).values())


def decision_preview(
    view: CaseView, *, author: letters.Author, refusal: letters.Words | None, now: datetime
) -> bytes:
    """PDF of the letter that the decision would send; nothing is written.

    Raises ValueError when there is nothing to decide.
    """
    if view.assessment.proposal is None:
        raise ValueError("nothing can be decided yet")
    proposal = view.assessment.proposal
    partly = None if refusal else partial_words(proposal, view.case.person.language)
    content = letters.decision_letter(
        view.case,
        view.facts,
        proposal,
        ordinal=next_ordinals([view.case])[view.case.id],
        today=localdate(now),
        author=author,
        refusal=refusal,
        partly=partly,
        before=view.granted if view.case.decision_id else None,
    )
    granted = not refusal and bool(proposal.days)
    content = letters.with_standing(
        content, provisional=granted and view.provisional, confirms=granted and view.confirms
    )
    if not refusal:
        content = replace(content, already_paid_cents=view.already_paid)
    return render("ij_decision", latest_version("ij_decision"), content, created_at=now)


@dataclass(frozen=True)
class Unattached(Generic[Sent]):
    """A notice or an employer's stop that a person must place, and the files it may join."""

    sent: Sent
    person_id: uuid.UUID | None
    candidates: tuple[Candidate, ...]


def unattached_notice(notice_id: uuid.UUID) -> Unattached[Notice] | None:
    """A notice still to be placed, beside the live files of its person."""
    waiting = Notice.objects.exclude(state__in=(NoticeState.MATCHED, NoticeState.DISMISSED))
    notice = waiting.select_related("professional", "document").filter(pk=notice_id).first()
    if notice is None:
        return None
    person_id, candidates = _files_of(notice.nir, notice.birth_date)
    return Unattached(notice, person_id, candidates)


def unattached_stop(stop_id: uuid.UUID) -> Unattached[DeclaredStop] | None:
    """An employer's stop still to be placed, beside the live files of its person."""
    waiting = DeclaredStop.objects.filter(
        match__in=(MatchState.NEW, MatchState.CONFLICT, MatchState.UNKNOWN_PERSON)
    )
    rows = waiting.select_related("organisation", "deposit", "deposit__document")
    stop = rows.filter(pk=stop_id).first()
    if stop is None:
        return None
    person_id, candidates = _files_of(stop.nir, stop.birth_date)
    return Unattached(stop, person_id, candidates)


def _files_of(nir: str, birth_date: date | None) -> tuple[uuid.UUID | None, tuple[Candidate, ...]]:
    person = find_person(nir, birth_date) if birth_date else None
    return (person.id, tuple(candidates_of([person.id]))) if person else (None, ())


def last_dispute(appeals: QuerySet[Appeal]) -> Sequence[Appeal]:
    """The last appeal of those given, the last one first; of one to both committees, both."""
    last = appeals.first()
    if last is None:
        return []
    waiting = last.waited_for.first()
    return [one for one in (last.waits_for, last, waiting) if one]


def appeals_of(case_id: uuid.UUID) -> QuerySet[Appeal]:
    """The appeals against the decisions of a file, the last one first."""
    return (
        Appeal.objects.filter(case=case_id)
        .select_related("decision", "waits_for")
        .order_by("-noted_at", "-id")
    )
