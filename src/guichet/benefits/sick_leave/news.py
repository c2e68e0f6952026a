"""Nobody waits in silence: who is not paid is told where the file is, and called in the end.

At each change of what the file waits for, at seven days and at twenty: a message in the person's
account, with a text message where they chose it, else a mail that says only that it waits, else a
letter. Unpaid at thirty days: an agent
calls within two working days. Only files whose person has neither allowance nor wage are called.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guichet.benefits.sick_leave import procedure
from guichet.benefits.sick_leave.enums import NewsMark
from guichet.benefits.sick_leave.helping import call_within, least_busy_agents
from guichet.benefits.sick_leave.models import News
from guichet.benefits.sick_leave.news_letters import news_letter
from guichet.benefits.sick_leave.news_texts import text_message
from guichet.benefits.sick_leave.news_words import DSN, HELD, RECEIVED, STUDY
from guichet.benefits.sick_leave.task_kinds import NO_INCOME
from guichet.benefits.sick_leave.urgency import with_income
from guichet.benefits.sick_leave.waiting import REPLY_WITHIN
from guichet.cases.service import (
    Case,
    CaseState,
    Owner,
    Piece,
    PieceState,
    draft,
    locked,
    open_pieces_of,
    taken_up_at,
    unlocked,
)
from guichet.journal.service import append, begin_again, chunks, new_id, rule
from guichet.ledger.service import files_held, said_dead
from guichet.letters.service import NewLetter, next_ordinals, write
from guichet.outbox.service import MailWords, MessageKind, ToSend, enqueue, mail
from guichet.people.service import sms_numbers
from guichet.tasks.service import NewTask, Task, open_tasks

WEEK, TWENTY, CALL = timedelta(days=7), timedelta(days=20), timedelta(days=30)
CALL_AGAIN = timedelta(days=14)
DAYTIME = 8  # nobody is woken by a message of the fund
CHUNK = 200
UNPAID = (CaseState.RECEIVED, CaseState.WAITING, CaseState.IN_REVIEW)
ACTOR = rule("sick_leave.news")
NEWS_WAITS = MailWords(
    _("{fund} : des nouvelles de votre dossier"),
    _(
        "Bonjour,\n\nNous avons des nouvelles de votre dossier. Elles sont dans votre "
        "compte : {web}\nUne question ? Appelez le {phone}.\n\n{fund}\n"
    ),
)


@dataclass(frozen=True)
class Standing:
    """What a file waits for: of whom, since when, by when, and whether it was asked twice."""

    about: str
    owed_by: str
    since: date
    by: date
    again: bool = False

    @property
    def key(self) -> str:
        return f"{self.about}:{self.owed_by}" + (":again" if self.again else "")

    def data(self, today: date) -> dict[str, Any]:
        """What its sentences need."""
        by, now = self.by.isoformat(), today.isoformat()
        about, owed_by, again = self.about, self.owed_by, self.again
        return {"about": about, "owed_by": owed_by, "by": by, "today": now, "again": again}


def standing_of(case: Case, pieces: Sequence[Piece], *, held: bool) -> Standing:
    """Where an undecided file is: the first piece that it waits for, else the fund's own work.

    `held`: the payment of some of its days is suspended.
    """
    since = localdate(case.state_since)
    if case.state == CaseState.WAITING and pieces:
        first = next((one for one in pieces if one.owed_by == Owner.INSURED), pieces[0])
        asked = localdate(first.asked_at)
        if first.state == PieceState.EXPECTED:
            return Standing(DSN, first.owed_by, asked, first.due_on or asked)
        again = localdate(first.reminded_at) if first.reminded_at else None
        return Standing(
            first.code, first.owed_by, again or asked, asked + REPLY_WITHIN, again is not None
        )
    about = RECEIVED
    if case.state == CaseState.IN_REVIEW:
        about = HELD if held else STUDY
    return Standing(about, Owner.FUND, since, since + REPLY_WITHIN)


def tell_news(now: datetime) -> int:
    """Tell and call whom it is time to; done again the same day, it changes nothing.

    Answers how many were told.
    """
    today = localdate(now)
    if localtime(now).hour < DAYTIME:
        return 0
    told_today = News.objects.filter(told_on=today).values("case")
    waiting = Case.objects.filter(procedure_code=procedure.CODE, state__in=UNPAID)
    rows = waiting.exclude(pk__in=told_today).order_by("id").values_list("id", "opened_at")
    opened = dict(rows)
    count = sum(_tell_some(some, now) for some in chunks(list(opened), CHUNK))
    old = [case_id for case_id, at in opened.items() if today - localdate(at) >= CALL]
    for some in chunks(old, CHUNK):
        if to_call := _not_called_lately(some, now):
            _call(to_call, now)
    return count


def _tell_some(case_ids: Sequence[uuid.UUID], now: datetime) -> int:
    """Few files have news on a day: these alone are locked, and looked at again then."""
    ids = [case.id for case, _s, _m in _to_tell(unlocked(case_ids), localdate(now))]
    return begin_again(lambda: _tell(ids, now)) if ids else 0


Told = tuple[Case, Standing, NewsMark]


@transaction.atomic
def _tell(case_ids: Sequence[uuid.UUID], now: datetime) -> int:
    today = localdate(now)
    found = _to_tell([case for case in locked(case_ids) if case.state in UNPAID], today)
    News.objects.bulk_create(
        News(case=case, mark=mark, about=standing.key, told_on=today)
        for case, standing, mark in found
    )
    events = [
        draft(case, "sick_leave.news", mark=mark.value, **standing.data(today))
        for case, standing, mark in found
    ]
    sent = _messages(found, today)
    enqueue(sent, now=now)
    told_by_message = {one.case_id for one in sent}
    by_post = [one for one in found if one[0].id not in told_by_message]
    ordinals = next_ordinals([case for case, _s, _m in by_post])
    events += write(
        [
            NewLetter(
                new_id(), case, "ij_news", news_letter(case, standing.data(today), mark, ordinals)
            )
            for case, standing, mark in by_post
        ],
        now=now,
    )
    append(events, actor=ACTOR, now=now)
    return len(found)


def _to_tell(cases: Sequence[Case], today: date) -> list[Told]:
    """Which of these files have news today, and why; nobody writes to who is dead for the bank."""
    ids = [case.id for case in cases]
    pieces, told, since = open_pieces_of(ids), _told_before(ids), taken_up_at(ids)
    held = files_held(ids)

    def mark(case: Case, standing: Standing, *, has_income: bool) -> NewsMark | None:
        age = today - localdate(since.get(case.id, case.opened_at))
        return mark_of(age, standing, told.get(case.id, []), today, has_income=has_income)

    standing = [
        (case, standing_of(case, pieces.get(case.id, []), held=case.id in held))
        for case in cases
        if not _goes_on(case, pieces.get(case.id, []))
    ]
    # who has an income is told no more than who has none: it is asked of few
    found = [(case, where) for case, where in standing if mark(case, where, has_income=False)]
    if not found:
        return []
    paid = with_income(case.id for case, _s in found)
    dead = said_dead(case.person_id for case, _s in found)
    return [
        (case, where, why)
        for case, where in found
        if case.person_id not in dead and (why := mark(case, where, has_income=case.id in paid))
    ]


def _goes_on(case: Case, pieces: Sequence[Piece]) -> bool:
    """Decided, and the next month of part-time is not late: the letter has said how it goes on."""
    expected = {one.code for one in pieces if one.state == PieceState.EXPECTED}
    return case.decision_id is not None and expected == {procedure.PAY_LOST} and len(pieces) == 1


def _messages(found: Sequence[Told], today: date) -> list[ToSend]:
    numbers = sms_numbers(case.person_id for case, _s, _m in found)
    return [
        message
        for case, standing, _m in found
        for message in _message(case, standing.data(today), numbers.get(case.person_id, ""))
    ]


def mark_of(
    age: timedelta, standing: Standing, told: Sequence[News], today: date, *, has_income: bool
) -> NewsMark | None:
    """Why the person is told today, if they are. A change has stood for a night.

    `age`: since the file was opened, or taken up again after a decision.
    """
    if any(one.told_on == today for one in told):
        return None
    marks = {one.mark for one in told}
    if age >= TWENTY and not has_income and NewsMark.TWENTY not in marks:
        return NewsMark.TWENTY
    if age >= WEEK and not marks & {NewsMark.WEEK, NewsMark.TWENTY}:
        return NewsMark.WEEK
    since = [one.about for one in told if one.told_on >= today - age]
    last = since[-1] if since else f"{RECEIVED}:{Owner.FUND}"
    if standing.owed_by == Owner.INSURED or standing.key == last or standing.since >= today:
        return None  # what the person owes was asked by a letter of its own
    return NewsMark.CHANGE


def _told_before(case_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[News]]:
    found: dict[uuid.UUID, list[News]] = {}
    for row in News.objects.filter(case__in=case_ids).order_by("told_on"):
        found.setdefault(row.case_id, []).append(row)
    return found


def _message(case: Case, data: Mapping[str, Any], number: str) -> list[ToSend]:
    """News by text message to who chose it, else by mail; none where a letter has to be written."""
    person, about = case.person, {"case_id": case.id, "person_id": case.person_id}
    if not number:
        key = f"mail:news:{case.id}:{data['today']}"
        return mail(key, NEWS_WAITS, person.email, person.language, **about)
    with override(person.language):
        payload = {"to": number, "text": text_message(data)}
    return [ToSend(f"sms:news:{case.id}:{data['today']}", MessageKind.SMS, payload, **about)]


def _not_called_lately(case_ids: Sequence[uuid.UUID], now: datetime) -> list[uuid.UUID]:
    """The files to look at again: these alone are locked."""
    calls = Task.objects.filter(
        kind=NO_INCOME, case_id__in=case_ids, opened_at__gt=now - CALL_AGAIN
    )
    called = set(calls.values_list("case_id", flat=True))
    return [case_id for case_id in case_ids if case_id not in called]


@transaction.atomic
def _call(case_ids: Sequence[uuid.UUID], now: datetime) -> None:
    """A call by a named agent for each person who has had nothing for thirty days."""
    today = localdate(now)
    old = [
        case
        for case in locked(case_ids)
        if case.state in UNPAID and today - localdate(case.opened_at) >= CALL
    ]
    paid = with_income(case.id for case in old)
    dead = said_dead(case.person_id for case in old)
    ids = [case.id for case in old if case.id not in paid and case.person_id not in dead]
    called = dict(
        Task.objects.filter(kind=NO_INCOME, case_id__in=ids)
        .values_list("case_id")
        .annotate(last=Max("opened_at"))
    )
    to_call = [
        case
        for case in old
        if case.id in ids and (case.id not in called or now - called[case.id] >= CALL_AGAIN)
    ]
    agents = least_busy_agents(len(to_call))
    open_tasks(
        [
            NewTask(
                NO_INCOME,
                f"case:{case.id}",
                case_id=case.id,
                person_id=case.person_id,
                data={"days": (today - localdate(case.opened_at)).days},
                due_on=call_within(today),
                assigned_to=agent,
            )
            for case, agent in zip(to_call, agents, strict=True)
        ],
        now=now,
    )
