"""Receiving notices: checking what was typed, finding the person, opening or joining a file."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.candidates import candidates_of
from guichet.benefits.sick_leave.enums import NoticeChannel, NoticeKind, NoticeState
from guichet.benefits.sick_leave.facts import notice_facts
from guichet.benefits.sick_leave.matching import Match, by_person, event_key, match_notice
from guichet.benefits.sick_leave.models import Notice
from guichet.cases.service import (
    Case,
    CaseChannel,
    NewCase,
    NewFact,
    draft,
    in_force,
    locked,
    open_cases,
    record,
    to_assess,
)
from guichet.documents.service import Document
from guichet.formats.identifiers import check_nir
from guichet.journal.service import Actor, Draft, append, insert, update
from guichet.medical.service import keep_reasons
from guichet.people.service import Organisation, Person, Professional, find_persons
from guichet.tasks.service import NewTask, open_tasks

_CHANNELS = {NoticeChannel.SCAN: CaseChannel.DEPOSIT, NoticeChannel.POSTED: CaseChannel.DESK}
LONGEST = timedelta(days=3 * 366)


class RefusedNotice(ValueError):
    """The notice cannot be taken. `errors` maps each field to a sentence for whoever typed it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(sorted(errors)))
        self.errors = errors


@dataclass(frozen=True)
class NewNotice:
    channel: NoticeChannel
    kind: NoticeKind
    nir: str
    birth_date: date
    family_name: str
    given_names: str
    first_day: date
    last_day: date
    prescribed_on: date
    sent_on: date
    siret: str = ""
    part_time_from: date | None = None
    professional: Professional | None = None
    document: Document | None = None
    # what the prescriber tells the medical service alone: never in a message or a trace
    medical_reason: str = field(default="", repr=False)


def check_notice(new: NewNotice, today: date) -> None:
    """Refuse in words what cannot be true; raises RefusedNotice."""
    errors: dict[str, str] = {}
    verdict = check_nir(new.nir)
    if not verdict.ok:
        errors["nir"] = verdict.words
    if new.birth_date > today:
        errors["birth_date"] = _("La date de naissance est dans le futur. Vérifiez l'année.")
    if new.first_day <= new.birth_date:
        errors["first_day"] = _("L'arrêt commence avant la naissance. Vérifiez les deux dates.")
    if new.last_day < new.first_day:
        errors["last_day"] = _("La fin de l'arrêt est avant son début. Vérifiez les deux dates.")
    elif new.last_day - new.first_day > LONGEST:
        errors["last_day"] = _("L'arrêt dure plus de trois ans. Vérifiez l'année de fin.")
    part = new.part_time_from
    if part and not new.first_day <= part <= new.last_day:
        errors["part_time_from"] = _("Le temps partiel commence pendant l'arrêt. Vérifiez la date.")
    if new.first_day > today + timedelta(days=365):
        errors["first_day"] = _("L'arrêt commence dans plus d'un an. Vérifiez l'année.")
    if new.prescribed_on > today:
        errors["prescribed_on"] = _("La date de prescription est dans le futur. Vérifiez-la.")
    if new.sent_on > today:
        errors["sent_on"] = _("La date d'envoi est dans le futur. Vérifiez-la.")
    elif new.sent_on < new.prescribed_on:
        errors["sent_on"] = _("L'avis est envoyé avant d'être prescrit. Vérifiez les deux dates.")
    if errors:
        raise RefusedNotice(errors)


@transaction.atomic
def receive(new: Sequence[NewNotice], *, actor: Actor, now: datetime) -> list[Notice]:
    """Take notices in: each is kept once, matched surely, or handed to a person.

    The same notice sent twice is answered by the first. Raises RefusedNotice, nothing kept.
    """
    today = localdate(now)
    for notice in new:
        check_notice(notice, today)
        if notice.medical_reason and notice.channel != NoticeChannel.DOCTOR_ONLINE:
            raise PermissionError("a prescriber alone gives a medical reason")
    rows, fresh = _keep(new, actor=actor, now=now)
    _attach(fresh, actor=actor, now=now)
    return rows


def _keep(
    new: Sequence[NewNotice], *, actor: Actor, now: datetime
) -> tuple[list[Notice], list[Notice]]:
    if actor.id is None:
        raise PermissionError("a notice is sent by an account")
    keys = [_fingerprint(n) for n in new]
    known = _known(keys)
    keys = [_key(n, key, known) for n, key in zip(new, keys, strict=True)]
    known |= _known(keys)
    fresh: dict[str, Notice] = {}
    reasons: dict[uuid.UUID, str] = {}
    for key, notice in zip(keys, new, strict=True):
        if key not in known and key not in fresh:
            fresh[key] = Notice(
                channel=notice.channel,
                kind=notice.kind,
                nir=notice.nir,
                birth_date=notice.birth_date,
                family_name=notice.family_name,
                given_names=notice.given_names,
                first_day=notice.first_day,
                last_day=notice.last_day,
                prescribed_on=notice.prescribed_on,
                sent_on=notice.sent_on,
                part_time_from=notice.part_time_from,
                received_at=now,
                siret=notice.siret,
                professional=notice.professional,
                document=notice.document,
                sent_by=actor.id,
                fingerprint=key,
            )
            reasons[fresh[key].id] = notice.medical_reason
    rows = list(fresh.values())
    people = find_persons((n.nir, n.birth_date) for n in rows)
    for row in rows:
        row.person = people.get((row.nir, row.birth_date))
    insert(rows)
    keep_reasons(reasons, now=now)
    return [(known | fresh)[key] for key in keys], rows


def _known(keys: Sequence[str]) -> dict[str, Notice]:
    return {n.fingerprint: n for n in Notice.objects.filter(fingerprint__in=keys)}


def _key(notice: NewNotice, key: str, known: Mapping[str, Notice]) -> str:
    """What the prescriber signs online is kept beside the copy of it that came before."""
    before = known.get(key)
    signs = notice.channel == NoticeChannel.DOCTOR_ONLINE
    if before is None or not signs or before.channel != NoticeChannel.SCAN:
        return key
    return hashlib.sha256(f"{key}\x1fsigned".encode()).hexdigest()


def is_known(notice: NewNotice) -> bool:
    """Whether the same notice was sent before, by whatever channel."""
    return Notice.objects.filter(fingerprint=_fingerprint(notice)).exists()


def _fingerprint(notice: NewNotice) -> str:
    said = (
        notice.nir,
        notice.birth_date,
        notice.kind,
        notice.first_day,
        notice.last_day,
        notice.prescribed_on,
        *([notice.part_time_from] if notice.part_time_from else []),
    )
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()


def _attach(rows: Sequence[Notice], *, actor: Actor, now: datetime) -> None:
    """Join each notice to its file, opening one where there is none."""
    unknown = [row for row in rows if row.person is None]
    for row in unknown:
        row.state = NoticeState.UNKNOWN_PERSON
    known = [row for row in rows if row.person is not None]
    candidates = by_person(candidates_of({row.person_id for row in known}))
    joining: list[tuple[Notice, Case]] = []
    opening: list[Notice] = []
    for row in known:
        found: Match = match_notice(
            row.kind,
            row.first_day,
            row.last_day,
            row.siret,
            candidates.get(row.person_id, []),
            signed=row.channel == NoticeChannel.DOCTOR_ONLINE,
        )
        if found.case is not None:
            joining.append((row, found.case))
        elif found.doubt:
            row.state = NoticeState.CONFLICT
            _hand_over(row, found.doubt, now=now)
        else:
            opening.append(row)
    _hand_over_unknown(unknown, now=now)
    events = _join(joining, now=now) + open_files(opening, now=now)
    update(rows, ["state", "case_id", "person"])
    append(events, actor=actor, now=now)


def _join(joining: Sequence[tuple[Notice, Case]], *, now: datetime) -> list[Draft]:
    cases = {case.id: case for case in locked({case.id for _, case in joining}, related=())}
    events = []
    facts: dict[uuid.UUID, list[NewFact]] = {}
    for row, found in joining:
        case = cases[found.id]
        row.state, row.case_id = NoticeState.MATCHED, case.id
        facts.setdefault(case.id, []).extend(notice_facts(row))
        events.append(notice_event(case, row))
    record(facts, now=now)
    to_assess(facts, now=now)
    return events


def open_files(rows: Sequence[Notice], *, now: datetime) -> list[Draft]:
    """Files for notices that join none; each notice is told its file, its saving is left."""
    if not rows:
        return []
    sirets = {row.siret for row in rows} - {""}
    employers = {o.siret: o for o in Organisation.objects.filter(siret__in=sirets)}
    version = in_force(procedure.CODE, localdate(now))
    new = [
        NewCase(
            person=_person(row),
            employer=employers.get(row.siret),
            event_key=event_key(row.first_day),
            channel=(_CHANNELS.get(NoticeChannel(row.channel), CaseChannel.ONLINE)),
            received_at=now,
        )
        for row in rows
    ]
    cases, events = open_cases(new, procedure=version, prefix=procedure.PREFIX, now=now)
    facts = {}
    for row, case in zip(rows, cases, strict=True):
        row.state, row.case_id = NoticeState.MATCHED, case.id
        facts[case.id] = notice_facts(row)
        events.append(notice_event(case, row))
    record(facts, now=now)
    return events


def _person(row: Notice) -> Person:
    if row.person is None:
        raise RuntimeError("a notice opens a file only for a person of the fund")
    return row.person


def notice_event(case: Case, row: Notice) -> Draft:
    """That a notice has joined a file, by the rule or by an agent."""
    part = row.part_time_from
    return draft(
        case,
        "sick_leave.notice_received",
        channel=row.channel,
        notice_kind=row.kind,
        first_day=row.first_day.isoformat(),
        last_day=row.last_day.isoformat(),
        **({"part_time_from": part.isoformat()} if part else {}),
    )


def _hand_over(row: Notice, kind: str, *, now: datetime) -> None:
    data = {"first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat()}
    task = NewTask(kind, f"notice:{row.id}", person_id=row.person_id, data=data)
    open_tasks([task], now=now)


def _hand_over_unknown(rows: Sequence[Notice], *, now: datetime) -> None:
    open_tasks(
        [NewTask("sick_leave.notice_of_unknown_person", f"notice:{row.id}") for row in rows],
        now=now,
    )
