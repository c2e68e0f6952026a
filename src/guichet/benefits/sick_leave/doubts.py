"""Why a person must look at a file: what each doubt is, and those that its dates raise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from guichet.benefits.sick_leave.enums import Meeting, NoticeChannel
from guichet.benefits.sick_leave.facts import TAKEN_OVER, Period, StopFacts
from guichet.benefits.sick_leave.late import NOTICE_DAYS, unsettled
from guichet.benefits.sick_leave.paper import original_came
from guichet.formats.calendars import is_public_holiday

SICKNESS = "01"
# The one channel by which the prescriber signs; what the insured person types or scans is checked.
DOCTOR = NoticeChannel.DOCTOR_ONLINE.value
# An agent had the original in hand; the fund had accepted what the system before this one paid on.
CERTAIN = (DOCTOR, NoticeChannel.POSTED.value, TAKEN_OVER)
SIX_MONTHS = 180
MOST_DAYS_OFF = 4
# Five weeks of paid leave in a row, with the rest days around them.
MOST_LEAVE = 37


@dataclass(frozen=True)
class Doubt:
    """Why a person must look; `kind` is the task's, `data` fills its sentence."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


def doubts_of_dates(facts: StopFacts, today: date) -> list[Doubt]:
    """The doubts that the dates of a file raise, for a decision of `today`."""
    doubts = []
    if facts.last_day_worked and facts.periods:
        first = facts.periods[0].first
        if meeting_of(facts) is None:
            doubts.append(
                Doubt(
                    "sick_leave.dates_differ",
                    {
                        "notice": first.isoformat(),
                        "employer": facts.last_day_worked.isoformat(),
                    },
                )
            )
    if facts.returned_on and any(p.first >= facts.returned_on for p in facts.periods):
        doubts.append(
            Doubt("sick_leave.stop_after_return", {"returned_on": facts.returned_on.isoformat()})
        )
    if facts.returned_on and facts.taken_until and facts.returned_on <= facts.taken_until:
        until = facts.taken_until.isoformat()
        doubts.append(Doubt("sick_leave.takeover_returned", {"until": until}))
    if any(p.channel not in CERTAIN and not original_came(facts, p) for p in facts.periods):
        doubts.append(Doubt("sick_leave.notice_to_check"))
    if any((p.prescribed_on - p.first).days > NOTICE_DAYS for p in facts.periods):
        doubts.append(Doubt("sick_leave.prescribed_after"))
    doubts += _doubts_of_late(facts)
    if facts.reason is not None and facts.reason != SICKNESS:
        doubts.append(Doubt("sick_leave.reason_differs", {"reason": facts.reason}))
    if facts.first_day and facts.first_day < _two_years_before(today):
        doubts.append(Doubt("sick_leave.too_old", {"first_day": facts.first_day.isoformat()}))
    if len(facts.days_off) > SIX_MONTHS:
        doubts.append(Doubt("sick_leave.long_stop"))
    return doubts


def _doubts_of_late(facts: StopFacts) -> list[Doubt]:
    """A notice sent late is settled by an agent, who looks for an excuse first (D.323-2)."""
    return [doubt_of_late(period) for period in unsettled(facts)]


def doubt_of_late(period: Period) -> Doubt:
    """That the notice of a period was sent late, to be settled or as it was settled."""
    after_end = period.sent_on > period.last
    return Doubt(
        "sick_leave.notice_after_end" if after_end else "sick_leave.notice_late",
        {
            "prescribed_on": period.prescribed_on.isoformat(),
            "sent_on": period.sent_on.isoformat(),
            "first": period.first.isoformat(),
        },
    )


def meeting(
    last_day_worked: date, first_day: date, leave_until: date | None = None
) -> Meeting | None:
    """Why an employer's last day worked and a notice's first day are surely of one stop, if so.

    The day before; the same day (a day begun at work); only rest days and public holidays between
    the two (DSN norm, S21.G00.60.002); or leave that the employer has shown, up to `leave_until`.
    Anything else is a person's to judge.
    """
    if last_day_worked == first_day:
        return Meeting.DAY_BEGUN
    if first_day < last_day_worked:
        return None
    between = (first_day - last_day_worked).days - 1
    gap = [last_day_worked + timedelta(days=n) for n in range(1, between + 1)]
    worked = [day for day in gap if day.weekday() < 5 and not is_public_holiday(day)]
    if not gap:
        return Meeting.DAY_AFTER
    if not worked and between <= MOST_DAYS_OFF:
        return Meeting.DAYS_OFF
    if leave_until and between <= MOST_LEAVE and all(day <= leave_until for day in worked):
        return Meeting.LEAVE
    return None


def meeting_of(facts: StopFacts) -> Meeting | None:
    """The same of a file; None too where one of the two days is not known."""
    if facts.last_day_worked is None or not facts.periods:
        return None
    return meeting(facts.last_day_worked, facts.periods[0].first, facts.leave_until)


def _two_years_before(day: date) -> date:
    """CSS L.332-1: two years; a person looks before anything older is paid."""
    return day - timedelta(days=2 * 365)
