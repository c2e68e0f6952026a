"""Taking employers' stops: joined to the file they surely belong to, or handed to a person."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.candidates import candidates_of
from guichet.benefits.sick_leave.doubts import SICKNESS
from guichet.benefits.sick_leave.employers import facts_at, is_other_company, key_at
from guichet.benefits.sick_leave.enums import HoldReason
from guichet.benefits.sick_leave.facts import declared_stop_facts, kind_of_source
from guichet.benefits.sick_leave.holding import hold_contradicted
from guichet.benefits.sick_leave.matching import by_person, event_key, match_stop
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
    """Join declared stops to their files inside the caller's transaction; answers the files."""
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
            siret, some = stop.organisation.siret, candidates.get(stop.person_id, [])
            sick = stop.reason == SICKNESS
            found = match_stop(stop.last_day_worked, siret, some, sickness=sick)
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
    return stop.reason in NEIGHBOURS or stop.reason in (SICKNESS, CANCELLATION)


def _key(stop: DeclaredStop) -> tuple[uuid.UUID | None, date]:
    return (stop.person_id, stop.last_day_worked)


def _first_of_each(stops: Sequence[DeclaredStop]) -> list[DeclaredStop]:
    return list({_key(stop): stop for stop in reversed(stops)}.values())


def open_files(
    stops: Sequence[DeclaredStop], *, now: datetime
) -> tuple[dict[tuple[uuid.UUID | None, date], Case], list[Draft]]:
    """Files opened by the employer's news; they wait for the prescriber's notice."""
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
    cases = {case.id: case for case in locked({case.id for _, case in joining})}
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
        facts.setdefault(case.id, []).extend(facts_at(at, _facts(stop)) if at else _facts(stop))
        first[case.id] = known or stop.organisation.siret
        # an employer that declares the stop goes before one that a notice or pay only named
        if case.employer_id != stop.organisation_id and known is None:
            case.employer = stop.organisation
            named.append(case)
        if stop.nature == StopNature.FORM and stop.returned_on is None:
            # a form says all that is known: a return it does not repeat is taken back
            gone = key_at(at, "return.on") if at else "return.on"
            drop(case, [gone], now=now)
            live[case.id].pop(gone, None)
        events.append(_event(case, stop, other=bool(at)))
        events += _stop_paying(case, stop, now=now)
    update(named, ["employer"])
    record(facts, now=now, live=live)
    to_assess(facts, now=now)
    return events + hold_contradicted(cases.values(), now=now)


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


def _facts(stop: DeclaredStop) -> list[NewFact]:
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
    if stop.reason == CANCELLATION:
        kind = "sick_leave.stop_annulled"
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


def _stop_paying(case: Case, stop: DeclaredStop, *, now: datetime) -> list[Draft]:
    """A return or an annulment stops unpaid days at once, of an advance too; a person decides."""
    if stop.reason == CANCELLATION:
        from_day = stop.last_day_worked
    elif stop.returned_on:
        from_day = stop.returned_on
    else:
        return []
    if not any(paid.day >= from_day for paid in days_of_case(case.id)):
        return []
    hold(case, from_day=from_day, reason=HoldReason.STOP_ENDED, now=now)
    return [draft(case, "payment.held", from_day=from_day.isoformat())]


def _hand_over(stop: DeclaredStop, match: MatchState, kind: str, now: datetime) -> None:
    stop.match = match
    data = {"last_day_worked": stop.last_day_worked.isoformat(), "siret": stop.organisation.siret}
    task = NewTask(kind, f"stop:{stop.id}", person_id=stop.person_id, data=data)
    open_tasks([task], now=now)
