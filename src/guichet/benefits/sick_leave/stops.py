"""Taking employers' stops: joined to the file they surely belong to, or handed to a person."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.candidates import candidates_of
from guichet.benefits.sick_leave.declared_facts import (
    CERTIFICATES,
    PART_TIME_REASONS,
    declared_stop_facts,
    kind_of_source,
    part_time_facts,
)
from guichet.benefits.sick_leave.doubts import SICKNESS
from guichet.benefits.sick_leave.employers import facts_at, is_other_company, key_at
from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.matching import (
    Candidate,
    Match,
    by_person,
    event_key,
    match_part_time,
    match_stop,
)
from guichet.benefits.sick_leave.part_time import PART_TIME_FROM
from guichet.cases.service import (
    LIVE_STATES,
    Case,
    CaseChannel,
    LiveFact,
    NewCase,
    NewFact,
    RefusedTransition,
    Source,
    draft,
    drop,
    in_force,
    live_facts,
    locked,
    open_cases,
    record,
    to_assess,
)
from guichet.declarations.service import CANCELLATION, DeclaredStop, MatchState, StopNature
from guichet.journal.service import Actor, Draft, append, update
from guichet.ledger.service import days_of_case, hold
from guichet.people.service import find_person, find_persons
from guichet.tasks.service import NewTask, open_tasks

# Reasons of a work injury: the same event may be called sickness by the prescriber.
NEIGHBOURS = frozenset({"04", "05", "06"})


def take_stops(stops: Sequence[DeclaredStop], *, actor: Actor, now: datetime) -> set[uuid.UUID]:
    """Join declared stops to their files inside the caller's transaction; answers the files.

    Part-time comes after the stops that it goes on: a message may tell both.
    """
    first = [stop for stop in stops if stop.reason not in PART_TIME_REASONS]
    then = [stop for stop in stops if stop.reason in PART_TIME_REASONS]
    return _take(first, actor=actor, now=now) | (
        _take(then, actor=actor, now=now) if then else set()
    )


def _take(stops: Sequence[DeclaredStop], *, actor: Actor, now: datetime) -> set[uuid.UUID]:
    people = find_persons((s.nir, s.birth_date) for s in stops if s.birth_date)
    for stop in stops:
        stop.person = people.get((stop.nir, stop.birth_date)) if stop.birth_date else None
    candidates = by_person(candidates_of({s.person_id for s in stops}))
    joining: list[tuple[DeclaredStop, Case]] = []
    opening: list[DeclaredStop] = []
    first_employer: dict[tuple[uuid.UUID | None, date], uuid.UUID] = {}
    for stop in stops:
        if stop.person is None:
            _hand_over(stop, MatchState.UNKNOWN_PERSON, "sick_leave.stop_of_unknown_person", now)
        elif not _concerns_sickness(stop):
            stop.match = MatchState.OUT_OF_SCOPE
        else:
            found = _match(stop, candidates.get(stop.person_id, []))
            if known := found.case or _replaced(stop):
                joining.append((stop, known))
            elif found.doubt or stop.case_id or stop.reason == CANCELLATION:
                stop.case_id = None  # of a file that has ended, if any
                _hand_over(stop, MatchState.CONFLICT, "sick_leave.stop_not_sure", now)
            elif stop.reason in NEIGHBOURS:
                stop.match = MatchState.OUT_OF_SCOPE
            elif (
                first_employer.setdefault(_key(stop), stop.organisation_id) != stop.organisation_id
            ):
                _hand_over(stop, MatchState.CONFLICT, "sick_leave.stop_not_sure", now)
            else:
                opening.append(stop)
    # files that others may hold first, the numbers of new ones last: receiving notices locks in
    # this order too, and two writers cannot wait for one another
    events = _join(joining, now=now)
    cases, opened = open_files(_first_of_each(opening), now=now)
    new = [(stop, cases[_key(stop)]) for stop in opening]
    events += opened + _join(new, now=now)
    update(stops, ["match", "case_id", "person"])
    append(events, actor=actor, now=now)
    return {case.id for _, case in [*joining, *new]}


def _replaced(stop: DeclaredStop) -> Case | None:
    """The live file of the stop that this one replaces; an ended file is told nothing more."""
    known = Case.objects.filter(pk=stop.case_id, state__in=LIVE_STATES)
    return known.first() if stop.case_id else None


def _concerns_sickness(stop: DeclaredStop) -> bool:
    ours = {SICKNESS, CANCELLATION} | PART_TIME_REASONS
    return stop.reason in NEIGHBOURS or stop.reason in ours


def _match(stop: DeclaredStop, candidates: Sequence[Candidate]) -> Match:
    siret = stop.organisation.siret
    if stop.reason not in PART_TIME_REASONS:
        sick = stop.reason == SICKNESS
        return match_stop(stop.last_day_worked, siret, candidates, sickness=sick)
    if not stop.part_times:
        return Match(doubt="sick_leave.stop_not_sure")
    first = min(date.fromisoformat(one["first"]) for one in stop.part_times)
    return match_part_time(first, siret, candidates)


def _key(stop: DeclaredStop) -> tuple[uuid.UUID | None, date]:
    return (stop.person_id, stop.last_day_worked)


def _first_of_each(stops: Sequence[DeclaredStop]) -> list[DeclaredStop]:
    return list({_key(stop): stop for stop in reversed(stops)}.values())


def open_files(
    stops: Sequence[DeclaredStop], *, now: datetime
) -> tuple[dict[tuple[uuid.UUID | None, date], Case], list[Draft]]:
    """Files opened by the employer's news; they wait for the prescriber's notice."""
    if not stops:
        return {}, []
    version = in_force(procedure.CODE, localdate(now))
    new = [
        NewCase(
            person=stop.person,
            employer=stop.organisation,
            event_key=event_key(stop.last_day_worked + timedelta(days=1)),
            channel=CaseChannel.EMPLOYER,
            received_at=now,
        )
        for stop in stops
        if stop.person is not None
    ]
    cases, events = open_cases(new, procedure=version, prefix=procedure.PREFIX, now=now)
    return {_key(s): c for s, c in zip(stops, cases, strict=True)}, events


def _join(joining: Sequence[tuple[DeclaredStop, Case]], *, now: datetime) -> list[Draft]:
    cases = {case.id: case for case in locked({case.id for _, case in joining}, related=())}
    facts: dict[uuid.UUID, list[NewFact]] = {}
    named: list[Case] = []
    live = live_facts(cases)
    first = {case_id: _siret(live[case_id]) for case_id in cases}
    events = []
    for stop, found in joining:
        case = cases[found.id]
        stop.match, stop.case_id = MatchState.MATCHED, case.id
        known = first[case.id]
        at = stop.organisation.siret if is_other_company(known, stop.organisation.siret) else ""
        said = _facts(stop, known=known is not None)
        facts.setdefault(case.id, []).extend(facts_at(at, said) if at else said)
        first[case.id] = known or stop.organisation.siret
        # an employer that declares the stop goes before one that a notice or pay only named
        if case.employer_id != stop.organisation_id and known is None:
            case.employer = stop.organisation
            named.append(case)
        for gone in _taken_back(stop, at, live[case.id]):
            drop(case, [gone], now=now)
            live[case.id].pop(gone, None)
        events.append(_event(case, stop, other=bool(at)))
        events += _stop_paying(case, stop, now=now)
    update(named, ["employer"])
    record(facts, now=now, live=live)
    to_assess(facts, now=now)
    return events


def _taken_back(stop: DeclaredStop, at: str, live: Mapping[str, LiveFact]) -> list[str]:
    """The facts of a return that a form does not repeat, which says all that is known.

    A return to part-time takes back a whole one. Where part-time began is taken back only if a form
    said it: an agent or a message may know it too.
    """
    if stop.nature != StopNature.FORM:
        return []
    whole, part = (key_at(at, key) if at else key for key in ("return.on", PART_TIME_FROM))
    gone = [whole] if stop.returned_on is None or stop.returned_part_time else []
    said_by_form = part in live and live[part].source in CERTIFICATES
    if said_by_form and not (stop.returned_part_time or stop.reason in PART_TIME_REASONS):
        gone.append(part)
    return gone


def _siret(live: Mapping[str, LiveFact]) -> str | None:
    """The employer of a file that has declared the stop, if one has."""
    return live["employer.siret"].value if "employer.siret" in live else None


def join_stop(stop: DeclaredStop, case: Case, *, actor: Actor, now: datetime) -> None:
    """An agent joins a stop to a locked file of the same person."""
    person = find_person(stop.nir, stop.birth_date) if stop.birth_date else None
    if person is None or person.id != case.person_id or stop.match == MatchState.MATCHED:
        raise RefusedTransition("this stop cannot join this file")
    stop.person = person
    events = _join([(stop, case)], now=now)
    stop.save(update_fields=["match", "case_id", "person"])
    append(events, actor=actor, now=now)


def _facts(stop: DeclaredStop, *, known: bool) -> list[NewFact]:
    """`known`: the stop that part-time goes on was declared; only the pay lost is news."""
    if stop.reason in PART_TIME_REASONS and known:
        return part_time_facts(stop)
    if stop.reason != CANCELLATION:
        return declared_stop_facts(stop)
    source = Source(
        kind_of_source(stop.deposit.channel),
        document_id=stop.deposit.document_id,
        line=stop.lines.get("001"),
        source_id=stop.id,
    )
    return [NewFact("stop.cancelled", True, source)]


def _event(case: Case, stop: DeclaredStop, *, other: bool) -> Draft:
    kind = "sick_leave.stop_declared"
    if stop.reason in PART_TIME_REASONS and stop.part_times:
        return _part_time_event(case, stop)
    if stop.reason == CANCELLATION:
        kind = "sick_leave.stop_annulled"
    elif stop.returned_part_time:
        kind = "sick_leave.part_time_begins"
    elif stop.returned_on:
        kind = "sick_leave.return_declared"
    return draft(
        case,
        kind,
        nature=stop.nature,
        last_day_worked=stop.last_day_worked.isoformat(),
        returned_on=stop.returned_on.isoformat() if stop.returned_on else "",
        **({"other": True} if other else {}),
    )


def _part_time_event(case: Case, stop: DeclaredStop) -> Draft:
    periods = stop.part_times
    return draft(
        case,
        "sick_leave.part_time_declared",
        first=min(one["first"] for one in periods),
        last=max(one["last"] for one in periods),
        cents=sum(one["lost_cents"] for one in periods),
    )


def _stop_paying(case: Case, stop: DeclaredStop, *, now: datetime) -> list[Draft]:
    """A return, an annulment or part-time stops unpaid days at once, of an advance too; a person
    decides."""
    firsts = [date.fromisoformat(one["first"]) for one in stop.part_times]
    if stop.reason == CANCELLATION:
        firsts = [stop.last_day_worked]
    elif stop.returned_on:
        firsts.append(stop.returned_on)
    if not firsts or not any(paid.day >= min(firsts) for paid in days_of_case(case.id)):
        return []
    from_day, part_time = min(firsts), bool(stop.part_times) or stop.returned_part_time
    reason = HoldReason.PART_TIME if part_time else HoldReason.STOP_ENDED
    hold(case, from_day=from_day, reason=reason, now=now)
    return [draft(case, "payment.held", from_day=from_day.isoformat())]


def _hand_over(stop: DeclaredStop, match: MatchState, kind: str, now: datetime) -> None:
    stop.match = match
    data = {"last_day_worked": stop.last_day_worked.isoformat(), "siret": stop.organisation.siret}
    task = NewTask(kind, f"stop:{stop.id}", person_id=stop.person_id, data=data)
    open_tasks([task], now=now)
