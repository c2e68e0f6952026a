"""Years that no bound was set on: arrivals drawn by lot, day by day, and agents who are not alike.

The year of a profile shares its totals out evenly: another seed changes who stops and for how long,
never how many. Here each day's files are drawn, so that a seed makes a year of its own.
"""

import random
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from unittest import mock

from guichet.cases.models import Case, ProcedureVersion
from guichet.replay.assumptions import assumed
from guichet.replay.contacts import between
from guichet.replay.plan import Year, at
from guichet.replay.profile import parse_profile
from guichet.replay.services import sick_leave
from guichet.replay.spread import column, dice, share_out
from guichet.replay.stops import Stop
from tests.replay.staffed import Staff, lived_with_staff
from tests.support import world

BORN_IN_1950 = "1500193950001"  # no replay makes up anybody so old
PERSONS = 110  # of the fund, for a file a week
PLAIN = """
fund: {name: "Caisse d'essai", department: "93", year: %d}
insured: {accounts: 1000000, account_rate_pct: 70}
sick_leave: {stops_paid: 700000}
"""  # the fund holds 1 428 571 persons at scale 1


@dataclass(frozen=True)
class Living:
    """A year: files a week on average, what a month has more than usual, who decides.

    `gusts`: the most by which a week is above or under its month, in per cent. `before`: whether
    what was received the year before is in the records too, without any peak.
    """

    name: str
    seed: int
    number: int = 2020
    a_week: int = 13
    staff: Staff = field(default_factory=lambda: Staff(3))
    peaks: Mapping[int, int] = field(default_factory=dict)
    gusts: int = 0
    before: bool = False
    last: tuple[int, int] = (8, 30)  # month, day

    @property
    def year(self) -> Year:
        scale = Decimal(PERSONS * self.a_week) / 1_428_571
        return Year(parse_profile((PLAIN % self.number).encode()), round(scale, 6), self.seed)

    @property
    def until(self) -> date:
        return date(self.number, *self.last)

    def live(self) -> None:
        self.live_on(date.min, self.until, self.staff)
        if self.before:
            self.receive_before()

    def receive_before(self) -> None:
        """The files of the year before, by a lot of their own and without any peak: no more."""
        then = Living("before", -self.seed, self.number - 1, self.a_week, last=(11, 30))
        moments = [at(day, 12) for day, n in then.begun().items() for _ in range(n)]
        person = world.make_person(nir=BORN_IN_1950)
        procedure = ProcedureVersion.objects.filter(code="sick_leave").latest("version")
        Case.objects.bulk_create(
            Case(
                number=f"A-{n}", procedure=procedure, procedure_code="sick_leave", person=person,
                event_key=f"before-{n}", channel="online", state="received", state_since=moment,
                opened_at=moment,
            )
            for n, moment in enumerate(moments)
        )  # fmt: skip

    def live_on(self, after: date, last: date, staff: Staff) -> None:
        """One file at a time, so that the lot decides of each whether a rule decides it."""
        with ExitStack() as stack:
            stack.enter_context(mock.patch.object(sick_leave, "stops_of", self.stops))
            stack.enter_context(mock.patch.object(sick_leave, "FEW", 1))
            lived_with_staff(self.year, last, staff, after)

    def stops(self, year: Year) -> list[Stop]:
        firsts = [day for day, n in self.begun().items() for _ in range(n)]
        chances = dice(self.seed, "lot", "stops")
        lengths = column(share_out(len(firsts), assumed("sick_leave.days")), chances)
        if len(firsts) > year.persons:
            raise ValueError("more stops than persons")
        return [
            Stop(
                number=n,
                person=n,
                first=first,
                last=first + timedelta(length - 1),
                taken_on=first + timedelta(1 + chances.randrange(5)),
                wage_cents=100 * between(assumed("sick_leave.wages_eur"), chances),
            )
            for n, (first, length) in enumerate(zip(firsts, lengths, strict=True))
        ]

    def begun(self) -> dict[date, int]:
        """How many stop on each day, from December before."""
        chances = dice(self.seed, "lot", "days")
        week = [*assumed("days.weekdays"), *assumed("days.weekend")]
        months = assumed("sick_leave.months_before")
        usual = Decimal(sum(months)) / 12
        day, found, gust = date(self.number - 1, 12, 1), {}, 1.0
        while day <= self.until:
            if day.weekday() == 0:
                gust = 1 + chances.uniform(-self.gusts, self.gusts) / 100
            peak = self.peaks.get(day.month, 0) if day.year == self.number else 0
            level = float(months[day.month - 1] / usual) * (100 + peak) / 100 * gust
            expected = self.a_week * level * week[day.weekday()] / sum(week)
            found[day] = _poisson(expected, chances)
            day += timedelta(days=1)
        return found


def _poisson(expected: float, chances: random.Random) -> int:
    """By multiplication of chances (Knuth), for the few of a day."""
    least, product, found = exp(-expected), chances.random(), 0
    while product > least:
        product *= chances.random()
        found += 1
    return found
