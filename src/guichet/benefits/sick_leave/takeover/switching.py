"""The switch: files of a share of the persons become ours, with all that was paid claimed.

A batch is one transaction: the files opened, their facts, the decision that takes them over, the
days that were paid held in the ledger. Killed between two batches, the same command goes on. The
files are then assessed like any other; what dies before that is taken up by the worker.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.assessing import assess_cases
from guichet.benefits.sick_leave.candidates import candidates_of
from guichet.benefits.sick_leave.deciding import law_row
from guichet.benefits.sick_leave.enums import LeftOut, ShadowVerdict, TakeoverState
from guichet.benefits.sick_leave.matching import Candidate, by_person, event_key
from guichet.benefits.sick_leave.models import TakenFile
from guichet.benefits.sick_leave.takeover.content import OldFile, facts_of
from guichet.benefits.sick_leave.takeover.shadow import old_of
from guichet.benefits.sick_leave.task_kinds import TAKEOVER_DIFFERS
from guichet.cases.service import (
    Case,
    CaseChannel,
    Decision,
    LiveFact,
    NewCase,
    Outcome,
    Ruling,
    decide,
    draft,
    in_force,
    live_facts,
    open_cases,
    record,
)
from guichet.journal.service import Draft, append, begin_again, checkpoint, rule, update
from guichet.law.counters import day_runs
from guichet.ledger.service import (
    DayElsewhere,
    DayGrant,
    PaidElsewhere,
    Payee,
    PayeeKind,
    claim_elsewhere,
    held_days,
)
from guichet.tasks.service import NewTask, open_tasks

CHUNK = 200
WAITING_DAYS = 3
TAKE_OVER = rule("sick_leave.takeover")


@dataclass(frozen=True)
class Scope:
    """Which files a switch takes: those of a share of the persons, or of a list of numbers.

    `on`: the evening when the system before this one stopped paying them; an import of another day
    may not know all that it paid.
    """

    on: date
    share: int = 0
    numbers: frozenset[str] = frozenset()

    def rows(self) -> QuerySet[TakenFile]:
        rows = TakenFile.objects.filter(state=TakeoverState.SHADOW)
        return rows.filter(number__in=self.numbers) if self.numbers else rows.filter(
            slot__lt=self.share
        )  # fmt: skip


@dataclass
class Switched:
    """What a switch did: files taken, and how many were left where they are, by reason."""

    files: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Taken:
    """A file that is being switched."""

    row: TakenFile
    old: OldFile
    case: Case


def switch(scope: Scope, *, clock: Callable[[], datetime]) -> Switched:
    """Take over the files of a scope; called again, it goes on or changes nothing."""
    done = Switched()
    last: uuid.UUID | None = None
    while True:
        batch = partial(_batch, scope, last, now=clock())
        last, cases = begin_again(batch)
        if last is None:
            break
        checkpoint("takeover.batch_committed")
        assess_cases(cases, now=clock())
        done.files += len(cases)
    for why in scope.rows().exclude(left_out="").values_list("left_out", flat=True):
        done.left_out[why] = done.left_out.get(why, 0) + 1
    return done


@transaction.atomic
def _batch(
    scope: Scope, after: uuid.UUID | None, *, now: datetime
) -> tuple[uuid.UUID | None, list[uuid.UUID]]:
    """Switch the next files; answers the last one looked at, None when all were, and the files."""
    rows = scope.rows().select_related("person", "employer", "source")
    if after is not None:
        rows = rows.filter(id__gt=after)
    some = list(rows.select_for_update(of=("self",)).order_by("id")[:CHUNK])
    checkpoint("takeover.batch_locked")
    if not some:
        return None, []
    files = {row.id: old_of(row) for row in some}
    whys = _left_out(scope, some, files)
    _keep_left_out(some, whys)
    taking = [row for row in some if not whys[row.id]]
    taken = _open(taking, files, now=now)
    _take(taken, now=now)
    checkpoint("takeover.before_commit")
    return some[-1].id, [one.case.id for one in taken]


def _left_out(
    scope: Scope, rows: Sequence[TakenFile], files: Mapping[uuid.UUID, OldFile]
) -> dict[uuid.UUID, str]:
    """Why each file stays where it is; empty for those that are taken."""
    people = {row.person_id for row in rows}
    here = by_person(candidates_of(people))
    days = [day for old in files.values() for line in old.paid for day in (line.first, line.last)]
    held: set[tuple[uuid.UUID, date]] = set()
    if days:
        held = held_days(people, min(days), max(days), procedure.EXCLUSION_GROUP)
    found, opening = {}, set()
    for row in rows:
        old = files[row.id]
        wanted = {(row.person_id, day) for day in old.paid_days()}
        event = (row.person_id, old.first_day)
        why = _why(scope, row, old, here.get(row.person_id, []))
        if not why and event in opening:
            why = LeftOut.FILE_HERE
        if not why and wanted & held:
            why = LeftOut.DAY_HELD
        if not why:  # two old files of a person may say the same day
            held |= wanted
            opening.add(event)
        found[row.id] = why
    return found


def _why(scope: Scope, row: TakenFile, old: OldFile, here: Sequence[Candidate]) -> str:
    if row.source.as_of != scope.on:
        return LeftOut.OLD_EXPORT
    if not row.verdict:
        return LeftOut.NOT_COMPARED
    if old.held:
        return LeftOut.HELD
    return LeftOut.FILE_HERE if any(_same_stop(one, old) for one in here) else ""


def _same_stop(known: Candidate, old: OldFile) -> bool:
    """A file here is about the same days, or waits for them."""
    if known.case.event_key == event_key(old.first_day):
        return True
    return any(p.first <= old.last_day and old.first_day <= p.last for p in known.facts.periods)


def _keep_left_out(rows: Sequence[TakenFile], whys: Mapping[uuid.UUID, str]) -> None:
    changed = [row for row in rows if row.left_out != whys[row.id]]
    for row in changed:
        row.left_out = whys[row.id]
    update(changed, ["left_out"])


def _open(
    rows: Sequence[TakenFile], files: Mapping[uuid.UUID, OldFile], *, now: datetime
) -> list[_Taken]:
    """Files of ours, with what the system before this one knew of them as facts."""
    new = [
        NewCase(
            person=row.person,
            employer=row.employer,
            event_key=event_key(files[row.id].first_day),
            channel=CaseChannel.TAKEOVER,
            received_at=now,
        )
        for row in rows
    ]
    version = in_force(procedure.CODE, localdate(now))
    cases, events = open_cases(new, procedure=version, prefix=procedure.PREFIX, now=now)
    taken = [_Taken(row, files[row.id], case) for row, case in zip(rows, cases, strict=True)]
    record({one.case.id: facts_of(one.old, one.row.id) for one in taken}, now=now, live={})
    checkpoint("takeover.files_opened")
    append(events + [_taken_over(one) for one in taken], actor=TAKE_OVER, now=now)
    return taken


def _taken_over(one: _Taken) -> Draft:
    days = one.old.paid_days()
    until = one.old.paid_until
    return draft(
        one.case,
        "sick_leave.taken_over",
        number=one.old.number,
        days=len(days),
        cents=sum(line.daily_cents for some in days.values() for line in some.values()),
        until=until.isoformat() if until else "",
    )


def _take(taken: Sequence[_Taken], *, now: datetime) -> None:
    """Decide that what was paid stays, hold its days, hand differences to a person."""
    paid = [one for one in taken if one.old.paid]
    different = [one for one in taken if one.row.verdict != ShadowVerdict.EQUAL]
    known = live_facts([one.case.id for one in paid])
    rulings = [_ruling(one, known[one.case.id]) for one in paid]
    decisions = decide(rulings, law=law_row(now), actor=TAKE_OVER, now=now) if rulings else []
    claim_elsewhere([_held(one, d) for one, d in zip(paid, decisions, strict=True)])
    checkpoint("takeover.days_claimed")
    open_tasks([_task(one) for one in different], now=now)
    for one in taken:
        one.row.state, one.row.case, one.row.switched_at = TakeoverState.SWITCHED, one.case, now
    update([one.row for one in taken], ["state", "case", "switched_at"])


def _ruling(one: _Taken, facts: Mapping[str, LiveFact]) -> Ruling:
    days = one.old.paid_days()
    sums = {day: sum(line.daily_cents for line in some.values()) for day, some in days.items()}
    first = one.old.first_day
    return Ruling(
        case=one.case,
        outcome=Outcome.GRANTED,
        unfavourable=False,
        reason_code=procedure.TAKEN_OVER,
        reason_text="",
        facts=facts,
        inputs={},
        result={
            "right_open": True,
            "carence_days": min(max((min(sums) - first).days, 0), WAITING_DAYS),
            "days": [[a.isoformat(), b.isoformat(), cents] for a, b, cents in day_runs(sums)],
            "total_cents": sum(sums.values()),
        },
        explanation=[],
    )


def _held(one: _Taken, decision: Decision) -> PaidElsewhere:
    case = one.case
    payees = {PayeeKind.INSURED: Payee(PayeeKind.INSURED, case.person_id)}
    if case.employer_id:
        payees[PayeeKind.EMPLOYER] = Payee(PayeeKind.EMPLOYER, case.employer_id)
    days = [
        DayElsewhere(
            DayGrant(day, tuple((payees[kind], line.daily_cents) for kind, line in some.items())),
            max(line.paid_on for line in some.values()),
        )
        for day, some in one.old.paid_days().items()
    ]
    return PaidElsewhere(case, decision, procedure.KIND, procedure.EXCLUSION_GROUP, days)


def _task(one: _Taken) -> NewTask:
    """What was paid is never asked back by a rule: a person looks at what differs."""
    data = {"cause": one.row.cause, "paid": one.row.paid_cents, "law": one.row.law_cents}
    return NewTask(
        TAKEOVER_DIFFERS,
        f"takeover:{one.row.id}",  # no decision of the file closes it
        case_id=one.case.id,
        person_id=one.case.person_id,
        data=data,
    )
