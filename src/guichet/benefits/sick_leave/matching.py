"""Bringing the prescriber's notice and the employer's data into one file: surely, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.benefits.sick_leave.doubts import meeting
from guichet.benefits.sick_leave.employers import is_other_company
from guichet.benefits.sick_leave.enums import NoticeChannel
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.cases.service import Case

# A prolongation may follow a resumption of at most 48 hours (ij_law 2.2).
MAX_GAP = timedelta(days=3)
NEAR = timedelta(days=3)
# A notice without an employer is worth a look well beyond: two files for one stop are worse.
NEAR_WITHOUT_EMPLOYER = timedelta(days=14)


@dataclass(frozen=True)
class Candidate:
    """A live file of the person, with what is known of its stop."""

    case: Case
    facts: StopFacts

    @property
    def first(self) -> date | None:
        return self.facts.periods[0].first if self.facts.periods else None

    @property
    def last(self) -> date | None:
        return max((p.last for p in self.facts.periods), default=None)


@dataclass(frozen=True)
class Match:
    """The file found; or none and, where a person must choose, the reason."""

    case: Case | None = None
    doubt: str = ""


def match_notice(
    kind: str,
    first: date,
    last: date,
    siret: str,
    candidates: Sequence[Candidate],
    *,
    signed: bool = False,
) -> Match:
    """The file that a notice belongs to: the employer's, the one it prolongs, or a new one.

    A notice that names another employer than the one that declared is never joined to it. One that
    the prescriber `signed` joins the file that holds a copy of it.
    """
    copied = [c for c in candidates if signed and _holds_a_copy(c, first, last, siret)]
    waiting = [
        c
        for c in candidates
        if c.first is None
        and c.facts.last_day_worked
        and meeting(c.facts.last_day_worked, first, c.facts.leave_until)
    ]
    if siret and any(siret not in c.facts.sirets for c in waiting):
        return Match(doubt="sick_leave.notice_not_sure")
    initial = kind != "prolongation"
    adjoining = initial and any(_adjoins(c, first, last) for c in candidates)
    for sure in (copied, [] if adjoining else waiting):
        if len(sure) == 1:
            return Match(sure[0].case)
    if not initial:
        return _prolonged([c for c in candidates if _continues(c, first, last)])
    return Match(doubt=_doubt(candidates, first, last))


def _doubt(candidates: Sequence[Candidate], first: date, last: date) -> str:
    """Why an initial notice that joins no file opens none by itself; empty if it does."""
    if any(_adjoins(c, first, last) for c in candidates):
        return "sick_leave.notice_adjoins"
    if any(_overlaps(c, first, last) or _same_event(c, first) for c in candidates):
        return "sick_leave.notice_overlaps"
    if any(_waits_near(c, first - timedelta(days=1)) for c in candidates):
        return "sick_leave.notice_not_sure"
    return ""


def _holds_a_copy(candidate: Candidate, first: date, last: date, siret: str) -> bool:
    if siret and candidate.facts.siret and siret not in candidate.facts.sirets:
        return False
    copies = (p for p in candidate.facts.periods if p.channel == NoticeChannel.SCAN)
    return any((p.first, p.last) == (first, last) for p in copies)


def _prolonged(continued: Sequence[Candidate]) -> Match:
    if len(continued) == 1:
        return Match(continued[0].case)
    return Match(doubt="sick_leave.prolongation_without_stop")


def match_stop(
    last_day_worked: date, siret: str, candidates: Sequence[Candidate], *, sickness: bool = False
) -> Match:
    """The file that an employer's stop belongs to.

    Known by the same last day worked from the same employer (a later sending), by a notice whose
    dates surely meet it, or, for a `sickness`, by another company that says the same last day: a
    person in two jobs is stopped in both. Near but not sure is a person's to judge.
    """
    same = [c for c in candidates if c.facts.last_day_at(siret) == last_day_worked]
    if len(same) == 1:
        return Match(same[0].case)
    joined = [
        c
        for c in candidates
        if c.facts.siret in (None, siret)
        and c.first
        and meeting(last_day_worked, c.first, c.facts.leave_until)
    ]
    if len(joined) == 1 and not _names_another(joined[0], siret):
        return Match(joined[0].case)
    first = last_day_worked + timedelta(days=1)
    near = [
        c
        for c in candidates
        if _near(last_day_worked, c) or _waits_near(c, last_day_worked) or _same_event(c, first)
    ]
    if sickness and not joined and len(near) == 1 and _another_job(near[0], last_day_worked, siret):
        return Match(near[0].case)
    if joined or near:
        return Match(doubt="sick_leave.stop_not_sure")
    return Match()


def _another_job(candidate: Candidate, last_day_worked: date, siret: str) -> bool:
    """Another company of a file says the same last day, and this one has not said any yet."""
    known = candidate.facts
    same = known.last_day_worked == last_day_worked and known.last_day_at(siret) is None
    return same and is_other_company(known.siret, siret)


def match_part_time(first: date, siret: str, candidates: Sequence[Candidate]) -> Match:
    """The file whose stop, of the same employer, a period of part-time is of, or goes on.

    Part-time opens no file by itself: what belongs to none is a person's to join.
    """
    found = [
        c
        for c in candidates
        if c.facts.siret in (None, siret)
        and not _names_another(c, siret)
        and c.first is not None
        and c.last is not None
        and c.first <= first <= c.last + MAX_GAP
    ]
    return Match(found[0].case) if len(found) == 1 else Match(doubt="sick_leave.stop_not_sure")


def _names_another(candidate: Candidate, siret: str) -> bool:
    """The notice, or the only pay known, names another employer than the one that declares."""
    named = candidate.case.employer
    return candidate.facts.siret is None and named is not None and named.siret != siret


def _continues(candidate: Candidate, first: date, last: date) -> bool:
    if candidate.first is None or candidate.last is None:
        return False
    return candidate.first < first <= candidate.last + MAX_GAP and last > candidate.last


def _adjoins(candidate: Candidate, first: date, last: date) -> bool:
    """One begins within the 48 hours after the other ends: perhaps a prolongation ticked wrong.

    Then it has no waiting days of its own (ij_law 2.2), whichever of the two notices comes first.
    """
    if candidate.first is None or candidate.last is None:
        return False
    after = candidate.last < first <= candidate.last + MAX_GAP
    return after or last < candidate.first <= last + MAX_GAP


def _overlaps(candidate: Candidate, first: date, last: date) -> bool:
    return any(p.first <= last and first <= p.last for p in candidate.facts.periods)


def _near(last_day_worked: date, candidate: Candidate) -> bool:
    first, last = candidate.first, candidate.last
    if first is None or last is None:
        return False
    margin = NEAR if candidate.facts.last_day_worked else NEAR_WITHOUT_EMPLOYER
    return first - margin <= last_day_worked + timedelta(days=1) <= last + MAX_GAP


def _waits_near(candidate: Candidate, last_day_worked: date) -> bool:
    """An employer's stop without its notice yet, of about the same day: another job, or a slip."""
    known = candidate.facts.last_day_worked
    return candidate.first is None and known is not None and abs(known - last_day_worked) <= NEAR


def _same_event(candidate: Candidate, first: date) -> bool:
    """One live file for an event: the database refuses a second."""
    return candidate.case.event_key == event_key(first)


def event_key(first: date) -> str:
    """What the file is about: a stop that begins on a day."""
    return f"stop:{first.isoformat()}"


def first_day_of(key: str) -> date:
    """The day that a file's event key names: where its reference months are counted from."""
    return date.fromisoformat(key.removeprefix("stop:"))


def by_person(candidates: Iterable[Candidate]) -> dict[object, list[Candidate]]:
    found: dict[object, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(candidate.case.person_id, []).append(candidate)
    return found
